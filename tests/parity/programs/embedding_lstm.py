"""Embedding(10, 8), LSTM(32), Dense 1 with the mean squared error: next month's temperature of the sea off Peru from the last 24, in ten levels."""
import numpy
import torch
from torch import nn

import data
from training import Result, fit, outputs, root_mean_square

MONTHS = 24
TEST_MONTHS = 144


class LevelLstm(nn.Module):
    """Embedding(10, 8), LSTM(32), its last step, Dense 1."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(10, 8)
        self.lstm = nn.LSTM(8, 32, batch_first=True)
        self.output = nn.Linear(32, 1)

    def forward(self, levels):
        return self.output(self.lstm(self.embedding(levels))[0][:, -1])


def run(quick):
    temperatures = data.el_nino()
    training = len(temperatures) - TEST_MONTHS
    mean, deviation = temperatures[:training].mean(), temperatures[:training].std()
    # Ten levels of equal width between the training months' extremes; colder and warmer ones belong to the outer levels.
    limits = numpy.linspace(temperatures[:training].min(), temperatures[:training].max(), 11)[1:-1]
    levels = torch.from_numpy((temperatures[:, None] >= limits).sum(1))
    inputs = levels.unfold(0, MONTHS, 1)[:-1]
    targets = torch.from_numpy((temperatures[MONTHS:] - mean) / deviation)[:, None]
    cut = training - MONTHS

    model = LevelLstm()
    optimizer = torch.optim.Adam(model.parameters(), 1e-2)
    seconds = fit(model, (inputs[:cut], targets[:cut]), nn.functional.mse_loss, optimizer, 10 if quick else 20, 32)
    error = root_mean_square(outputs(model, inputs[cut:]) - targets[cut:]) * deviation

    # What needs no network: as last month, or as this month's mean over the years.
    as_before = root_mean_square(torch.from_numpy(temperatures[training:] - temperatures[training - 1:-1]))
    by_month = temperatures[:training].reshape(-1, 12).mean(0)
    as_always = root_mean_square(torch.from_numpy(temperatures[training:] - numpy.resize(by_month, TEST_MONTHS)))
    return Result(float(error), min(as_before, as_always), seconds)
