"""The losses in PyTorch. A loss is a class named as its attribute, derived from Loss; nothing else has to know of it."""

import math

import registry

LOSSES = registry.Registry("loss")


class Loss:
    """What one kind of loss computes of outputs [n, units]; `size` is that of one output before it was flattened."""

    def __init_subclass__(cls):
        LOSSES.add(cls.__name__, cls())

    def draw_target(self, attribute, random, n, size):
        """A target: integers for labels, else numbers; those are rounded to single precision."""
        return random.normal(0, 1, (n, math.prod(size)))

    def value(self, attribute, x, target, size, context):
        """The mean over the batch, without the weight of the loss."""
        raise NotImplementedError

    def predict(self, attribute, x, size):
        """What Predict gives."""
        return x


registry.import_modules(__name__, __path__)
