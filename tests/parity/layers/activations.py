"""Activations: a line each without parameters."""

import torch
import torch.nn.functional as F

from layers import Layer


def activation(name, function, kinks=()):
    """A layer from a function of the input and the attribute, and the places where it has no second derivative."""

    def forward(self, attribute, xs, parameters, buffers, context):
        context.note_kinks(xs[0], kinks)
        return function(xs[0], attribute)

    return type(name, (Layer,), {"forward": forward})


activation("ReLU", lambda x, a: F.relu(x), kinks=(0.0,))
activation("LeakyReLU", lambda x, a: F.leaky_relu(x, a.arguments[0]), kinks=(0.0,))
activation("Elu", lambda x, a: F.elu(x, a.arguments[0]), kinks=(0.0,))
activation("Selu", lambda x, a: F.selu(x), kinks=(0.0,))
activation("Gelu", lambda x, a: F.gelu(x, approximate="tanh" if a.get("Approximate", False) else "none"))
activation("Silu", lambda x, a: F.silu(x))
activation("Sigmoid", lambda x, a: torch.sigmoid(x))
activation("Tanh", lambda x, a: torch.tanh(x))
activation("Softplus", lambda x, a: F.softplus(x))
activation("HardSwish", lambda x, a: F.hardswish(x), kinks=(-3.0, 3.0))
activation("Softmax", lambda x, a: F.softmax(x, dim=-1))


class PReLU(Layer):
    """One slope for each channel, which is the last axis here and the second in PyTorch."""

    def parameters(self, attribute, sizes):
        return {"slope": (1,) if attribute.get("Shared", False) else sizes[0][-1:]}

    def draw(self, random, name, shape):
        return random.uniform(-0.2, 0.6, shape)

    def forward(self, attribute, xs, parameters, buffers, context):
        context.note_kinks(xs[0], (0.0,))
        return F.prelu(xs[0].reshape(-1, xs[0].shape[-1]), parameters["slope"]).reshape(xs[0].shape)
