"""What every optimizer of DeepNet offers, around one of PyTorch's."""

import torch
from torch.optim.swa_utils import AveragedModel

OPTIONS = ("L1", "L2", "ClipValue", "ClipNorm", "ClipGlobalNorm", "NormalizeGradients", "AccumulationSteps", "AverageDecay", "PolyakAverage")


def with_options(attribute, optimizer, parameters):
    """The optimizer itself, if the attribute has no options."""
    return Options(attribute, optimizer, parameters) if any(name in attribute.named for name in OPTIONS) else optimizer


class Options:
    """Mean over batches, clipping, penalties, the optimizer's step, averages: in this order."""

    def __init__(self, attribute, optimizer, parameters):
        self.attribute, self.optimizer, self.parameters = attribute, optimizer, parameters
        self.count, self.averaged = 0, None
        decay = attribute.get("AverageDecay", 0.0)
        if decay > 0 or attribute.get("PolyakAverage", False):
            module = torch.nn.ParameterList([torch.nn.Parameter(p.detach()) for p in parameters])
            for inner, parameter in zip(module, parameters):
                inner.data = parameter.data  # the same memory: it follows the training
            average = (lambda old, new, count: decay * old + (1 - decay) * new) if decay > 0 else None
            self.module, self.averaged = module, AveragedModel(module, avg_fn=average)

    @property
    def averages(self):
        """The averages in the parameters' order, or None."""
        return None if self.averaged is None else [p.detach() for p in self.averaged.parameters()]

    def zero_grad(self):
        if self.count == 0:
            self.optimizer.zero_grad()

    def step(self):
        self.count += 1
        batches = self.attribute.get("AccumulationSteps", 1)
        if self.count < batches:
            return
        self.count = 0
        for parameter in self.parameters:
            parameter.grad /= batches
        self._clip()
        for parameter in self.parameters:
            with torch.no_grad():
                parameter.grad += self.attribute.get("L1", 0.0) * torch.sign(parameter) + self.attribute.get("L2", 0.0) * parameter
        self.optimizer.step()
        if self.averaged is not None:
            self.averaged.update_parameters(self.module)

    def _clip(self):
        get = self.attribute.get
        if get("ClipValue", 0.0) > 0:
            torch.nn.utils.clip_grad_value_(self.parameters, get("ClipValue", 0.0))
        if get("ClipNorm", 0.0) > 0:
            for parameter in self.parameters:
                torch.nn.utils.clip_grad_norm_([parameter], get("ClipNorm", 0.0))
        if get("ClipGlobalNorm", 0.0) > 0:
            torch.nn.utils.clip_grad_norm_(self.parameters, get("ClipGlobalNorm", 0.0))
        if get("NormalizeGradients", False):
            norm = torch.sqrt(sum((p.grad.double() ** 2).sum() for p in self.parameters))
            for parameter in self.parameters:
                parameter.grad /= norm
