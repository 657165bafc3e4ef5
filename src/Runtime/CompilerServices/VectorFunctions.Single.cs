using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

public static partial class VectorFunctions
{
    // 1 / ln2; ln2 = Ln2High + Ln2Low, where Ln2High has 15 digits, so that n Ln2High is exact
    private const float Log2E = 1.442695f, Ln2 = 0.6931472f, Ln2High = 0.69314575f, Ln2Low = 1.4286068e-06f;

    // e^r - 1 = r + r^2 (E0 + E1 r + ...), |r| <= ln2 / 2; relative error 2^-26.2
    private const float E0 = 0.49999997f, E1 = 0.16666543f, E2 = 0.0416672f, E3 = 0.00836658f, E4 = 0.0013882533f;

    // log(1 + f) = 2 atanh s = 2 s + s (L0 z + L1 z^2 + ...), s = f / (2 + f), z = s^2 <= 1/9; relative error 2^-27.7
    private const float L0 = 0.6666641f, L1 = 0.40021598f, L2 = 0.2800054f, L3 = 0.28018773f;

    // tanh t = t + t^3 (T0 + T1 t^2 + ...), |t| <= ln2 / 4; relative error 2^-24.1
    private const float T0 = -0.33331266f, T1 = 0.13110234f;

    /// <summary>1.5 * 2^23: when added to a number less than 2^22, rounds it to an integer in the last bits of the sum.</summary>
    private const float Rounder = 12582912;

    private const float TwoTo23 = 1 << 23, TwoTo24 = 1 << 24, TwoTo64 = 18446744073709551616f;

    /// <summary><c>e^z</c>.</summary>
    /// <param name="z">Any numbers.</param>
    /// <returns>The values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> z)
    {
        // 2^n may be out of range although the value is not: hence two powers with half of n each, each with the bias 127.
        Vector256<float> x = Clamp(z, -104, 89);
        Vector256<float> sum = RoundQuotient(x, Rounder + 254);
        Vector256<float> power = ExpOfRest(Rest(x, sum, Rounder + 254));
        Vector256<int> exponent = sum.AsInt32(), half = exponent >>> 1;
        return power * (half << 23).AsSingle() * ((exponent - half) << 23).AsSingle();
    }

    /// <summary><c>e^z</c> for a softmax, which subtracts the largest z first.</summary>
    /// <param name="z">Numbers, 0 or less.</param>
    /// <returns>The values, from 0 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpOfNegative(Vector256<float> z)
    {
        // The value may be subnormal: it is rounded once, by the product with 2^-64.
        const float rounder = Rounder + 127 + 64;
        Vector256<float> x = Vector256.MaxNative(Vector256.Create(-104f), z);
        Vector256<float> sum = RoundQuotient(x, rounder), scale = (sum.AsInt32() << 23).AsSingle();
        return Fma(scale, ExpM1OfRest(Rest(x, sum, rounder)), scale) * (1 / TwoTo64);
    }

    /// <summary><c>e^z - 1</c>, without the cancellation of that difference near 0.</summary>
    /// <param name="z">Any numbers.</param>
    /// <returns>The values, -1 or more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpM1(Vector256<float> z)
    {
        // 2^n (e^r - 1) + (2^n - 1), computed from half of 2^n, because 2^128 is infinite. Near 0, the value is z itself:
        // the sum would lose the sign of -0, and the halving the last digit of a subnormal number.
        Vector256<float> x = Clamp(z, -25, 89);
        Vector256<float> sum = RoundQuotient(x, Rounder + 126);
        Vector256<float> r = Rest(x, sum, Rounder + 126), scale = (sum.AsInt32() << 23).AsSingle();
        Vector256<float> half = Fma(scale, ExpM1OfRest(r), scale - Vector256.Create(0.5f));
        return Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(z), Vector256.Create(0.25f / TwoTo24)), z, half + half);
    }

    /// <summary><c>e^z - 1</c> for the negative side of an activation, without the cancellation of that difference near 0.</summary>
    /// <param name="z">Numbers, 0 or less; others give unspecified values.</param>
    /// <returns>The values, from -1 to 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpM1OfNegative(Vector256<float> z)
    {
        // One part of ln2 suffices, because its error is multiplied by 2^n n, and n is 0 or less.
        const float rounder = Rounder + 127;
        Vector256<float> x = Vector256.MaxNative(Vector256.Create(-25f), z);
        Vector256<float> sum = RoundQuotient(x, rounder), scale = (sum.AsInt32() << 23).AsSingle();
        Vector256<float> r = Fma(sum - Vector256.Create(rounder), Vector256.Create(-Ln2), x);
        return Fma(scale, ExpM1OfRest(r), scale - Vector256<float>.One);
    }

    /// <summary>The natural logarithm; negative infinity at 0.</summary>
    /// <param name="a">Numbers, 0 or more; others give NaN.</param>
    /// <returns>The values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> a)
    {
        Vector256<float> isSubnormal = Vector256.LessThan(a, Vector256.Create(1.17549435E-38f));
        Vector256<float> normal = Vector256.ConditionalSelect(isSubnormal, a * TwoTo23, a);
        Vector256<float> f = Split(normal, out Vector256<float> k);
        k -= isSubnormal & Vector256.Create(23f);

        Vector256<float> log = Fma(k, Vector256.Create(Ln2High), Log1P(f, Fma(k, Vector256.Create(Ln2Low), f)));
        Vector256<float> limit = Vector256.ConditionalSelect(Vector256.Equals(a, Vector256<float>.Zero),
            Vector256.Create(float.NegativeInfinity), Vector256.Create(float.NaN));
        log = Vector256.ConditionalSelect(Vector256.GreaterThan(a, Vector256<float>.Zero), log, limit);
        return Vector256.ConditionalSelect(Vector256.Equals(a, Vector256.Create(float.PositiveInfinity)), a, log);
    }

    /// <summary>The natural logarithm of the sum of a softmax.</summary>
    /// <param name="a">Normal numbers greater than 0; others give unspecified values.</param>
    /// <returns>The values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LogOfSum(Vector256<float> a)
    {
        Vector256<float> f = Split(a, out Vector256<float> k);
        return Fma(k, Vector256.Create(Ln2High), Log1P(f, Fma(k, Vector256.Create(Ln2Low), f)));
    }

    /// <summary><c>max(log a, -100)</c>, so that a cross-entropy stays finite at <c>a = 0</c>, as in PyTorch's BCELoss.</summary>
    /// <param name="a">Numbers, 0 or more; others give NaN.</param>
    /// <returns>The values, -100 or more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ClampedLog(Vector256<float> a) => Vector256.MaxNative(Vector256.Create(-100f), Log(a));

    /// <summary><c>(e^z - e^-z) / (e^z + e^-z)</c>.</summary>
    /// <param name="z">Any numbers.</param>
    /// <returns>The values, from -1 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> z)
    {
        // |z| = n ln2 / 2 + t, and tanh(n ln2 / 2) = (2^n - 1) / (2^n + 1) by definition; the rest is the addition formula. One
        // part of ln2 suffices, because its error matters less the larger n is. Numerator and denominator differ by 2 - 2 tanh t, which
        // shrinks as t grows, so rounding cannot make the result decrease on the way to 1. From 8.8 on, the value is 1.
        const float rounder = Rounder + 127;
        Vector256<float> x = Vector256.MinNative(Vector256.Create(8.8f), Vector256.Abs(z));
        Vector256<float> sum = Fma(x, Vector256.Create(2 * Log2E), rounder), scale = (sum.AsInt32() << 23).AsSingle();
        Vector256<float> t = Fma(sum - Vector256.Create(rounder), Vector256.Create(-Ln2 / 2), x), t2 = t * t;
        Vector256<float> tanh = Fma(t * t2, Fma(Vector256.Create(T1), t2, T0), t);
        Vector256<float> more = scale + Vector256<float>.One, numerator = Fma(more, tanh, more - Vector256.Create(2f));
        return numerator / (numerator + Fma(Vector256.Create(-2f), tanh, 2)) | (z & Vector256.Create(-0f));
    }

    /// <summary><c>1 / (1 + e^-z)</c>.</summary>
    /// <param name="z">Any numbers.</param>
    /// <returns>The values, from 0 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> z)
    {
        // As 2^-24 / (2^-24 + 2^-24 e^-z), so that e^-z is in range for every z that has a result.
        const float unit = 1 / TwoTo24, rounder = Rounder + 127 - 24;
        Vector256<float> x = Clamp(-z, -60, 104);
        Vector256<float> sum = RoundQuotient(x, rounder);
        Vector256<float> scale = (sum.AsInt32() << 23).AsSingle();
        return Vector256.Create(unit) / Fma(ExpOfRest(Rest(x, sum, rounder)), scale, unit);
    }

    /// <summary><c>log(1 + e^z)</c>, computed as <c>max(z, 0) + log(1 + e^-|z|)</c>, which cannot overflow.</summary>
    /// <param name="z">Any numbers.</param>
    /// <returns>The values, 0 or more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> z)
    {
        Vector256<float> e = ExpOfNegative(z | Vector256.Create(-0f));
        return Vector256.MaxNative(Vector256<float>.Zero, z) + Log1P(e, e);
    }

    /// <summary>a = 2^k (1 + f) with 1 + f from sqrt(1/2) to sqrt(2): with the bits of sqrt(1/2) as the origin of the bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Split(Vector256<float> a, out Vector256<float> k)
    {
        // An integer in the last bits of 2^23 is added to it.
        const int one = 0x3F800000, root = 0x3F3504F3, fraction = 0x007FFFFF;
        Vector256<int> bits = a.AsInt32() + Vector256.Create(one - root);
        k = ((bits >>> 23).AsSingle() | Vector256.Create(TwoTo23)) - Vector256.Create(TwoTo23 + 127);
        return ((bits & Vector256.Create(fraction)) + Vector256.Create(root)).AsSingle() - Vector256<float>.One;
    }

    /// <summary>z, clamped between two bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Clamp(Vector256<float> z, float low, float high) =>
        Vector256.MinNative(Vector256.Create(high), Vector256.MaxNative(Vector256.Create(low), z));

    /// <summary>x / ln2, rounded to the integer n, plus <see cref="Rounder"/> and a bias for the exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> RoundQuotient(Vector256<float> x, float rounder) => Fma(x, Vector256.Create(Log2E), rounder);

    /// <summary><c>r = x - n ln2</c> with n from <see cref="RoundQuotient(Vector256{float}, float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rest(Vector256<float> x, Vector256<float> sum, float rounder)
    {
        Vector256<float> n = sum - Vector256.Create(rounder);
        return Fma(n, Vector256.Create(-Ln2Low), Fma(n, Vector256.Create(-Ln2High), x));
    }

    /// <summary><c>e^r</c> for |r| up to ln2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpOfRest(Vector256<float> r) => Vector256<float>.One + ExpM1OfRest(r);

    /// <summary>
    /// <c>e^r - 1</c> for |r| up to ln2 / 2. The polynomial is evaluated in pairs of terms rather than by Horner's rule: a
    /// shorter chain of dependent operations.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpM1OfRest(Vector256<float> r)
    {
        Vector256<float> r2 = r * r, low = Fma(Vector256.Create(E1), r, E0), high = Fma(Vector256.Create(E3), r, E2);
        return Fma(r2, Fma(r2, Fma(r2, Vector256.Create(E4), high), low), r);
    }

    /// <summary><c>log(1 + f) - f + g</c> for f from -1/2 to 1, where g is f or almost f.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Log1P(Vector256<float> f, Vector256<float> g)
    {
        // 2 s = f - s f, so that f enters the sum without the error of s.
        Vector256<float> s = f / (f + Vector256.Create(2f)), z = s * s;
        Vector256<float> tail = Fma(Fma(Fma(Vector256.Create(L3), z, L2), z, L1), z, L0);
        return Fma(s, z * tail - f, g);
    }
}
