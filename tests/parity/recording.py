"""What is recorded of one network: the numbers it is given, and what PyTorch computes with them."""

import numpy
import torch

from drawing import SEED, RandomNumbers, RecipeNumbers
from network import Network

BATCH_SIZES = (1, 2, 3, 5, 6, 7, 8, 13, 4, 9)  # cut to what the network takes
SMALL_KINK_MARGIN = 2e-4  # of networks that are not drawn again: one hidden layer, inputs below 1
RECIPE_ABOVE = 50_000  # parameters; beyond, numbers come from recipe.py and the fixture keeps samples
SAMPLE_EVERY = 49  # rows of a weight that is sampled
CONDITION = 2.5e-6  # how far PyTorch's single precision may be from its double


class Recording:
    """One network with its numbers drawn. `results` can be asked for in either precision: each is computed with a copy of the network."""

    def __init__(self, declaration):
        self.network = network = Network(declaration)
        self.large = sum(p.numel() for p in network.parameters.values()) > RECIPE_ABOVE
        max_batch = declaration.network.named["MaxBatch"]
        self.sizes = [max(min(size, max_batch), network.minimum_batch) for size in BATCH_SIZES]
        numbers = RecipeNumbers(network) if self.large else RandomNumbers(network, declaration.name)
        self.recipe = numbers.recipe
        self.first = numbers.first_batch(max_batch)
        self.batches = [numbers.batch(size) for size in self.sizes]

    def fixture(self):
        """All tensors and metadata of the network's fixture."""
        return {**self.given(), **self.results()}, self.metadata()

    def given(self):
        """Inputs, targets and parameters, in single precision, unless they come from a recipe."""
        if self.large:
            return {}
        tensors = {}
        for number, word in enumerate(("input", "target")):
            tensors.update({f"{word}{i}": x for i, x in enumerate(self.first[number])})
            for i in range(len(self.first[number])):
                tensors[f"batches.{word}{i}"] = numpy.concatenate([batch[number][i] for batch in self.batches])
        tensors.update({f"parameter.{name}": p.numpy().astype(numpy.float32) for name, p in self.network.parameters.items()})
        return tensors

    def metadata(self):
        network = self.network
        metadata = {"parameters": shapes(network.parameters), "batchSizes": ",".join(map(str, self.sizes)), "seed": str(SEED)}
        metadata["longestSum"] = str(network.longest_sum(max(*self.sizes, len(self.first[0][0]))))
        if network.samples_are_coupled:
            metadata["coupled"] = "true"
        if network.buffers:
            metadata["buffers"] = shapes(network.buffers)
        if network.frozen:
            metadata["frozen"] = ",".join(network.frozen)
        if network.stops_gradients:
            metadata["stopsGradients"] = "true"
        if self.large:
            metadata["recipe"] = self.recipe
            metadata.update({f"every.{name}": str(SAMPLE_EVERY) for name, p in network.parameters.items() if p.dim() == 2})
        return metadata

    def results(self, dtype=torch.float64):
        """What PyTorch computes."""
        network = self.network.copy(dtype)
        for name, parameter in network.parameters.items():
            parameter.requires_grad_(name not in network.frozen)
        tensors = self._first_batch_results(network)
        network.reset_buffers()
        tensors.update(self._training_results(network))
        if network.buffers:
            tensors.update({f"trained.{name}": as_array(buffer) for name, buffer in network.buffers.items()})
            inputs, targets = self.first
            with torch.no_grad():
                tensors["trained.evaluation"] = as_array(network.loss(network.outputs(inputs), targets)).reshape(1)
        return tensors

    def require_condition(self, expected):
        """Raises an error if rounding matters: then the network, not DeepNet, would decide whether a test passes. Choose other arguments."""
        for key, single in self.results(torch.float32).items():
            if not difference(expected[key], single) <= CONDITION:
                raise ValueError(f"{key}: single precision is off by {difference(expected[key], single):.1e}, allowed {CONDITION:.1e}")

    def _first_batch_results(self, network):
        """Outputs, predictions, losses and gradients."""
        (inputs, targets), results = self.first, {}
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
            results.update(self._sampled(f"gradient.{name}", as_array(gradient)))
        return results

    def _training_results(self, network):
        """Ten losses, each before its update, and the parameters in the end."""
        optimizer, losses = network.make_optimizer(), []
        for step, (inputs, targets) in enumerate(self.batches):
            optimizer.zero_grad()
            loss = network.loss(network.outputs(inputs, SEED, step), targets)
            loss.backward()
            optimizer.step()
            losses.append(as_array(loss))
        results = {"losses": numpy.stack(losses)}
        for name, parameter in network.parameters.items():
            results.update(self._sampled(f"trained.{name}", as_array(parameter)))
        averages = getattr(optimizer, "averages", None)
        if averages is not None:
            names = [name for name in network.parameters if name not in network.frozen]
            results.update({f"averaged.{name}": as_array(average) for name, average in zip(names, averages)})
        return results

    def _sampled(self, name, array):
        """The tensor, or of a large weight every so manieth row and the sums over the rows."""
        if not self.large or array.ndim != 2:
            return {name: array}
        return {name: array[::SAMPLE_EVERY], f"sums.{name}": array.astype(numpy.float64).sum(axis=0)}


def shapes(tensors):
    """Names and shapes as one text."""
    return ";".join(f"{name}:{','.join(map(str, tensor.shape))}" for name, tensor in tensors.items())


def as_array(tensor):
    return tensor.detach().numpy().copy()


def difference(expected, actual):
    """The largest difference, relative to the largest magnitude."""
    if expected.size == 0:
        return 0.0
    scale = max(float(numpy.abs(expected).max()), 1e-30)
    return float(numpy.abs(expected.astype(numpy.float64) - actual.astype(numpy.float64)).max()) / scale
