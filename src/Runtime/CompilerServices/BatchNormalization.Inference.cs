using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>Passes outside training: the running statistics replace those of the batch.</summary>
public static partial class BatchNormalization
{
    /// <summary><c>z = gain ((x - mean) r) + b</c> with the running mean and <c>r = 1 / sqrt(var + epsilon)</c>, for n samples in lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="gain">The gain of each channel.</param>
    /// <param name="b">The bias of each channel.</param>
    /// <param name="running">The running means, then the running variances.</param>
    /// <param name="epsilon">The number added to the variance.</param>
    /// <param name="z">Receives the outputs. It may be x.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="rectifies">Whether outputs below 0 become 0.</param>
    public static void Infer<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, ReadOnlySpan<T> running, double epsilon, Span<T> z, int pixels, int n, int threads = 1, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> statistics = Of(running, epsilon), mean = statistics[..gain.Length], r = statistics[gain.Length..];
        Apply(x, gain, b, mean, r, z, pixels, n, threads, rectifies);
    }

    /// <summary>The same for n samples in rows.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="xStride">The distance between samples of x.</param>
    /// <param name="gain">The gain of each channel.</param>
    /// <param name="b">The bias of each channel.</param>
    /// <param name="running">The running means, then the running variances.</param>
    /// <param name="epsilon">The number added to the variance.</param>
    /// <param name="z">Receives the outputs. It may be x, with its stride.</param>
    /// <param name="stride">The distance between samples of z.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="rectifies">Whether outputs below 0 become 0.</param>
    public static void InferRows<T>(ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, ReadOnlySpan<T> running, double epsilon, Span<T> z, int stride, int n, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> statistics = Of(running, epsilon), mean = statistics[..gain.Length], r = statistics[gain.Length..];
        ApplyRows(x, xStride, gain, b, mean, r, z, stride, n, rectifies);
    }

    /// <summary>The same for one sample in its natural order, [channel][pixel].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="gain">The gain of each channel.</param>
    /// <param name="b">The bias of each channel.</param>
    /// <param name="running">The running means, then the running variances.</param>
    /// <param name="epsilon">The number added to the variance.</param>
    /// <param name="z">Receives the outputs. It may be x.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    public static void InferOne<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, ReadOnlySpan<T> running, double epsilon, Span<T> z, int pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> statistics = Of(running, epsilon), mean = statistics[..gain.Length], r = statistics[gain.Length..];
        ApplyOne(x, gain, b, mean, r, z, pixels);
    }

    /// <summary>Returns the running means and factors in a buffer of this thread.</summary>
    private static Span<T> Of<T>(ReadOnlySpan<T> running, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> statistics = KeptRoom<T, RunningStatistics>.Of(running.Length);
        int channels = running.Length / 2;
        Statistics(running, epsilon, statistics[..channels], statistics[channels..]);
        return statistics;
    }

    /// <summary>The running means, and the factors of the running variances.</summary>
    private readonly struct RunningStatistics;
}
