using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <content>
/// The normal distribution function, in both precisions. With t = |z|, <c>Phi(-t) = e^(-t^2 / 2) R(t)</c>, where R falls slowly from
/// 1/2 to 0: so tiny values are accurate, and Phi(t) is 1 - Phi(-t).
/// </content>
public static partial class VectorFunctions
{
    // e^(t^2/2) Phi(-t) = s (P0 + P1 q + ...), s = 1 / (t + 4), q = 2 t s - 1, 0 <= t <= 15; relative error 2^-26.7
    private const float P0 = 0.75528514f, P1 = -0.60789657f, P2 = 0.3871369f, P3 = -0.18652366f, P4 = 0.06040349f,
        P5 = -0.007524004f, P6 = -0.0035102107f, P7 = 0.0015684081f, P8 = 0.0001746592f, P9 = -0.00013419625f;

    // 1 / sqrt(2 pi)
    private const float Peak = 0.3989423f;

    /// <summary>The normal distribution function: the probability that a standard normal variable is less than z, <c>(1 + erf(z / sqrt 2)) / 2</c>.</summary>
    /// <param name="z">Any numbers.</param>
    /// <returns>The values, from 0 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Phi(Vector256<float> z)
    {
        Vector256<float> t = Vector256.MinNative(Vector256.Create(15f), Vector256.Abs(z));
        Vector256<float> s = Vector256<float>.One / (t + Vector256.Create(4f)), q = Fma(t + t, s, -1);
        Vector256<float> high = Fma(Fma(Fma(Fma(Vector256.Create(P9), q, P8), q, P7), q, P6), q, P5);
        Vector256<float> polynomial = Fma(Fma(Fma(Fma(Fma(high, q, P4), q, P3), q, P2), q, P1), q, P0);
        Vector256<float> tail = Bell(t, s * polynomial);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<float>.Zero), Vector256<float>.One - tail, tail);
    }

    /// <inheritdoc cref="Phi(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Phi(Vector256<double> z)
    {
        Vector256<double> t = Vector256.MinNative(Vector256.Create(39.0), Vector256.Abs(z));
        Vector256<double> s = Vector256<double>.One / (t + Vector256.Create(4.0)), q = Fma(t + t, s, -1), q2 = q * q;
        Vector256<double> middle = Polynomial(q, q2, Double.P3, Double.P4, Double.P5, Double.P6, Double.P7,
            Double.P8, Double.P9, Double.P10, Double.P11, Double.P12);
        Vector256<double> high = Polynomial(q, q2, Double.P13, Double.P14, Double.P15, Double.P16, Double.P17,
            Double.P18, Double.P19, Double.P20, Double.P21, Double.P22);
        Vector256<double> rest = Fma(high, q2 * q2 * (q2 * q2) * q2, middle);
        Vector256<double> tail = Bell(t, s * Fma(Fma(Fma(rest, q, Double.P2), q, Double.P1), q, Double.P0));
        return Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<double>.Zero), Vector256<double>.One - tail, tail);
    }

    /// <summary>The derivative of <see cref="Phi(Vector256{float})"/>, the bell curve <c>e^(-z^2 / 2) / sqrt(2 pi)</c>.</summary>
    /// <param name="z">Any numbers.</param>
    /// <returns>The values, from 0 to 0.4.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Density(Vector256<float> z) =>
        Bell(Vector256.MinNative(Vector256.Create(15f), Vector256.Abs(z)), Vector256.Create(Peak));

    /// <inheritdoc cref="Density(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Density(Vector256<double> z) =>
        Bell(Vector256.MinNative(Vector256.Create(39.0), Vector256.Abs(z)), Vector256.Create(Double.Peak));

    /// <summary><c>e^(-t^2 / 2) factor</c>, for t from 0 to 15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Bell(Vector256<float> t, Vector256<float> factor)
    {
        // The rounding error of t^2 would be a large error of a large exponent. So t = head + rest, where the square of the
        // head is exact, and t^2 = head^2 + rest (t + head). The exponent is scaled like that of Exp.
        Vector256<float> head = (t.AsInt32() & Vector256.Create(~0xFFF)).AsSingle(), rest = t - head;
        Vector256<float> sum = RoundQuotient(Vector256.Create(-0.5f) * t * t, Rounder + 254);
        Vector256<float> r = Rest(Vector256.Create(-0.5f) * head * head, sum, Rounder + 254) - Vector256.Create(0.5f) * rest * (t + head);
        Vector256<int> exponent = sum.AsInt32(), half = exponent >>> 1;
        return Fma(factor, ExpM1OfRest(r), factor) * (half << 23).AsSingle() * ((exponent - half) << 23).AsSingle();
    }

    /// <summary><c>e^(-t^2 / 2) factor</c>, for t from 0 to 39.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Bell(Vector256<double> t, Vector256<double> factor)
    {
        Vector256<double> head = (t.AsInt64() & Vector256.Create(~0x7FFFFFFL)).AsDouble(), rest = t - head;
        Vector256<double> sum = RoundQuotient(Vector256.Create(-0.5) * t * t, Double.Rounder + 2046);
        Vector256<double> r = Rest(Vector256.Create(-0.5) * head * head, sum, Double.Rounder + 2046) - Vector256.Create(0.5) * rest * (t + head);
        Vector256<long> exponent = sum.AsInt64(), half = exponent >>> 1;
        return Fma(factor, ExpM1OfRest(r), factor) * (half << 52).AsDouble() * ((exponent - half) << 52).AsDouble();
    }

    /// <content>The constants of the normal distribution function.</content>
    private static partial class Double
    {
        // e^(t^2/2) Phi(-t) = s (P0 + P1 q + ...), s = 1 / (t + 4), q = 2 t s - 1, 0 <= t <= 39; relative error 2^-55.5
        public const double P0 = 0.7552851304157515, P1 = -0.6078966419718921, P2 = 0.3871374007422195, P3 =
            -0.18652185795966542, P4 = 0.060396574890666264, P5 = -0.007540188966435218, P6 = -0.0034796923616067965,
            P7 = 0.001630818453280412, P8 = 0.00013334424852326162, P9 = -0.00023109490371925825, P10 =
            -1.907843970288446e-06, P11 = 3.514456968251338e-05, P12 = 7.149755114185074e-07, P13 =
            -5.920011294154644e-06, P14 = -6.252284104804122e-07, P15 = 1.0218572562485862e-06, P16 =
            2.641545204889862e-07, P17 = -1.5659216222110607e-07, P18 = -7.721039229233461e-08, P19 =
            1.6069288922266998e-08, P20 = 1.4619011399527015e-08, P21 = -3.3905466753765434e-10, P22 =
            -1.1965388623876545e-09;

        // 1 / sqrt(2 pi)
        public const double Peak = 0.3989422804014327;
    }
}
