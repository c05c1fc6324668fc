"""Convolution and pooling."""

import math

import torch.nn.functional as F

from layers import Layer


def same_padding(size, kernel, stride, dilation):
    """The zeros before and behind, and the output, of Keras's padding 'same'."""
    output = -(-size // stride)
    total = max((output - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return total // 2, total - total // 2, output


class Convolution(Layer):
    """What convolutions of any kind share; DeepNet's images have their channels last."""

    def kernel(self, attribute, rank):
        """The kernel's sizes, and the channels of the output."""
        raise NotImplementedError

    def paddings(self, attribute, size):
        """Zeros before and behind in each direction, and the output's sizes."""
        stride, dilation, padding = attribute.get("Stride", 1), attribute.get("Dilation", 1), attribute.get("Padding", 0)
        result = []
        for length, kernel in zip(size[:-1], self.kernel(attribute, len(size) - 1)):
            if padding == "Padding.Same":
                result.append(same_padding(length, kernel, stride, dilation))
            else:
                result.append((padding, padding, (length + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1))
        return result

    def with_bias(self, attribute, shapes, filters):
        return {**shapes, "bias": (filters,)} if attribute.get("Bias", True) else shapes

    def convolve(self, attribute, x, weight, parameters, groups):
        """The convolution of PyTorch with weight [filters, channels / groups, ...]; zeros are put around the image first, because Same can be uneven."""
        zeros = [count for before, behind, _ in reversed(self.paddings(attribute, x.shape[1:])) for count in (before, behind)]
        x = F.pad(x.movedim(-1, 1), zeros)
        function = (F.conv1d, F.conv2d, F.conv3d)[x.dim() - 3]
        y = function(x, weight, parameters.get("bias"), attribute.get("Stride", 1), 0, attribute.get("Dilation", 1), groups)
        return y.movedim(1, -1)


class Conv1D(Convolution):
    def kernel(self, attribute, rank):
        return (attribute.arguments[1],)

    def output_size(self, attribute, sizes):
        return (*(output for _, _, output in self.paddings(attribute, sizes[0])), attribute.arguments[0])

    def parameters(self, attribute, sizes):
        filters = attribute.arguments[0]
        shape = (*self.kernel(attribute, len(sizes[0]) - 1), sizes[0][-1] // attribute.get("Groups", 1), filters)
        return self.with_bias(attribute, {"weight": shape}, filters)

    def forward(self, attribute, xs, parameters, buffers, context):
        weight = parameters["weight"]
        weight = weight.permute(weight.dim() - 1, weight.dim() - 2, *range(weight.dim() - 2))
        return self.convolve(attribute, xs[0], weight, parameters, attribute.get("Groups", 1))


class Conv2D(Conv1D):
    def kernel(self, attribute, rank):
        return (attribute.arguments[1], attribute.arguments[-1])


class Conv3D(Conv1D):
    def kernel(self, attribute, rank):
        return attribute.arguments[1:4] if len(attribute.arguments) > 2 else attribute.arguments[1:2] * 3


class DepthwiseConv2D(Convolution):
    def kernel(self, attribute, rank):
        return (attribute.arguments[0],) * 2

    def output_size(self, attribute, sizes):
        return (*(output for _, _, output in self.paddings(attribute, sizes[0])), sizes[0][-1] * attribute.get("Multiplier", 1))

    def parameters(self, attribute, sizes):
        channels, multiplier = sizes[0][-1], attribute.get("Multiplier", 1)
        return self.with_bias(attribute, {"weight": (*self.kernel(attribute, 2), channels, multiplier)}, channels * multiplier)

    def draw(self, random, name, shape):
        return random.normal(0, 1.5 / math.prod(shape[:2]) ** 0.5 if len(shape) > 1 else 0.3, shape)

    def forward(self, attribute, xs, parameters, buffers, context):
        channels = xs[0].shape[-1]
        weight = parameters["weight"].permute(2, 3, 0, 1).flatten(0, 1).unsqueeze(1)
        return self.convolve(attribute, xs[0], weight, parameters, channels)


class ConvTranspose2D(Convolution):
    dimensions = 2

    def kernel(self, attribute, rank):
        return (attribute.arguments[1],) * self.dimensions

    def output_size(self, attribute, sizes):
        stride, padding, kernel = attribute.get("Stride", 1), attribute.get("Padding", 0), attribute.arguments[1]
        if padding == "Padding.Same":
            return (*(size * stride for size in sizes[0][:-1]), attribute.arguments[0])
        extra = kernel - 2 * padding + attribute.get("OutputPadding", 0)
        return (*((size - 1) * stride + extra for size in sizes[0][:-1]), attribute.arguments[0])

    def parameters(self, attribute, sizes):
        filters = attribute.arguments[0]
        return self.with_bias(attribute, {"weight": (*self.kernel(attribute, self.dimensions), filters, sizes[0][-1])}, filters)

    def forward(self, attribute, xs, parameters, buffers, context):
        stride, kernel = attribute.get("Stride", 1), attribute.arguments[1]
        *sizes, _ = self.output_size(attribute, [xs[0].shape[1:]])
        x, weight = xs[0].movedim(-1, 1), parameters["weight"].movedim((-1, -2), (0, 1))
        function = F.conv_transpose2d if self.dimensions == 2 else F.conv_transpose3d
        if attribute.get("Padding", 0) != "Padding.Same":
            y = function(
                x, weight, parameters.get("bias"), stride, attribute.get("Padding", 0), attribute.get("OutputPadding", 0))
            return y.movedim(1, -1)
        # All of it, then what lies in the output; what no input reaches is the bias.
        y = function(x, weight, None, stride)
        for axis, size in enumerate(sizes, 2):
            first = same_padding(size, kernel, stride, 1)[0]
            y = F.pad(y, (0, 0) * (y.dim() - 1 - axis) + (0, max(first + size - y.shape[axis], 0))).narrow(axis, first, size)
        y = y.movedim(1, -1)
        return y + parameters["bias"] if "bias" in parameters else y


class ConvTranspose3D(ConvTranspose2D):
    dimensions = 3
