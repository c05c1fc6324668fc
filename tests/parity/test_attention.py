#!/usr/bin/python3
"""Tests of what layers/attention.py composes against PyTorch's own modules: /usr/bin/python3 tests/parity/test_attention.py"""

import unittest

import numpy
import torch

from declarations import read_file
from layers.attention import rotate
from network import Network

FEATURES, HEADS, UNITS, STEPS = 8, 2, 12, 5


def network_of(layer):
    """A network of one layer in double precision, with parameters."""
    lines = f"[Network(MaxBatch = 4)]\n[Input({STEPS}, {FEATURES})]\n[{layer}]\n[MeanSquaredErrorLoss]\n[Sgd]\ninternal sealed partial class Example;\n"
    network = Network(read_file(lines)[1])
    network.draw_parameters(numpy.random.default_rng(3))
    return network


def copy_attention(module, parameters, prefix):
    """DeepNet's parameters into a torch.nn.MultiheadAttention, as MultiHeadAttentionAttribute documents it."""
    weights = [parameters[f"{prefix}.{name}Weight"].t() for name in ("query", "key", "value")]
    biases = [parameters.get(f"{prefix}.{name}Bias", torch.zeros(FEATURES, dtype=torch.float64)) for name in ("query", "key", "value")]
    module.in_proj_weight.copy_(torch.cat(weights))
    module.in_proj_bias.copy_(torch.cat(biases))
    module.out_proj.weight.copy_(parameters[f"{prefix}.outputWeight"].t())
    module.out_proj.bias.copy_(parameters[f"{prefix}.outputBias"])


class AttentionTests(unittest.TestCase):
    def setUp(self):
        self.input = torch.as_tensor(numpy.random.default_rng(4).normal(0, 1.5, (4, STEPS, FEATURES)))
        self.above = torch.ones((STEPS, STEPS), dtype=torch.bool).triu(1)

    def assert_same(self, expected, network):
        (actual,) = network.outputs([self.input]).values()
        self.assertLess(float((expected.flatten(1) - actual).abs().max()), 1e-12)

    def test_multihead_attention(self):
        network = network_of(f"MultiHeadAttention({HEADS}, Causal = true)")
        module = torch.nn.MultiheadAttention(FEATURES, HEADS, batch_first=True, dtype=torch.float64)
        with torch.no_grad():
            copy_attention(module, network.parameters, "MultiHeadAttention1")
            expected, _ = module(self.input, self.input, self.input, attn_mask=self.above)
            self.assert_same(expected, network)

    def test_formula_for_what_pytorch_has_not(self):
        plain = network_of(f"MultiHeadAttention({HEADS})")
        formula = network_of(f"MultiHeadAttention({HEADS}, Dropout = 0.5f)")
        formula.parameters = plain.parameters
        with torch.no_grad():
            self.assert_same(*plain.outputs([self.input]).values(), formula)

    def test_rotation_depends_on_distance_only(self):
        q, k = rotate(self.input[0, :1].expand(STEPS, -1)), rotate(self.input[1, :1].expand(STEPS, -1))
        scores = q @ k.t()
        for distance in range(1 - STEPS, STEPS):
            diagonal = scores.diagonal(distance)
            self.assertLess(float((diagonal - diagonal[0]).abs().max()), 1e-12)
        self.assertGreater(float((scores[0] - scores[0, 0]).abs().max()), 0.1)

    def test_transformer_block(self):
        for arguments, norm_first, activation, causal in (
            ("Causal = true", True, "gelu", True), ("PreNorm = false, UseReLU = true", False, "relu", False)):
            network = network_of(f"TransformerBlock({HEADS}, {UNITS}, {arguments})")
            p = {name.replace("TransformerBlock1", ""): value for name, value in network.parameters.items()}
            module = torch.nn.TransformerEncoderLayer(
                FEATURES, HEADS, UNITS, dropout=0.0, activation=activation, batch_first=True, norm_first=norm_first, dtype=torch.float64)
            with torch.no_grad():
                copy_attention(module.self_attn, p, "Attention")
                for linear, name in ((module.linear1, "Expand"), (module.linear2, "Contract")):
                    linear.weight.copy_(p[f"{name}.weight"].t())
                    linear.bias.copy_(p[f"{name}.bias"])
                for norm, name in ((module.norm1, "AttentionNorm"), (module.norm2, "FeedForwardNorm")):
                    norm.weight.copy_(p[f"{name}.gamma"])
                    norm.bias.copy_(p[f"{name}.beta"])
                self.assert_same(module(self.input, src_mask=self.above if causal else None), network)


if __name__ == "__main__":
    unittest.main()
