"""The CNN of the Keras tutorials, 32-64-64 filters, Dense 64, Dense 10, on Fashion-MNIST."""
import torch
from torch import nn

import data
from training import classify


def run(quick):
    model = nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(64, 64, 3), nn.ReLU(),
        nn.Flatten(), nn.Linear(576, 64), nn.ReLU(), nn.Linear(64, 10))
    images = data.fashion_mnist(quick, 2_000 if quick else None)
    return classify(model, images, torch.optim.Adam(model.parameters()), 2 if quick else 5, 32, 0.65 if quick else 0.905)
