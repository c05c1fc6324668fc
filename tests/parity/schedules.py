#!/usr/bin/python3
"""Records what PyTorch's learning-rate schedulers give, for DeepNet.Runtime.Tests: tests/parity/schedules.csv.

    /usr/bin/python3 tests/parity/schedules.py            write the file
    /usr/bin/python3 tests/parity/schedules.py --check    compare with what is there

One line a schedule: its text as LearningRateSchedule.ToText writes it, then the factor at the steps from 0 on. The optimizer's learning rate is 1.
"""

import argparse
import math
import pathlib

import torch
from torch.optim import lr_scheduler as torch_schedules

FILE = pathlib.Path(__file__).resolve().parent / "schedules.csv"
STEPS = 60
LOSSES = [1.0, 0.9, 0.9, 0.9, 0.95, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.49999, 0.3, 0.31, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37]


def optimizer():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)


def factors(make, steps=STEPS):
    """The learning rate before each update."""
    sgd = optimizer()
    schedule = make(sgd)
    found = []
    for _ in range(steps):
        found.append(sgd.param_groups[0]["lr"])
        sgd.step()
        schedule.step()
    return found


def plateau():
    """The learning rate after each epoch's loss."""
    sgd = optimizer()
    schedule = torch_schedules.ReduceLROnPlateau(sgd, factor=0.5, patience=2, threshold=1e-4, cooldown=1, min_lr=0.2)
    found = []
    for loss in LOSSES:
        schedule.step(loss)
        found.append(sgd.param_groups[0]["lr"])
    return found


def noam(sgd):
    """Vaswani et al. 2017, equation 3, over its peak."""
    return torch_schedules.LambdaLR(sgd, lambda step: min((step + 1) ** -0.5, (step + 1) * 8**-1.5) / 8**-0.5)


def warm_cosine(sgd):
    warm = torch_schedules.LambdaLR(sgd, lambda step: min(step / 5, 1.0))
    return torch_schedules.SequentialLR(sgd, [warm, torch_schedules.LambdaLR(sgd, lambda step: (1 + math.cos(math.pi * min(step, 20) / 20)) / 2)], [5])


CASES = {
    "Linear(20, 0.25, 0.5)": lambda sgd: torch_schedules.LinearLR(sgd, 0.25, 0.5, 20),
    "Linear(20, 1, 0)": lambda sgd: torch_schedules.LinearLR(sgd, 1.0, 0.0, 20),
    "WarmUp(8, 0.125)": lambda sgd: torch_schedules.LinearLR(sgd, 0.125, 1.0, 8),
    "Exponential(0.9, 1)": lambda sgd: torch_schedules.ExponentialLR(sgd, 0.9),
    "Exponential(0.5, 10)": lambda sgd: torch_schedules.LambdaLR(sgd, lambda step: 0.5 ** (step / 10)),
    "Step(7, 0.5)": lambda sgd: torch_schedules.StepLR(sgd, 7, 0.5),
    "MultiStep(0.1, 3, 10, 40)": lambda sgd: torch_schedules.MultiStepLR(sgd, [3, 10, 40], 0.1),
    "Cosine(59, 0.1)": lambda sgd: torch_schedules.CosineAnnealingLR(sgd, 59, 0.1),
    "CosineRestarts(7, 2, 0.05)": lambda sgd: torch_schedules.CosineAnnealingWarmRestarts(sgd, 7, 2, 0.05),
    "CosineRestarts(9, 1, 0)": lambda sgd: torch_schedules.CosineAnnealingWarmRestarts(sgd, 9, 1, 0.0),
    "OneCycle(61, 0.3, 25, 10000)": lambda sgd: torch_schedules.OneCycleLR(sgd, 1.0, total_steps=STEPS + 1, pct_start=0.3),
    "Polynomial(40, 2, 0)": lambda sgd: torch_schedules.LambdaLR(sgd, lambda step: (1 - min(step, 40) / 40) ** 2),
    "InverseSquareRoot(8)": noam,
    "Sequence(WarmUp(5, 0), 5, Cosine(20, 0))": warm_cosine,
    "Product(Step(10, 0.5), Exponential(0.95, 1))": lambda sgd: torch_schedules.LambdaLR(sgd, lambda step: 0.5 ** (step // 10) * 0.95**step),
}

# The shortest schedules, up to the step behind which PyTorch refuses to go on or turns back.
SHORT = {
    "OneCycle(2, 0.3, 25, 10000)": (2, lambda sgd: torch_schedules.OneCycleLR(sgd, 1.0, total_steps=2, pct_start=0.3)),
    "OneCycle(2, 0.99, 25, 10000)": (2, lambda sgd: torch_schedules.OneCycleLR(sgd, 1.0, total_steps=2, pct_start=0.99)),
    "OneCycle(3, 0.5, 25, 10000)": (3, lambda sgd: torch_schedules.OneCycleLR(sgd, 1.0, total_steps=3, pct_start=0.5)),
    "OneCycle(10, 0.05, 25, 10000)": (10, lambda sgd: torch_schedules.OneCycleLR(sgd, 1.0, total_steps=10, pct_start=0.05)),
    "OneCycle(10, 0.15, 25, 10000)": (10, lambda sgd: torch_schedules.OneCycleLR(sgd, 1.0, total_steps=10, pct_start=0.15)),
    "Linear(1, 0.25, 0.5)": (3, lambda sgd: torch_schedules.LinearLR(sgd, 0.25, 0.5, 1)),
    "WarmUp(1, 0.5)": (3, lambda sgd: torch_schedules.LinearLR(sgd, 0.5, 1.0, 1)),
    "Exponential(0, 1)": (3, lambda sgd: torch_schedules.ExponentialLR(sgd, 0.0)),
    "Step(1, 0.5)": (3, lambda sgd: torch_schedules.StepLR(sgd, 1, 0.5)),
    "MultiStep(0.5)": (3, lambda sgd: torch_schedules.MultiStepLR(sgd, [], 0.5)),
    "MultiStep(0.5, 1, 2)": (4, lambda sgd: torch_schedules.MultiStepLR(sgd, [1, 2], 0.5)),
    "Cosine(1, 0.1)": (2, lambda sgd: torch_schedules.CosineAnnealingLR(sgd, 1, 0.1)),
    "CosineRestarts(1, 1, 0.1)": (4, lambda sgd: torch_schedules.CosineAnnealingWarmRestarts(sgd, 1, 1, 0.1)),
    "CosineRestarts(1, 3, 0.1)": (20, lambda sgd: torch_schedules.CosineAnnealingWarmRestarts(sgd, 1, 3, 0.1)),
    "Polynomial(1, 2, 0)": (3, lambda sgd: torch_schedules.PolynomialLR(sgd, 1, 2)),
    "Polynomial(3, 0, 0)": (5, lambda sgd: torch_schedules.PolynomialLR(sgd, 3, 0)),
}


def text():
    rows = [name + ";" + ";".join(repr(x) for x in factors(make)) for name, make in CASES.items()]
    rows += [name + ";" + ";".join(repr(x) for x in factors(make, steps)) for name, (steps, make) in SHORT.items()]
    rows.append("Losses;" + ";".join(map(repr, LOSSES)))
    rows.append("Plateau(0.5, 2, 0.0001, 1, 0.2, Infinity, 1, 0, 0);" + ";".join(map(repr, plateau())))
    return "\n".join(rows) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        FILE.write_text(text())
        return
    for made, there in zip(text().split("\n"), FILE.read_text().split("\n")):
        made, there = made.split(";"), there.split(";")
        if made[0] != there[0] or any(abs(float(a) - float(b)) > 1e-12 for a, b in zip(made[1:], there[1:])) or len(made) != len(there):
            raise SystemExit(f"schedules.csv differs at {made[0]}")


main()
