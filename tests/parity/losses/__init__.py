"""The losses in PyTorch. A loss is a class named as its attribute, derived from Loss; nothing else has to know of it."""

import math

import registry

LOSSES = registry.Registry("loss")


class Loss:
    """What one kind of loss computes of outputs [n, units]; `size` is that of one output before it was flattened."""

    has_targets = True
    layers = ()  # arguments that name further layers; x is then a list, that of the layer before the loss first

    def __init_subclass__(cls):
        LOSSES.add(cls.__name__, cls())

    def draw_target(self, attribute, random, n, size):
        """A target: integers for labels, else numbers; those are rounded to single precision."""
        return random.normal(0, 1, (n, math.prod(size)))

    def couples_samples(self, attribute):
        """Whether the mean is over something else than samples, such as labels that count."""
        return False

    def value(self, attribute, x, target, size, context):
        """The mean over the batch, without the weight of the loss."""
        raise NotImplementedError

    def predict(self, attribute, x, size):
        """What Predict gives."""
        return x


registry.import_modules(__name__, __path__)
