"""The layers in PyTorch, one module per area. A layer is a class named like its attribute, derived from Layer; nothing else has to know of it."""

import math

import registry

LAYERS = registry.Registry("layer")


class Layer:
    """What one kind of layer computes. Attributes come as declarations.Attribute; sizes are tuples without the batch."""

    minimum_batch = 1  # of a training step

    def __init_subclass__(cls):
        LAYERS.add(cls.__name__, cls())

    def sources(self, attribute, previous):
        """The names of what the layer takes."""
        return [attribute.get("From", previous)]

    def default_name(self, attribute):
        """What a number is put behind if the layer has no name."""
        return attribute.kind

    def inline(self, attribute):
        """None, or the attributes that stand in this one's place, named as if they were written there."""
        return None

    def expand(self, attribute, name, sources):
        """None, or the attributes that stand in this one's place, all with Name and From; `name` means the last of them."""
        return None

    def output_size(self, attribute, sizes):
        """The size of the output from those of the inputs."""
        return sizes[0]

    def parameters(self, attribute, sizes):
        """Name -> shape, in DeepNet's order and layout."""
        return {}

    def buffers(self, attribute, sizes):
        """Name -> initial value (an array), of what training changes without a gradient, such as running means."""
        return {}

    def draw(self, random, name, shape):
        """Values of a parameter for the tests; any will do at which the outputs are of the order of one."""
        scale = 1.5 / math.prod(shape[:-1]) ** 0.5 if len(shape) > 1 else 0.3
        return random.normal(0, scale, shape)

    def vocabulary(self, attribute):
        """For a layer that takes integers: below which number they have to be."""
        raise ValueError(f"{attribute.kind} takes no integers")

    def stops_gradients(self, attribute):
        """Whether backward leaves out a part of the derivative on purpose."""
        return False

    def forward(self, attribute, xs, parameters, buffers, context):
        """The output from the inputs. Changes the buffers in place, and only if context.training."""
        raise NotImplementedError


registry.import_modules(__name__, __path__)
