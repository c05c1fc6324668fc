"""What joins, reshapes and drops."""

import math

import torch

from declarations import Attribute
from layers import LAYERS, Layer


def _key(name):
    return name[:1].upper() + name[1:]


def _beside(right, left):
    """The right side of a sum, product or difference as it lies beside the left one, both with a batch."""
    if right.shape == left.shape:
        return right
    repeated = (1,) * (left.dim() - 2) + (left.shape[-1],)
    if right[0].numel() == left.shape[-1] and right.shape[-1] == left.shape[-1]:
        return right.reshape(len(right), *repeated)
    return right.reshape(len(right), *left.shape[1:-1], 1)


class Add(Layer):
    def sources(self, attribute, previous):
        return attribute.arguments

    def forward(self, attribute, xs, parameters, buffers, context):
        return sum((_beside(x, xs[0]) for x in xs[1:]), xs[0])


class Multiply(Add):
    def forward(self, attribute, xs, parameters, buffers, context):
        return xs[0] * _beside(xs[1], xs[0])


class Subtract(Add):
    def forward(self, attribute, xs, parameters, buffers, context):
        return xs[0] - _beside(xs[1], xs[0])


class Dot(Add):
    def output_size(self, attribute, sizes):
        return (*sizes[0][:-1], 1)

    def forward(self, attribute, xs, parameters, buffers, context):
        return (xs[0] * xs[1]).sum(dim=-1, keepdim=True)


class L2Normalize(Layer):
    def forward(self, attribute, xs, parameters, buffers, context):
        return torch.nn.functional.normalize(xs[0], dim=-1, eps=attribute.get("Epsilon", 1e-12))


class Reshape(Layer):
    def output_size(self, attribute, sizes):
        return tuple(torch.empty(sizes[0]).reshape(attribute.arguments).shape)

    def forward(self, attribute, xs, parameters, buffers, context):
        return xs[0].reshape(len(xs[0]), *attribute.arguments)


class Permute(Layer):
    def output_size(self, attribute, sizes):
        return tuple(sizes[0][axis] for axis in attribute.arguments)

    def forward(self, attribute, xs, parameters, buffers, context):
        return xs[0].permute(0, *(axis + 1 for axis in attribute.arguments))


class Slice(Layer):
    def output_size(self, attribute, sizes):
        return tuple(self._taken(attribute, torch.empty(1, *sizes[0])).shape[1:])

    def forward(self, attribute, xs, parameters, buffers, context):
        return self._taken(attribute, xs[0])

    def _taken(self, attribute, x):
        start, count = (*attribute.arguments, 1)[:2]
        axis = attribute.get("Axis", 0)
        axis = axis + 1 if axis >= 0 else axis
        return x.narrow(axis, start % x.shape[axis], count)


class Block(Layer):
    def default_name(self, attribute):
        return attribute.arguments[0].name

    def expand(self, attribute, name, sources):
        layers = [a for a in attribute.arguments[0].attributes if a.kind != "Block" or a.arguments]
        names, counts, parts, previous = {"Input": sources[0]}, {}, [], sources[0]
        for layer in [part for a in layers for part in LAYERS[a.kind].inline(a) or [a]]:
            stem = LAYERS[layer.kind].default_name(layer)
            counts[stem] = counts.get(stem, 0) + 1
            local = layer.get("Name", f"{stem}{counts[stem]}")
            arguments = [names.get(_key(x), x) if isinstance(x, str) else x for x in layer.arguments]
            named = {k: names.get(_key(x), x) if isinstance(x, str) else x for k, x in layer.named.items()}
            named = {"From": previous, **named, "Name": name + _key(local)}
            for inherited in ("Freeze", "LearningRateScale"):
                if inherited in attribute.named:
                    named[inherited] = attribute.named[inherited]
            if "SharedWith" in attribute.named:
                named["SharedWith"] = attribute.named["SharedWith"] + _key(local)
            parts.append(Attribute(layer.kind, arguments, named))
            previous = names[_key(local)] = named["Name"]
        return parts


class Repeat(Layer):
    def inline(self, attribute):
        count, block = attribute.arguments
        copies = []
        for number in range(1, count + 1):
            named = {k: f"{x}{number}" if k in ("Name", "SharedWith") else x for k, x in attribute.named.items()}
            if number > 1:
                named.pop("From", None)
            copies.append(Attribute("Block", [block], named))
        return copies


class Concat(Layer):
    def sources(self, attribute, previous):
        return attribute.arguments

    def output_size(self, attribute, sizes):
        return (*sizes[0][:-1], sum(size[-1] for size in sizes))

    def forward(self, attribute, xs, parameters, buffers, context):
        return torch.cat(xs, dim=-1)


class Flatten(Layer):
    def output_size(self, attribute, sizes):
        return (math.prod(sizes[0]),)

    def forward(self, attribute, xs, parameters, buffers, context):
        return xs[0].flatten(1)


class Dropout(Layer):
    def forward(self, attribute, xs, parameters, buffers, context):
        return context.drop(xs[0], attribute.arguments[0])
