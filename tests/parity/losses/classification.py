"""Losses of logits."""

import math

import numpy
import torch
import torch.nn.functional as F

from losses import Loss


def rows_of(x, size):
    """The output as rows of its last dimension."""
    return x.reshape(-1, size[-1])


class LabelLoss(Loss):
    """One label per row; logits."""

    def draw_target(self, attribute, random, n, size):
        return random.integers(0, size[-1], (n, math.prod(size[:-1])))

    def predict(self, attribute, x, size):
        return F.softmax(rows_of(x, size), dim=-1).reshape(x.shape)


class CrossEntropyLoss(LabelLoss):
    def draw_target(self, attribute, random, n, size):
        if attribute.get("DenseTargets", False):
            return random.dirichlet(numpy.ones(size[-1]), n * math.prod(size[:-1])).reshape(n, -1)
        labels = super().draw_target(attribute, random, n, size)
        if "IgnoreIndex" in attribute.named:
            ignored = attribute.named["IgnoreIndex"]
            labels[random.random(labels.shape) < 0.4] = ignored
            labels[0, 0] = 1 if ignored == 0 else 0  # without any label PyTorch's mean is 0 / 0
        return labels

    def couples_samples(self, attribute):
        return "IgnoreIndex" in attribute.named or ("ClassWeights" in attribute.named and not attribute.get("DenseTargets", False))

    def value(self, attribute, x, target, size, context):
        target = target.reshape(-1, size[-1]) if target.is_floating_point() else target.flatten().long()
        weights = attribute.get("ClassWeights", None)
        return F.cross_entropy(
            rows_of(x, size),
            target,
            weight=None if weights is None else torch.tensor(weights, dtype=x.dtype),
            ignore_index=attribute.get("IgnoreIndex", -100),
            label_smoothing=attribute.get("LabelSmoothing", 0.0),
        )


class FocalLoss(LabelLoss):
    def value(self, attribute, x, target, size, context):
        target = target.flatten().long()
        log_p = F.log_softmax(rows_of(x, size), dim=-1).gather(1, target[:, None])[:, 0]
        alpha = attribute.get("Alpha", None)
        factor = 1.0 if alpha is None else torch.tensor(alpha, dtype=x.dtype)[target]
        return (factor * (1 - log_p.exp()) ** attribute.get("Gamma", 2.0) * -log_p).mean()


class MultiClassHingeLoss(LabelLoss):
    def value(self, attribute, x, target, size, context):
        rows, target, margin = rows_of(x, size), target.flatten().long(), float(attribute.get("Margin", 1.0))
        gaps = margin - rows.gather(1, target[:, None]) + rows
        context.note_kinks(gaps[torch.arange(size[-1])[None, :] != target[:, None]], (0.0,))
        return F.multi_margin_loss(rows, target, p=2 if attribute.get("Squared", False) else 1, margin=margin)

    def predict(self, attribute, x, size):
        return x


class KLDivergenceLoss(Loss):
    def draw_target(self, attribute, random, n, size):
        if attribute.get("LogitTargets", False):
            return random.normal(0, 1.5, (n, math.prod(size)))
        p = random.dirichlet(numpy.ones(size[-1]), n * math.prod(size[:-1]))
        p[p < 0.05] = 0  # 0 log 0 is 0
        return (p / p.sum(axis=1, keepdims=True)).reshape(n, -1)

    def value(self, attribute, x, target, size, context):
        t = attribute.get("Temperature", 1.0)
        p = rows_of(target, size)
        p = F.softmax(p / t, dim=-1) if attribute.get("LogitTargets", False) else p
        return t * t * F.kl_div(F.log_softmax(rows_of(x, size) / t, dim=-1), p, reduction="batchmean")

    def predict(self, attribute, x, size):
        return F.softmax(rows_of(x, size), dim=-1).reshape(x.shape)


class BinaryCrossEntropyLoss(Loss):
    def draw_target(self, attribute, random, n, size):
        return random.random((n, math.prod(size))).round(2)

    def value(self, attribute, x, target, size, context):
        return F.binary_cross_entropy_with_logits(x, target, pos_weight=torch.tensor(attribute.get("PosWeight", 1.0), dtype=x.dtype))

    def predict(self, attribute, x, size):
        return torch.sigmoid(x)


class BinaryFocalLoss(BinaryCrossEntropyLoss):
    """As torchvision.ops.sigmoid_focal_loss has it."""

    def draw_target(self, attribute, random, n, size):
        return random.integers(0, 2, (n, math.prod(size))).astype(numpy.float64)

    def value(self, attribute, x, target, size, context):
        p = torch.sigmoid(x)
        p_t = p * target + (1 - p) * (1 - target)
        loss = F.binary_cross_entropy_with_logits(x, target, reduction="none") * (1 - p_t) ** attribute.get("Gamma", 2.0)
        if "Alpha" in attribute.named:
            alpha = attribute.named["Alpha"]
            loss = (alpha * target + (1 - alpha) * (1 - target)) * loss
        return loss.mean()


class HingeLoss(Loss):
    def draw_target(self, attribute, random, n, size):
        return random.choice([-1.0, 1.0], (n, math.prod(size)))

    def value(self, attribute, x, target, size, context):
        gaps = 1 - target * x
        context.note_kinks(gaps, (0.0,))
        return (gaps.clamp(min=0) ** (2 if attribute.get("Squared", False) else 1)).mean()
