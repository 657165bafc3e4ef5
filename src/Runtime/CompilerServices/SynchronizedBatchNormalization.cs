using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// <see cref="BatchNormalization"/> in training, with the statistics of all shards of a batch. On a thread that computes no shard, it is the same
/// as that. Called by generated code.
/// </summary>
/// <remarks>
/// A shard has the gradient of the mean loss of its own samples. With m numbers in a channel of the shard, out of M in that of the batch,
/// m / M of it is the shard's part in the gradient of the batch. The sums over the batch are <c>S = sum of (m / M) s</c>, where s are those of the shards,
/// and the shard subtracts <c>(S / M) / (m / M) = S / m</c>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SynchronizedBatchNormalization
{
    /// <inheritdoc cref="BatchNormalization.Forward"/>
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, double epsilon, Span<T> running, double momentum, Span<T> mean, Span<T> r, Span<T> z, int pixels, int n, int threads = 1, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (BatchShard<T>.Current is not { } shard)
        {
            BatchNormalization.Forward(x, gain, b, epsilon, running, momentum, mean, r, z, pixels, n, threads, rectifies);
            return;
        }

        Moments<T> own = Own(shard, gain.Length, n);
        if (Vector512.IsHardwareAccelerated)
            WideChannelBlocks.Measure(x, own.Means, own.Squares, pixels, n, threads);
        else
            ChannelBlocks.Measure(x, own.Means, own.Squares, pixels, n, threads);
        Merge(shard, epsilon, running, momentum, mean[..gain.Length], r, pixels);
        BatchNormalization.Apply(x, gain, b, mean, r, z, pixels, n, threads, rectifies);
    }

    /// <inheritdoc cref="BatchNormalization.ForwardRows"/>
    public static void ForwardRows<T>(ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, double epsilon, Span<T> running, double momentum, Span<T> mean, Span<T> r, Span<T> z, int stride, int n, int threads = 1, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (BatchShard<T>.Current is not { } shard)
        {
            BatchNormalization.ForwardRows(x, xStride, gain, b, epsilon, running, momentum, mean, r, z, stride, n, threads, rectifies);
            return;
        }

        Moments<T> own = Own(shard, gain.Length, n);
        ChannelRows.Measure(x, xStride, own.Means, own.Squares, n, threads);
        Merge(shard, epsilon, running, momentum, mean[..gain.Length], r, pixels: 1);
        BatchNormalization.ApplyRows(x, xStride, gain, b, mean, r, z, stride, n, rectifies);
    }

    /// <inheritdoc cref="BatchNormalization.Backward"/>
    public static void Backward<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dGain, Span<T> dB, bool isFirst, Span<T> dx, int pixels, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (BatchShard<T>.Current is not { } shard)
        {
            BatchNormalization.Backward(delta, x, gain, mean, r, dGain, dB, isFirst, dx, pixels, n, threads, adds);
            return;
        }

        int channels = gain.Length;
        Span<T> own = shard.Room(2 * channels), projections = own[..channels], sums = own[channels..];
        BatchNormalization.Gradients(delta, x, mean, r, projections, sums, isFirst: true, pixels, n, threads);
        Put(projections, sums, dGain, dB, isFirst);
        ReadOnlySpan<T> all = shard.Add();
        if (Vector512.IsHardwareAccelerated)
            WideChannelBlocks.Descend(delta, x, gain, mean, r, all[..channels], all[channels..], dx, pixels, n, threads, adds);
        else
            ChannelBlocks.Descend(delta, x, gain, mean, r, all[..channels], all[channels..], dx, pixels, n, threads, adds);
    }

    /// <inheritdoc cref="BatchNormalization.BackwardRows"/>
    public static void BackwardRows<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dGain, Span<T> dB, bool isFirst, Span<T> dx, int stride, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (BatchShard<T>.Current is not { } shard)
        {
            BatchNormalization.BackwardRows(delta, x, xStride, gain, mean, r, dGain, dB, isFirst, dx, stride, n, threads, adds);
            return;
        }

        int channels = gain.Length;
        Span<T> own = shard.Room(2 * channels), projections = own[..channels], sums = own[channels..];
        BatchNormalization.GradientsRows(delta, stride, x, xStride, mean, r, projections, sums, isFirst: true, n, threads);
        Put(projections, sums, dGain, dB, isFirst);
        ReadOnlySpan<T> all = shard.Add();
        ChannelRows.Descend(delta, x, xStride, gain, mean, r, all[..channels], all[channels..], dx, stride, n, adds);
    }

    private static Moments<T> Own<T>(BatchShard<T> shard, int channels, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var own = new Moments<T>(shard.Room(Moments<T>.Length(channels)));
        own.Samples = T.CreateTruncating(n);
        return own;
    }

    /// <summary>The statistics of the whole batch.</summary>
    private static void Merge<T>(BatchShard<T> shard, double epsilon, Span<T> running, double momentum, Span<T> mean, Span<T> r, int pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = mean.Length;
        ReadOnlySpan<T> all = shard.Merge(pixels), squares = all[(1 + channels)..];
        int n = int.CreateTruncating(all[0]);
        BatchNormalization.Check(n, pixels);
        var statistics = new ChannelStatistics<T>(epsilon, momentum, (long)n * pixels);
        all.Slice(1, channels).CopyTo(mean);
        for (int c = 0; c < channels; c++)
        {
            r[c] = statistics.ScaleOf(squares[c]);
            if (!running.IsEmpty)
                statistics.Update(mean[c], squares[c], ref running[c], ref running[channels + c]);
        }
    }

    private static void Put<T>(ReadOnlySpan<T> projections, ReadOnlySpan<T> sums, Span<T> dGain, Span<T> dB, bool isFirst)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int c = 0; c < sums.Length; c++)
        {
            ChannelStatistics<T>.Put(projections[c], ref dGain[c], isFirst);
            ChannelStatistics<T>.Put(sums[c], ref dB[c], isFirst);
        }
    }
}
