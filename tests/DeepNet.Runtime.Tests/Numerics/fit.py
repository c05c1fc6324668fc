"""Derives the polynomial and rational coefficients of DeepNet.Numerics.VectorMath.

Usage: python3 fit.py [name ...]      needs mpmath (apt: python3-mpmath)

Each fit is a discrete Remez exchange in 60 digits: `basis * p(t) / q(t) + fixed` approximates the function with the
smallest maximum relative error. Low coefficients that must be exact (the 1 and 1 of exp) are kept out of the fit by
dividing them away. The printed error is that of the unrounded coefficients; the tests measure what is left after rounding.
"""
import struct
import sys

from mpmath import mp, mpf, cos, pi, exp, expm1, log, log1p, sqrt, atanh, erfc, matrix, lu_solve

mp.dps = 60


def remez(f, weight, low, high, numerator, denominator=0, rounds=30, grid=1500):
    """Minimises max |(p/q - f) * weight| over a Chebyshev-spaced grid; q(0) = 1."""
    points = [(low + high) / 2 - (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * grid)) for i in range(grid)]
    values = [f(t) for t in points]
    weights = [abs(weight(t)) for t in points]
    unknowns = numerator + 1 + denominator
    count = unknowns + 1
    chosen = [int((1 - cos(pi * i / (count - 1))) / 2 * (grid - 1) + mpf(0.5)) for i in range(count)]
    q = [mpf(1)] + [mpf(0)] * denominator
    evaluate = lambda c, t: mp.polyval(c[::-1], t)
    for _ in range(rounds):
        for _ in range(1 if denominator == 0 else 12):
            a, b = matrix(count, count), matrix(count, 1)
            for row, index in enumerate(chosen):
                t, v, w = points[index], values[index], weights[index]
                for k in range(numerator + 1):
                    a[row, k] = t ** k
                for k in range(1, denominator + 1):
                    a[row, numerator + k] = -v * t ** k
                a[row, count - 1] = (-1) ** row * evaluate(q, t) / w
                b[row] = v
            solution = lu_solve(a, b)
            p = [solution[k] for k in range(numerator + 1)]
            q = [mpf(1)] + [solution[numerator + k] for k in range(1, denominator + 1)]
        errors = [(evaluate(p, t) / evaluate(q, t) - v) * w for t, v, w in zip(points, values, weights)]
        # One extremum for each run of equal sign, then drop the weaker end until the count fits.
        extrema = []
        for i, e in enumerate(errors):
            if extrema and (errors[extrema[-1]] > 0) == (e > 0):
                if abs(e) > abs(errors[extrema[-1]]):
                    extrema[-1] = i
            else:
                extrema.append(i)
        if len(extrema) < count:
            break
        while len(extrema) > count:
            extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
        if extrema == chosen:
            break
        chosen = extrema
    return p, q[1:], max(abs(e) for e in errors)


LN2 = log(mpf(2))


def exponential(degree, bound):
    """exp(r) = 1 + r + r^2 p(r), |r| <= bound, a hair wider because the reduction rounds."""
    high = bound * mpf('1.0001')
    return remez(lambda r: (exp(r) - 1 - r) / r ** 2, lambda r: r ** 2 / exp(r), -high, high, degree - 2)


def halved_expm1(degree):
    """expm1(2r) / 2 = r + r^2 p(r), |r| <= ln2 / 4."""
    high = LN2 / 4 * mpf('1.0001')
    return remez(lambda r: (expm1(2 * r) / 2 - r) / r ** 2, lambda r: r ** 2 / (expm1(2 * r) / 2), -high, high, degree - 2)


def logarithm_single(degree):
    """log(1 + f) = f - f^2 / 2 + f^3 p(f), sqrt(1/2) <= 1 + f <= sqrt(2)."""
    return remez(lambda f: (log1p(f) - f + f * f / 2) / f ** 3, lambda f: f ** 3 / log1p(f),
                 sqrt(mpf(0.5)) * mpf('0.99999') - 1, sqrt(mpf(2)) * mpf('1.00001') - 1, degree)


def logarithm_double(degree):
    """log(1 + f) = 2s + s^3 p(s^2), s = f / (2 + f)."""
    high = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2 * mpf('1.0001')
    return remez(lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, lambda z: z * sqrt(z) / (2 * atanh(sqrt(z))), mpf(0), high, degree)


def normal_tail(limit, numerator, denominator):
    """erfc(a / sqrt(2)) / 2 = exp(-a^2 / 2) p(a) / q(a), 0 <= a <= limit."""
    scaled = lambda a: erfc(a / sqrt(mpf(2))) / 2 * exp(a * a / 2)
    return remez(scaled, lambda a: 1 / scaled(a), mpf(0), mpf(limit), numerator, denominator, grid=800)


FITS = {
    'exp_single': (lambda: exponential(7, LN2), 'f'),
    'exp_double': (lambda: exponential(13, LN2), 'd'),
    'sigmoid_single': (lambda: exponential(6, LN2 / 2), 'f'),
    'sigmoid_double': (lambda: exponential(11, LN2 / 2), 'd'),
    'tanh_single': (lambda: halved_expm1(6), 'f'),
    'tanh_double': (lambda: halved_expm1(11), 'd'),
    'log_single': (lambda: logarithm_single(7), 'f'),
    'log_double': (lambda: logarithm_double(6), 'd'),
    'normal_single': (lambda: normal_tail('14.5', 4, 5), 'f'),
    'normal_double': (lambda: normal_tail('38.7', 9, 10), 'd'),
}


def literal(value, kind):
    if kind == 'd':
        return repr(float(value))
    bits = struct.unpack('<I', struct.pack('<f', float(value)))[0]
    rounded = struct.unpack('<f', struct.pack('<I', bits))[0]
    return '%.9gf' % rounded


if __name__ == '__main__':
    for name in sys.argv[1:] or FITS:
        fit, kind = FITS[name]
        p, q, error = fit()
        print(f'{name}: relative error {mp.nstr(error, 3)}')
        for index, value in enumerate(p):
            print(f'  p{index} = {literal(value, kind)}')
        for index, value in enumerate(q, 1):
            print(f'  q{index} = {literal(value, kind)}')
