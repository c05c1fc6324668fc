"""A small causal transformer that predicts the next character of The Devil's Dictionary (Bierce 1911), against a trigram model of the same text."""
import math

import numpy
import torch
from torch import nn

import data
from training import Result, fit, outputs

STEPS = 64
# Test windows overlap by half, and only the second half counts, so that every counted character has at least 32 before it.
STRIDE = STEPS // 2
# 4.58 bits are what it takes to guess by how frequent each character is, without any context.
QUICK_BAR = 4.0


class Transformer(nn.Module):
    """Embedding, positions, two blocks with normalisation first, normalisation, one Dense layer at each step."""

    def __init__(self, vocabulary, features=64, heads=4, blocks=2):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, features)
        self.position = nn.Parameter(torch.randn(STEPS, features) / math.sqrt(features))
        layer = nn.TransformerEncoderLayer(features, heads, 4 * features, dropout=0, activation="gelu", batch_first=True, norm_first=True)
        self.blocks = nn.TransformerEncoder(layer, blocks)
        self.norm = nn.LayerNorm(features)
        self.output = nn.Linear(features, vocabulary)
        self.register_buffer("mask", torch.triu(torch.full((STEPS, STEPS), -math.inf), diagonal=1))

    def forward(self, tokens):
        return self.output(self.norm(self.blocks(self.embedding(tokens) + self.position, self.mask)))


def windows(tokens, stride):
    """Inputs [n, STEPS] and the characters that follow each of their steps."""
    starts = range(0, len(tokens) - STEPS, stride)
    return tuple(torch.from_numpy(numpy.stack([tokens[s + shift:s + shift + STEPS] for s in starts])) for shift in (0, 1))


def loss(logits, targets):
    return nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten())


def run(quick):
    train, test, vocabulary = data.devils_dictionary()
    inputs, targets = windows(train[:60_000] if quick else train, STEPS)
    model = Transformer(vocabulary)
    seconds = fit(model, (inputs, targets), loss, torch.optim.Adam(model.parameters(), 3e-3), 2 if quick else 10, 32)
    inputs, targets = windows(test, STRIDE)
    bits = loss(outputs(model, inputs)[:, STRIDE:], targets[:, STRIDE:]).item() / math.log(2)
    return Result(bits, QUICK_BAR if quick else trigram(train, test, vocabulary), seconds)


def trigram(train, test, vocabulary, discount=0.75):
    """Bits per character of a trigram model with interpolated Kneser-Ney smoothing (Chen and Goodman 1999)."""
    pairs = numpy.zeros((vocabulary,) * 2)
    numpy.add.at(pairs, (train[:-1], train[1:]), 1)
    triples = numpy.zeros((vocabulary,) * 3)
    numpy.add.at(triples, (train[:-2], train[1:-1], train[2:]), 1)
    kinds = (triples > 0).sum(0)
    first, second, third = test[:-2], test[1:-1], test[2:]

    single = (pairs > 0).sum(0)
    probability = (single[third] + 1) / (single.sum() + vocabulary)
    for counts, context in ((kinds, (second,)), (triples, (first, second))):
        total = counts.sum(-1)[context]
        kept = numpy.maximum(counts[(*context, third)] - discount, 0) + discount * (counts > 0).sum(-1)[context] * probability
        probability = numpy.where(total > 0, kept / numpy.maximum(total, 1), probability)
    return -numpy.log2(probability).mean()
