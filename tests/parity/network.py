"""Builds a declared network in PyTorch: the reference that DeepNet's numbers are held against."""

import math

import numpy
import torch

import dropout_mask
from layers import LAYERS
from losses import LOSSES
from optimizers import OPTIMIZERS


class Context:
    """One forward pass, as layers and losses see it."""

    def __init__(self, network, seed, step):
        self.training = seed is not None
        self.dtype = network.dtype
        self.seed, self.step = seed, step
        self.index = 0  # of the layer that runs, inputs counted
        self._network = network

    def note_kinks(self, x, kinks):
        """Notes how near x is to places where a second derivative is missing; finite differences must not step over them."""
        for kink in kinks:
            distance = float((x.detach() - kink).abs().min())
            self._network.kinks = min(self._network.kinks, distance)

    def drop(self, x, rate):
        """Dropout with the documented mask; nothing unless training."""
        if not self.training:
            return x
        mask = dropout_mask.mask(tuple(x.shape), rate, self.seed, self.step, self.index)
        return x * torch.as_tensor(mask, dtype=self.dtype) / (1 - rate)


class Network:
    """A declared network with its parameters, in DeepNet's layout (weight [inputs, units]) and names (Dense1.weight)."""

    def __init__(self, declaration):
        self.dtype = torch.float64 if declaration.is_double else torch.float32
        attributes = declaration.attributes[1:]
        self.inputs = [a for a in attributes if a.kind == "Input"]
        self.optimizer = next(a for a in attributes if a.kind in OPTIMIZERS)
        self.layers, self.losses = [], []  # (attribute, names of what it takes, name of what it gives)
        self.parameters, self.initial_buffers, self.frozen = {}, {}, []
        self.sizes = {a.get("Name", "input"): tuple(a.arguments) for a in self.inputs}
        self.kinks = math.inf  # the smallest distance to a kink in the forward passes so far
        self._declare([a for a in attributes if a.kind != "Input" and a is not self.optimizer])
        self.minimum_batch = max(LAYERS[attribute.kind].minimum_batch for attribute, _, _ in self.layers)
        self.reset_buffers()

    def _declare(self, attributes):
        previous, counts = next(reversed(self.sizes)), {}
        for attribute in attributes:
            kind = attribute.kind
            if kind in LOSSES:
                self.losses.append((attribute, attribute.get("From", previous)))
                continue
            if kind not in LAYERS:
                raise ValueError(f"{kind} is no layer in layers/, no loss in losses/ and no optimizer in optimizers/")
            counts[kind] = counts.get(kind, 0) + 1
            name = attribute.get("Name", f"{kind}{counts[kind]}")
            self._add(attribute, name, previous)
            previous = name

    def _add(self, attribute, name, previous):
        layer = LAYERS[attribute.kind]
        sources = layer.sources(attribute, previous)
        parts = layer.expand(attribute, name, sources)
        if parts is not None:
            for part in parts:
                self._add(part, part.named["Name"], previous)
            return
        sizes = [self.sizes[source] for source in sources]
        self.sizes[name] = layer.output_size(attribute, sizes)
        for parameter, shape in layer.parameters(attribute, sizes).items():
            full_name = _property(name, parameter)
            self.parameters[full_name] = torch.zeros(shape, dtype=self.dtype)
            if attribute.get("Freeze", False):
                self.frozen.append(full_name)
        for buffer, value in layer.buffers(attribute, sizes).items():
            self.initial_buffers[_property(name, buffer)] = numpy.asarray(value, numpy.float64)
        self.layers.append((attribute, sources, name))

    def reset_buffers(self):
        """Gives the buffers, such as running means, their initial values."""
        self.buffers = {name: torch.tensor(value, dtype=self.dtype) for name, value in self.initial_buffers.items()}

    def twin(self):
        """The same network in double precision with the same parameters."""
        twin = Network.__new__(Network)
        twin.__dict__.update(self.__dict__)
        twin.dtype, twin.kinks = torch.float64, math.inf
        twin.parameters = {name: p.double() for name, p in self.parameters.items()}
        twin.reset_buffers()
        return twin

    def draw_parameters(self, random):
        """Gives the parameters values, exact in single precision."""
        for attribute, sources, name in self.layers:
            layer = LAYERS[attribute.kind]
            for parameter, shape in layer.parameters(attribute, [self.sizes[source] for source in sources]).items():
                values = layer.draw(random, parameter, tuple(shape)).astype(numpy.float32)
                self.parameters[_property(name, parameter)].copy_(torch.as_tensor(values))

    def make_optimizer(self):
        """PyTorch's optimizer of the declared name and arguments."""
        trained = [parameter for name, parameter in self.parameters.items() if name not in self.frozen]
        return OPTIMIZERS[self.optimizer.kind](self.optimizer, trained)

    def outputs(self, inputs, seed=None, step=0):
        """What the losses are taken of, by name, in the order of the layers. With a seed, in training mode."""
        values = {a.get("Name", "input"): torch.as_tensor(x) for a, x in zip(self.inputs, inputs)}
        context = Context(self, seed, step)
        for context.index, (attribute, sources, name) in enumerate(self.layers, len(self.inputs)):
            xs = [values[source] for source in sources]
            parameters, buffers = _of_layer(self.parameters, name), _of_layer(self.buffers, name)
            values[name] = LAYERS[attribute.kind].forward(attribute, xs, parameters, buffers, context)
        heads = {source for _, source in self.losses}
        return {name: values[name].flatten(1) for _, _, name in self.layers if name in heads}

    def loss(self, outputs, targets):
        """The weighted sum of the losses."""
        total, context = 0, Context(self, None, 0)
        for (attribute, source), target in zip(self.losses, targets):
            value = LOSSES[attribute.kind].value(attribute, outputs[source], torch.as_tensor(target), self.sizes[source], context)
            total = total + attribute.get("Weight", 1.0) * value
        return total

    def predictions(self, outputs):
        """What Predict gives: probabilities where the loss takes logits."""
        of_loss = {source: attribute for attribute, source in self.losses}
        return {name: LOSSES[of_loss[name].kind].predict(of_loss[name], x, self.sizes[name]) for name, x in outputs.items()}

    def draw_inputs(self, random, n):
        """Inputs, exact in single precision; integers are below what the layers that take them know."""
        inputs = []
        for attribute in self.inputs:
            shape = (n, *attribute.arguments)
            if attribute.get("Integer", False):
                name = attribute.get("Name", "input")
                takers = [a for a, sources, _ in self.layers if name in sources]
                below = min(LAYERS[a.kind].vocabulary(a) for a in takers)
                inputs.append(random.integers(0, below, shape))
            else:
                inputs.append(random.normal(0, 1.5, shape))
        return [self._as_stored(x) for x in inputs]

    def draw_targets(self, random, n):
        """Targets that fit the losses."""
        return [self._as_stored(LOSSES[a.kind].draw_target(a, random, n, self.sizes[source])) for a, source in self.losses]

    def _as_stored(self, array):
        if array.dtype.kind == "i":
            return array.astype(numpy.int32)
        return array.astype(numpy.float32).astype(numpy.float64 if self.dtype == torch.float64 else numpy.float32)


def _property(layer, tensor):
    """The name of a layer's tensor: the layer is a property in C#."""
    return f"{layer[0].upper()}{layer[1:]}.{tensor}"


def _of_layer(tensors, layer):
    """The tensors of one layer, by their own names."""
    prefix = _property(layer, "")
    return {name[len(prefix) :]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}
