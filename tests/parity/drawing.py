"""Draws the numbers that a network is recorded with: parameters and batches, all exact in single precision."""

import zlib

import numpy
import torch

import recipe

SEED = 7  # of the dropout masks: the seed that the tests construct the networks with
KINK_MARGIN = 5e-3  # of the first batch, far more than finite differences (parameters moved by 1.2e-4) move a value
DRAWS = 20_000  # before a network is refused


class RandomNumbers:
    """Numbers for the small networks."""

    recipe = None

    def __init__(self, network, name):
        self.network = network
        self.random = numpy.random.default_rng(zlib.crc32(name.encode()))

    def first_batch(self, n):
        """Parameters and a batch, drawn again until no value is near a kink: finite differences are taken there."""
        for _ in range(DRAWS):
            self.network.draw_parameters(self.random)
            inputs, targets = self.batch(n)
            trial = self.network.copy()
            for seed in (None, SEED):
                trial.loss(trial.outputs(inputs, seed, 0), targets)
            if trial.kinks > KINK_MARGIN:
                return inputs, targets
        raise ValueError(f"in {DRAWS} draws a value is always near a kink: declare fewer or smaller layers with kinks, or a smaller MaxBatch")

    def batch(self, n):
        return self.network.draw_inputs(self.random, n), self.network.draw_targets(self.random, n)


class RecipeNumbers:
    """Numbers for the large networks: one vector input, labels. Each draw is a stream of its own, in the order of the calls."""

    def __init__(self, network):
        self.network = network
        self.stream = 0
        ((_, source),) = network.losses
        (self.inputs,), (self.classes,) = network.inputs[0].arguments, network.sizes[source]
        self.recipe = f"{self.inputs},{self.classes}"

    def first_batch(self, n):
        for parameter in self.network.parameters.values():
            values = recipe.values(parameter.numel(), self._next(), 1 / 16)
            parameter.copy_(torch.as_tensor(values).reshape(parameter.shape))
        return self.batch(n)

    def batch(self, n):
        inputs = recipe.values(n * self.inputs, self._next(), 1.0).astype(numpy.float32).reshape(n, self.inputs)
        return [inputs], [recipe.labels(n, self._next(), self.classes)]

    def _next(self):
        self.stream += 1
        return self.stream
