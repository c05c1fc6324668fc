"""Losses of embeddings: directions and distances."""

import torch
import torch.nn.functional as F

from losses import Loss


class CosineLoss(Loss):
    def value(self, attribute, x, target, size, context):
        x, target = x.reshape(-1, size[-1]), target.reshape(-1, size[-1])
        return F.cosine_embedding_loss(x, target, torch.ones(len(x), dtype=x.dtype))


class TripletLoss(Loss):
    has_targets = False
    layers = ("Positive", "Negative")

    def value(self, attribute, x, target, size, context):
        anchor, positive, negative = (part.reshape(-1, size[-1]) for part in x)
        margin = float(attribute.get("Margin", 1.0))
        if attribute.get("Squared", False):
            violation = ((anchor - positive) ** 2).sum(1) - ((anchor - negative) ** 2).sum(1) + margin
            value = violation.clamp(min=0).mean()
        else:
            violation = F.pairwise_distance(anchor, positive) - F.pairwise_distance(anchor, negative) + margin
            value = F.triplet_margin_loss(anchor, positive, negative, margin=margin)
        context.note_kinks(violation, (0.0,))
        return value
