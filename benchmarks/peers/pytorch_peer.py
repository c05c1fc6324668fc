"""PyTorch's side of the comparison. DeepNet.Peers starts it and sends one JSON object a line; see PyTorchPeer.cs.

    pytorch_peer.py THREADS [cpu | cuda] [eager | compile | graphs] [tf32]

On the CPU the code is what a PyTorch user writes for speed: nn.Sequential, optim.Adam as shipped, gradients set to None, the data in
tensors beforehand, no_grad and eval for inference. A loss is not read back while the clock runs, which spares PyTorch a little work that
DeepNet does.

On a GPU each step copies its batch from pinned memory and reads its loss (when it infers, its outputs), as DeepNet's does. compile is
torch.compile in its mode for small overheads; graphs is the whole step, optimizer included, as one CUDA graph.
"""

import json
import sys
import time

import torch
from torch import nn

import blas

THREADS = int(sys.argv[1])
DEVICE = sys.argv[2] if len(sys.argv) > 2 else "cpu"
STYLE = sys.argv[3] if len(sys.argv) > 3 else "eager"
TF32 = "tf32" in sys.argv[4:]
torch.set_num_threads(THREADS)
torch.set_num_interop_threads(1)
torch.backends.cuda.matmul.allow_tf32 = TF32
torch.backends.cudnn.allow_tf32 = TF32


def tensor(path, dtype, *shape):
    """A tensor from a file of little-endian numbers."""
    with open(path, "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=dtype).view(*shape)


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

    def normalised(self, channels, filters, kernel, stride=1, padding=0):
        """A convolution without bias, and batch normalisation."""
        weight = self.take(kernel, kernel, channels, filters).permute(3, 2, 0, 1)
        convolution = fill(nn.Conv2d(channels, filters, kernel, stride, padding, bias=False), weight=weight)
        return nn.Sequential(convolution, fill(nn.BatchNorm2d(filters), weight=self.take(filters), bias=self.take(filters)))

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


class Residual(nn.Module):
    """The basic block of He et al. 2016; one that halves the image has a projection beside it."""

    def __init__(self, stream, channels, filters, stride):
        super().__init__()
        self.shortcut = nn.Identity() if stride == 1 else stream.normalised(channels, filters, 1, stride)
        self.first = stream.normalised(channels, filters, 3, stride, 1)
        self.second = stream.normalised(filters, filters, 3, 1, 1)

    def forward(self, x):
        return torch.relu(self.second(torch.relu(self.first(x))) + self.shortcut(x))


class ColourImage(nn.Module):
    """224 x 224 pixels, the three channels of a pixel together, as DeepNet's inputs are."""

    def forward(self, x):
        return x.view(len(x), 224, 224, 3).permute(0, 3, 1, 2)


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
    if name == "ResNet-18":
        layers = [ColourImage(), stream.normalised(3, 64, 7, 2, 3), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
        for channels, filters, stride in [(64, 64, 1), (64, 128, 2), (128, 256, 2), (256, 512, 2)]:
            layers += [Residual(stream, channels, filters, stride), Residual(stream, filters, filters, 1)]
        return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), stream.dense(512, 1000))
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
        self.trains = request["train"]
        self.model.train(self.trains).to(DEVICE)
        batch, kind = request["batch"], torch.int32 if request["takesTokens"] else torch.float32
        inputs = tensor(request["inputs"], kind, -1)
        batches = request["batches"]
        self.inputs = self.held(inputs.view(batches, batch, -1), request["takesTokens"])
        self.labels = self.held(tensor(request["labels"], torch.int32, batches, -1), True)
        self.criterion = nn.CrossEntropyLoss()
        graphs = DEVICE == "cuda" and STYLE == "graphs"
        options = {"capturable": True} if graphs else {}
        self.optimizer = torch.optim.Adam([p for p in self.model.parameters() if p.requires_grad], lr=1e-3, **options)
        self.next = 0
        forward = self.model
        if STYLE == "compile":
            forward = torch.compile(self.model, mode="reduce-overhead")
        self.forward = forward
        self.run = self.train if request["train"] else self.infer
        if DEVICE == "cuda":
            self.device_inputs, self.device_labels = self.inputs[0].to(DEVICE), self.labels[0].to(DEVICE)
            self.run = self.train_on_device if request["train"] else self.infer_on_device
            self.step = self.training_step if request["train"] else self.inference_step
            if graphs:
                self.step = self.recorded(self.step)

    @staticmethod
    def held(batches, whole):
        """The batches as a list of tensors, in pinned memory where a device copies them from there."""
        batches = batches.long() if whole else batches
        return list((batches.pin_memory() if DEVICE == "cuda" else batches).unbind())

    def train(self, steps):
        model, criterion, optimizer = self.forward, self.criterion, self.optimizer
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
        model, inputs, count, at = self.forward, self.inputs, len(self.inputs), self.next
        with torch.no_grad():
            start = time.perf_counter_ns()
            for _ in range(steps):
                model(inputs[at])
                at = (at + 1) % count
            elapsed = time.perf_counter_ns() - start
        self.next = at
        return elapsed / 1000 / steps

    def training_step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.criterion(self.forward(self.device_inputs), self.device_labels)
        loss.backward()
        self.optimizer.step()
        return loss

    def inference_step(self):
        with torch.no_grad():
            return self.forward(self.device_inputs)

    def recorded(self, step):
        """The step as a CUDA graph. Capturing needs some steps before it, which must not train."""
        kept = {name: value.clone() for name, value in self.model.state_dict().items()}
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                step()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            result = step()
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                value.copy_(kept[name])
            for state in self.optimizer.state.values():
                for value in state.values():
                    value.zero_()

        def replay():
            graph.replay()
            return result

        return replay

    def train_on_device(self, steps):
        inputs, labels, count, at, step = self.inputs, self.labels, len(self.inputs), self.next, self.step
        start = time.perf_counter_ns()
        for _ in range(steps):
            self.device_inputs.copy_(inputs[at], non_blocking=True)
            self.device_labels.copy_(labels[at], non_blocking=True)
            loss = step().item()
            at = (at + 1) % count
        elapsed = time.perf_counter_ns() - start
        self.next, self.last_loss = at, torch.tensor(loss)
        return elapsed / 1000 / steps

    def infer_on_device(self, steps):
        inputs, count, at, step = self.inputs, len(self.inputs), self.next, self.step
        start = time.perf_counter_ns()
        for _ in range(steps):
            self.device_inputs.copy_(inputs[at], non_blocking=True)
            step().cpu()
            at = (at + 1) % count
        elapsed = time.perf_counter_ns() - start
        self.next = at
        return elapsed / 1000 / steps

    def losses(self, steps):
        values = []
        for _ in range(steps):
            self.run(1)
            values.append(self.last_loss.item())
        return values

    def outputs(self):
        """Those of inference, as DeepNet's are: batch normalisation takes and moves other statistics in training."""
        self.model.eval()
        with torch.no_grad():
            values = self.model(self.inputs[0].to(DEVICE)).flatten().tolist()
        self.model.train(self.trains)
        return values

    def export(self, path):
        export(self.model, self.inputs[0], path)


def product(size):
    """The median time of one product of two square matrices that are on the device."""
    a, b = (torch.randn(size, size, device=DEVICE) for _ in range(2))
    times = []
    for _ in range(13):
        if DEVICE == "cuda":
            torch.cuda.synchronize()
        start = time.perf_counter_ns()
        for _ in range(4):
            a @ b
        if DEVICE == "cuda":
            torch.cuda.synchronize()
        times.append((time.perf_counter_ns() - start) / 4000)
    return sorted(times)[len(times) // 2]


def export(model, example, path):
    """Sizes are constants, the batch too: whoever loads the file knows as much as DeepNet's compiler. Constants are folded as shipped."""
    torch.onnx.export(model.eval(), example, path, input_names=["input"], output_names=["output"], opset_version=17)


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    if DEVICE == "cpu":
        blas.require_fast()
    description, blas_threads = blas.describe()
    answer({
        "python": sys.version.split()[0],
        "torch": torch.__version__,
        "blas": description,
        "torchThreads": torch.get_num_threads(),
        "blasThreads": blas_threads,
        "device": f"{torch.cuda.get_device_name()}, TF32 {'on' if TF32 else 'off'}, {STYLE}" if DEVICE == "cuda" else None,
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
        elif command == "product":
            answer(product(request["size"]))
        elif command == "exportIdentity":
            export(nn.Identity(), torch.zeros(1, 1), request["path"])
            answer(0)
        else:
            answer(case.run(request["steps"]))


main()
