"""PyTorch's side: the same 20-layer residual network, its peak of tensor bytes in a training step, and the peak of the process.

Tensor bytes come from the profiler, which sees every allocation of PyTorch's CPU allocator: parameters, Adam's moments and the batch, which are there
before the step, are added to the largest sum of allocations minus frees during it.
"""

import pathlib
import sys
import time

import torch
from torch import nn
from torch.profiler import ProfilerActivity, profile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "parity"))

import blas  # noqa: E402

torch.set_num_threads(1)
torch.manual_seed(1)
BATCH = 64


def peak_bytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


class Residual(nn.Module):
    def __init__(self, inputs, channels, stride):
        super().__init__()
        self.first = nn.Conv2d(inputs, channels, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(channels)
        self.shortcut = None if stride == 1 else nn.Sequential(nn.Conv2d(inputs, channels, 1, stride, bias=False), nn.BatchNorm2d(channels))
        self.relu = nn.ReLU(inplace=True)  # as torchvision does, which spares it a copy

    def forward(self, x):
        shortcut = x if self.shortcut is None else self.shortcut(x)
        change = self.second_norm(self.second(self.relu(self.first_norm(self.first(x)))))
        change += shortcut
        return self.relu(change)


def network():
    layers = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True)]
    channels = 16
    for width, stride in ((16, 1), (16, 1), (16, 1), (32, 2), (32, 1), (32, 1), (64, 2), (64, 1), (64, 1)):
        layers.append(Residual(channels, width, stride))
        channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def main():
    blas.require_fast()
    before = peak_bytes()
    model, criterion = network(), nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    images, labels = torch.rand(BATCH, 3, 32, 32), torch.randint(0, 10, (BATCH,))

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    step()
    start = time.perf_counter()
    for _ in range(2):
        loss = step()
    seconds = (time.perf_counter() - start) / 2
    process = peak_bytes() - before

    held = sum(t.numel() * t.element_size() for t in [images, labels, *model.parameters(), *model.buffers()])
    held += sum(t.numel() * t.element_size() for state in optimizer.state.values() for t in state.values() if torch.is_tensor(t))
    optimizer.zero_grad(set_to_none=True)
    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiler:
        step()
    current = peak = 0
    for event in profiler.profiler.kineto_results.events():
        if event.name() == "[memory]":
            current += event.nbytes()
            peak = max(peak, current)
    parameters = sum(p.numel() for p in model.parameters())
    print(f"PyTorch;{parameters};{held + peak};{process};{loss:.4f};{seconds:.3f}")


main()
