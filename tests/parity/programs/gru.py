"""A GRU that tells the language of a word from its letters."""
import torch
from torch import nn

import data
from training import classify


class LanguageGru(nn.Module):
    """Embedding(27, 16), GRU(64), its last state, one Dense layer."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(27, 16)
        self.gru = nn.GRU(16, 64, batch_first=True)
        self.output = nn.Linear(64, len(data.LANGUAGES))

    def forward(self, tokens):
        return self.output(self.gru(self.embedding(tokens))[0][:, -1])


def run(quick):
    model = LanguageGru()
    return classify(model, data.words(), torch.optim.Adam(model.parameters(), 2e-3), 2 if quick else 10, 32, 0.78 if quick else 0.86)
