"""A perceptron with one hidden layer, 128-10, on handwritten digits of 8 x 8 pixels."""
import torch
from torch import nn

import data
from training import classify


def run(quick):
    model = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))
    return classify(model, data.digits(), torch.optim.Adam(model.parameters()), 10 if quick else 30, 32, 0.88 if quick else 0.94)
