"""A stacked LSTM as PyTorch declares it, num_layers=2, on handwritten digits read as 8 rows of 8 pixels."""
import torch
from torch import nn

import data
from training import classify


class StackedLstm(nn.Module):
    """LSTM(64, num_layers=2), its last step, Dense 10."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(8, 64, num_layers=2, batch_first=True)
        self.output = nn.Linear(64, 10)

    def forward(self, pixels):
        return self.output(self.lstm(pixels.view(-1, 8, 8))[0][:, -1])


def run(quick):
    model = StackedLstm()
    return classify(model, data.digits(), torch.optim.Adam(model.parameters(), 3e-3), 8 if quick else 25, 32, 0.80 if quick else 0.95)
