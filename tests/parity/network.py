"""Builds a declared network in PyTorch: the reference that DeepNet's numbers are held against."""

import math

import numpy
import torch
import torch.nn.functional as F

import dropout_mask

LOSSES = ("CrossEntropyLoss", "BinaryCrossEntropyLoss", "MeanSquaredErrorLoss", "MeanAbsoluteErrorLoss", "HuberLoss")
OPTIMIZERS = ("Sgd", "Adam", "AdamW")
ACTIVATIONS = {
    "ReLU": lambda x, a: F.relu(x),
    "LeakyReLU": lambda x, a: F.leaky_relu(x, a.arguments[0]),
    "Elu": lambda x, a: F.elu(x, a.arguments[0]),
    "Selu": lambda x, a: F.selu(x),
    "Gelu": lambda x, a: F.gelu(x, approximate="tanh" if a.named.get("Approximate") else "none"),
    "Silu": lambda x, a: F.silu(x),
    "Sigmoid": lambda x, a: torch.sigmoid(x),
    "Tanh": lambda x, a: torch.tanh(x),
    "Softplus": lambda x, a: F.softplus(x),
    "HardSwish": lambda x, a: F.hardswish(x),
    "Softmax": lambda x, a: F.softmax(x, dim=-1),
}
# Where a function has no second derivative; finite differences must not step over these places.
KINKS = {"ReLU": (0.0,), "LeakyReLU": (0.0,), "Elu": (0.0,), "Selu": (0.0,), "HardSwish": (-3.0, 3.0)}


class Network:
    """A declared network with its parameters, in DeepNet's layout (weight [inputs, units]) and names (Dense1.weight)."""

    def __init__(self, declaration):
        self.dtype = torch.float64 if declaration.is_double else torch.float32
        attributes = declaration.attributes[1:]
        self.inputs = [a for a in attributes if a.kind == "Input"]
        self.optimizer = next(a for a in attributes if a.kind in OPTIMIZERS)
        self.layers, self.losses = [], []  # (attribute, names of what it takes, name of what it gives)
        self.parameters = {}
        self.sizes = {a.named.get("Name", "input"): tuple(a.arguments) for a in self.inputs}
        self.kinks = math.inf  # the smallest distance to a kink in the forward passes so far
        self._declare([a for a in attributes if a.kind != "Input" and a is not self.optimizer])

    def _declare(self, attributes):
        previous, counts = next(reversed(self.sizes)), {}
        for attribute in attributes:
            kind = attribute.kind
            if kind in LOSSES:
                self.losses.append((attribute, attribute.named.get("From", previous)))
                continue
            counts[kind] = counts.get(kind, 0) + 1
            name = attribute.named.get("Name", f"{kind}{counts[kind]}")
            sources = attribute.arguments if kind in ("Add", "Concat") else [attribute.named.get("From", previous)]
            self.sizes[name] = self._output_size(attribute, name, [self.sizes[source] for source in sources])
            self.layers.append((attribute, sources, name))
            previous = name

    def _output_size(self, attribute, name, sizes):
        if attribute.kind == "Dense":
            inputs, units = math.prod(sizes[0]), attribute.arguments[0]
            property_name = name[0].upper() + name[1:]
            self.parameters[f"{property_name}.weight"] = torch.zeros(inputs, units, dtype=self.dtype)
            if attribute.named.get("Bias", True):
                self.parameters[f"{property_name}.bias"] = torch.zeros(units, dtype=self.dtype)
            return (units,)
        if attribute.kind == "Concat":
            return (*sizes[0][:-1], sum(size[-1] for size in sizes))
        return (math.prod(sizes[0]),) if attribute.kind == "Flatten" else sizes[0]

    def make_optimizer(self):
        """PyTorch's optimizer of the declared name and arguments."""
        named, parameters = self.optimizer.named, list(self.parameters.values())
        decay = named.get("WeightDecay", 0.01 if self.optimizer.kind == "AdamW" else 0.0)
        if self.optimizer.kind == "Sgd":
            rate, momentum = named.get("LearningRate", 0.01), named.get("Momentum", 0.0)
            return torch.optim.SGD(parameters, rate, momentum, weight_decay=decay, nesterov=named.get("Nesterov", False))
        kind = torch.optim.Adam if self.optimizer.kind == "Adam" else torch.optim.AdamW
        betas = (named.get("Beta1", 0.9), named.get("Beta2", 0.999))
        return kind(parameters, named.get("LearningRate", 1e-3), betas, named.get("Epsilon", 1e-8), decay)

    def outputs(self, inputs, seed=None, step=0):
        """What the losses are taken of, by name, in the order of the layers. With a seed, dropout is on."""
        values = {a.named.get("Name", "input"): torch.as_tensor(x) for a, x in zip(self.inputs, inputs)}
        for index, (attribute, sources, name) in enumerate(self.layers, len(self.inputs)):
            x = [values[source] for source in sources]
            if attribute.kind == "Dense":
                property_name = name[0].upper() + name[1:]
                y = x[0].flatten(1) @ self.parameters[f"{property_name}.weight"]
                y = y + self.parameters[f"{property_name}.bias"] if f"{property_name}.bias" in self.parameters else y
            elif attribute.kind == "Add":
                y = sum(x[1:], x[0])
            elif attribute.kind == "Concat":
                y = torch.cat(x, dim=-1)
            elif attribute.kind == "Flatten":
                y = x[0].flatten(1)
            elif attribute.kind == "Dropout":
                rate, y = attribute.arguments[0], x[0]
                if seed is not None:
                    mask = dropout_mask.mask(tuple(y.shape), rate, seed, step, index)
                    y = y * torch.as_tensor(mask, dtype=self.dtype) / (1 - rate)
            else:
                self._note_kinks(x[0], KINKS.get(attribute.kind, ()))
                y = ACTIVATIONS[attribute.kind](x[0], attribute)
            values[name] = y
        heads = {source for _, source in self.losses}
        return {name: values[name].flatten(1) for _, _, name in self.layers if name in heads}

    def loss(self, outputs, targets):
        """The weighted sum of the losses."""
        total = 0
        for (attribute, source), target in zip(self.losses, targets):
            total = total + attribute.named.get("Weight", 1.0) * self._one_loss(attribute, outputs[source], torch.as_tensor(target))
        return total

    def _one_loss(self, attribute, x, target):
        if attribute.kind == "CrossEntropyLoss":
            target = target if target.is_floating_point() else target.long()
            return F.cross_entropy(x, target, label_smoothing=attribute.named.get("LabelSmoothing", 0.0))
        if attribute.kind == "BinaryCrossEntropyLoss":
            return F.binary_cross_entropy_with_logits(x, target)
        if attribute.kind == "MeanSquaredErrorLoss":
            return F.mse_loss(x, target)
        if attribute.kind == "MeanAbsoluteErrorLoss":
            self._note_kinks(x - target, (0.0,))
            return F.l1_loss(x, target)
        delta = attribute.arguments[0]
        self._note_kinks(x - target, (-delta, delta))
        return F.huber_loss(x, target, delta=delta)

    def predictions(self, outputs):
        """What Predict gives: probabilities where the loss takes logits."""
        links = {"CrossEntropyLoss": lambda x: F.softmax(x, dim=-1), "BinaryCrossEntropyLoss": torch.sigmoid}
        kinds = {source: attribute.kind for attribute, source in self.losses}
        return {name: links.get(kinds[name], lambda x: x)(x) for name, x in outputs.items()}

    def _note_kinks(self, x, kinks):
        for kink in kinks:
            self.kinks = min(self.kinks, float((x.detach() - kink).abs().min()))

    def draw_targets(self, random, n):
        """Targets that fit the losses."""
        dtype, targets = numpy.float64 if self.dtype == torch.float64 else numpy.float32, []
        for attribute, source in self.losses:
            units = math.prod(self.sizes[source])
            if attribute.kind == "CrossEntropyLoss" and not attribute.named.get("DenseTargets", False):
                targets.append(random.integers(0, units, n).astype(numpy.int32))
            elif attribute.kind == "CrossEntropyLoss":
                targets.append(random.dirichlet(numpy.ones(units), n).astype(numpy.float32).astype(dtype))
            elif attribute.kind == "BinaryCrossEntropyLoss":
                targets.append(random.random((n, units)).round(2).astype(numpy.float32).astype(dtype))
            else:
                targets.append(random.normal(0, 1, (n, units)).astype(numpy.float32).astype(dtype))
        return targets
