"""Adam and its relatives."""

import torch

from optimizers import optimizer


def arguments(attribute, decay, rate=1e-3):
    """The arguments that this family shares, in PyTorch's order."""
    betas = (attribute.get("Beta1", 0.9), attribute.get("Beta2", 0.999))
    return attribute.get("LearningRate", rate), betas, attribute.get("Epsilon", 1e-8), attribute.get("WeightDecay", decay)


@optimizer("Adam")
def adam(attribute, parameters):
    return torch.optim.Adam(parameters, *arguments(attribute, 0.0), attribute.get("AmsGrad", False))


@optimizer("AdamW")
def adam_w(attribute, parameters):
    return torch.optim.AdamW(parameters, *arguments(attribute, 0.01), amsgrad=attribute.get("AmsGrad", False))


@optimizer("Adamax")
def adamax(attribute, parameters):
    return torch.optim.Adamax(parameters, *arguments(attribute, 0.0, 2e-3))


@optimizer("RAdam")
def radam(attribute, parameters):
    return torch.optim.RAdam(parameters, *arguments(attribute, 0.0))
