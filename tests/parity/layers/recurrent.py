"""Recurrent layers: PyTorch's own modules, with DeepNet's weights transposed to theirs."""

import torch

from layers import Layer


class Recurrent:
    """What the three kinds share."""

    split = False  # whether the recurrent product has a bias of its own

    def directions(self, attribute):
        return ["", "Reverse"] if attribute.get("Bidirectional", False) else [""]

    def output_size(self, attribute, sizes):
        width = attribute.arguments[0] * len(self.directions(attribute))
        return (sizes[0][0], width) if attribute.get("ReturnSequences", False) else (width,)

    def parameters(self, attribute, sizes):
        units, shapes = attribute.arguments[0], {}
        inputs = sizes[0][-1]
        for level in range(1, attribute.get("Layers", 1) + 1):
            for direction in self.directions(attribute):
                prefix = (f"Layer{level}" if level > 1 else "") + direction
                shapes[name(prefix, "Weight")] = (inputs, self.gates * units)
                shapes[name(prefix, "RecurrentWeight")] = (units, self.gates * units)
                shapes[name(prefix, "Bias")] = (self.gates * units,)
                if self.split:
                    shapes[name(prefix, "RecurrentBias")] = (self.gates * units,)
            inputs = units * len(self.directions(attribute))
        return shapes

    def stops_gradients(self, attribute):
        return attribute.get("TruncatedSteps", 0) > 0

    def levels(self, attribute):
        """The stacked layers that one module of PyTorch computes at a time: all, unless DeepNet's mask has to come between."""
        levels = range(1, attribute.get("Layers", 1) + 1)
        return [[level] for level in levels] if attribute.get("Dropout", 0) > 0 else [list(levels)]

    def make(self, attribute, parameters, levels, x):
        """PyTorch's module for some of the stacked layers."""
        units = attribute.arguments[0]
        bidirectional = len(self.directions(attribute)) == 2
        module = self.module(attribute, x.shape[-1], units, len(levels), bidirectional)
        weights = []
        for level in levels:
            for direction in self.directions(attribute):
                prefix = (f"Layer{level}" if level > 1 else "") + direction
                bias = parameters[name(prefix, "Bias")]
                weights.append(parameters[name(prefix, "Weight")].T.contiguous())
                weights.append(parameters[name(prefix, "RecurrentWeight")].T.contiguous())
                weights.append(bias)
                weights.append(parameters[name(prefix, "RecurrentBias")] if self.split else torch.zeros_like(bias))
        module._flat_weights = weights
        return module

    def forward(self, attribute, xs, parameters, buffers, context):
        x = xs[0]
        for levels in self.levels(attribute):
            module = self.make(attribute, parameters, levels, x)
            y = self.run(module, x, attribute.get("TruncatedSteps", 0))
            self.note_kinks(attribute, parameters, x, y, context)
            x = y
            if levels[-1] < attribute.get("Layers", 1):
                x = context.drop(x, attribute.get("Dropout", 0), levels[-1])
        if attribute.get("ReturnSequences", False):
            return x
        units = attribute.arguments[0]
        return torch.cat([x[:, -1, :units], x[:, 0, units:]], dim=-1)

    def note_kinks(self, attribute, parameters, x, y, context):
        """Tells how near the inside is to a kink."""

    def run(self, module, x, truncated):
        if not truncated:
            return module(x)[0]
        if module.bidirectional:
            raise ValueError("cut from both ends, which needs a module for each direction")
        outputs, state = [], None
        for chunk in x.split(truncated, dim=1):
            output, state = module(chunk, state)
            state = tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()
            outputs.append(output)
        return torch.cat(outputs, dim=1)


class SimpleRnn(Recurrent, Layer):
    gates = 1

    def module(self, attribute, inputs, units, layers, bidirectional):
        kind = attribute.get("Activation", "RecurrentActivation.Tanh").split(".")[1].lower()
        return torch.nn.RNN(inputs, units, layers, nonlinearity=kind, batch_first=True, bidirectional=bidirectional)


    def note_kinks(self, attribute, parameters, x, y, context):
        if "ReLU" not in attribute.get("Activation", ""):
            return
        if attribute.get("Layers", 1) > 1 or len(self.directions(attribute)) > 1:
            raise ValueError("what goes into the ReLU is computed for one layer in one direction")
        before = torch.cat([torch.zeros_like(y[:, :1]), y[:, :-1]], dim=1)
        context.note_kinks(x @ parameters["weight"] + before @ parameters["recurrentWeight"] + parameters["bias"], [0])


class Lstm(Recurrent, Layer):
    gates = 4

    def module(self, attribute, inputs, units, layers, bidirectional):
        return torch.nn.LSTM(inputs, units, layers, batch_first=True, bidirectional=bidirectional)


class Gru(Recurrent, Layer):
    gates, split = 3, True

    def module(self, attribute, inputs, units, layers, bidirectional):
        return torch.nn.GRU(inputs, units, layers, batch_first=True, bidirectional=bidirectional)


def name(prefix, parameter):
    """layer2ReverseWeight, or weight without a prefix."""
    full = prefix + parameter
    return full[0].lower() + full[1:]
