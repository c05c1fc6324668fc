"""A training step of every test network in PyTorch, built from the same declarations by tests/parity; prints area;network;microseconds."""

import pathlib
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "parity"))

import numpy  # noqa: E402
import torch  # noqa: E402
import blas  # noqa: E402
import make_fixtures  # noqa: E402
from declarations import read_declarations  # noqa: E402
from drawing import SEED  # noqa: E402
from network import Network  # noqa: E402

ROUNDS, ROUND_SECONDS = 21, 0.004


def microseconds(declaration):
    network = Network(declaration, torch.float32)
    random = numpy.random.default_rng(1)
    network.draw_parameters(random)
    n = max(declaration.network.named["MaxBatch"], network.minimum_batch)
    inputs = [torch.as_tensor(x) for x in network.draw_inputs(random, n)]
    targets = [torch.as_tensor(x) for x in network.draw_targets(random, n)]
    for name, parameter in network.parameters.items():
        parameter.requires_grad_(name not in network.frozen)
    optimizer = network.make_optimizer()

    def seconds(steps):
        start = time.perf_counter()
        for step in range(steps):
            optimizer.zero_grad()
            loss = network.loss(network.outputs(inputs, SEED, step), targets)
            loss.backward()
            optimizer.step()
        return time.perf_counter() - start

    steps = 1
    while seconds(steps) < ROUND_SECONDS:
        steps *= 2
    return sorted(seconds(steps) / steps for _ in range(ROUNDS))[ROUNDS // 2] * 1e6


def main():
    blas.require_fast()
    torch.set_num_threads(1)
    for area in sys.argv[1:]:
        for declaration in read_declarations(make_fixtures.AREAS[area]):
            if not declaration.is_double:
                print(f"{area};{declaration.name};{microseconds(declaration):.1f}", flush=True)


main()
