"""Numbers from a rule instead of a file, for networks too large to record; Recipe.cs holds the same rule."""

import numpy


def mix(index, stream):
    """32 well mixed bits for each index (the finaliser of MurmurHash3), other ones for each stream."""
    bits = index.astype(numpy.uint32) * numpy.uint32(0x9E3779B9) + numpy.uint32(stream * 0x85EBCA6B & 0xFFFFFFFF)
    bits ^= bits >> numpy.uint32(16)
    bits *= numpy.uint32(0x85EBCA6B)
    bits ^= bits >> numpy.uint32(13)
    bits *= numpy.uint32(0xC2B2AE35)
    bits ^= bits >> numpy.uint32(16)
    return bits


def values(count, stream, scale):
    """`count` numbers in [-scale, scale), exact in single precision if `scale` is a power of two."""
    bits = mix(numpy.arange(count), stream)
    return ((bits >> numpy.uint32(8)).astype(numpy.float64) / (1 << 23) - 1) * scale


def labels(count, stream, classes):
    """`count` labels below `classes`."""
    return (mix(numpy.arange(count), stream) % numpy.uint32(classes)).astype(numpy.int32)
