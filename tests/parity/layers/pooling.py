"""Pooling, resizing and borders. Channels are last here and second in PyTorch."""

import torch

from layers import Layer
from layers.normalization import channels_first, channels_last


def _is_same(attribute):
    return attribute.get("Padding", 0) in ("Padding.Same", -1)


class _Pool(Layer):
    dimensions = 2

    def _extents(self, attribute, size):
        """Window, stride, padding before and behind, and the output of one direction."""
        window = attribute.arguments[0]
        stride = attribute.get("Stride", window)
        if _is_same(attribute):
            output = -(-size // stride)
            padding = max((output - 1) * stride + window - size, 0)
            return window, stride, padding // 2, padding - padding // 2, output
        padding = attribute.get("Padding", 0)
        return window, stride, padding, padding, (size + 2 * padding - window) // stride + 1

    def output_size(self, attribute, sizes):
        *positions, channels = sizes[0]
        return (*(self._extents(attribute, size)[4] for size in positions), channels)

    def _windows(self, attribute, x, fill):
        """The windows of a padded input: [n, channels, positions ..., window ...]."""
        x = channels_first(x)
        extents = [self._extents(attribute, size) for size in x.shape[2:]]
        padding = [side for extent in reversed(extents) for side in (extent[2], max(extent[3], extent[1]))]
        x = torch.nn.functional.pad(x, padding, value=fill)
        for i, (window, stride, _, _, output) in enumerate(extents):
            x = x.unfold(2 + i, window, stride).narrow(2 + i, 0, output)
        return x


class MaxPool1D(_Pool):
    dimensions = 1

    def forward(self, attribute, xs, parameters, buffers, context):
        windows = self._windows(attribute, xs[0], -torch.inf).flatten(2 + self.dimensions)
        if windows.shape[-1] > 1:
            largest = windows.topk(2, dim=-1).values
            context.note_kinks(largest[..., 0] - largest[..., 1], (0,))
        functions = torch.nn.functional
        pool = (functions.max_pool1d, functions.max_pool2d, functions.max_pool3d)[self.dimensions - 1]
        if _is_same(attribute):
            return channels_last(windows.amax(-1))
        y = pool(channels_first(xs[0]), attribute.arguments[0], attribute.get("Stride", attribute.arguments[0]), attribute.get("Padding", 0))
        return channels_last(y)


class MaxPool2D(MaxPool1D):
    dimensions = 2


class MaxPool3D(MaxPool1D):
    dimensions = 3


class AveragePool1D(_Pool):
    dimensions = 1

    def forward(self, attribute, xs, parameters, buffers, context):
        if _is_same(attribute):
            windows = self._windows(attribute, xs[0], 0.0).flatten(2 + self.dimensions)
            counts = self._windows(attribute, torch.ones_like(xs[0]), 0.0).flatten(2 + self.dimensions)
            return channels_last(windows.sum(-1) / counts.sum(-1))
        functions = torch.nn.functional
        pool = (functions.avg_pool1d, functions.avg_pool2d, functions.avg_pool3d)[self.dimensions - 1]
        window = attribute.arguments[0]
        y = pool(channels_first(xs[0]), window, attribute.get("Stride", window), attribute.get("Padding", 0), count_include_pad=False)
        return channels_last(y)


class AveragePool2D(AveragePool1D):
    dimensions = 2


class AveragePool3D(AveragePool1D):
    dimensions = 3


class GlobalMaxPool1D(Layer):
    def output_size(self, attribute, sizes):
        return sizes[0][-1:]

    def forward(self, attribute, xs, parameters, buffers, context):
        values = channels_first(xs[0]).flatten(2)
        largest = values.topk(2, dim=-1).values
        context.note_kinks(largest[..., 0] - largest[..., 1], (0,))
        return values.max(-1).values


class GlobalMaxPool2D(GlobalMaxPool1D):
    pass


class GlobalMaxPool3D(GlobalMaxPool1D):
    pass


class GlobalAveragePool1D(Layer):
    def output_size(self, attribute, sizes):
        return sizes[0][-1:]

    def forward(self, attribute, xs, parameters, buffers, context):
        return channels_first(xs[0]).flatten(2).mean(-1)


class GlobalAveragePool2D(GlobalAveragePool1D):
    pass


class GlobalAveragePool3D(GlobalAveragePool1D):
    pass


class UpSample2D(Layer):
    def output_size(self, attribute, sizes):
        height, width, channels = sizes[0]
        return (height * attribute.arguments[0], width * attribute.arguments[0], channels)

    def forward(self, attribute, xs, parameters, buffers, context):
        bilinear = str(attribute.get("Interpolation", "")).endswith("Bilinear")
        mode = {"mode": "bilinear", "align_corners": False} if bilinear else {"mode": "nearest"}
        return channels_last(torch.nn.functional.interpolate(channels_first(xs[0]), scale_factor=attribute.arguments[0], **mode))


class ZeroPad2D(Layer):
    def _sides(self, attribute):
        """Top, bottom, left, right."""
        return attribute.arguments * 4 if len(attribute.arguments) == 1 else attribute.arguments

    def output_size(self, attribute, sizes):
        (height, width, channels), (top, bottom, left, right) = sizes[0], self._sides(attribute)
        return (height + top + bottom, width + left + right, channels)

    def forward(self, attribute, xs, parameters, buffers, context):
        top, bottom, left, right = self._sides(attribute)
        return torch.nn.functional.pad(xs[0], (0, 0, left, right, top, bottom))


class Crop(Layer):
    def output_size(self, attribute, sizes):
        (height, width, channels), (top, bottom, left, right) = sizes[0], attribute.arguments
        return (height - top - bottom, width - left - right, channels)

    def forward(self, attribute, xs, parameters, buffers, context):
        top, bottom, left, right = attribute.arguments
        return xs[0][:, top : xs[0].shape[1] - bottom, left : xs[0].shape[2] - right]
