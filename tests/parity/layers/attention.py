"""Attention and what goes with it. The projections and the softmax are PyTorch's own wherever it has them."""

import math

import torch
import torch.nn.functional as F

import dropout_mask
from declarations import Attribute
from layers import Layer

PROJECTIONS = ("query", "key", "value", "output")


class MultiHeadAttention(Layer):
    def sources(self, attribute, previous):
        named = [attribute.get(name, None) for name in ("Memory", "Mask")]
        return [attribute.get("From", previous), *[name for name in named if name is not None]]

    def vocabulary(self, attribute):
        return 2  # of the mask

    def parameters(self, attribute, sizes):
        (_, features), others = sizes[0], self._memory_size(attribute, sizes)[1]
        width = attribute.arguments[0] * self._head_size(attribute, features)
        sizes_of = {"query": (features, width), "key": (others, width), "value": (others, width), "output": (width, features)}
        shapes = {}
        for name in PROJECTIONS:
            shapes[f"{name}Weight"] = sizes_of[name]
            if attribute.get("Bias", True) and (name != "key" or attribute.get("Rotary", False)):
                shapes[f"{name}Bias"] = sizes_of[name][1:]
        return shapes

    def draw(self, random, name, shape):
        """Weights at which the softmax is not so steep that rounding of the scores decides."""
        return random.normal(0, 0.6 / shape[0] ** 0.5 if name.endswith("Weight") else 0.3, shape)

    def forward(self, attribute, xs, parameters, buffers, context):
        x, memory = xs[0], xs[1] if "Memory" in attribute.named else xs[0]
        allowed = torch.ones((x.shape[0], x.shape[1], memory.shape[1]), dtype=torch.bool)
        if "Mask" in attribute.named:
            allowed &= (xs[-1] != 0)[:, None, :]
        if attribute.get("Causal", False):
            allowed &= torch.ones(allowed.shape[1:], dtype=torch.bool).tril()
        blind = ~allowed.any(dim=2, keepdim=True)  # PyTorch gives NaN there, DeepNet no weights
        allowed |= blind
        heads, features = attribute.arguments[0], x.shape[2]
        special = attribute.get("Rotary", False) or attribute.get("Dropout", 0) or self._head_size(attribute, features) * heads != features
        compute = self._from_formula if special else self._from_torch
        y = compute(attribute, x, memory, allowed, parameters, context)
        bias = parameters.get("outputBias", torch.zeros(features, dtype=y.dtype))
        return torch.where(blind, bias, y)

    def _from_torch(self, attribute, x, memory, allowed, parameters, context):
        """multi_head_attention_forward, whose weights are transposed and whose first axis is the steps."""
        heads, features = attribute.arguments[0], x.shape[2]
        weights = {name: parameters[f"{name}Weight"].t() for name in PROJECTIONS}
        has_bias = "queryBias" in parameters
        biases = [parameters.get(f"{name}Bias", torch.zeros(features, dtype=x.dtype)) for name in PROJECTIONS]
        y, _ = F.multi_head_attention_forward(
            x.transpose(0, 1), memory.transpose(0, 1), memory.transpose(0, 1), features, heads, in_proj_weight=None,
            in_proj_bias=torch.cat(biases[:3]) if has_bias else None,
            bias_k=None, bias_v=None, add_zero_attn=False, dropout_p=0.0,
            out_proj_weight=weights["output"], out_proj_bias=biases[3] if has_bias else None,
            need_weights=False, attn_mask=~allowed.repeat_interleave(heads, dim=0), use_separate_proj_weight=True,
            q_proj_weight=weights["query"], k_proj_weight=weights["key"], v_proj_weight=weights["value"])
        return y.transpose(0, 1)

    def _from_formula(self, attribute, x, memory, allowed, parameters, context):
        """Head by head as in the papers, for what PyTorch 1.13 has no function for."""
        heads = attribute.arguments[0]
        size = self._head_size(attribute, x.shape[2])
        zero = torch.zeros((), dtype=x.dtype)
        q, k, v = (
            (source @ parameters[f"{name}Weight"] + parameters.get(f"{name}Bias", zero)).unflatten(2, (heads, size)).transpose(1, 2)
            for name, source in zip(PROJECTIONS, (x, memory, memory)))
        if attribute.get("Rotary", False):
            q, k = rotate(q), rotate(k)
        weights = (q @ k.transpose(2, 3) / math.sqrt(size)).masked_fill(~allowed[:, None], -math.inf).softmax(dim=3)
        weights = context.drop(weights, attribute.get("Dropout", 0))
        y = (weights @ v).transpose(1, 2).flatten(2)
        return y @ parameters["outputWeight"] + parameters.get("outputBias", zero)

    def _memory_size(self, attribute, sizes):
        return sizes[1] if "Memory" in attribute.named else sizes[0]

    def _head_size(self, attribute, features):
        return attribute.get("HeadSize", 0) or features // attribute.arguments[0]


def rotate(x):
    """Su et al. 2021, equation 34, as complex numbers: the pair (i, i + size / 2) at position m times exp(j m 10000^(-2i / size))."""
    steps, size = x.shape[-2:]
    angles = torch.outer(torch.arange(steps, dtype=torch.float64), 10000.0 ** (-2 * torch.arange(size // 2, dtype=torch.float64) / size))
    turned = torch.complex(*x.chunk(2, dim=-1)) * torch.polar(torch.ones_like(angles), angles).to(torch.complex128 if x.dtype == torch.float64 else torch.complex64)
    return torch.cat([turned.real, turned.imag], dim=-1)


class PositionalEmbedding(Layer):
    def parameters(self, attribute, sizes):
        return {} if attribute.get("Sinusoidal", False) else {"weight": sizes[0]}

    def forward(self, attribute, xs, parameters, buffers, context):
        if "weight" in parameters:
            return xs[0] + parameters["weight"]
        steps, features = xs[0].shape[1:]
        position = torch.arange(steps, dtype=torch.float64)[:, None]
        pair = torch.arange(features) // 2
        angle = position / 10000 ** (2 * pair / features)
        return xs[0] + torch.where(torch.arange(features) % 2 == 0, angle.sin(), angle.cos()).to(xs[0].dtype)


class TransformerBlock(Layer):
    """Of the layers that it stands for; test_attention.py holds it against torch.nn.TransformerEncoderLayer."""

    def sources(self, attribute, previous):
        return MultiHeadAttention.sources(self, attribute, previous)

    def expand(self, attribute, name, sources):
        heads, units = attribute.arguments
        norm = "RmsNorm" if attribute.get("UseRmsNorm", False) else "LayerNorm"
        parts, rate, taken = [], attribute.get("Dropout", 0.0), sources[0]

        def part(kind, suffix, *arguments, **named):
            last = parts[-1].named["Name"] if parts else taken
            parts.append(Attribute(kind, list(arguments), {"Name": name + suffix, **({} if kind == "Add" else {"From": last}), **named}))

        def normalise(suffix):
            part(norm, suffix)

        def add(to, suffix):
            if rate:
                part("Dropout", suffix + "Dropout", rate)
            part("Add", suffix, to, parts[-1].named["Name"])

        is_pre_norm = attribute.get("PreNorm", True)
        if is_pre_norm:
            normalise("AttentionNorm")
        passed = {key: value for key, value in attribute.named.items() if key in ("Causal", "Mask", "Rotary")}
        part("MultiHeadAttention", "Attention", heads, **passed)
        add(taken, "AttentionSum")
        normalise("FeedForwardNorm" if is_pre_norm else "AttentionNorm")
        taken = name + ("AttentionSum" if is_pre_norm else "AttentionNorm")
        part("Dense", "Expand", units, PerStep=True)
        part("ReLU" if attribute.get("UseReLU", False) else "Gelu", "Activation")
        part("Contract", "Contract", Of=sources[0])
        add(taken, "Sum")
        if not is_pre_norm:
            normalise("FeedForwardNorm")
        return parts


class Contract(Layer):
    """Dense with PerStep to as many units as another layer has."""

    def sources(self, attribute, previous):
        return [attribute.named["From"], attribute.named["Of"]]

    def output_size(self, attribute, sizes):
        return sizes[1]

    def parameters(self, attribute, sizes):
        return {"weight": (sizes[0][-1], sizes[1][-1]), "bias": sizes[1][-1:]}

    def forward(self, attribute, xs, parameters, buffers, context):
        return xs[0] @ parameters["weight"] + parameters["bias"]
