#!/usr/bin/env python3
"""Prints the coefficients of src/Runtime/CompilerServices/VectorFunctions.*.cs as C# constants. Needs mpmath.

Approximations are minimax by Remez' exchange: the error, relative to the function that an approximation is used
for, takes its greatest size at as many points as there are unknowns, with alternating signs.
"""
import struct
from mpmath import mp, mpf, atanh, cos, erfc, exp, factorial, log, lu_solve, matrix, nint, pi, sqrt, tanh

mp.dps = 50


def double(x):
    return mpf(float(x))


def single(x):
    return mpf(struct.unpack("f", struct.pack("f", float(x)))[0])


def polynomial(c, x):
    y = mpf(0)
    for a in reversed(c):
        y = y * x + a
    return y


def chebyshev_nodes(low, high, count):
    return [low + (high - low) * (1 - cos(pi * (2 * i + 1) / (2 * count))) / 2 for i in range(count)]


def extrema(error, low, high, count):
    """The points of greatest |error|, one for each run of one sign."""
    runs = []
    for x in [low, *chebyshev_nodes(low, high, 60 * count), high]:
        e = error(x)
        if not runs or (runs[-1][1] > 0) != (e > 0):
            runs.append((x, e))
        elif abs(e) > abs(runs[-1][1]):
            runs[-1] = (x, e)
    if len(runs) < count:
        raise ArithmeticError(f"{len(runs)} extrema where {count} are expected")
    while len(runs) > count:
        runs.pop(0 if abs(runs[0][1]) < abs(runs[-1][1]) else -1)
    return [x for x, _ in runs]


def remez(f, weight, degree, low, high):
    """The coefficients of the polynomial p that minimizes max |weight (p - f)|, and that maximum."""
    n = degree + 2
    x = chebyshev_nodes(low, high, n)
    for _ in range(20):
        # p(x) - (-1)^i level / weight(x) = f(x) at every x.
        a, b = matrix(n, n), matrix(n, 1)
        for i, xi in enumerate(x):
            for j in range(n - 1):
                a[i, j] = xi ** j
            a[i, n - 1] = -((-1) ** i) / weight(xi)
            b[i] = f(xi)
        *p, level = lu_solve(a, b)
        last, x = x, extrema(lambda t: weight(t) * (polynomial(p, t) - f(t)), low, high, n)
        if max(abs(u - v) for u, v in zip(last, x)) < (high - low) / 1000:
            return p, abs(level)
    raise ArithmeticError("no convergence")


def literal(x, rounding):
    """The shortest decimal that reads back as the number."""
    value = rounding(x)
    if rounding is double:
        return repr(float(value))
    return next(text for digits in range(1, 10) if single(mpf(text := f"{float(value):.{digits}g}")) == value) + "f"


def show(names, coefficients, rounding, note):
    print(f"    // {note}")
    kind = "double" if rounding is double else "float"
    print(f"    private const {kind} "
          + ", ".join(f"{name} = {literal(c, rounding)}" for name, c in zip(names, coefficients)) + ";")


def show_fit(name, coefficients, rounding, note, error):
    note = f"{note}; relative error 2^{float(log(error, 2)):.1f}"
    show([f"{name}{i}" for i in range(len(coefficients))], coefficients, rounding, note)


def main():
    # phi_end: from where on Phi(-t) is 0.
    for rounding, digits, exponent_digits, exp_degree, log_degree, tanh_degree, phi_end, phi_degree in (
            (single, 24, 8, 4, 3, 1, 15, 9), (double, 53, 11, 9, 9, 5, 39, 22)):
        print("float" if rounding is single else "double")
        # n ln2High is exact if it leaves room for the digits of n, whether or not the multiply-add is fused.
        unit = mpf(2) ** -(digits - exponent_digits - 1)
        high = nint(log(2) / unit) * unit
        show(["Log2E", *(["Ln2"] if rounding is single else []), "Ln2High", "Ln2Low"],
             [1 / log(2), *([log(2)] if rounding is single else []), high, log(2) - high], rounding, "1 / ln2; ln2 = Ln2High + Ln2Low")

        # The series, for the quotient is 0 / 0 at 0. The weight is not below 1/20 of what it is at the ends,
        # since an error that counts for nothing would determine nothing.
        half = log(2) / 2 * mpf("1.001")
        series = [1 / factorial(k + 2) for k in range(40)]
        p, error = remez(lambda r: polynomial(series, r),
                         lambda r: max(abs(r / (1 + r * polynomial(series, r))), half / 20),
                         exp_degree, -half, half)
        show_fit("E", p, rounding, "e^r - 1 = r + r^2 (E0 + E1 r + ...), |r| <= ln2 / 2", error)

        p, error = remez(lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z,
                         lambda z: z * sqrt(z) / (2 * atanh(sqrt(z))),
                         log_degree, mpf(10) ** -9, mpf("1.001") / 9)
        show_fit("L", p, rounding, "log(1 + f) = 2 atanh s = 2 s + s (L0 z + L1 z^2 + ...), s = f / (2 + f), z = s^2 <= 1/9", error)

        # As a function of u = t^2, from where the quotient is not 0 / 0.
        p, error = remez(lambda u: (tanh(sqrt(u)) / sqrt(u) - 1) / u,
                         lambda u: u * sqrt(u) / tanh(sqrt(u)),
                         tanh_degree, mpf(10) ** -9, (half / 2) ** 2)
        show_fit("T", p, rounding, "tanh t = t + t^3 (T0 + T1 t^2 + ...), |t| <= ln2 / 4", error)

        # e^(t^2/2) Phi(-t) (t + 4) is a smooth function of the q in [-1, 1) that t from 0 to infinity is mapped to. In place
        # of 4, 3 or 5 do almost as well.
        def scaled(q):
            t = 4 * (1 + q) / (1 - q)
            return exp(t * t / 2) * erfc(t / sqrt(2)) / 2 * (t + 4)

        p, error = remez(scaled, lambda q: 1 / scaled(q), phi_degree, mpf(-1), mpf(phi_end - 4) / (phi_end + 4))
        show_fit("P", p, rounding, f"e^(t^2/2) Phi(-t) = s (P0 + P1 q + ...), s = 1 / (t + 4), q = 2 t s - 1, 0 <= t <= {phi_end}", error)
        show(["Peak"], [1 / sqrt(2 * pi)], rounding, "1 / sqrt(2 pi)")


if __name__ == "__main__":
    main()
