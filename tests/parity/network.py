"""Builds a declared network in PyTorch: the reference that DeepNet's numbers are compared with."""

import math

import numpy
import torch

import dropout_mask
from layers import LAYERS
from losses import LOSSES
from optimizers import OPTIMIZERS
from optimizers.options import with_options


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

    def drop(self, x, rate, part=0):
        """Dropout with the documented mask; nothing unless training. Masks inside a layer have the numbers of its parts."""
        if not self.training:
            return x
        mask = dropout_mask.mask(tuple(x.shape), rate, self.seed, self.step, self.index + 65536 * part)
        return x * torch.as_tensor(mask, dtype=self.dtype) / (1 - rate)


class Network:
    """A declared network with its parameters, in DeepNet's layout (weight [inputs, units]) and names (Dense1.weight).

    It computes in double precision, also what is declared in single: what the mathematics says, and the same on every machine.
    """

    def __init__(self, declaration, dtype=torch.float64):
        self.dtype = dtype
        attributes = declaration.attributes[1:]
        self.inputs = [a for a in attributes if a.kind == "Input"]
        self.optimizer = next(a for a in attributes if a.kind in OPTIMIZERS)
        self.layers, self.losses = [], []  # (attribute, names of what it takes, name of what it gives)
        self.parameters, self.initial_buffers, self.frozen, self.scales = {}, {}, [], {}
        self.sizes = {key(a.get("Name", "input")): tuple(a.arguments) for a in self.inputs}
        self.aliases, self.owners = {}, {}  # of compositions: their last layer; of layers: whose parameters they use
        self.kinks = math.inf  # the smallest distance to a kink in the forward passes so far
        self._declare([a for a in attributes if a.kind != "Input" and a is not self.optimizer])
        self.minimum_batch = max(LAYERS[attribute.kind].minimum_batch for attribute, _, _ in self.layers)
        self.reset_buffers()

    def _declare(self, attributes):
        previous, counts = next(reversed(self.sizes)), {}
        for attribute in self._inlined(attributes):
            kind = attribute.kind
            if kind in LOSSES:
                self.losses.append((attribute, self._find(attribute.get("From", previous))))
                continue
            stem = LAYERS[kind].default_name(attribute)
            counts[stem] = counts.get(stem, 0) + 1
            previous = self._add(attribute, key(attribute.get("Name", f"{stem}{counts[stem]}")), previous)

    def _inlined(self, attributes):
        for attribute in attributes:
            if attribute.kind in LOSSES:
                yield attribute
            elif attribute.kind not in LAYERS:
                raise ValueError(f"{attribute.kind} is no layer in layers/, no loss in losses/ and no optimizer in optimizers/")
            else:
                yield from LAYERS[attribute.kind].inline(attribute) or [attribute]

    def _find(self, name):
        """The layer or input that a name means."""
        return self.aliases.get(key(name), key(name))

    def _add(self, attribute, name, previous):
        """Adds a layer, or all of a composition; the name of the (last) layer."""
        layer = LAYERS[attribute.kind]
        sources = [self._find(source) for source in layer.sources(attribute, previous)]
        parts = layer.expand(attribute, name, sources)
        if parts is not None:
            for part in parts:
                self.aliases[name] = self._add(part, key(part.named["Name"]), previous)
            return self.aliases[name]
        sizes = [self.sizes[source] for source in sources]
        self.sizes[name] = layer.output_size(attribute, sizes)
        self.owners[name] = self.owners[self._find(attribute.named["SharedWith"])] if "SharedWith" in attribute.named else name
        for parameter, shape in layer.parameters(attribute, sizes).items() if self.owners[name] == name else ():
            full_name = _property(name, parameter)
            self.parameters[full_name] = torch.zeros(shape, dtype=self.dtype)
            if "LearningRateScale" in attribute.named:
                self.scales[full_name] = attribute.named["LearningRateScale"]
            if attribute.get("Freeze", False):
                self.frozen.append(full_name)
        for buffer, value in layer.buffers(attribute, sizes).items() if self.owners[name] == name else ():
            self.initial_buffers[_property(name, buffer)] = numpy.asarray(value, numpy.float64)
        self.layers.append((attribute, sources, name))
        return name

    @property
    def stops_gradients(self):
        """Whether the gradients are not all of the derivative."""
        return any(LAYERS[attribute.kind].stops_gradients(attribute) for attribute, _, _ in self.layers)

    def longest_sum(self, batch):
        """How many numbers the longest sum of a training step adds: over a layer's inputs or units, or over the batch and all positions in it."""
        longest = [batch * math.prod(self.sizes[source]) for _, source in self.losses]
        longest += [max(batch * math.prod(size[:-1]), size[-1]) for size in self.sizes.values()]
        for parameter in self.parameters.values():
            if parameter.dim() > 1:
                longest += [parameter.numel() // parameter.shape[-1], parameter.numel() // parameter.shape[-2]]
        return max(longest)

    def reset_buffers(self):
        """Gives the buffers, such as running means, their initial values."""
        self.buffers = {name: torch.tensor(value, dtype=self.dtype) for name, value in self.initial_buffers.items()}

    def copy(self, dtype=torch.float64):
        """The same network with the same parameters, untrained, in a precision of its own."""
        copy = Network.__new__(Network)
        copy.__dict__.update(self.__dict__)
        copy.dtype, copy.kinks = dtype, math.inf
        copy.parameters = {name: p.detach().to(dtype, copy=True) for name, p in self.parameters.items()}
        copy.reset_buffers()
        return copy

    def draw_parameters(self, random):
        """Gives the parameters values, exact in single precision."""
        for attribute, sources, name in self.layers:
            layer = LAYERS[attribute.kind]
            if self.owners[name] != name:
                continue
            for parameter, shape in layer.parameters(attribute, [self.sizes[source] for source in sources]).items():
                values = layer.draw(random, parameter, tuple(shape)).astype(numpy.float32)
                self.parameters[_property(name, parameter)].copy_(torch.as_tensor(values))

    def make_optimizer(self):
        """PyTorch's optimizer of the declared name and arguments."""
        trained = [parameter for name, parameter in self.parameters.items() if name not in self.frozen]
        made = OPTIMIZERS[self.optimizer.kind](self.optimizer, trained)
        if self.scales and len(made.param_groups) == 1:
            group = made.param_groups.pop()
            scales = [scale for name, scale in ((name, self.scales.get(name, 1.0)) for name in self.parameters) if name not in self.frozen]
            for parameter, scale in zip(trained, scales):
                made.add_param_group({**group, "params": [parameter], "lr": group["lr"] * scale})
        return with_options(self.optimizer, made, trained)

    def outputs(self, inputs, seed=None, step=0):
        """What the losses are taken of, by name, in the order of the layers. With a seed, in training mode."""
        values = {key(a.get("Name", "input")): self._as_tensor(x) for a, x in zip(self.inputs, inputs)}
        context = Context(self, seed, step)
        for context.index, (attribute, sources, name) in enumerate(self.layers, len(self.inputs)):
            xs = [values[source] for source in sources]
            parameters, buffers = _of_layer(self.parameters, self.owners[name]), _of_layer(self.buffers, self.owners[name])
            values[name] = LAYERS[attribute.kind].forward(attribute, xs, parameters, buffers, context)
        heads = {head for attribute, source in self.losses for head in self._heads(attribute, source)}
        return {name: values[name].flatten(1) for _, _, name in self.layers if name in heads}

    def loss(self, outputs, targets):
        """The weighted sum of the losses."""
        total, context, targets = 0, Context(self, None, 0), iter(targets)
        for attribute, source in self.losses:
            loss = LOSSES[attribute.kind]
            xs = [outputs[head] for head in self._heads(attribute, source)]
            target = self._as_tensor(next(targets)) if loss.has_targets else None
            weights = self._as_tensor(next(targets)) if attribute.get("SampleWeights", False) else None

            def value(rows):
                x = [x[rows] for x in xs]
                return loss.value(attribute, x if len(x) > 1 else x[0], None if target is None else target[rows], self.sizes[source], context)

            mean = value(slice(None)) if weights is None else sum(w * value(slice(i, i + 1)) for i, w in enumerate(weights.flatten())) / len(weights)
            total = total + attribute.get("Weight", 1.0) * mean
        return total

    def _heads(self, attribute, source):
        """The layers that a loss takes."""
        return [source, *(self._find(attribute.named[argument]) for argument in LOSSES[attribute.kind].layers)]

    @property
    def samples_are_coupled(self):
        """Whether the loss of a batch is another number than the mean of the samples' losses."""
        return any(LOSSES[attribute.kind].couples_samples(attribute) for attribute, _ in self.losses)

    def predictions(self, outputs):
        """What Predict gives: probabilities where the loss takes logits."""
        of_loss = {head: attribute for attribute, source in self.losses for head in self._heads(attribute, source)}
        return {name: LOSSES[of_loss[name].kind].predict(of_loss[name], x, self.sizes[name]) for name, x in outputs.items()}

    def draw_inputs(self, random, n):
        """Inputs, exact in single precision; integers are below what the layers that take them know."""
        inputs = []
        for attribute in self.inputs:
            shape = (n, *attribute.arguments)
            if attribute.get("Integer", False):
                name = key(attribute.get("Name", "input"))
                takers = [a for a, sources, _ in self.layers if name in sources]
                below = min(LAYERS[a.kind].vocabulary(a) for a in takers)
                inputs.append(random.integers(0, below, shape))
            else:
                inputs.append(random.normal(0, 1.5, shape))
        return [as_stored(x) for x in inputs]

    def draw_targets(self, random, n):
        """Targets that fit the losses."""
        targets = []
        for attribute, source in self.losses:
            loss = LOSSES[attribute.kind]
            if loss.has_targets:
                targets.append(loss.draw_target(attribute, random, n, self.sizes[source]))
            if attribute.get("SampleWeights", False):
                targets.append(random.integers(0, 5, (n, 1)) / 2.0)  # some are 0
        return [as_stored(target) for target in targets]

    def _as_tensor(self, array):
        """What is stored, in the precision that the network computes in."""
        tensor = torch.as_tensor(array)
        return tensor.to(self.dtype) if tensor.is_floating_point() else tensor


def as_stored(array):
    """An array as it is recorded: both precisions of a network get the same numbers."""
    return array.astype(numpy.int32 if array.dtype.kind == "i" else numpy.float32)


def key(name):
    """A name as DeepNet compares it: in PascalCase, as the property in C#."""
    return name[:1].upper() + name[1:]


def _property(layer, tensor):
    """The name of a layer's tensor: the layer is a property in C#."""
    return f"{key(layer)}.{tensor}"


def _of_layer(tensors, layer):
    """The tensors of one layer, by their own names."""
    prefix = _property(layer, "")
    return {name[len(prefix) :]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}
