"""Products."""

import math

from layers import Layer


class Dense(Layer):
    def output_size(self, attribute, sizes):
        return (attribute.arguments[0],)

    def parameters(self, attribute, sizes):
        units = attribute.arguments[0]
        shapes = {"weight": (math.prod(sizes[0]), units)}
        return {**shapes, "bias": (units,)} if attribute.get("Bias", True) else shapes

    def forward(self, attribute, xs, parameters, buffers, context):
        y = xs[0].flatten(1) @ parameters["weight"]
        return y + parameters["bias"] if "bias" in parameters else y
