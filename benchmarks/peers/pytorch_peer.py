"""PyTorch's side of the comparison. DeepNet.Peers starts it and sends one JSON object a line; see PyTorchPeer.cs.

The code is what a PyTorch user writes for speed on a CPU: nn.Sequential, optim.Adam as shipped, gradients set to None, the data in
tensors beforehand, no_grad and eval for inference. A loss is not read back while the clock runs, which spares PyTorch a little work that
DeepNet does.
"""

import base64
import json
import sys
import time

import torch
from torch import nn

import blas

THREADS = int(sys.argv[1])
torch.set_num_threads(THREADS)
torch.set_num_interop_threads(1)


def tensor(text, dtype, *shape):
    """A tensor from the base64 text of its little-endian bytes."""
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=dtype).view(*shape).clone()


class Stream:
    """DeepNet's parameters, layer by layer, handed out as PyTorch keeps them."""

    def __init__(self, values):
        self.values, self.at = values, 0

    def take(self, *shape):
        count = 1
        for size in shape:
            count *= size
        taken = self.values[self.at:self.at + count].view(*shape).clone()
        assert taken.numel() == count, "there are fewer parameters than expected"
        self.at += count
        return taken

    def dense(self, inputs, units, image=None):
        """DeepNet keeps weights as [inputs, units], PyTorch as [units, inputs]; a flattened image is [height, width, channels] there."""
        weight = self.take(inputs, units)
        if image is not None:
            height, width, channels = image
            weight = weight.view(height, width, channels, units).permute(2, 0, 1, 3).reshape(inputs, units)
        return fill(nn.Linear(inputs, units), weight=weight.t(), bias=self.take(units))

    def convolution(self, channels, filters, kernel, padding=0):
        weight = self.take(kernel, kernel, channels, filters).permute(3, 2, 0, 1)
        return fill(nn.Conv2d(channels, filters, kernel, padding=padding), weight=weight, bias=self.take(filters))

    def norm(self, features):
        return fill(nn.LayerNorm(features), weight=self.take(features), bias=self.take(features))


def fill(module, **values):
    with torch.no_grad():
        for name, value in values.items():
            getattr(module, name).copy_(value)
    return module


class Image(nn.Module):
    """One channel of 28 x 28 pixels. nn.Unflatten would do, but cannot be exported to ONNX."""

    def forward(self, x):
        return x.view(len(x), 1, 28, 28)


class Lstm(nn.Module):
    """The last step of a stacked nn.LSTM. Its second bias is PyTorch's alone and stays zero."""

    def __init__(self, stream, features, units, layers, classes):
        super().__init__()
        self.lstm = nn.LSTM(features, units, layers, batch_first=True)
        for layer in range(layers):
            inputs = features if layer == 0 else units
            fill(self.lstm, **{
                f"weight_ih_l{layer}": stream.take(inputs, 4 * units).t(),
                f"weight_hh_l{layer}": stream.take(units, 4 * units).t(),
                f"bias_ih_l{layer}": stream.take(4 * units),
                f"bias_hh_l{layer}": torch.zeros(4 * units),
            })
            getattr(self.lstm, f"bias_hh_l{layer}").requires_grad_(False)
        self.output = stream.dense(units, classes)

    def forward(self, x):
        return self.output(self.lstm(x.view(len(x), 28, -1))[0][:, -1])


class Gpt(nn.Module):
    """nn.TransformerEncoderLayer with normalisation first and a causal mask."""

    def __init__(self, stream, vocabulary=96, steps=64, features=128, heads=4, blocks=2):
        super().__init__()
        self.steps = steps
        self.embedding = fill(nn.Embedding(vocabulary, features), weight=stream.take(vocabulary, features))
        self.position = nn.Parameter(stream.take(steps, features))
        self.blocks = nn.ModuleList(self.block(stream, features, heads) for _ in range(blocks))
        self.norm = stream.norm(features)
        self.output = stream.dense(features, vocabulary)
        self.register_buffer("mask", torch.triu(torch.full((steps, steps), -float("inf")), diagonal=1))

    def block(self, stream, features, heads):
        block = nn.TransformerEncoderLayer(features, heads, 4 * features, dropout=0, activation="gelu", batch_first=True, norm_first=True)
        block.norm1 = stream.norm(features)
        query, query_bias = stream.take(features, features), stream.take(features)
        key = stream.take(features, features)
        value, value_bias = stream.take(features, features), stream.take(features)
        fill(block.self_attn, in_proj_weight=torch.cat([query.t(), key.t(), value.t()]), in_proj_bias=torch.cat([query_bias, torch.zeros(features), value_bias]))
        block.self_attn.out_proj = fill(block.self_attn.out_proj, weight=stream.take(features, features).t(), bias=stream.take(features))
        block.norm2 = stream.norm(features)
        block.linear1, block.linear2 = stream.dense(features, 4 * features), stream.dense(4 * features, features)
        return block

    def forward(self, tokens):
        x = self.embedding(tokens.view(-1, self.steps)) + self.position
        for block in self.blocks:
            x = block(x, self.mask)
        return self.output(self.norm(x)).flatten(0, 1)


def make(name, stream):
    image = Image()
    if name == "LeNet-5":
        return nn.Sequential(
            image, stream.convolution(1, 6, 5, 2), nn.ReLU(), nn.MaxPool2d(2), stream.convolution(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            stream.dense(400, 120, (5, 5, 16)), nn.ReLU(), stream.dense(120, 84), nn.ReLU(), stream.dense(84, 10))
    if name == "Keras CNN":
        return nn.Sequential(
            image, stream.convolution(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), stream.convolution(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
            stream.convolution(64, 64, 3), nn.ReLU(), nn.Flatten(), stream.dense(576, 64, (3, 3, 64)), nn.ReLU(), stream.dense(64, 10))
    if name == "LSTM 2x64":
        return Lstm(stream, 28, 64, 2, 10)
    if name == "GPT 2x128":
        return Gpt(stream)
    sizes, layers = [int(size) for size in name.split("-")], []
    for inputs, units in zip(sizes, sizes[1:]):
        layers += [stream.dense(inputs, units), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Case:
    """One network, its data and its optimizer."""

    def __init__(self, request):
        stream = Stream(tensor(request["parameters"], torch.float32, -1))
        self.model = make(request["network"], stream)
        assert stream.at == stream.values.numel(), f"expected {stream.at} parameters, received {stream.values.numel()}"
        self.model.train(request["train"])
        batches = 32
        if request["takesTokens"]:
            self.inputs = [tokens.long() for tokens in tensor(request["inputs"], torch.int32, batches, request["batch"], -1).unbind()]
        else:
            self.inputs = list(tensor(request["inputs"], torch.float32, batches, request["batch"], -1).unbind())
        self.labels = [labels.long() for labels in tensor(request["labels"], torch.int32, batches, -1).unbind()]
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.Adam([p for p in self.model.parameters() if p.requires_grad], lr=1e-3)
        self.next = 0
        self.run = self.train if request["train"] else self.infer

    def train(self, steps):
        model, criterion, optimizer = self.model, self.criterion, self.optimizer
        inputs, labels, count, at = self.inputs, self.labels, len(self.inputs), self.next
        start = time.perf_counter_ns()
        for _ in range(steps):
            optimizer.zero_grad(set_to_none=True)
            loss = criterion(model(inputs[at]), labels[at])
            loss.backward()
            optimizer.step()
            at = (at + 1) % count
        elapsed = time.perf_counter_ns() - start
        self.next, self.last_loss = at, loss
        return elapsed / 1000 / steps

    def infer(self, steps):
        model, inputs, count, at = self.model, self.inputs, len(self.inputs), self.next
        with torch.no_grad():
            start = time.perf_counter_ns()
            for _ in range(steps):
                model(inputs[at])
                at = (at + 1) % count
            elapsed = time.perf_counter_ns() - start
        self.next = at
        return elapsed / 1000 / steps

    def losses(self, steps):
        values = []
        for _ in range(steps):
            self.train(1)
            values.append(self.last_loss.item())
        return values

    def outputs(self):
        with torch.no_grad():
            return self.model(self.inputs[0]).flatten().tolist()

    def export(self, path):
        export(self.model, self.inputs[0], path)


def export(model, example, path):
    """Sizes are constants, the batch too: whoever loads the file knows as much as DeepNet's compiler. Constants are folded as shipped."""
    torch.onnx.export(model.eval(), example, path, input_names=["input"], output_names=["output"], opset_version=17)


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    blas.require_fast()
    description, blas_threads = blas.describe()
    answer({
        "python": sys.version.split()[0],
        "torch": torch.__version__,
        "blas": description,
        "torchThreads": torch.get_num_threads(),
        "blasThreads": blas_threads,
    })
    case = None
    for line in sys.stdin:
        request = json.loads(line)
        command = request["command"]
        if command == "prepare":
            case = Case(request)
            answer(0)
        elif command == "losses":
            answer(case.losses(request["steps"]))
        elif command == "outputs":
            answer(case.outputs())
        elif command == "export":
            case.export(request["path"])
            answer(0)
        elif command == "exportIdentity":
            export(nn.Identity(), torch.zeros(1, 1), request["path"])
            answer(0)
        else:
            answer(case.run(request["steps"]))


main()
