"""The CNN of Keras's CIFAR-10 tutorial on colour pictures of 32 x 32: to which group does an emoji belong?"""
import torch
from torch import nn

import data
from training import classify


def run(quick):
    model = nn.Sequential(
        nn.Conv2d(3, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(64, 64, 3), nn.ReLU(),
        nn.Flatten(), nn.Linear(1024, 64), nn.ReLU(), nn.Linear(64, 8))
    return classify(model, data.emoji(), torch.optim.Adam(model.parameters()), 5 if quick else 15, 32, 0.25 if quick else 0.40)
