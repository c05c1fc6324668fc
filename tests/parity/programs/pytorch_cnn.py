"""PyTorch's MNIST example in its form of 2018: two convolutions of 5 x 5, two linear layers, SGD with momentum 0.5. On the shipped part of Fashion-MNIST."""
import torch
from torch import nn

import data
from training import classify


def run(quick):
    model = nn.Sequential(
        nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10))
    images = data.fashion_mnist(True, 2_000 if quick else None)
    optimizer = torch.optim.SGD(model.parameters(), 0.05, momentum=0.5)
    return classify(model, images, optimizer, 4 if quick else 5, 64, 0.60 if quick else 0.81)
