"""Adam and its relatives."""

import torch

from optimizers import optimizer


def arguments(attribute, decay):
    """The arguments that this family shares, in PyTorch's order."""
    betas = (attribute.get("Beta1", 0.9), attribute.get("Beta2", 0.999))
    return attribute.get("LearningRate", 1e-3), betas, attribute.get("Epsilon", 1e-8), attribute.get("WeightDecay", decay)


@optimizer("Adam")
def adam(attribute, parameters):
    return torch.optim.Adam(parameters, *arguments(attribute, 0.0))


@optimizer("AdamW")
def adam_w(attribute, parameters):
    return torch.optim.AdamW(parameters, *arguments(attribute, 0.01))
