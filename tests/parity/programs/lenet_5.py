"""LeNet-5 (LeCun et al. 1998), with tanh, average pooling and SGD with momentum 0.9, on Fashion-MNIST."""
import torch
from torch import nn

import data
from training import classify


def run(quick):
    model = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))
    images = data.fashion_mnist(quick, 5_000 if quick else None)
    optimizer = torch.optim.SGD(model.parameters(), 0.02, momentum=0.9)
    return classify(model, images, optimizer, 2 if quick else 5, 64, 0.65 if quick else 0.87)
