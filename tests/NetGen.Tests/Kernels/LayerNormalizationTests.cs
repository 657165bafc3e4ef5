using System.Numerics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>The normalization of samples against plain loops in decimal arithmetic, which has 28 digits.</summary>
public sealed class LayerNormalizationTests
{
    // Vectors of samples and a rest, for the order in which gradients are added.
    private const int Samples = 5;
    private const double Epsilon = 1e-5;

    // Units in the last place of the largest number of a sample. A mean, a variance, a root and a product round after each other.
    private const double Tolerance = 6;

    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Samples_are_normalized_by_the_formula(int size)
    {
        foreach (int padding in new[] { 0, 1, 8 })
        {
            CheckForward<float>(size, size + padding);
            CheckForward<double>(size, size + padding);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gradients_of_gain_and_bias_are_sums_in_the_order_of_the_samples(int size)
    {
        CheckGradients<float>(size);
        CheckGradients<double>(size);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gradients_of_the_inputs_are_those_of_the_formula(int size)
    {
        foreach (int padding in new[] { 0, 1, 8 })
        {
            CheckInputGradient<float>(size, size + padding);
            CheckInputGradient<double>(size, size + padding);
        }
    }

    [Fact]
    public void A_sample_of_equal_numbers_becomes_the_bias()
    {
        foreach (int size in new[] { 1, 3, 8, 19 })
        {
            double[] b = Naive.Numbers<double>(size, seed: 1), xhat = new double[size], r = new double[1], z = new double[size];
            LayerNormalization.Forward<double>(Enumerable.Repeat(0.75, size).ToArray(), size, Naive.Numbers<double>(size, seed: 2), b, 1e-4, xhat, r, z, size, 1);
            Assert.Equal(b, z);
            Assert.Equal(new double[size], xhat);
            Assert.Equal(1 / Math.Sqrt(1e-4), r[0]);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(21)]
    public void Not_a_number_stays_in_its_sample(int size)
    {
        (double[] x, double[] gain, double[] b) = (Naive.Numbers<double>(3 * size, seed: 1), Naive.Numbers<double>(size, seed: 2), Naive.Numbers<double>(size, seed: 3));
        double[] clean = new double[3 * size], z = new double[3 * size];
        LayerNormalization.Forward<double>(x, size, gain, b, Epsilon, default, default, clean, size, 3);
        x[size + size / 2] = double.NaN;
        LayerNormalization.Forward<double>(x, size, gain, b, Epsilon, default, default, z, size, 3);
        Assert.Equal(clean.AsSpan(0, size), z.AsSpan(0, size));
        Assert.All(z[size..(2 * size)], value => Assert.True(double.IsNaN(value)));
        Assert.Equal(clean.AsSpan(2 * size), z.AsSpan(2 * size));
    }

    /// <summary>Each span in turn is one number too short.</summary>
    [Fact]
    public void Too_few_numbers_are_refused()
    {
        Refuses([43, 11, 11, 43, 3, 43], l => LayerNormalization.Forward<float>(new float[l[0]], 16, new float[l[1]], new float[l[2]], Epsilon, new float[l[3]], new float[l[4]], new float[l[5]], 16, 3), isSize: 1);
        Refuses([43, 43, 11, 11], l => LayerNormalization.Gradients<float>(new float[l[0]], new float[l[1]], new float[l[2]], new float[l[3]], isFirst: true, 16, 3), isSize: 2);
        Refuses([43, 11, 43, 3, 43], l => LayerNormalization.InputGradient<float>(new float[l[0]], new float[l[1]], new float[l[2]], new float[l[3]], new float[l[4]], 16, 3, adds: false), isSize: 1);

        // The length of one of them is the size.
        static void Refuses(int[] lengths, Action<int[]> call, int isSize)
        {
            call(lengths);
            for (int i = 0; i < lengths.Length; i++)
            {
                if (i == isSize)
                    continue;

                Exception refusal = Assert.ThrowsAny<Exception>(() => call([.. lengths.Select((length, at) => at == i ? length - 1 : length)]));
                Assert.True(refusal is ArgumentException or IndexOutOfRangeException, refusal.ToString());
            }
        }
    }

    private static void CheckForward<T>(int size, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int xStride = size + 3;
        T[] x = Naive.Samples<T>(Samples, size, xStride, seed: size, padding: 0), gain = Naive.Numbers<T>(size, seed: 2), b = Naive.Numbers<T>(size, seed: 3);
        T[] xhat = new T[Samples * stride], z = new T[xhat.Length], r = new T[Samples];
        xhat.AsSpan().Fill(T.NegativeOne);
        z.AsSpan().Fill(T.NegativeOne);
        LayerNormalization.Forward(x, xStride, gain, b, Epsilon, xhat, r, z, stride, Samples);
        for (int i = 0; i < Samples; i++)
        {
            decimal[] row = Decimals(x.AsSpan(i * xStride, size));
            decimal mean = row.Sum() / size, scale = 1 / Root(row.Sum(value => (value - mean) * (value - mean)) / size + Exact(T.CreateTruncating(Epsilon)));
            decimal[] normalized = [.. row.Select(value => (value - mean) * scale)];
            AssertNear([scale], r.AsSpan(i, 1), $"r of {size}");
            AssertNear(normalized, xhat.AsSpan(i * stride, size), $"xhat of {size}");
            AssertNear([.. normalized.Select((value, j) => value * Exact(gain[j]) + Exact(b[j]))], z.AsSpan(i * stride, size), $"z of {size}");
            Assert.False(z.AsSpan(i * stride + size, stride - size).ContainsAnyExcept(T.NegativeOne));
            Assert.False(xhat.AsSpan(i * stride + size, stride - size).ContainsAnyExcept(T.NegativeOne));

            // A sample alone has the same bits, and so has z when nothing is kept.
            T[] alone = new T[size];
            LayerNormalization.Forward(x.AsSpan(i * xStride, size), size, gain, b, Epsilon, default, default, alone, size, 1);
            Assert.Equal(z.AsSpan(i * stride, size), alone.AsSpan());
        }
    }

    private static void CheckGradients<T>(int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = size + 5;
        T[] delta = Naive.Samples<T>(Samples, size, stride, seed: size, padding: 0), xhat = Naive.Samples<T>(Samples, size, stride, seed: size + 1, padding: 0);
        foreach (bool isFirst in new[] { true, false })
        {
            T[] before = Naive.Numbers<T>(2 * size, seed: 3), dgain = before[..size], db = before[size..];
            LayerNormalization.Gradients(delta, xhat, dgain, db, isFirst, stride, Samples);
            for (int j = 0; j < size; j++)
            {
                (T ofGain, T ofBias) = isFirst ? (T.Zero, T.Zero) : (before[j], before[size + j]);
                for (int i = 0; i < Samples; i++)
                {
                    ofGain += delta[i * stride + j] * xhat[i * stride + j];
                    ofBias += delta[i * stride + j];
                }

                Naive.AssertBits(ofGain, dgain[j], $"dgain {j} of {size}");
                Naive.AssertBits(ofBias, db[j], $"db {j} of {size}");
            }
        }
    }

    private static void CheckInputGradient<T>(int size, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] delta = Naive.Samples<T>(Samples, size, stride, seed: size, padding: 0), xhat = Naive.Samples<T>(Samples, size, stride, seed: size + 1, padding: 0);
        T[] gain = Naive.Numbers<T>(size, seed: 2), r = [.. Naive.Numbers<T>(Samples, seed: 4).Select(value => value + T.CreateChecked(2))];
        T[] before = Naive.Numbers<T>(Samples * stride, seed: 5), dx = [.. before], sum = [.. before];
        LayerNormalization.InputGradient(delta, gain, xhat, r, dx, stride, Samples, adds: false);
        LayerNormalization.InputGradient(delta, gain, xhat, r, sum, stride, Samples, adds: true);
        for (int i = 0; i < Samples; i++)
        {
            decimal[] v = [.. Decimals(delta.AsSpan(i * stride, size)).Select((value, j) => value * Exact(gain[j]))], normalized = Decimals(xhat.AsSpan(i * stride, size));
            decimal mean = v.Sum() / size, projection = v.Select((value, j) => value * normalized[j]).Sum() / size;
            decimal[] expected = [.. v.Select((value, j) => Exact(r[i]) * (value - mean - normalized[j] * projection))];
            AssertNear(expected, dx.AsSpan(i * stride, size), $"dx of {size}", atLeast: 1);
            for (int j = 0; j < stride; j++)
            {
                int place = i * stride + j;
                Naive.AssertBits(j < size ? before[place] + dx[place] : before[place], sum[place], $"sum {j} of {size}");
                if (j >= size)
                    Naive.AssertBits(before[place], dx[place], $"behind {size}");
            }
        }
    }

    /// <summary>Asserts that errors are a few units in the last place of the largest number, or of a larger one that terms had.</summary>
    private static void AssertNear<T>(decimal[] expected, ReadOnlySpan<T> actual, string what, double atLeast = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = Math.Max(atLeast, expected.Max(value => (double)Math.Abs(value))), unit = Math.ScaleB(1, Math.ILogB(largest) - (typeof(T) == typeof(float) ? 23 : 52));
        for (int j = 0; j < expected.Length; j++)
        {
            double error = Math.Abs((double)(expected[j] - Exact(actual[j])));
            Assert.True(error <= Tolerance * unit, $"{what}, {j}: {actual[j]} instead of {expected[j]}, {error / unit} units in the last place.");
        }
    }

    private static decimal[] Decimals<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. values.ToArray().Select(Exact)];

    /// <summary>The number to 28 digits; the conversion of .NET keeps 15.</summary>
    private static decimal Exact<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double number = double.CreateChecked(value), high = Math.Round(number * (1 << 20)), low = (number * (1 << 20) - high) * (1L << 34);
        return (decimal)high / (1 << 20) + ((decimal)(long)low + (decimal)(low - (long)low)) / (1L << 34) / (1 << 20);
    }

    /// <summary>By Newton's method, which doubles the digits of Math.Sqrt.</summary>
    private static decimal Root(decimal value)
    {
        var root = (decimal)Math.Sqrt((double)value);
        return (root + value / root) / 2;
    }
}
