using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <content>Averages.</content>
public sealed partial class PoolingTests
{
    private static void CheckAverage<T>(SlidingWindow window, bool countsPadding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int n in _counts)
        {
            T[] x = Naive.Numbers<T>(n * window.InputSize, seed: n), delta = Naive.Numbers<T>(n * window.OutputSize, seed: 2), z = new T[delta.Length], dx = new T[x.Length], before = Naive.Numbers<T>(x.Length, seed: 3);
            for (int i = 0; i < n; i++)
            {
                (int inputs, int outputs) = (i * window.InputSize, i * window.OutputSize);
                foreach ((int at, int channel, int y, int column) in Outputs(window))
                {
                    (T sum, T count) = (T.Zero, T.CreateChecked(countsPadding ? Padded(window, y, column) : Inputs(window, channel, y, column).Count()));
                    foreach ((_, int from) in Inputs(window, channel, y, column))
                    {
                        sum += x[inputs + from];
                        dx[inputs + from] += delta[outputs + at] / count;
                    }

                    z[outputs + at] = sum / count;
                }

                T[] one = new T[window.OutputSize];
                Pooling.AverageOne(x.AsSpan(inputs, window.InputSize), one, window, countsPadding);
                Assert.Equal(z.AsSpan(outputs, window.OutputSize), one.AsSpan());
            }

            foreach (int width in Blocked.Widths<T>())
            {
                T[] xs = Blocked.ToLanes<T>(x, window.InputSize, n, width, T.CreateChecked(5)), zs = new T[window.OutputSize * Images.Whole(n, width)];
                T[] deltas = Blocked.ToLanes<T>(delta, window.OutputSize, n, width, T.Zero), dxs = [.. Enumerable.Repeat(T.NaN, xs.Length)], sums = Blocked.ToLanes<T>(before, window.InputSize, n, width, T.Zero);
                if (width == Vector256<T>.Count)
                {
                    PoolBlocks.Average<T>(xs, zs, window, countsPadding, n, 1);
                    PoolBlocks.AverageGradient<T>(deltas, dxs, window, countsPadding, n, 1, adds: false);
                    PoolBlocks.AverageGradient<T>(deltas, sums, window, countsPadding, n, 1, adds: true);
                }
                else
                {
                    WidePoolBlocks.Average<T>(xs, zs, window, countsPadding, n, 1);
                    WidePoolBlocks.AverageGradient<T>(deltas, dxs, window, countsPadding, n, 1, adds: false);
                    WidePoolBlocks.AverageGradient<T>(deltas, sums, window, countsPadding, n, 1, adds: true);
                }

                Assert.Equal(z, Blocked.ToRows<T>(zs, window.OutputSize, n, width));
                Assert.Equal(dx, Blocked.ToRows<T>(dxs, window.InputSize, n, width));
                Assert.True(Blocked.RestIsZero<T>(dxs, window.InputSize, n, width));
                Assert.Equal(before.Zip(dx, (a, b) => a + b), Blocked.ToRows<T>(sums, window.InputSize, n, width));
                Assert.True(Blocked.RestIsZero<T>(sums, window.InputSize, n, width));
            }
        }
    }

    private static void CheckGlobal<T>(int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Channels = 3, Stride = 5;
        foreach (int n in _counts)
        {
            T[] x = Naive.Numbers<T>(n * Channels * size, seed: n), delta = Naive.Samples<T>(n, Channels, Stride, seed: 2, padding: 0), z = [.. Enumerable.Repeat(T.NegativeOne, n * Stride)], before = Naive.Numbers<T>(x.Length, seed: 3), dx = new T[x.Length];
            for (int i = 0; i < n; i++)
            {
                for (int c = 0; c < Channels; c++)
                {
                    z[i * Stride + c] = Sum<T>(x.AsSpan((i * Channels + c) * size, size)) / T.CreateChecked(size);
                    dx.AsSpan((i * Channels + c) * size, size).Fill(delta[i * Stride + c] / T.CreateChecked(size));
                }

                T[] one = new T[Channels];
                Pooling.GlobalAverageOne(x.AsSpan(i * Channels * size, Channels * size), one, Channels, size);
                Assert.Equal(z.AsSpan(i * Stride, Channels), one.AsSpan());
            }

            foreach (int width in Blocked.Widths<T>())
            {
                T[] xs = Blocked.ToLanes<T>(x, Channels * size, n, width, T.CreateChecked(5)), zs = [.. Enumerable.Repeat(T.NegativeOne, n * Stride)];
                T[] dxs = [.. Enumerable.Repeat(T.NaN, xs.Length)], sums = Blocked.ToLanes<T>(before, Channels * size, n, width, T.Zero);
                if (width == Vector256<T>.Count)
                {
                    PoolBlocks.GlobalAverage<T>(xs, zs, Stride, Channels, size, n, 1);
                    PoolBlocks.GlobalAverageGradient<T>(delta, Stride, dxs, Channels, size, n, 1, adds: false);
                    PoolBlocks.GlobalAverageGradient<T>(delta, Stride, sums, Channels, size, n, 1, adds: true);
                }
                else
                {
                    WidePoolBlocks.GlobalAverage<T>(xs, zs, Stride, Channels, size, n, 1);
                    WidePoolBlocks.GlobalAverageGradient<T>(delta, Stride, dxs, Channels, size, n, 1, adds: false);
                    WidePoolBlocks.GlobalAverageGradient<T>(delta, Stride, sums, Channels, size, n, 1, adds: true);
                }

                Assert.Equal(z, zs);
                Assert.Equal(Blocked.ToLanes<T>(dx, Channels * size, n, width, T.Zero), dxs);
                Assert.Equal(Blocked.ToLanes<T>([.. before.Zip(dx, (a, b) => a + b)], Channels * size, n, width, T.Zero), sums);
            }
        }
    }

    private static void CheckExpansion<T>(int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Channels = 3;
        foreach (int n in _counts)
        {
            T[] x = Naive.Numbers<T>(n * Channels, seed: n), delta = Naive.Numbers<T>(n * Channels * size, seed: 2), before = Naive.Numbers<T>(x.Length, seed: 3), z = new T[delta.Length];
            for (int i = 0; i < x.Length; i++)
                z.AsSpan(i * size, size).Fill(x[i]);

            T[] dx = [.. Enumerable.Range(0, x.Length).Select(i => Sum<T>(delta.AsSpan(i * size, size)))], one = new T[Channels * size];
            Pooling.ExpandOne(x.AsSpan(0, Channels), one, Channels, size);
            Assert.Equal(z.AsSpan(0, one.Length), one.AsSpan());

            foreach (int width in Blocked.Widths<T>())
            {
                T[] xs = Blocked.ToLanes<T>(x, Channels, n, width, T.CreateChecked(5)), deltas = Blocked.ToLanes<T>(delta, Channels * size, n, width, T.Zero);
                T[] zs = [.. Enumerable.Repeat(T.NaN, deltas.Length)], dxs = [.. Enumerable.Repeat(T.NaN, xs.Length)], sums = Blocked.ToLanes<T>(before, Channels, n, width, T.Zero);
                if (width == Vector256<T>.Count)
                {
                    PoolBlocks.Expand<T>(xs, zs, Channels, size, n, 1);
                    PoolBlocks.ExpandGradient<T>(deltas, dxs, Channels, size, n, 1, adds: false);
                    PoolBlocks.ExpandGradient<T>(deltas, sums, Channels, size, n, 1, adds: true);
                }
                else
                {
                    WidePoolBlocks.Expand<T>(xs, zs, Channels, size, n, 1);
                    WidePoolBlocks.ExpandGradient<T>(deltas, dxs, Channels, size, n, 1, adds: false);
                    WidePoolBlocks.ExpandGradient<T>(deltas, sums, Channels, size, n, 1, adds: true);
                }

                Assert.Equal(z, Blocked.ToRows<T>(zs, Channels * size, n, width));
                Assert.Equal(Blocked.ToLanes<T>(dx, Channels, n, width, T.Zero), dxs);
                Assert.Equal(Blocked.ToLanes<T>([.. before.Zip(dx, (a, b) => a + b)], Channels, n, width, T.Zero), sums);
            }
        }
    }

    /// <summary>Pixel p in part p modulo 8, closed by halves.</summary>
    private static T Sum<T>(ReadOnlySpan<T> pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parts = new T[8];
        for (int p = 0; p < pixels.Length; p++)
            parts[p % 8] += pixels[p];

        return parts[0] + parts[4] + (parts[2] + parts[6]) + (parts[1] + parts[5] + (parts[3] + parts[7]));
    }
}
