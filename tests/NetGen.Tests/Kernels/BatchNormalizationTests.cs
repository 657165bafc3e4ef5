using System.Numerics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>
/// The normalization of channels against loops in the order of the definition, bit by bit, in blocks of both widths and in rows; against the
/// formula in double precision; and gradients against differences.
/// </summary>
public sealed partial class BatchNormalizationTests
{
    private const double Epsilon = 1e-5, Momentum = 0.1;
    private static readonly int[] _counts = [2, 3, 8, 15, 16, 17, 40];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(64)]
    public void Channels_of_images_are_normalized_by_the_definition(int pixels)
    {
        foreach (int n in pixels > 1 ? [1, .. _counts] : _counts)
        {
            CheckImages<float>(pixels, n);
            CheckImages<double>(pixels, n);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(35)]
    public void Vectors_are_normalized_by_the_definition(int channels)
    {
        foreach (int n in _counts)
        {
            CheckRows<float>(channels, n);
            CheckRows<double>(channels, n);
        }
    }

    /// <summary>Worked out by hand: mean 2 and variance 1, and without bias 4 / 3; mean 1 and variance 0.</summary>
    [Fact]
    public void Two_samples_of_two_pixels_have_these_numbers()
    {
        int width = Images.Lanes<double>();
        double[] x = Blocked.ToLanes<double>([1, 3, 1, 1, 3, 1, 1, 1], 4, 2, width, 50), z = new double[x.Length], mean = new double[2], r = new double[2], running = [10, 20, 1, 1];
        BatchNormalization.Forward<double>(x, [2, 4], [0.5, 0.25], 0, [], Momentum, mean, r, z, 2, 2);
        Assert.Equal([2.0, 1], mean);
        Assert.Equal([1, double.PositiveInfinity], r);

        BatchNormalization.Forward<double>(x, [2, 4], [0.5, 0.25], 3, running, 0.25, mean, r, z, 2, 2);
        Assert.Equal([0.5, 1 / Math.Sqrt(3)], r);
        Assert.Equal([-0.5, 1.5, 0.25, 0.25, 1.5, -0.5, 0.25, 0.25], Blocked.ToRows<double>(z, 4, 2, width));
        Assert.Equal([8, 15.25, 0.75 + 0.25 * (4.0 / 3), 0.75], running);
        BatchNormalization.Forward<double>(x, [2, 4], [0.5, 0.25], 3, [], 0.25, mean, r, z, 2, 2, 1, rectifies: true);
        Assert.Equal([0, 1.5, 0.25, 0.25, 1.5, 0, 0.25, 0.25], Blocked.ToRows<double>(z, 4, 2, width));

        BatchNormalization.Statistics<double>([2, 1, 6, 13], 3, mean, r);
        Assert.Equal([2.0, 1], mean);
        Assert.Equal([1 / 3.0, 0.25], r);
    }

    [Fact]
    public void A_training_needs_two_numbers_per_channel()
    {
        Assert.Contains("got 1 in a batch of 1 sample:", Assert.Throws<ArgumentException>(() => Forward(pixels: 1, n: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("got 0 in a batch of 0 samples:", Assert.Throws<ArgumentException>(() => Forward(pixels: 4, n: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("got 1", Assert.Throws<ArgumentException>(() => BatchNormalization.ForwardRows<float>([1], 1, [1], [0], Epsilon, [], Momentum, new float[1], new float[1], new float[1], 1, 1)).Message, StringComparison.Ordinal);
        Forward(pixels: 2, n: 1);

        static void Forward(int pixels, int n)
        {
            var x = new float[pixels * Images.Whole<float>(n)];
            BatchNormalization.Forward<float>(x, [1], [0], Epsilon, [], Momentum, new float[1], new float[1], x, pixels, n);
        }
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(3, 5)]
    public void Gradients_are_those_of_differences(int pixels, int n)
    {
        const int Channels = 3;
        int size = Channels * pixels;
        double[] x = Naive.Numbers<double>(n * size, seed: 1), w = Naive.Numbers<double>(n * size, seed: 2), gain = Naive.Numbers<double>(Channels, seed: 3), b = Naive.Numbers<double>(Channels, seed: 4);
        var definition = new Definition<double>(Channels, pixels, n, x, gain, b);
        double[] dGain = new double[Channels], dB = new double[Channels], dx = new double[x.Length];
        definition.Gradients(w, dGain, dB);
        definition.InputGradient(w, dx, isTraining: true);
        AssertSlopes(x, dx);
        AssertSlopes(gain, dGain);
        AssertSlopes(b, dB);

        void AssertSlopes(double[] values, double[] gradient)
        {
            for (int j = 0; j < values.Length; j++)
            {
                double before = values[j];
                values[j] = before + 1e-5;
                double above = Loss();
                values[j] = before - 1e-5;
                double below = Loss();
                values[j] = before;
                Assert.Equal((above - below) / 2e-5, gradient[j], 1e-7);
            }
        }

        double Loss() => new Definition<double>(Channels, pixels, n, x, gain, b).Z.Zip(w, (z, weight) => z * weight).Sum();
    }

    [Fact]
    public void Threads_do_not_show()
    {
        const int Channels = 9, Pixels = 300, Samples = 40, Width = 1000;
        float[] x = Blocked.ToLanes<float>(Naive.Numbers<float>(Samples * Channels * Pixels, seed: 1), Channels * Pixels, Samples, Images.Lanes<float>(), 1);
        float[] delta = Blocked.ToLanes<float>(Naive.Numbers<float>(Samples * Channels * Pixels, seed: 2), Channels * Pixels, Samples, Images.Lanes<float>(), 0);
        float[] rows = Naive.Numbers<float>(200 * Width, seed: 3), deltaRows = Naive.Numbers<float>(200 * Width, seed: 4), gain = Naive.Numbers<float>(Width, seed: 5);
        float[] one = Run(1);
        Assert.Equal(one, Run(2));
        Assert.Equal(one, Run(4));

        float[] Run(int threads)
        {
            float[] mean = new float[Width], r = new float[Width], z = new float[x.Length], dx = new float[x.Length], dGain = new float[Width], dB = new float[Width], running = new float[2 * Width];
            BatchNormalization.Forward(x, gain.AsSpan(0, Channels), gain, Epsilon, running, Momentum, mean, r, z, Pixels, Samples, threads);
            BatchNormalization.Gradients(delta, x, mean, r, dGain.AsSpan(0, Channels), dB, isFirst: true, Pixels, Samples, threads);
            BatchNormalization.InputGradient(delta, x, gain.AsSpan(0, Channels), mean, r, dx, isTraining: true, Pixels, Samples, threads);
            float[] images = [.. mean, .. r, .. z, .. running, .. dGain, .. dB, .. dx];
            BatchNormalization.Apply(x, gain.AsSpan(0, Channels), gain, mean, r, z, Pixels, Samples, threads);
            Assert.Equal(images.AsSpan(2 * Width, x.Length), z.AsSpan());

            float[] zs = new float[rows.Length], dxs = new float[rows.Length];
            BatchNormalization.ForwardRows<float>(rows, Width, gain, gain, Epsilon, running, Momentum, mean, r, zs, Width, 200, threads);
            BatchNormalization.GradientsRows<float>(deltaRows, Width, rows, Width, mean, r, dGain, dB, isFirst: false, 200, threads);
            BatchNormalization.InputGradientRows<float>(deltaRows, rows, Width, gain, mean, r, dxs, Width, isTraining: true, 200, threads);
            return [.. images, .. mean, .. r, .. zs, .. running, .. dGain, .. dB, .. dxs];
        }
    }

    /// <summary>Without a variance, each layer multiplies by a million what is not at the mean.</summary>
    [Fact]
    public void Lanes_without_a_sample_stay_finite_in_a_deep_stack()
    {
        const int Channels = 2, Pixels = 4, Count = 3;
        float[] image = [0.3f, 0.3f, 0.3f, 0.3f, -2, -2, -2, -2], gain = [1, 2], b = [0.5f, 3], mean = new float[Channels], r = new float[Channels];
        foreach (int width in Blocked.Widths<float>())
        {
            float[] lanes = Blocked.ToLanes<float>([.. image, .. image, .. image], image.Length, Count, width, 0);
            for (int layer = 0; layer < 7; layer++)
            {
                if (width == Blocked.Widths<float>()[1])
                    WideChannelBlocks.Forward<float>(lanes, gain, b, 1e-12, [], Momentum, mean, r, lanes, Pixels, Count, 1, rectifies: false);
                else
                    ChannelBlocks.Forward<float>(lanes, gain, b, 1e-12, [], Momentum, mean, r, lanes, Pixels, Count, 1, rectifies: false);

                Assert.True(Blocked.RestIsZero<float>(lanes, image.Length, Count, width));
                Assert.DoesNotContain(lanes, value => !float.IsFinite(value));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Not_a_number_stays_where_it_is(bool rectifies)
    {
        int size = 2 * 5, width = Images.Lanes<float>();
        float[] samples = Naive.Numbers<float>(3 * size, seed: 1), clean = Apply(samples), one = new float[size], row = new float[size];
        samples[size + 3] = samples[size + 7] = float.NaN;
        clean[size + 3] = clean[size + 7] = float.NaN;
        Assert.Equal(clean, Apply(samples));
        BatchNormalization.ApplyOne<float>(samples.AsSpan(size, size), [2, 3], [0.5f, -1], [0.1f, 0], [1, 2], one, 5);
        Assert.Equal(clean[size..(2 * size)], one.Select(value => rectifies && value < 0 ? 0 : value));
        float[] ones = [.. Enumerable.Repeat(1f, size)];
        BatchNormalization.ApplyRows(samples.AsSpan(size, size), size, ones, ones, ones, ones, row, size, 1, rectifies);
        Assert.Equal(Enumerable.Range(0, size).Where(j => j is 3 or 7), Enumerable.Range(0, size).Where(j => float.IsNaN(row[j])));

        float[] Apply(float[] x)
        {
            var z = new float[size * width];
            BatchNormalization.Apply<float>(Blocked.ToLanes<float>(x, size, 3, width, 0), [2, 3], [0.5f, -1], [0.1f, 0], [1, 2], z, 5, 3, 1, rectifies);
            return Blocked.ToRows<float>(z, size, 3, width);
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        const int Channels = 16, Pixels = 100, Samples = 64;
        float[] x = new float[Samples * Channels * Pixels], z = new float[x.Length], mean = new float[Channels], r = new float[Channels], gain = new float[Channels], b = new float[Channels];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            BatchNormalization.Forward<float>(x, gain, b, Epsilon, [], Momentum, mean, r, z, Pixels, Samples, 2);
            BatchNormalization.InputGradient<float>(x, x, gain, mean, r, z, isTraining: true, Pixels, Samples, 2);
            BatchNormalization.ForwardRows<float>(x, Channels, gain, b, Epsilon, [], Momentum, mean, r, z, Channels, 4000, 2);
            BatchNormalization.GradientsRows<float>(x, Channels, x, Channels, mean, r, gain, b, isFirst: true, 4000, 2);
            BatchNormalization.InputGradientRows<float>(x, x, Channels, gain, mean, r, z, Channels, isTraining: true, 4000, 2);
        }
    }

    private static void CheckImages<T>(int pixels, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Channels = 3;
        int size = Channels * pixels;
        T[] x = Naive.Numbers<T>(n * size, seed: n), delta = Naive.Numbers<T>(n * size, seed: 2), gain = Naive.Numbers<T>(Channels, seed: 3), b = Naive.Numbers<T>(Channels, seed: 4), before = Naive.Numbers<T>(n * size, seed: 5);
        var definition = new Definition<T>(Channels, pixels, n, x, gain, b);
        definition.AssertNearFormula();
        foreach (int width in Blocked.Widths<T>())
        {
            bool isWide = width == Blocked.Widths<T>()[1], isUsual = Blocked.IsUsual<T>(width);
            T[] xs = Lanes(x, T.CreateChecked(500)), deltas = Lanes(delta, T.Zero), zs = new T[xs.Length], mean = new T[Channels], r = new T[Channels], running = definition.RunningBefore;
            if (isUsual)
                BatchNormalization.Forward<T>(xs, gain, b, Epsilon, running, Momentum, mean, r, zs, pixels, n);
            else if (isWide)
                WideChannelBlocks.Forward<T>(xs, gain, b, Epsilon, running, Momentum, mean, r, zs, pixels, n, 1, rectifies: false);
            else
                ChannelBlocks.Forward<T>(xs, gain, b, Epsilon, running, Momentum, mean, r, zs, pixels, n, 1, rectifies: false);

            AssertSame(definition.Mean, mean, "mean");
            AssertSame(definition.R, r, "r");
            AssertSame(definition.Running, running, "running");
            AssertSame(definition.Z, Samples(zs), "z");
            foreach (bool rectifies in new[] { false, true })
            {
                T[] again = [.. xs];
                if (isUsual)
                    BatchNormalization.Apply<T>(again, gain, b, mean, r, again, pixels, n, 1, rectifies);
                else if (isWide)
                    WideChannelBlocks.Apply<T>(again, gain, b, mean, r, again, pixels, n, 1, rectifies);
                else
                    ChannelBlocks.Apply<T>(again, gain, b, mean, r, again, pixels, n, 1, rectifies);

                T[] expected = [.. definition.Z.Select(value => rectifies && value < T.Zero ? T.Zero : value)];
                AssertSame(expected, Samples(again), "z again");
            }

            T[] one = new T[size];
            for (int i = 0; i < n; i++)
            {
                BatchNormalization.ApplyOne(x.AsSpan(i * size, size), gain, b, mean, r, one, pixels);
                AssertSame(definition.Z.AsSpan(i * size, size), one, "one z");
            }

            foreach (bool isFirst in new[] { true, false })
            {
                T[] dGain = Naive.Numbers<T>(Channels, seed: 6), dB = Naive.Numbers<T>(Channels, seed: 7), ofGain = isFirst ? new T[Channels] : [.. dGain], ofB = isFirst ? new T[Channels] : [.. dB];
                definition.Gradients(delta, ofGain, ofB);
                if (isUsual)
                    BatchNormalization.Gradients<T>(deltas, xs, mean, r, dGain, dB, isFirst, pixels, n);
                else if (isWide)
                    WideChannelBlocks.Gradients<T>(deltas, xs, mean, r, dGain, dB, isFirst, pixels, n, 1);
                else
                    ChannelBlocks.Gradients<T>(deltas, xs, mean, r, dGain, dB, isFirst, pixels, n, 1);

                AssertSame(ofGain, dGain, "dGain");
                AssertSame(ofB, dB, "dB");
            }

            foreach ((bool isTraining, bool adds) in new[] { (true, false), (true, true), (false, false), (false, true) })
            {
                T[] dxs = adds ? Lanes(before, T.Zero) : [.. Enumerable.Repeat(T.NaN, xs.Length)], dx = new T[x.Length];
                definition.InputGradient(delta, dx, isTraining);
                if (isUsual)
                    BatchNormalization.InputGradient<T>(deltas, isTraining ? xs : default, gain, isTraining ? mean : default, r, dxs, isTraining, pixels, n, 1, adds);
                else if (isWide)
                    WideChannelBlocks.InputGradient<T>(deltas, xs, gain, mean, r, dxs, isTraining, pixels, n, 1, adds);
                else
                    ChannelBlocks.InputGradient<T>(deltas, xs, gain, mean, r, dxs, isTraining, pixels, n, 1, adds);

                AssertSame([.. dx.Zip(before, (gradient, start) => adds ? start + gradient : gradient)], Samples(dxs), "dx");
                Assert.True(Blocked.RestIsZero<T>(dxs, size, n, width));
                if (!isTraining || !isUsual)
                    continue;

                // All gradients at once have the same bits.
                T[] together = adds ? Lanes(before, T.Zero) : [.. deltas], dGain = Naive.Numbers<T>(Channels, seed: 6), dB = Naive.Numbers<T>(Channels, seed: 7), ofGain = [.. dGain], ofB = [.. dB];
                BatchNormalization.Gradients<T>(deltas, xs, mean, r, ofGain, ofB, isFirst: !adds, pixels, n);
                BatchNormalization.Backward<T>(adds ? deltas : together, xs, gain, mean, r, dGain, dB, isFirst: !adds, together, pixels, n, 1, adds);
                AssertSame(dxs, together, "dx at once");
                AssertSame(ofGain, dGain, "dGain at once");
                AssertSame(ofB, dB, "dB at once");
            }

            T[] Lanes(T[] samples, T rest) => Blocked.ToLanes<T>(samples, size, n, width, rest);

            T[] Samples(T[] lanes) => Blocked.ToRows<T>(lanes, size, n, width);
        }
    }

    private static void AssertSame<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int j = 0; j < expected.Length; j++)
        {
            // Both zeros are one.
            Naive.AssertBits(expected[j] + T.Zero, actual[j] + T.Zero, $"{what} {j}");
        }
    }
}
