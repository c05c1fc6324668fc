"""What joins, reshapes and drops."""

import math

import torch

from layers import Layer


class Add(Layer):
    def sources(self, attribute, previous):
        return attribute.arguments

    def forward(self, attribute, xs, parameters, buffers, context):
        return sum(xs[1:], xs[0])


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
