#!/usr/bin/python3
"""Tests of what reads declarations and records networks: /usr/bin/python3 tests/parity/test_parity.py"""

import unittest

import numpy
import torch

from declarations import Block, read_file
from layers import Layer
from network import Network
from recording import Recording, difference


def declare(lines, before="", batch=5):
    """A network and its twin."""
    optimizer = "[Sgd(LearningRate = 0.05f, Momentum = 0.9f, WeightDecay = 0.1f)]"
    text = f"[Network(MaxBatch = {batch})]\n{lines}\n[MeanSquaredErrorLoss]\n{optimizer}\ninternal sealed partial class Example;\n"
    return read_file(before + text)


class RunningMeanForTest(Layer):
    """Subtracts the mean of the batch in training mode, else a running one."""

    minimum_batch = 2

    def buffers(self, attribute, sizes):
        return {"runningMean": numpy.zeros(sizes[0])}

    def forward(self, attribute, xs, parameters, buffers, context):
        if not context.training:
            return xs[0] - buffers["runningMean"]
        mean = xs[0].mean(dim=0)
        buffers["runningMean"].lerp_(mean.detach(), 0.1)
        return xs[0] - mean


class CancelForTest(Layer):
    """Keeps nothing but the rounding of its inputs' last bits."""

    def forward(self, attribute, xs, parameters, buffers, context):
        return xs[0] + 4096 - 4096


class PairForTest(Layer):
    """Stands for the attributes of a block."""

    def expand(self, attribute, name, sources):
        parts, previous = attribute.arguments[0].attributes, sources[0]
        for number, part in enumerate(parts, 1):
            part.named.update(Name=name if number == len(parts) else f"{name}_{number}", From=previous)
            previous = part.named["Name"]
        return parts


class DeclarationTests(unittest.TestCase):
    def arguments(self, text):
        declaration, _ = read_file(f"[Network]\n[{text}] // a comment\ninternal sealed partial class X;\n")
        return declaration.attributes[1].arguments, declaration.attributes[1].named

    def test_literals(self):
        self.assertEqual(self.arguments('A(1, -2, 0.5f, -1e-3f, 1_000, true, "a, (b)")'), ([1, -2, 0.5, -1e-3, 1000, True, "a, (b)"], {}))

    def test_enums_and_names(self):
        self.assertEqual(self.arguments("A(3, Padding = Padding.Same, axis: -1)"), ([3], {"Padding": "Padding.Same", "axis": -1}))

    def test_arrays(self):
        expected = ([[1, 2], [3]], {"Strides": [2, 2], "None": []})
        self.assertEqual(self.arguments("A(new[] { 1, 2 }, new int[] { 3 }, Strides = [2, 2], None = [])"), expected)

    def test_blocks(self):
        text = "[Dense(4), Tanh]\ninternal sealed class Part;\n[Network]\n[Repeat(2, typeof(Part))]\ninternal sealed partial class X;\n"
        declaration, _ = read_file(text)
        count, block = declaration.attributes[1].arguments
        self.assertEqual((count, block.name, [a.kind for a in block.attributes]), (2, "Part", ["Dense", "Tanh"]))
        self.assertIsInstance(block, Block)

    def test_what_is_not_understood_is_refused(self):
        for text in ("A(1 + 2)", "A(typeof(Nowhere))", "A(?)"):
            with self.assertRaises(ValueError):
                self.arguments(text)

    def test_twins_are_added_to_files_without_any(self):
        single, twin = declare("[Input(4)]\n[Dense(3)]")
        self.assertEqual((single.name, single.is_double, twin.name, twin.is_double), ("Example", False, "ExampleDouble", True))
        self.assertEqual(single.attributes[1:], twin.attributes[1:])


class RecordTests(unittest.TestCase):
    def test_integers_are_below_the_vocabulary(self):
        tensors, _ = Recording(declare("[Input(6, Integer = true)]\n[Embedding(7, 3), Dense(4)]")[0]).fixture()
        tokens = tensors["batches.input0"]
        self.assertEqual((tokens.dtype, tokens.min(), tokens.max()), (numpy.int32, 0, 6))

    def test_frozen_parameters_stay(self):
        lines = "[Input(4)]\n[Dense(5), Tanh, Dense(3, Freeze = true), Tanh, Dense(2)]"
        tensors, metadata = Recording(declare(lines)[0]).fixture()
        self.assertEqual(metadata["frozen"], "Dense2.weight,Dense2.bias")
        self.assertFalse(tensors["gradient.Dense2.weight"].any())
        self.assertTrue(tensors["gradient.Dense1.weight"].any())
        numpy.testing.assert_array_equal(tensors["trained.Dense2.weight"], tensors["parameter.Dense2.weight"])

    def test_buffers_are_recorded_after_training(self):
        tensors, metadata = Recording(declare("[Input(4)]\n[Dense(3), RunningMeanForTest]")[0]).fixture()
        self.assertEqual(metadata["buffers"], "RunningMeanForTest1.runningMean:3")
        self.assertEqual(metadata["batchSizes"].split(",")[0], "2")
        self.assertNotEqual(tensors["loss"], tensors["evaluation"])
        self.assertTrue(tensors["trained.RunningMeanForTest1.runningMean"].all())
        plain = tensors["input0"].astype(float) @ tensors["parameter.Dense1.weight"] + tensors["parameter.Dense1.bias"]
        numpy.testing.assert_allclose(tensors["output0"], plain, rtol=1e-12, atol=1e-12)

    def test_what_is_given_is_in_single_precision_and_what_is_computed_in_double(self):
        single, twin = (Recording(declaration) for declaration in declare("[Input(4)]\n[Dense(3), Tanh, Dense(2)]"))
        self.assertEqual({tensor.dtype for tensor in single.given().values()}, {numpy.dtype(numpy.float32)})
        self.assertEqual({tensor.dtype for tensor in single.results().values()}, {numpy.dtype(numpy.float64)})
        rounded = single.results(torch.float32)
        for name, expected in single.results().items():
            self.assertNotEqual(difference(expected, rounded[name]), 0, name)
            self.assertLess(difference(expected, rounded[name]), 1e-5, name)
        self.assertEqual(single.metadata(), twin.metadata())

    def test_networks_in_which_rounding_decides_are_refused(self):
        recording = Recording(declare("[Input(4)]\n[Dense(3), CancelForTest, Dense(2)]")[0])
        with self.assertRaisesRegex(ValueError, "single precision is off by"):
            recording.require_condition(recording.results())

    def test_the_longest_sum(self):
        network = Network(declare("[Input(4)]\n[Dense(3), Tanh, Dense(2)]")[0])
        self.assertEqual(network.longest_sum(5), 10)  # the loss: 2 outputs of 5 samples
        images = Network(declare("[Input(6, 5, 2)]\n[Conv2D(3, 3), Flatten, Dense(2)]")[0])
        self.assertEqual(images.longest_sum(5), 5 * 6 * 5)  # the positions of a batch
        self.assertEqual(images.longest_sum(1), 4 * 3 * 3)  # the inputs of Dense

    def test_expanded_layers_are_named_and_trained(self):
        part = "[Dense(4), Tanh]\ninternal sealed class Part;\n"
        _, metadata = Recording(declare("[Input(4)]\n[PairForTest(typeof(Part)), Dense(2)]", part)[0]).fixture()
        self.assertEqual(metadata["parameters"], "PairForTest1_1.weight:4,4;PairForTest1_1.bias:4;Dense1.weight:4,2;Dense1.bias:2")


if __name__ == "__main__":
    torch.set_num_threads(1)
    unittest.main()
