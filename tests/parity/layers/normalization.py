"""Normalization. Channels are last here and second in PyTorch."""

import numpy
import torch

from layers import Layer


def channels_first(x):
    return x.movedim(-1, 1)


def channels_last(x):
    return x.movedim(1, -1)


class _Normalization(Layer):
    affine = True
    names = ("gamma", "beta")

    def parameters(self, attribute, sizes):
        return {name: (sizes[0][-1],) for name in self.names} if attribute.get("Affine", self.affine) else {}

    def draw(self, random, name, shape):
        return random.normal(1 if name == "gamma" else 0, 0.3, shape)

    @staticmethod
    def epsilon(attribute):
        return attribute.get("Epsilon", 1e-5)


class BatchNorm(_Normalization):
    minimum_batch = 2  # PyTorch refuses one value per channel

    def buffers(self, attribute, sizes):
        return {"runningMean": numpy.zeros(sizes[0][-1]), "runningVariance": numpy.ones(sizes[0][-1])}

    def forward(self, attribute, xs, parameters, buffers, context):
        training = context.training and not attribute.get("Freeze", False)
        y = torch.nn.functional.batch_norm(
            channels_first(xs[0]),
            buffers["runningMean"],
            buffers["runningVariance"],
            parameters.get("gamma"),
            parameters.get("beta"),
            training,
            attribute.get("Momentum", 0.1),
            self.epsilon(attribute),
        )
        return channels_last(y)


class LayerNorm(_Normalization):
    def forward(self, attribute, xs, parameters, buffers, context):
        shape = xs[0].shape[-1:]
        return torch.nn.functional.layer_norm(xs[0], shape, parameters.get("gamma"), parameters.get("beta"), self.epsilon(attribute))


class RmsNorm(_Normalization):
    names = ("gamma",)

    def forward(self, attribute, xs, parameters, buffers, context):
        y = xs[0] / (xs[0].square().mean(-1, keepdim=True) + self.epsilon(attribute)).sqrt()
        return y * parameters["gamma"] if parameters else y


class GroupNorm(_Normalization):
    def groups(self, attribute, x):
        return attribute.arguments[0]

    def forward(self, attribute, xs, parameters, buffers, context):
        x = channels_first(xs[0])
        y = torch.nn.functional.group_norm(x, self.groups(attribute, x), parameters.get("gamma"), parameters.get("beta"), self.epsilon(attribute))
        return channels_last(y)


class InstanceNorm(GroupNorm):
    affine = False

    def groups(self, attribute, x):
        return x.shape[1]
