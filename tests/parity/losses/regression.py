"""Losses of values."""

import math

import torch
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


class LogCoshLoss(Loss):
    def value(self, attribute, x, target, size, context):
        return torch.log(torch.cosh(x - target)).mean()


class QuantileLoss(Loss):
    def value(self, attribute, x, target, size, context):
        q, error = attribute.arguments[0], target - x
        context.note_kinks(error, (0.0,))
        return torch.maximum(q * error, (q - 1) * error).mean()


class PoissonLoss(Loss):
    def draw_target(self, attribute, random, n, size):
        return random.poisson(2.0, (n, math.prod(size))).astype(float)

    def value(self, attribute, x, target, size, context):
        return F.poisson_nll_loss(x, target, log_input=attribute.get("LogInput", True))

    def predict(self, attribute, x, size):
        return torch.exp(x) if attribute.get("LogInput", True) else x
