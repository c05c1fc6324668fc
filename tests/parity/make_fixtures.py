#!/usr/bin/python3
"""Records what PyTorch computes for every test network, one fixtures/<area>/<Network>.safetensors each.

    /usr/bin/python3 tests/parity/make_fixtures.py                      write all fixtures
    /usr/bin/python3 tests/parity/make_fixtures.py convolution losses   write those of two areas
    /usr/bin/python3 tests/parity/make_fixtures.py --check [AREA ...]   make them again elsewhere and compare with those that are there

The networks of an area are those in tests/DeepNet.<Area>.Tests/Networks. A fixture that is right already is not written again.

Needs PyTorch (1.13 or later) and numpy. A fixture holds: input<i>, target<i> (the first batch, as large as MaxBatch), parameter.<name>,
output<i>, prediction<i>, evaluation (the loss without dropout), loss (in training mode), gradient.<name>; then the ten batches that follow each
other, batches.input<i>, batches.target<i>, their losses, and trained.<name>, the parameters after the tenth update, and
averaged.<name>, their averages, if the optimizer keeps them.
Outputs are in the order of the layers, targets in that of the losses. Metadata: parameters (names and shapes in their order), batchSizes, seed;
with buffers (running means) their names and shapes too, trained.<name> and trained.evaluation, the first batch's loss after training;
coupled if the loss is not the mean of the samples' losses; frozen, the parameters of frozen layers; stopsGradients where gradients are not the
derivative of the loss (truncated sequences); of large networks also recipe ("inputs,classes") and every.<weight>, which says that only every so
manieth row of it is there.
"""

import argparse
import os
import pathlib
import sys
import zlib

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
# Everywhere the kernels that the fixtures were recorded with: with AVX-512, single precision rounds elsewhere. Of other processors these say nothing.
os.environ.update(OPENBLAS_CORETYPE="Zen", ATEN_CPU_CAPABILITY="avx2", DNNL_MAX_CPU_ISA="AVX2")

import numpy
import torch

import recipe
import safetensors_io
from declarations import TWIN, read_declarations
from network import Network

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE / "fixtures"
AREAS = {path.parent.name.split(".")[1].lower(): path for path in sorted(HERE.parent.glob("DeepNet.*.Tests/Networks"))}
SEED = 7  # of the dropout masks: the seed that the tests construct the networks with
BATCH_SIZES = (1, 2, 3, 5, 6, 7, 8, 13, 4, 9)  # cut to what the network takes
KINK_MARGIN = 5e-3  # of the first batch, far more than finite differences (parameters moved by 1.2e-4) move a value
SMALL_KINK_MARGIN = 2e-4  # of networks that are not drawn again: one hidden layer, inputs below 1
TOLERANCE = 1e-6  # of --check: processors differ in the order of additions
RECIPE_ABOVE = 50_000  # parameters; beyond, numbers come from recipe.py and the fixture keeps samples
SAMPLE_EVERY = 49  # rows of a weight that is sampled
DRAWS = 20_000  # before a network is refused
CONDITION = 2.5e-6  # how far apart PyTorch's two precisions may be, a quarter of what the tests allow single precision


def record(declaration):
    """The tensors and metadata of one network's fixture."""
    network = Network(declaration)
    large = sum(p.numel() for p in network.parameters.values()) > RECIPE_ABOVE
    max_batch = declaration.network.named["MaxBatch"]
    sizes = [max(min(size, max_batch), network.minimum_batch) for size in BATCH_SIZES]
    numbers = RecipeNumbers(network) if large else RandomNumbers(network, declaration)
    inputs, targets = numbers.first_batch(max_batch)
    batches = [numbers.batch(size) for size in sizes]
    metadata = {"parameters": shapes(network.parameters), "batchSizes": ",".join(map(str, sizes)), "seed": str(SEED)}
    if network.samples_are_coupled:
        metadata["coupled"] = "true"
    if network.buffers:
        metadata["buffers"] = shapes(network.buffers)
    if network.frozen:
        metadata["frozen"] = ",".join(network.frozen)
    if network.stops_gradients:
        metadata["stopsGradients"] = "true"
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
    network.reset_buffers()
    tensors.update(training_results(network, batches, large))
    if network.buffers:
        tensors.update({f"trained.{name}": as_array(buffer) for name, buffer in network.buffers.items()})
        with torch.no_grad():
            evaluation = network.loss(network.outputs(inputs), targets)
        tensors["trained.evaluation"] = as_array(evaluation).reshape(1)
    return tensors, metadata


def shapes(tensors):
    """Names and shapes as one text."""
    return ";".join(f"{name}:{','.join(map(str, tensor.shape))}" for name, tensor in tensors.items())


def first_batch_results(network, inputs, targets, large, metadata):
    """Outputs, predictions, losses and gradients."""
    results = {}
    for name, parameter in network.parameters.items():
        parameter.requires_grad_(name not in network.frozen)
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
        gradient = torch.zeros_like(parameter) if parameter.grad is None else parameter.grad
        results.update(sampled(f"gradient.{name}", as_array(gradient), large))
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
    averages = getattr(optimizer, "averages", None)
    if averages is not None:
        names = [name for name in network.parameters if name not in network.frozen]
        results.update({f"averaged.{name}": as_array(average) for name, average in zip(names, averages)})
    return results


def sampled(name, array, large):
    """The tensor, or of a large weight every so manieth row and the sums over the rows."""
    if not large or array.ndim != 2:
        return {name: array}
    return {name: array[::SAMPLE_EVERY], f"sums.{name}": array.astype(numpy.float64).sum(axis=0).astype(array.dtype)}


def as_array(tensor):
    return tensor.detach().numpy().copy()


class RandomNumbers:
    """Numbers for the small networks; twins get the same ones, so all are exact in single precision."""

    def __init__(self, network, declaration):
        self.network = network
        name = declaration.name[: -len(TWIN)] if declaration.is_double else declaration.name
        self.random = numpy.random.default_rng(zlib.crc32(name.encode()))

    def first_batch(self, n):
        """Parameters and a batch, drawn again until no value is near a kink: finite differences are taken there."""
        for _ in range(DRAWS):
            self.network.draw_parameters(self.random)
            inputs, targets = self.batch(n)
            twin = self.network.twin()  # both precisions must see the same margin
            for seed in (None, SEED):
                outputs = twin.outputs([widen(x) for x in inputs], seed, 0)
                twin.loss(outputs, [widen(x) for x in targets])
            if twin.kinks > KINK_MARGIN:
                return inputs, targets
        raise ValueError(f"in {DRAWS} draws a value is always near a kink: declare fewer or smaller layers with kinks, or a smaller MaxBatch")

    def batch(self, n):
        return self.network.draw_inputs(self.random, n), self.network.draw_targets(self.random, n)


def widen(array):
    return array if array.dtype == numpy.int32 else array.astype(numpy.float64)


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


def make(area):
    """The fixtures of an area: name -> tensors and metadata."""
    made = {}
    for declaration in read_declarations(AREAS[area]):
        try:
            made[declaration.name] = record(declaration)
        except Exception as error:
            raise RuntimeError(f"{area}/{declaration.name}") from error
    for name, (tensors, _) in made.items():
        if name.endswith(TWIN):
            require_condition(name, tensors, made[name[: -len(TWIN)]][0])
    return made


def require_condition(name, tensors, single):
    """Raises an error if rounding matters: then the network, not DeepNet, would decide whether a test passes. Choose other arguments."""
    for key, expected in tensors.items():
        if not difference(expected, single[key]) <= CONDITION:
            raise ValueError(f"{name}/{key}: single precision is off by {difference(expected, single[key]):.1e}")


def faults_of(name, made, kept):
    """The faults of the file `kept`, as text."""
    return list(compare(name, made, safetensors_io.read(kept))) if kept.exists() else [f"{name}: no fixture"]


def check(area):
    """Compares; returns the number of faults."""
    made, folder, faults = make(area), FIXTURES / area, []
    for stray in sorted({path.stem for path in folder.glob("*.safetensors")} - set(made)):
        faults.append(f"{stray}: a fixture without a network")
    for name, fixture in made.items():
        faults += faults_of(name, fixture, folder / f"{name}.safetensors")
    print("\n".join([*faults, f"{area}: {len(made)} networks, {len(faults)} faults"]))
    return len(faults)


def write(area):
    """Writes the fixtures that are not there or not right, and deletes those without a network."""
    made, folder, written = make(area), FIXTURES / area, 0
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.safetensors"):
        if path.stem not in made:
            path.unlink()
    for name, (tensors, metadata) in made.items():
        path = folder / f"{name}.safetensors"
        if faults_of(name, (tensors, metadata), path):
            safetensors_io.write(path, tensors, metadata)
            written += 1
    size = sum(path.stat().st_size for path in folder.glob("*.safetensors"))
    print(f"{area}: {len(made)} fixtures, {written} written, {size / 1e6:.2f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"of {', '.join(AREAS)}; all if none is given")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    unknown = set(arguments.areas) - set(AREAS)
    if unknown:
        parser.error(f"no area is named {', '.join(sorted(unknown))}; there are {', '.join(AREAS)}")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    areas = arguments.areas or list(AREAS)
    if arguments.check:
        strays = sorted({path.name for path in FIXTURES.iterdir()} - set(AREAS))
        print("".join(f"{stray}: fixtures without an area\n" for stray in strays), end="")
        sys.exit(1 if sum(map(check, areas)) + len(strays) else 0)
    for area in areas:
        write(area)


if __name__ == "__main__":
    main()
