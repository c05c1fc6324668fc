"""Gradient descent."""

import torch

from optimizers import optimizer


@optimizer("Sgd")
def sgd(attribute, parameters):
    return torch.optim.SGD(
        parameters,
        attribute.get("LearningRate", 0.01),
        attribute.get("Momentum", 0.0),
        attribute.get("Dampening", 0.0),
        weight_decay=attribute.get("WeightDecay", 0.0),
        nesterov=attribute.get("Nesterov", False),
    )
