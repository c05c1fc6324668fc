"""The documented dropout mask (DeepNet.Runtime/CompilerServices/DropoutMask.cs), written a second time from its description."""

import numpy

U64 = (1 << 64) - 1


def key(seed, step, layer):
    """The key of one layer in one pass: SplitMix64 of seed, pass and layer (its index, inputs counted), the upper half."""
    z = (seed * 0x9E3779B97F4A7C15 + step * 0xD1B54A32D192ED03 + (layer + 1) * 0x8CB92BA72F3D8DD7) & U64
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & U64
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & U64
    return (z ^ z >> 31) >> 32


def mask(shape, rate, seed, step, layer):
    """1 where an element of the batch is kept, else 0."""
    x = numpy.arange(numpy.prod(shape)).astype(numpy.uint32) * numpy.uint32(0x9E3779B9)
    x += numpy.uint32(key(seed, step, layer))
    x = (x ^ x >> numpy.uint32(16)) * numpy.uint32(0x21F0AAAD)
    x = (x ^ x >> numpy.uint32(15)) * numpy.uint32(0x735A2D97)
    x ^= x >> numpy.uint32(15)
    return (x >= numpy.uint32(int(rate * 2**32))).reshape(shape)
