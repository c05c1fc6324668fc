#!/usr/bin/python3
"""Records what PyTorch computes for every test network, one fixtures/<Network>.safetensors each.

    /usr/bin/python3 tests/parity/make_fixtures.py           write all fixtures
    /usr/bin/python3 tests/parity/make_fixtures.py --check   make them again elsewhere and compare with those that are there

Needs PyTorch (1.13 or later) and numpy. A fixture holds: input<i>, target<i> (the first batch, as large as MaxBatch), parameter.<name>,
output<i>, prediction<i>, evaluation (the loss without dropout), loss (with it), gradient.<name>; then the ten batches that follow each other,
batches.input<i>, batches.target<i>, their losses, and trained.<name>, the parameters after the tenth update.
Outputs are in the order of the layers, targets in that of the losses. Metadata: parameters (names and shapes in their order), batchSizes, seed;
of large networks also recipe ("inputs,classes") and every.<weight>, which says that only every so manieth row of it is there.
"""

import argparse
import os
import pathlib
import sys
import tempfile
import zlib

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import numpy
import torch

import recipe
import safetensors_io
from declarations import TWIN, read_declarations
from network import Network

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE / "fixtures"
DECLARATIONS = HERE.parent / "DeepNet.Networks.Tests" / "Networks"
SEED = 7  # of the dropout masks: the seed that the tests construct the networks with
BATCH_SIZES = (1, 2, 3, 5, 6, 7, 8, 13, 4, 9)  # cut to MaxBatch
KINK_MARGIN = 5e-3  # of the first batch, far more than finite differences (parameters moved by 1.2e-4) move a value
SMALL_KINK_MARGIN = 2e-4  # of networks that are not drawn again: one hidden layer, inputs below 1
TOLERANCE = 1e-6  # of --check: processors differ in the order of additions
RECIPE_ABOVE = 50_000  # parameters; beyond, numbers come from recipe.py and the fixture keeps samples
SAMPLE_EVERY = 49  # rows of a weight that is sampled
CONDITION = 2.5e-6  # how far apart PyTorch's two precisions may be, a quarter of what the tests allow single precision


def record(declaration):
    """The tensors and metadata of one network's fixture."""
    network = Network(declaration)
    large = sum(p.numel() for p in network.parameters.values()) > RECIPE_ABOVE
    max_batch = declaration.network.named["MaxBatch"]
    sizes = [min(size, max_batch) for size in BATCH_SIZES]
    numbers = RecipeNumbers(network) if large else RandomNumbers(network, declaration)
    inputs, targets = numbers.first_batch(max_batch)
    batches = [numbers.batch(size) for size in sizes]
    shapes = ";".join(f"{name}:{','.join(map(str, p.shape))}" for name, p in network.parameters.items())
    metadata = {"parameters": shapes, "batchSizes": ",".join(map(str, sizes)), "seed": str(SEED)}
    if large:
        metadata["recipe"] = numbers.description

    tensors = {}
    if not large:
        tensors.update({f"input{i}": x for i, x in enumerate(inputs)})
        tensors.update({f"target{i}": x for i, x in enumerate(targets)})
        tensors.update({f"parameter.{name}": p.numpy().copy() for name, p in network.parameters.items()})
    tensors.update(first_batch_results(network, inputs, targets, large, metadata))
    if not large:
        for i in range(len(inputs)):
            tensors[f"batches.input{i}"] = numpy.concatenate([batch[0][i] for batch in batches])
        for i in range(len(targets)):
            tensors[f"batches.target{i}"] = numpy.concatenate([batch[1][i] for batch in batches])
    tensors.update(training_results(network, batches, large))
    return tensors, metadata


def first_batch_results(network, inputs, targets, large, metadata):
    """Outputs, predictions, losses and gradients."""
    results = {}
    for parameter in network.parameters.values():
        parameter.requires_grad_()
    with torch.no_grad():
        outputs = network.outputs(inputs)
        results["evaluation"] = as_array(network.loss(outputs, targets)).reshape(1)
        results.update({f"output{i}": as_array(x) for i, x in enumerate(outputs.values())})
        results.update({f"prediction{i}": as_array(x) for i, x in enumerate(network.predictions(outputs).values())})
    loss = network.loss(network.outputs(inputs, SEED, 0), targets)
    loss.backward()
    results["loss"] = as_array(loss).reshape(1)
    if network.kinks < SMALL_KINK_MARGIN:
        raise ValueError(f"a value is {network.kinks:.1e} from a kink")
    for name, parameter in network.parameters.items():
        results.update(sampled(f"gradient.{name}", as_array(parameter.grad), large))
        if large and parameter.dim() == 2:
            metadata[f"every.{name}"] = str(SAMPLE_EVERY)
    return results


def training_results(network, batches, large):
    """Ten losses, each before its update, and the parameters in the end."""
    optimizer, losses = network.make_optimizer(), []
    for step, (inputs, targets) in enumerate(batches):
        optimizer.zero_grad()
        loss = network.loss(network.outputs(inputs, SEED, step), targets)
        loss.backward()
        optimizer.step()
        losses.append(as_array(loss))
    results = {"losses": numpy.stack(losses)}
    for name, parameter in network.parameters.items():
        results.update(sampled(f"trained.{name}", as_array(parameter), large))
    return results


def sampled(name, array, large):
    """The tensor, or of a large weight every so manieth row and the sums over the rows."""
    if not large or array.ndim == 1:
        return {name: array}
    return {name: array[::SAMPLE_EVERY], f"sums.{name}": array.astype(numpy.float64).sum(axis=0).astype(array.dtype)}


def as_array(tensor):
    return tensor.detach().numpy().copy()


class RandomNumbers:
    """Numbers for the small networks; twins get the same ones, so all are exact in single precision."""

    def __init__(self, network, declaration):
        self.network = network
        self.dtype = numpy.float64 if declaration.is_double else numpy.float32
        name = declaration.name[: -len(TWIN)] if declaration.is_double else declaration.name
        self.random = numpy.random.default_rng(zlib.crc32(name.encode()))

    def first_batch(self, n):
        """Parameters and a batch, drawn again until no value is near a kink: finite differences are taken there."""
        twin = Network.__new__(Network)
        twin.__dict__.update(self.network.__dict__)
        twin.dtype = torch.float64  # both precisions must see the same margin
        while True:
            for name, parameter in self.network.parameters.items():
                scale = 1.5 / parameter.shape[0] ** 0.5 if parameter.dim() == 2 else 0.3
                values = self.random.normal(0, scale, tuple(parameter.shape))
                parameter.copy_(torch.as_tensor(values.astype(numpy.float32)))
            inputs, targets = self.batch(n)
            twin.parameters = {name: p.double() for name, p in self.network.parameters.items()}
            twin.kinks = float("inf")
            for seed in (None, SEED):
                outputs = twin.outputs([x.astype(numpy.float64) for x in inputs], seed, 0)
                twin.loss(outputs, [x if x.dtype == numpy.int32 else x.astype(numpy.float64) for x in targets])
            if twin.kinks > KINK_MARGIN:
                return inputs, targets

    def batch(self, n):
        shapes = [tuple(a.arguments) for a in self.network.inputs]
        inputs = [self.random.normal(0, 1.5, (n, *shape)).astype(numpy.float32).astype(self.dtype) for shape in shapes]
        return inputs, self.network.draw_targets(self.random, n)


class RecipeNumbers:
    """Numbers for the large networks: one vector input, labels. Each draw is a stream of its own, in the order of the calls."""

    def __init__(self, network):
        self.network = network
        self.dtype = numpy.float64 if network.dtype == torch.float64 else numpy.float32
        self.stream = 0
        ((_, source),) = network.losses
        (self.inputs,), (self.classes,) = network.inputs[0].arguments, network.sizes[source]
        self.description = f"{self.inputs},{self.classes}"

    def first_batch(self, n):
        for parameter in self.network.parameters.values():
            values = recipe.values(parameter.numel(), self._next(), 1 / 16)
            parameter.copy_(torch.as_tensor(values).reshape(parameter.shape))
        return self.batch(n)

    def batch(self, n):
        inputs = recipe.values(n * self.inputs, self._next(), 1.0).astype(self.dtype).reshape(n, self.inputs)
        return [inputs], [recipe.labels(n, self._next(), self.classes)]

    def _next(self):
        self.stream += 1
        return self.stream


def difference(expected, actual):
    """The largest difference, relative to the largest magnitude."""
    if expected.size == 0:
        return 0.0
    scale = max(float(numpy.abs(expected).max()), 1e-30)
    return float(numpy.abs(expected.astype(numpy.float64) - actual.astype(numpy.float64)).max()) / scale


def compare(name, made, kept):
    """The faults of a kept fixture, as text."""
    (made_tensors, made_metadata), (kept_tensors, kept_metadata) = made, kept
    if made_metadata != kept_metadata:
        yield f"{name}: metadata expected {made_metadata}, found {kept_metadata}"
    if list(made_tensors) != list(kept_tensors):
        yield f"{name}: tensors expected {list(made_tensors)}, found {list(kept_tensors)}"
        return
    for key, expected in made_tensors.items():
        actual = kept_tensors[key]
        if expected.shape != actual.shape or expected.dtype != actual.dtype:
            yield f"{name}/{key}: expected {expected.dtype}{expected.shape}, found {actual.dtype}{actual.shape}"
        elif not difference(expected, actual) <= TOLERANCE:
            yield f"{name}/{key}: differs by {difference(expected, actual):.1e} of its largest magnitude, allowed {TOLERANCE:.0e}"


def write_all(folder):
    """Writes every fixture into `folder` and returns the names."""
    made = {declaration.name: record(declaration) for declaration in read_declarations(DECLARATIONS)}
    for name, (tensors, metadata) in made.items():
        if name.endswith(TWIN):
            require_condition(name, tensors, made[name[: -len(TWIN)]][0])
        safetensors_io.write(folder / f"{name}.safetensors", tensors, metadata)
    return list(made)


def require_condition(name, tensors, single):
    """Raises an error if rounding matters: then the network, not DeepNet, would decide whether a test passes. Choose other arguments."""
    for key, expected in tensors.items():
        if not difference(expected, single[key]) <= CONDITION:
            raise ValueError(f"{name}/{key}: single precision is off by {difference(expected, single[key]):.1e}")


def check():
    """Compares; returns the number of faults."""
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        names = write_all(folder)
        for stray in sorted({path.stem for path in FIXTURES.glob("*.safetensors")} - set(names)):
            print(f"{stray}: a fixture without a network")
            faults += 1
        for name in names:
            kept = FIXTURES / f"{name}.safetensors"
            if not kept.exists():
                found = [f"{name}: no fixture"]
            else:
                found = list(compare(name, safetensors_io.read(folder / kept.name), safetensors_io.read(kept)))
            faults += len(found)
            print("\n".join(found), end="\n" if found else "")
    print(f"{len(names)} networks, {faults} faults")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    if arguments.check:
        sys.exit(1 if check() else 0)
    FIXTURES.mkdir(exist_ok=True)
    for path in FIXTURES.glob("*.safetensors"):
        path.unlink()
    names = write_all(FIXTURES)
    size = sum(path.stat().st_size for path in FIXTURES.glob("*.safetensors"))
    print(f"{len(names)} fixtures, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
