"""Training loops that the programs share, as DeepNet.Training.Trainer has them."""
import math
import time
from dataclasses import dataclass

import torch

SEED = 1


@dataclass
class Result:
    """What a program reached: its measure, the bar it has to meet, and the seconds of processor time of its training steps."""

    value: float
    bar: float
    seconds: float


def fit(model, data, loss, optimizer, epochs, batch, decay=True):
    """Trains on shuffled batches; with decay the learning rate falls linearly, a step an epoch. Returns the processor time of the training steps."""
    inputs, targets = data
    rate = optimizer.param_groups[0]["lr"]
    seconds = 0.0
    model.train()
    for epoch in range(epochs):
        optimizer.param_groups[0]["lr"] = rate * (epochs - epoch) / epochs if decay else rate
        started = time.process_time()
        for chosen in torch.randperm(len(inputs)).split(batch):
            optimizer.zero_grad()
            loss(model(inputs[chosen]), targets[chosen]).backward()
            optimizer.step()
        seconds += time.process_time() - started
    model.eval()
    return seconds


@torch.no_grad()
def outputs(model, inputs, batch=256):
    """The model's outputs for all inputs."""
    model.eval()
    return torch.cat([model(part) for part in inputs.split(batch)])


def accuracy(model, data):
    """The share of samples whose largest output is the label's."""
    inputs, labels = data
    return (outputs(model, inputs).argmax(1) == labels).float().mean().item()


def classify(model, data, optimizer, epochs, batch, bar, decay=True):
    """Trains with cross entropy, tests the accuracy."""
    train, test = data
    seconds = fit(model, train, torch.nn.functional.cross_entropy, optimizer, epochs, batch, decay)
    return Result(accuracy(model, test), bar, seconds)


def root_mean_square(errors):
    """The root of the mean of the squares."""
    return math.sqrt((errors ** 2).mean().item())
