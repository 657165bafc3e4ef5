using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <content>
/// Double precision, with the same steps as single precision, where the comments are. Only the polynomials, which are
/// longer, are summed in a different order.
/// </content>
public static partial class VectorFunctions
{
    /// <inheritdoc cref="Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> z)
    {
        Vector256<double> x = Clamp(z, -746, 710);
        Vector256<double> sum = RoundQuotient(x, Double.Rounder + 2046);
        Vector256<double> power = ExpOfRest(Rest(x, sum, Double.Rounder + 2046));
        Vector256<long> exponent = sum.AsInt64(), half = exponent >>> 1;
        return power * (half << 52).AsDouble() * ((exponent - half) << 52).AsDouble();
    }

    /// <inheritdoc cref="ExpOfNegative(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ExpOfNegative(Vector256<double> z)
    {
        const double rounder = Double.Rounder + 1023 + 64;
        Vector256<double> x = Vector256.MaxNative(Vector256.Create(-746.0), z);
        Vector256<double> sum = RoundQuotient(x, rounder), scale = (sum.AsInt64() << 52).AsDouble();
        return Fma(scale, ExpM1OfRest(Rest(x, sum, rounder)), scale) * (1 / Double.TwoTo64);
    }

    /// <inheritdoc cref="LogOfSum(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogOfSum(Vector256<double> a)
    {
        Vector256<double> f = Split(a, out Vector256<double> k);
        return Fma(k, Vector256.Create(Double.Ln2High), Log1P(f, Fma(k, Vector256.Create(Double.Ln2Low), f)));
    }

    /// <inheritdoc cref="ExpM1(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ExpM1(Vector256<double> z)
    {
        Vector256<double> x = Clamp(z, -50, 710);
        Vector256<double> sum = RoundQuotient(x, Double.Rounder + 1022);
        Vector256<double> r = Rest(x, sum, Double.Rounder + 1022), scale = (sum.AsInt64() << 52).AsDouble();
        Vector256<double> half = Fma(scale, ExpM1OfRest(r), scale - Vector256.Create(0.5));
        return Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(z), Vector256.Create(0.125 / Double.TwoTo52)), z, half + half);
    }

    /// <inheritdoc cref="ExpM1OfNegative(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ExpM1OfNegative(Vector256<double> z)
    {
        const double rounder = Double.Rounder + 1023;
        Vector256<double> x = Vector256.MaxNative(Vector256.Create(-50.0), z);
        Vector256<double> sum = RoundQuotient(x, rounder), scale = (sum.AsInt64() << 52).AsDouble();
        return Fma(scale, ExpM1OfRest(Rest(x, sum, rounder)), scale - Vector256<double>.One);
    }

    /// <inheritdoc cref="Log(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> a)
    {
        Vector256<double> isSubnormal = Vector256.LessThan(a, Vector256.Create(2.2250738585072014E-308));
        Vector256<double> normal = Vector256.ConditionalSelect(isSubnormal, a * Double.TwoTo52, a);
        Vector256<double> f = Split(normal, out Vector256<double> k);
        k -= isSubnormal & Vector256.Create(52.0);

        Vector256<double> log = Fma(k, Vector256.Create(Double.Ln2High), Log1P(f, Fma(k, Vector256.Create(Double.Ln2Low), f)));
        Vector256<double> limit = Vector256.ConditionalSelect(Vector256.Equals(a, Vector256<double>.Zero),
            Vector256.Create(double.NegativeInfinity), Vector256.Create(double.NaN));
        log = Vector256.ConditionalSelect(Vector256.GreaterThan(a, Vector256<double>.Zero), log, limit);
        return Vector256.ConditionalSelect(Vector256.Equals(a, Vector256.Create(double.PositiveInfinity)), a, log);
    }

    /// <inheritdoc cref="ClampedLog(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ClampedLog(Vector256<double> a) => Vector256.MaxNative(Vector256.Create(-100.0), Log(a));

    /// <inheritdoc cref="Tanh(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> z)
    {
        const double rounder = Double.Rounder + 1023;
        Vector256<double> x = Vector256.MinNative(Vector256.Create(18.85), Vector256.Abs(z)), twice = x + x;
        Vector256<double> sum = RoundQuotient(twice, rounder), scale = (sum.AsInt64() << 52).AsDouble();
        Vector256<double> t = Rest(twice, sum, rounder) * 0.5, t2 = t * t, t4 = t2 * t2;
        Vector256<double> low = Fma(Vector256.Create(Double.T1), t2, Double.T0), middle = Fma(Vector256.Create(Double.T3), t2, Double.T2);
        Vector256<double> high = Fma(Vector256.Create(Double.T5), t2, Double.T4);
        Vector256<double> tanh = Fma(t * t2, Fma(Fma(high, t4, middle), t4, low), t);
        Vector256<double> more = scale + Vector256<double>.One, numerator = Fma(more, tanh, more - Vector256.Create(2.0));
        return numerator / (numerator + Fma(Vector256.Create(-2.0), tanh, 2)) | (z & Vector256.Create(-0.0));
    }

    /// <inheritdoc cref="Sigmoid(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sigmoid(Vector256<double> z)
    {
        const double unit = 1 / Double.TwoTo64, rounder = Double.Rounder + 1023 - 64;
        Vector256<double> x = Clamp(-z, -60, 746);
        Vector256<double> sum = RoundQuotient(x, rounder);
        Vector256<double> scale = (sum.AsInt64() << 52).AsDouble();
        return Vector256.Create(unit) / Fma(ExpOfRest(Rest(x, sum, rounder)), scale, unit);
    }

    /// <inheritdoc cref="Softplus(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Softplus(Vector256<double> z)
    {
        Vector256<double> e = ExpOfNegative(z | Vector256.Create(-0.0));
        return Vector256.MaxNative(Vector256<double>.Zero, z) + Log1P(e, e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Split(Vector256<double> a, out Vector256<double> k)
    {
        const long one = 0x3FF0000000000000, root = 0x3FE6A09E667F3BCD, fraction = 0x000FFFFFFFFFFFFF;
        Vector256<long> bits = a.AsInt64() + Vector256.Create(one - root);
        k = ((bits >>> 52).AsDouble() | Vector256.Create(Double.TwoTo52)) - Vector256.Create(Double.TwoTo52 + 1023);
        return ((bits & Vector256.Create(fraction)) + Vector256.Create(root)).AsDouble() - Vector256<double>.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Clamp(Vector256<double> z, double low, double high) =>
        Vector256.MinNative(Vector256.Create(high), Vector256.MaxNative(Vector256.Create(low), z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> RoundQuotient(Vector256<double> x, double rounder) =>
        Fma(x, Vector256.Create(Double.Log2E), rounder);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Rest(Vector256<double> x, Vector256<double> sum, double rounder)
    {
        Vector256<double> n = sum - Vector256.Create(rounder);
        return Fma(n, Vector256.Create(-Double.Ln2Low), Fma(n, Vector256.Create(-Double.Ln2High), x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpOfRest(Vector256<double> r) => ExpM1OfRest(r) + Vector256<double>.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpM1OfRest(Vector256<double> r)
    {
        Vector256<double> r2 = r * r;
        return Fma(r2, Polynomial(r, r2, Double.E0, Double.E1, Double.E2, Double.E3, Double.E4,
            Double.E5, Double.E6, Double.E7, Double.E8, Double.E9), r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Log1P(Vector256<double> f, Vector256<double> g)
    {
        Vector256<double> s = f / (f + Vector256.Create(2.0)), z = s * s;
        Vector256<double> tail = Polynomial(z, z * z, Double.L0, Double.L1, Double.L2, Double.L3, Double.L4,
            Double.L5, Double.L6, Double.L7, Double.L8, Double.L9);
        return Fma(s, z * tail - f, g);
    }

    /// <summary><c>c0 + c1 x + ... + c9 x^9</c>, in independent parts: a third faster than Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Polynomial(Vector256<double> x, Vector256<double> x2,
        double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9)
    {
        Vector256<double> x4 = x2 * x2;
        Vector256<double> low = Fma(Fma(Vector256.Create(c3), x, c2), x2, Fma(Vector256.Create(c1), x, c0));
        Vector256<double> middle = Fma(Fma(Vector256.Create(c7), x, c6), x2, Fma(Vector256.Create(c5), x, c4));
        return Fma(Fma(Fma(Vector256.Create(c9), x, c8), x4, middle), x4, low);
    }

    /// <summary>The constants of double precision.</summary>
    private static partial class Double
    {
        // 1 / ln2; ln2 = Ln2High + Ln2Low, where Ln2High has 41 digits, so that n Ln2High is exact
        public const double Log2E = 1.4426950408889634, Ln2High = 0.6931471805601177, Ln2Low = -1.7239444525614835e-13;

        // e^r - 1 = r + r^2 (E0 + E1 r + ...), |r| <= ln2 / 2; relative error 2^-55.6
        public const double E0 = 0.5000000000000006, E1 = 0.16666666666666588, E2 = 0.04166666666657611,
            E3 = 0.008333333333389922, E4 = 0.001388888893179317, E5 = 0.00019841269718441743, E6 = 2.4801504981006726e-05,
            E7 = 2.7557407759788397e-06, E8 = 2.7626160615219717e-07, E9 = 2.5053814322285605e-08;

        // log(1 + f) = 2 atanh s = 2 s + s (L0 z + L1 z^2 + ...), s = f / (2 + f), z = s^2 <= 1/9; relative error 2^-59.4
        public const double L0 = 0.6666666666666631, L1 = 0.4000000000015661, L2 = 0.28571428547917127,
            L3 = 0.22222223966817825, L4 = 0.18181743993041233, L5 = 0.15386559175670778, L6 = 0.13300974592585726,
            L7 = 0.12106144602092189, L8 = 0.08339570756496321, L9 = 0.1702004610549083;

        // tanh t = t + t^3 (T0 + T1 t^2 + ...), |t| <= ln2 / 4; relative error 2^-57.7
        public const double T0 = -0.33333333333332477, T1 = 0.13333333332778807, T2 = -0.0539682527735076,
            T3 = 0.02186937008350316, T4 = -0.008857287720307198, T5 = 0.0034445787761961293;

        /// <summary>1.5 * 2^52: when added to a number less than 2^51, rounds it to an integer in the last bits of the sum.</summary>
        public const double Rounder = 6755399441055744;

        public const double TwoTo52 = 1L << 52, TwoTo64 = 18446744073709551616.0;
    }
}
