using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Softmax and its cross-entropy against sums in double precision.</summary>
public sealed class SoftmaxTests
{
    // A block of samples and a rest, in either precision.
    private const int Samples = 13;

    public static TheoryData<int> Widths => [.. Enumerable.Range(1, 20)];

    // Units in the last place. Two powers, a handful of additions and the division could cost more if all went wrong
    // the same way; the worst seen is 2.5. In double precision the reference is rounded too.
    private const double Tolerance = 4, Slack = 4;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Probabilities_are_those_of_the_formula(int width)
    {
        foreach (double scale in new[] { 0.125, 8, 64, 10_000 })
        {
            CheckActivate<float>(width, scale);
            CheckActivate<double>(width, scale);
        }
    }

    private static void CheckActivate<T>(int width, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = Whole(width);
        T[] z = Logits<T>(width, scale), a = new T[z.Length];
        Softmax.Activate(z, a, stride, Samples, width);
        for (int i = 0; i < Samples; i++)
        {
            double[] expected = Probabilities(z.AsSpan(i * stride, width));
            for (int j = 0; j < width; j++)
                AssertNear(expected[j], a[i * stride + j], $"{j} of {width}");
            Assert.False(a.AsSpan(i * stride + width, stride - width).ContainsAnyExcept(T.Zero));

            // A sample alone has the same bits.
            var alone = new T[stride];
            Softmax.Activate(z.AsSpan(i * stride, stride), alone, stride, 1, width);
            Assert.Equal(a.AsSpan(i * stride, stride), alone.AsSpan());
        }

        Softmax.Activate(z, z, stride, Samples, width);
        Assert.Equal(a, z);
    }

    /// <summary>The logarithms, and what they make of dL/da, in absolute errors: they are sums with z.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Logarithms_and_their_deltas_are_those_of_the_formulas(int width)
    {
        foreach (double scale in new[] { 0.125, 8, 64, 10_000 })
        {
            CheckLogarithms<float>(width, scale, 6e-8);
            CheckLogarithms<double>(width, scale, 1.2e-16);
        }
    }

    private static void CheckLogarithms<T>(int width, double scale, double rounding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = Whole(width);
        T[] z = Logits<T>(width, scale), a = new T[z.Length], da = [.. Naive.Numbers<T>(Samples * width, seed: 11)], delta = new T[z.Length], alone = new T[stride];
        Softmax.ActivateLog(z, a, stride, Samples, width);
        Softmax.OutputDeltaOfLog(a, da, delta, stride, Samples, width);
        for (int i = 0; i < Samples; i++)
        {
            double[] row = Doubles(z.AsSpan(i * stride, width)), slopes = Doubles(da.AsSpan(i * width, width));
            double max = row.Max(), logSum = Math.Log(row.Sum(x => Math.Exp(x - max)));
            for (int j = 0; j < width; j++)
            {
                // Two differences and a logarithm of a sum of powers, each rounded.
                double log = row[j] - max - logSum, size = 1 + Math.Abs(row[j] - max) + logSum;
                Assert.Equal(log, double.CreateTruncating(a[i * stride + j]), (2 * Tolerance + 4) * rounding * size);

                // The power multiplies the absolute error of its exponent; where that is large, the power is 0.
                double slope = slopes[j] - Math.Exp(log) * slopes.Sum();
                Assert.Equal(slope, double.CreateTruncating(delta[i * stride + j]), (2 * Tolerance + 4 + width) * rounding * (1 + slopes.Sum(Math.Abs)) * (1 + Math.Exp(log) * size));
            }

            Assert.False(a.AsSpan(i * stride + width, stride - width).ContainsAnyExcept(T.Zero));
            Assert.False(delta.AsSpan(i * stride + width, stride - width).ContainsAnyExcept(T.Zero));

            // A sample alone has the same bits.
            Softmax.ActivateLog(z.AsSpan(i * stride, stride), alone, stride, 1, width);
            Assert.Equal(a.AsSpan(i * stride, stride), alone.AsSpan());
        }

        Softmax.ActivateLog(z, z, stride, Samples, width);
        Assert.Equal(a, z);
    }

    // From 16 samples on there are blocks of 512 bits, if the hardware has them; 29 samples end in one of 256 bits and a rest.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Blocks_of_any_size_have_the_bits_of_each_sample_alone(int width)
    {
        CheckBlocks<float>(width);
        CheckBlocks<double>(width);
    }

    private static void CheckBlocks<T>(int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int most = 37;
        int stride = Whole(width), lanes = Vector256<T>.Count;
        T[] z = Naive.Samples<T>(most, width, stride, seed: 5, padding: stride - width), y = [.. Naive.Numbers<T>(most * width, seed: 6).Select(T.Abs)];
        T[] weights = [.. Naive.Numbers<T>(most, seed: 7).Select(T.Abs)], a = new T[z.Length], delta = new T[z.Length], alone = new T[stride];
        T mean = T.CreateChecked(0.125);
        int[] labels = [.. Enumerable.Range(0, most).Select(i => i * 3 % width)];
        foreach (int n in new[] { 1, 7, 8, 15, 16, 17, 24, 29, 32, most })
        {
            Span<T> samples = z.AsSpan(0, n * stride), deltas = delta.AsSpan(0, n * stride);
            Softmax.ActivateLog<T>(samples, a.AsSpan(0, n * stride), stride, n, width);
            for (int i = 0; i < n; i++)
            {
                Softmax.ActivateLog<T>(z.AsSpan(i * stride, stride), alone, stride, 1, width);
                Assert.Equal(alone.AsSpan(), a.AsSpan(i * stride, stride));
            }

            Softmax.Activate<T>(samples, a.AsSpan(0, n * stride), stride, n, width);
            Check(Softmax.CrossEntropy<T>(samples, y.AsSpan(0, n * width), default, weights.AsSpan(0, n), deltas, mean, stride, n, width), ofLabels: false);
            Check(Softmax.CrossEntropy<T>(samples, default, labels.AsSpan(0, n), weights.AsSpan(0, n), deltas, mean, stride, n, width), ofLabels: true);

            void Check(T loss, bool ofLabels)
            {
                // The losses add up in as many parts as a vector of 256 bits has lanes, closed by halves.
                var parts = new T[lanes];
                for (int i = 0; i < n; i++)
                {
                    ReadOnlySpan<T> row = z.AsSpan(i * stride, stride);
                    Softmax.Activate(row, alone, stride, 1, width);
                    Assert.Equal(alone.AsSpan(), a.AsSpan(i * stride, stride));
                    parts[i % lanes] += ofLabels
                        ? Softmax.CrossEntropy<T>(row, default, labels.AsSpan(i, 1), weights.AsSpan(i, 1), alone, mean, stride, 1, width)
                        : Softmax.CrossEntropy<T>(row, y.AsSpan(i * width, width), default, weights.AsSpan(i, 1), alone, mean, stride, 1, width);
                    Assert.Equal(alone.AsSpan(), delta.AsSpan(i * stride, stride));
                }

                for (int half = lanes / 2; half > 0; half /= 2)
                    for (int part = 0; part < half; part++)
                        parts[part] += parts[part + half];
                Assert.Equal(parts[0], loss);
            }
        }
    }

    private static void AssertNear<T>(double expected, T actual, string place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double error = actual is float single ? Ulp.Distance(single, expected) : Ulp.Distance(double.CreateTruncating(actual), expected);
        double tolerance = actual is float ? Tolerance : Tolerance + Slack;
        Assert.True(error <= tolerance, $"{place}: {actual:R} instead of {expected:R}, {error} units in the last place.");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Losses_and_deltas_are_those_of_the_formulas(int width)
    {
        foreach (double scale in new[] { 0.125, 8, 64, 10_000 })
        {
            CheckCrossEntropy<float>(width, scale, 6e-8);
            CheckCrossEntropy<double>(width, scale, 1.2e-16);
        }
    }

    private static void CheckCrossEntropy<T>(int width, double scale, double rounding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = Whole(width);
        T mean = T.One / T.CreateChecked(Samples);
        T[] z = Logits<T>(width, scale), a = new T[z.Length], delta = new T[z.Length];
        T[] y = [.. Naive.Numbers<T>(Samples * width, seed: 9).Select(T.Abs)];
        T[] weights = [.. Naive.Numbers<T>(Samples, seed: 4).Select(T.Abs)];
        Softmax.Activate(z, a, stride, Samples, width);

        T loss = Softmax.CrossEntropy(z, y, default, weights, delta, mean, stride, Samples, width);

        double expected = 0, size = 0;
        for (int i = 0; i < Samples; i++)
        {
            double[] row = Doubles(z.AsSpan(i * stride, width));
            double max = row.Max(), logSum = Math.Log(row.Sum(x => Math.Exp(x - max)));
            for (int j = 0; j < width; j++)
            {
                double target = double.CreateTruncating(y[i * width + j]) * double.CreateTruncating(weights[i]);
                expected += target * (max - row[j] + logSum);
                size += target * (max - row[j] + logSum + 1);
                Naive.AssertBits((a[i * stride + j] - y[i * width + j]) * (weights[i] * mean), delta[i * stride + j], $"{j} of {width}");
            }

            Assert.False(delta.AsSpan(i * stride + width, stride - width).ContainsAnyExcept(T.Zero));
        }

        // The sum carries the tolerance above into its logarithm, as so many units near 1; the logarithm is
        // good to the bound, and a dozen terms are rounded as they are added.
        Assert.Equal(expected, double.CreateTruncating(loss), (2 * (Tolerance + Ulp.Bound) + 12) * rounding * size);

        // Without weights it is the bits of weights of 1.
        var unweighted = new T[z.Length];
        Array.Fill(weights, T.One);
        loss = Softmax.CrossEntropy(z, y, default, weights, delta, mean, stride, Samples, width);
        Assert.Equal(loss, Softmax.CrossEntropy(z, y, default, default, unweighted, mean, stride, Samples, width));
        Assert.Equal(delta, unweighted);

        // The deltas may take the place of z.
        Assert.Equal(loss, Softmax.CrossEntropy(z, y, default, weights, z, mean, stride, Samples, width));
        Assert.Equal(delta, z);
    }

    [Theory]
    [InlineData(10_000, 9_999, 1, 0, 0.31326168751822286)]
    [InlineData(10_000, 9_999, 0, 1, 1.3132616875182228)]
    [InlineData(-10_000, -10_000, 0.5, 0.5, 0.69314718055994531)]
    [InlineData(10_000, -10_000, 1, 0, 0)]
    [InlineData(10_000, -10_000, 0, 1, 20_000)]
    public void Large_logits_cost_no_digits(double z0, double z1, double y0, double y1, double expected)
    {
        Assert.Equal(expected, Loss<double>(z0, z1, y0, y1), 4e-16 * Math.Max(1, expected));
        Assert.Equal(expected, Loss<float>(z0, z1, y0, y1), 2e-7 * Math.Max(1, expected));
    }

    private static double Loss<T>(double z0, double z1, double y0, double y1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = [.. new[] { z0, z1, 0, 0, 0, 0, 0, 0 }.Select(T.CreateChecked)], y = [T.CreateChecked(y0), T.CreateChecked(y1)];
        return double.CreateChecked(Softmax.CrossEntropy(z, y, default, default, new T[8], T.One, 8, 1, 2));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Not_a_number_stays_in_its_sample(int width)
    {
        CheckNaN<float>(width);
        CheckNaN<double>(width);
    }

    private static void CheckNaN<T>(int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = Whole(width);
        for (int j = 0; j < width; j++)
        {
            T[] z = Logits<T>(width, scale: 8), clean = new T[z.Length], a = new T[z.Length], y = new T[Samples * width];
            Softmax.Activate(z, clean, stride, Samples, width);
            z[stride + j] = T.NaN;
            y.AsSpan().Fill(T.One);

            Softmax.Activate(z, a, stride, Samples, width);

            Assert.Equal(clean.AsSpan(0, stride), a.AsSpan(0, stride));
            Assert.All(a.AsSpan(stride, width).ToArray(), value => Assert.True(T.IsNaN(value)));
            Assert.Equal(clean.AsSpan(2 * stride), a.AsSpan(2 * stride));
            Assert.True(T.IsNaN(Softmax.CrossEntropy(z, y, default, default, new T[z.Length], T.One, stride, Samples, width)));
        }
    }

    [Fact]
    public void Too_few_numbers_are_refused()
    {
        Refuses([48, 48], l => Softmax.Activate<float>(new float[l[0]], new float[l[1]], 16, 3, 10));
        Refuses([48, 30, 48], l => Softmax.CrossEntropy(new float[l[0]], new float[l[1]], default, default, new float[l[2]], 1f, 16, 3, 10));
    }

    private static void Refuses(int[] lengths, Action<int[]> call)
    {
        call(lengths);
        for (int i = 0; i < lengths.Length; i++)
            Assert.ThrowsAny<ArgumentException>(() => call([.. lengths.Select((length, at) => at == i ? length - 1 : length)]));
    }

    /// <summary>Multiples of 1/64, whose differences are exact; between samples there is nothing that is a number.</summary>
    private static T[] Logits<T>(int width, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = Whole(width);
        T[] numbers = Naive.Numbers<T>(Samples * stride, seed: width);
        return [.. numbers.Select((number, i) => i % stride < width ? T.CreateChecked(Math.Round(double.CreateChecked(number) * scale * 64) / 64) : T.NaN)];
    }

    private static double[] Probabilities<T>(ReadOnlySpan<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] row = Doubles(z);
        double max = row.Max(), sum = row.Sum(x => Math.Exp(x - max));
        return [.. row.Select(x => Math.Exp(x - max) / sum)];
    }

    private static double[] Doubles<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. values.ToArray().Select(value => double.CreateChecked(value))];

    private static int Whole(int count) => (count + 7) / 8 * 8;
}
