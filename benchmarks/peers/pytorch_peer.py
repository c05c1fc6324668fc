"""PyTorch's side of the comparison. DeepNet.Peers starts it and sends one JSON object a line; see PyTorchPeer.cs.

The code is what a PyTorch user writes for speed on a CPU: nn.Sequential, optim.Adam as shipped, gradients set to None, the data in
tensors beforehand, no_grad and eval for inference. A loss is not read back while the clock runs, which spares PyTorch a little work that
DeepNet does.
"""

import base64
import ctypes
import json
import sys
import time

import torch
from torch import nn

THREADS = int(sys.argv[1])
torch.set_num_threads(THREADS)
torch.set_num_interop_threads(1)


def openblas():
    """OpenBLAS's own description and thread count, if that is what PyTorch was linked with."""
    try:
        library = ctypes.CDLL("libopenblas.so.0")
        library.openblas_get_config.restype = ctypes.c_char_p
        return library.openblas_get_config().decode().strip(), library.openblas_get_num_threads()
    except OSError:
        return "not OpenBLAS", None


def tensor(text, dtype, *shape):
    """A tensor from the base64 text of its little-endian bytes."""
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=dtype).view(*shape).clone()


class Case:
    """One network, its data and its optimizer."""

    def __init__(self, request):
        sizes, batch = request["sizes"], request["batch"]
        layers = []
        parameters = tensor(request["parameters"], torch.float32, -1)
        offset = 0
        for inputs, units in zip(sizes, sizes[1:]):
            dense = nn.Linear(inputs, units)
            with torch.no_grad():
                # DeepNet keeps weights as [inputs, units], PyTorch as [units, inputs].
                dense.weight.copy_(parameters[offset:offset + inputs * units].view(inputs, units).t())
                offset += inputs * units
                dense.bias.copy_(parameters[offset:offset + units])
                offset += units
            layers += [dense, nn.ReLU()]
        assert offset == parameters.numel(), f"expected {offset} parameters, received {parameters.numel()}"

        self.model = nn.Sequential(*layers[:-1])
        self.model.train(request["train"])
        self.inputs = list(tensor(request["inputs"], torch.float32, -1, batch, sizes[0]).unbind())
        self.labels = [labels.long() for labels in tensor(request["labels"], torch.int32, -1, batch).unbind()]
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)
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


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    blas, blas_threads = openblas()
    answer({
        "python": sys.version.split()[0],
        "torch": torch.__version__,
        "blas": blas,
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
        else:
            answer(case.run(request["steps"]))


main()
