"""AdaGrad, AdaDelta, RMSProp."""

import torch

from optimizers import optimizer


@optimizer("AdaGrad")
def ada_grad(attribute, parameters):
    return torch.optim.Adagrad(
        parameters,
        attribute.get("LearningRate", 0.01),
        attribute.get("LearningRateDecay", 0.0),
        attribute.get("WeightDecay", 0.0),
        attribute.get("InitialSum", 0.0),
        attribute.get("Epsilon", 1e-10),
    )


@optimizer("AdaDelta")
def ada_delta(attribute, parameters):
    rate, rho, epsilon = attribute.get("LearningRate", 1.0), attribute.get("Rho", 0.9), attribute.get("Epsilon", 1e-6)
    return torch.optim.Adadelta(parameters, rate, rho, epsilon, attribute.get("WeightDecay", 0.0))


@optimizer("RmsProp")
def rms_prop(attribute, parameters):
    return torch.optim.RMSprop(
        parameters,
        attribute.get("LearningRate", 0.01),
        attribute.get("Alpha", 0.99),
        attribute.get("Epsilon", 1e-8),
        attribute.get("WeightDecay", 0.0),
        attribute.get("Momentum", 0.0),
        attribute.get("Centered", False),
    )
