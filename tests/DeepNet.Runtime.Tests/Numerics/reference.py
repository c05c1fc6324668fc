"""Writes reference.csv: the functions of DeepNet.Numerics.VectorMath at chosen doubles, to twice double precision.

Usage: python3 reference.py > reference.csv      needs mpmath (apt: python3-mpmath)

A line is `function,x,high,low`: the bits of three doubles in hexadecimal, where high + low is the value.
"""
import random
import struct

from mpmath import mp, mpf, exp, log, log1p, tanh, expm1, ncdf, npdf

mp.dps = 60


def sigmoid(x):
    return 1 / (1 + exp(-x))


def bits(value):
    return '%016X' % struct.unpack('<Q', struct.pack('<d', value))[0]


def magnitudes(generator, low, high, count):
    """Doubles whose logarithm is even between low and high: small arguments matter as much as large ones."""
    return [10 ** generator.uniform(low, high) for _ in range(count)]


def signed(values):
    return [v if i % 2 else -v for i, v in enumerate(values)]


generator = random.Random(20)
uniform = lambda low, high, count: [generator.uniform(low, high) for _ in range(count)]
around_steps = [k / 2 * 0.6931471805599453 * (1 + d) for k in range(-9, 10) for d in (-1e-9, 0, 1e-9)]
ARGUMENTS = {
    'exp': (exp, uniform(-708, 709.7, 150) + uniform(-745, -708, 30) + uniform(-1, 1, 100) + signed(magnitudes(generator, -20, 0, 40)) + around_steps),
    'log': (log, magnitudes(generator, -307, 308, 150) + magnitudes(generator, -323, -308, 30) + uniform(0.5, 2, 150)
            + [1 + d for d in signed(magnitudes(generator, -15, -1, 60))]),
    'log1p': (log1p, magnitudes(generator, -300, 308, 80) + uniform(-0.999, 2, 150) + signed(magnitudes(generator, -20, -1, 80))
              + [-1 + d for d in magnitudes(generator, -15, -1, 30)]),
    'tanh': (tanh, uniform(-20, 20, 100) + uniform(-1, 1, 150) + signed(magnitudes(generator, -300, 0, 80)) + around_steps[:30]),
    'sigmoid': (sigmoid, uniform(-40, 40, 150) + uniform(-745, -40, 80) + uniform(-2, 2, 100) + signed(magnitudes(generator, -20, 0, 40))),
    'expm1': (expm1, uniform(-40, 709.7, 150) + uniform(-1, 1, 150) + signed(magnitudes(generator, -300, 0, 80)) + around_steps),
    'normalCdf': (ncdf, uniform(-38.5, 9, 200) + uniform(-2, 2, 100) + signed(magnitudes(generator, -20, 1.5, 60))),
    'normalDensity': (npdf, uniform(-38.5, 38.5, 200) + uniform(-2, 2, 100) + signed(magnitudes(generator, -20, 1.5, 60))),
}

if __name__ == '__main__':
    for name, (function, arguments) in ARGUMENTS.items():
        for x in arguments:
            value = function(mpf(x))
            high = float(value)
            print(f'{name},{bits(x)},{bits(high)},{bits(float(value - mpf(high)))}')
