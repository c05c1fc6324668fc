"""Losses of sequences."""

import numpy
import torch
import torch.nn.functional as F

from losses import Loss


class CtcLoss(Loss):
    def draw_target(self, attribute, random, n, size):
        longest, blank = attribute.arguments[0], attribute.get("Blank", 0)
        labels = random.integers(0, size[-1] - 1, (n, longest))
        labels[labels >= blank] += 1
        lengths = random.integers(1, longest + 1, n)
        for i in range(n):
            if i % 4 == 1:
                labels[i] = labels[i, 0]  # one label again and again, which needs blanks between and may be too long
                lengths[i] = longest - i % 2
            if i % 4 == 3:
                lengths[i] = 0
        labels[numpy.arange(longest)[None, :] >= lengths[:, None]] = -1
        return labels

    def value(self, attribute, x, target, size, context):
        steps, classes = size
        log_p = F.log_softmax(x.reshape(len(x), steps, classes), dim=-1).transpose(0, 1)
        target = target.long()
        lengths = (target >= 0).sum(1)
        labels = torch.cat([row[:length] for row, length in zip(target, lengths)])
        each = torch.full((len(x),), steps)
        return F.ctc_loss(log_p, labels, each, lengths, blank=attribute.get("Blank", 0), reduction="none", zero_infinity=True).mean()

    def predict(self, attribute, x, size):
        return F.softmax(x.reshape(-1, *size), dim=-1).reshape(x.shape)
