using System.Numerics;

namespace NetGen.CompilerServices;

/// <content>Vectors: rows of n samples, whose numbers are the channels.</content>
public static unsafe partial class BatchNormalization
{
    /// <summary>The same as <see cref="Forward"/> for n samples in rows.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="xStride">The distance between samples of x.</param>
    /// <param name="gain">The gain of each number.</param>
    /// <param name="b">The bias of each number.</param>
    /// <param name="epsilon">The number added to the variance.</param>
    /// <param name="running">The running means, then the running variances, which are updated; empty for none.</param>
    /// <param name="momentum">The weight of this batch in them. They receive the unbiased variance.</param>
    /// <param name="mean">Receives the means.</param>
    /// <param name="r">Receives 1 / sqrt(var + epsilon).</param>
    /// <param name="z">Receives the outputs; numbers in between do not change. It may be x.</param>
    /// <param name="stride">The distance between samples of z.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="rectifies">Whether outputs below 0 become 0.</param>
    /// <exception cref="ArgumentException">There are fewer than two samples.</exception>
    public static void ForwardRows<T>(ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, double epsilon, Span<T> running, double momentum, Span<T> mean, Span<T> r, Span<T> z, int stride, int n, int threads = 1, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(n, pixels: 1);
        int channels = gain.Length;
        fixed (T* px = Rows(x, xStride, channels, n), pgain = gain, pb = b[..channels], prunning = running.IsEmpty ? running : running[..(2 * channels)], pmean = mean[..channels], pr = r[..channels], pz = z[..Length(stride, channels, n)])
        {
            var job = new ChannelRows.ForwardJob<T>
            {
                X = px,
                XStride = xStride,
                Gain = pgain,
                B = pb,
                Running = prunning,
                Mean = pmean,
                R = pr,
                Z = pz,
                Stride = stride,
                Statistics = new(epsilon, momentum, n),
                Rectifies = rectifies,
                Channels = channels,
                N = n,
            };
            Parts.Run(job, ChannelRows.Groups(channels), Images.Threads(2L * channels * n, threads));
        }
    }

    /// <summary>The same as <see cref="Apply"/> for n samples in rows.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="xStride">The distance between samples of x.</param>
    /// <param name="gain">The gain of each number.</param>
    /// <param name="b">The bias of each number.</param>
    /// <param name="mean">The means.</param>
    /// <param name="r">The factors.</param>
    /// <param name="z">Receives the outputs; numbers in between do not change. It may be x.</param>
    /// <param name="stride">The distance between samples of z.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="rectifies">Whether outputs below 0 become 0.</param>
    public static void ApplyRows<T>(ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> z, int stride, int n, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = gain.Length;
        for (int i = 0; i < n; i++)
            ChannelRows.Apply(x.Slice(i * xStride, channels), gain, b[..channels], mean[..channels], r[..channels], z.Slice(i * stride, channels), rectifies);
    }

    /// <summary>The same as <see cref="Gradients"/> for n samples in rows.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the outputs.</param>
    /// <param name="stride">The distance between samples of delta.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="xStride">The distance between samples of x.</param>
    /// <param name="mean">The means.</param>
    /// <param name="r">The factors.</param>
    /// <param name="dGain">The gradient of the gains; its length is the number of channels.</param>
    /// <param name="dB">The gradient of the biases.</param>
    /// <param name="isFirst">Whether to overwrite rather than add.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    public static void GradientsRows<T>(ReadOnlySpan<T> delta, int stride, ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dGain, Span<T> dB, bool isFirst, int n, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = dGain.Length;
        fixed (T* pdelta = Rows(delta, stride, channels, n), px = Rows(x, xStride, channels, n), pmean = mean[..channels], pr = r[..channels], pdGain = dGain, pdB = dB[..channels])
        {
            var job = new ChannelRows.GradientsJob<T>
            {
                Delta = pdelta,
                Stride = stride,
                X = px,
                XStride = xStride,
                Mean = pmean,
                R = pr,
                DGain = pdGain,
                DB = pdB,
                IsFirst = isFirst,
                Channels = channels,
                N = n,
            };
            Parts.Run(job, ChannelRows.Groups(channels), Images.Threads((long)channels * n, threads));
        }
    }

    /// <summary>The same as <see cref="InputGradient"/> for n samples in rows.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the outputs.</param>
    /// <param name="x">The inputs; may be empty in inference.</param>
    /// <param name="xStride">The distance between samples of x.</param>
    /// <param name="gain">The gain of each number.</param>
    /// <param name="mean">The means; may be empty in inference.</param>
    /// <param name="r">The factors.</param>
    /// <param name="dx">Receives the gradients of the inputs; numbers in between do not change. It may be delta, unless it is added to.</param>
    /// <param name="stride">The distance between samples of delta and dx.</param>
    /// <param name="isTraining">Whether it is training.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void InputGradientRows<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dx, int stride, bool isTraining, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DescendRows(delta, x, xStride, gain, mean, r, default, default, isFirst: false, dx, stride, isTraining, n, threads, adds);

    /// <summary>The same as <see cref="Backward"/> for n samples in rows.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the outputs.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="xStride">The distance between samples of x.</param>
    /// <param name="gain">The gain of each number.</param>
    /// <param name="mean">The means.</param>
    /// <param name="r">The factors.</param>
    /// <param name="dGain">The gradient of the gains.</param>
    /// <param name="dB">The gradient of the biases.</param>
    /// <param name="isFirst">Whether to overwrite these rather than add.</param>
    /// <param name="dx">Receives the gradients of the inputs; numbers in between do not change. It may be delta, unless it is added to.</param>
    /// <param name="stride">The distance between samples of delta and dx.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void BackwardRows<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dGain, Span<T> dB, bool isFirst, Span<T> dx, int stride, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DescendRows(delta, x, xStride, gain, mean, r, dGain[..gain.Length], dB, isFirst, dx, stride, isTraining: true, n, threads, adds);

    private static void DescendRows<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dGain, Span<T> dB, bool isFirst, Span<T> dx, int stride, bool isTraining, int n, int threads, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = gain.Length;
        fixed (T* pdelta = Rows(delta, stride, channels, n), px = isTraining ? Rows(x, xStride, channels, n) : default, pgain = gain, pmean = isTraining ? mean[..channels] : default, pr = r[..channels])
        fixed (T* pdx = dx[..Length(stride, channels, n)], pdGain = dGain, pdB = dGain.IsEmpty ? dGain : dB[..channels])
        {
            var job = new ChannelRows.InputGradientJob<T>
            {
                Delta = pdelta,
                Stride = stride,
                X = px,
                XStride = xStride,
                Gain = pgain,
                Mean = pmean,
                R = pr,
                Dx = pdx,
                DGain = pdGain,
                DB = pdB,
                IsTraining = isTraining,
                Adds = adds,
                IsFirst = isFirst,
                Channels = channels,
                N = n,
            };
            Parts.Run(job, ChannelRows.Groups(channels), Images.Threads(2L * channels * n, threads));
        }
    }

    internal static ReadOnlySpan<T> Rows<T>(ReadOnlySpan<T> rows, int stride, int channels, int n) => rows[..Length(stride, channels, n)];

    private static int Length(int stride, int channels, int n) => n == 0 ? 0 : checked((n - 1) * stride + channels);
}
