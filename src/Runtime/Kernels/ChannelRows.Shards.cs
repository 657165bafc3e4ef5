using System.Numerics;

namespace NetGen.CompilerServices;

/// <content>The parts of a normalization over several shards, between which the sums of all shards are added.</content>
internal static unsafe partial class ChannelRows
{
    /// <summary>The mean of each number over n rows, and the sum of its squared deviations from it.</summary>
    public static void Measure<T>(ReadOnlySpan<T> x, int xStride, Span<T> mean, Span<T> squares, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = mean.Length;
        fixed (T* px = BatchNormalization.Rows(x, xStride, channels, n), pmean = mean, psquares = squares[..channels])
        {
            var job = new MeasureJob<T>
            {
                X = px,
                XStride = xStride,
                Mean = pmean,
                Squares = psquares,
                Channels = channels,
                N = n,
            };
            Parts.Run(job, Groups(channels), Images.Threads(2L * channels * n, threads));
        }
    }

    /// <summary><c>dx = gain r (delta - sum / n - xhat projection / n)</c> with given sums of delta and of delta xhat.</summary>
    public static void Descend<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, ReadOnlySpan<T> projections, ReadOnlySpan<T> sums, Span<T> dx, int stride, int n, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = gain.Length;
        Span<T> room = KeptRoom<T, SumsOfRows>.Of(checked(3 * channels)), projected = room[..channels], summed = room.Slice(channels, channels), factors = room[(2 * channels)..];
        T number = T.CreateTruncating(n);
        for (int c = 0; c < channels; c++)
            (projected[c], summed[c], factors[c]) = (projections[c] / number, sums[c] / number, gain[c] * r[c]);

        for (int i = 0; i < n; i++)
            Descend(delta.Slice(i * stride, channels), x.Slice(i * xStride, channels), mean[..channels], r[..channels], factors, summed, projected, dx.Slice(i * stride, channels), adds);
    }

    private struct MeasureJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* X, Mean, Squares;
        public int XStride, Channels, N;

        public readonly void Run(int first, int end)
        {
            int c = first * Group, count = Math.Min(end * Group, Channels) - c;
            Measure(X + c, XStride, new Span<T>(Mean + c, count), N, new ChannelStatistics<T>(epsilon: 0, momentum: 0, N)).CopyTo(new Span<T>(Squares + c, count));
        }
    }
}
