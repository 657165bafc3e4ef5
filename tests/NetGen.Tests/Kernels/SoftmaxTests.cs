using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Softmax and its cross-entropy against sums in double precision.</summary>
public sealed class SoftmaxTests
{
    // Blocks of 512 bits, one of 256 and a rest, in either precision.
    private const int Samples = 29;

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
