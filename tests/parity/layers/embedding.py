"""Layers that take integers."""

from layers import Layer


class Embedding(Layer):
    def output_size(self, attribute, sizes):
        return (*sizes[0], attribute.arguments[1])

    def parameters(self, attribute, sizes):
        return {"weight": tuple(attribute.arguments)}

    def draw(self, random, name, shape):
        return random.normal(0, 1, shape)

    def vocabulary(self, attribute):
        return attribute.arguments[0]

    def forward(self, attribute, xs, parameters, buffers, context):
        return parameters["weight"][xs[0].long()]
