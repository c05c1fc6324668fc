"""Products."""

import math

from layers import Layer


class Dense(Layer):
    def output_size(self, attribute, sizes):
        steps = sizes[0][:-1] if attribute.get("PerStep", False) else ()
        return (*steps, attribute.arguments[0])

    def parameters(self, attribute, sizes):
        units = attribute.arguments[0]
        inputs = sizes[0][-1] if attribute.get("PerStep", False) else math.prod(sizes[0])
        shapes = {"weight": (inputs, units)}
        return {**shapes, "bias": (units,)} if attribute.get("Bias", True) else shapes

    def forward(self, attribute, xs, parameters, buffers, context):
        x = xs[0] if attribute.get("PerStep", False) else xs[0].flatten(1)
        y = x @ parameters["weight"]
        return y + parameters["bias"] if "bias" in parameters else y
