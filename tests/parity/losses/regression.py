"""Losses of values."""

import torch.nn.functional as F

from losses import Loss


class MeanSquaredErrorLoss(Loss):
    def value(self, attribute, x, target, size, context):
        return F.mse_loss(x, target)


class MeanAbsoluteErrorLoss(Loss):
    def value(self, attribute, x, target, size, context):
        context.note_kinks(x - target, (0.0,))
        return F.l1_loss(x, target)


class HuberLoss(Loss):
    def value(self, attribute, x, target, size, context):
        delta = attribute.arguments[0]
        context.note_kinks(x - target, (-delta, delta))
        return F.huber_loss(x, target, delta=delta)
