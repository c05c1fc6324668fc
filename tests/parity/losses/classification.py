"""Losses of logits."""

import math

import numpy
import torch
import torch.nn.functional as F

from losses import Loss


class CrossEntropyLoss(Loss):
    def draw_target(self, attribute, random, n, size):
        units = math.prod(size)
        if attribute.get("DenseTargets", False):
            return random.dirichlet(numpy.ones(units), n)
        return random.integers(0, units, n)

    def value(self, attribute, x, target, size, context):
        target = target if target.is_floating_point() else target.long()
        return F.cross_entropy(x, target, label_smoothing=attribute.get("LabelSmoothing", 0.0))

    def predict(self, attribute, x, size):
        return F.softmax(x, dim=-1)


class BinaryCrossEntropyLoss(Loss):
    def draw_target(self, attribute, random, n, size):
        return random.random((n, math.prod(size))).round(2)

    def value(self, attribute, x, target, size, context):
        return F.binary_cross_entropy_with_logits(x, target)

    def predict(self, attribute, x, size):
        return torch.sigmoid(x)
