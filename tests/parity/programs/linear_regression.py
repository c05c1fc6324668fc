"""Linear regression by gradient descent: how far a patient's diabetes goes in a year. The target is the result of least squares."""
import numpy
import torch
from torch import nn

import data
from training import Result, fit, outputs


def determination(predictions, targets):
    """R²: the share of the targets' variance that the predictions explain."""
    return 1 - ((predictions - targets) ** 2).sum().item() / ((targets - targets.mean()) ** 2).sum().item()


def run(quick):
    train, test = data.diabetes()
    model = nn.Linear(10, 1)
    optimizer = torch.optim.SGD(model.parameters(), 0.02, momentum=0.9)
    seconds = fit(model, train, nn.functional.mse_loss, optimizer, 100 if quick else 400, 32)
    with_ones = [torch.cat([inputs, torch.ones(len(inputs), 1)], 1).double().numpy() for inputs, _ in (train, test)]
    weights = numpy.linalg.lstsq(with_ones[0], train[1].double().numpy(), rcond=None)[0]
    best = determination(torch.from_numpy(with_ones[1] @ weights), test[1].double())
    return Result(determination(outputs(model, test[0]), test[1]), best - 0.01, seconds)
