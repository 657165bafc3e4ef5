using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Normalizes each channel to mean 0 and variance 1 over all samples and pixels, then applies a gain and a bias. Batches of images have
/// samples in lanes, as described by <see cref="Images"/>; those of vectors are rows, and each number is a channel. The number of
/// channels is the length of the gain. Called by generated code.
/// </summary>
/// <remarks>
/// A sum over a channel has the parts described by <see cref="Images"/>, sample i in part i modulo 16 (8 in double precision). Each part
/// consists of four, pixel p in number p modulo 4, closed as (0 + 1) + (2 + 3); then the parts are closed by halves. Nothing is fused.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class BatchNormalization
{
    /// <summary>
    /// Computes <c>z = gain ((x - mean) r) + b</c> in training, with the mean of the batch and <c>r = 1 / sqrt(var + epsilon)</c>, for n
    /// samples in lanes.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="gain">The gain of each channel.</param>
    /// <param name="b">The bias of each channel.</param>
    /// <param name="epsilon">The number added to the variance.</param>
    /// <param name="running">The running means, then the running variances, which are updated; empty for none.</param>
    /// <param name="momentum">The weight of this batch in them. They receive the unbiased variance.</param>
    /// <param name="mean">Receives the mean of each channel.</param>
    /// <param name="r">Receives r of each channel.</param>
    /// <param name="z">Receives the outputs. It may be x.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="rectifies">Whether outputs below 0 become 0.</param>
    /// <exception cref="ArgumentException">A channel has fewer than two numbers.</exception>
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, double epsilon, Span<T> running, double momentum, Span<T> mean, Span<T> r, Span<T> z, int pixels, int n, int threads = 1, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(n, pixels);
        if (Vector512.IsHardwareAccelerated)
            WideChannelBlocks.Forward(x, gain, b, epsilon, running, momentum, mean, r, z, pixels, n, threads, rectifies);
        else
            ChannelBlocks.Forward(x, gain, b, epsilon, running, momentum, mean, r, z, pixels, n, threads, rectifies);
    }

    /// <summary>Computes what inference and its gradients need from the running means and variances, for images and for rows.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="running">The running means, then the running variances.</param>
    /// <param name="epsilon">The number added to the variance.</param>
    /// <param name="mean">Receives the mean of each channel; its length is their number.</param>
    /// <param name="r">Receives 1 / sqrt(var + epsilon) of each channel.</param>
    public static void Statistics<T>(ReadOnlySpan<T> running, double epsilon, Span<T> mean, Span<T> r)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = mean.Length;
        running[..channels].CopyTo(mean);
        T smallest = T.CreateTruncating(epsilon);
        for (int c = 0; c < channels; c++)
            r[c] = ChannelStatistics<T>.ScaleOf(running[channels + c], smallest);
    }

    /// <summary><c>z = gain ((x - mean) r) + b</c> for n samples in lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="gain">The gain of each channel.</param>
    /// <param name="b">The bias of each channel.</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="r">The factor of each channel.</param>
    /// <param name="z">Receives the outputs. It may be x.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="rectifies">Whether outputs below 0 become 0.</param>
    public static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> z, int pixels, int n, int threads = 1, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WideChannelBlocks.Apply(x, gain, b, mean, r, z, pixels, n, threads, rectifies);
        else
            ChannelBlocks.Apply(x, gain, b, mean, r, z, pixels, n, threads, rectifies);
    }

    /// <summary>The same for one sample in its natural order, [channel][pixel].</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="gain">The gain of each channel.</param>
    /// <param name="b">The bias of each channel.</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="r">The factor of each channel.</param>
    /// <param name="z">Receives the outputs. It may be x.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    public static void ApplyOne<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> z, int pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = gain.Length;
        if (pixels == 1)
        {
            ChannelRows.Apply(x[..channels], gain, b[..channels], mean[..channels], r[..channels], z[..channels], rectifies: false);
            return;
        }

        for (int c = 0; c < channels; c++)
        {
            ReadOnlySpan<T> from = x.Slice(c * pixels, pixels);
            Span<T> to = z.Slice(c * pixels, pixels);
            ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(from);
            Span<Vector<T>> toVectors = MemoryMarshal.Cast<T, Vector<T>>(to);
            Vector<T> means = Vector.Create(mean[c]), biases = Vector.Create(b[c]);
            for (int v = 0; v < toVectors.Length; v++)
                toVectors[v] = gain[c] * ((vectors[v] - means) * r[c]) + biases;
            for (int p = toVectors.Length * Vector<T>.Count; p < to.Length; p++)
                to[p] = gain[c] * ((from[p] - mean[c]) * r[c]) + b[c];
        }
    }

    /// <summary>
    /// <c>dGain = sum of delta xhat</c>, <c>dB = sum of delta</c> over n samples in lanes, with <c>xhat = (x - mean) r</c>; added to them
    /// unless they are the first. For training and inference.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the outputs.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="r">The factor of each channel.</param>
    /// <param name="dGain">The gradient of the gains; its length is the number of channels.</param>
    /// <param name="dB">The gradient of the biases.</param>
    /// <param name="isFirst">Whether to overwrite rather than add.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    public static void Gradients<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dGain, Span<T> dB, bool isFirst, int pixels, int n, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WideChannelBlocks.Gradients(delta, x, mean, r, dGain, dB, isFirst, pixels, n, threads);
        else
            ChannelBlocks.Gradients(delta, x, mean, r, dGain, dB, isFirst, pixels, n, threads);
    }

    /// <summary>
    /// For n samples in lanes, computes <c>dx = gain r (delta - mean(delta) - xhat mean(delta xhat))</c> in training, where mean and r depend on x,
    /// and <c>dx = gain r delta</c> in inference.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the outputs.</param>
    /// <param name="x">The inputs; may be empty in inference.</param>
    /// <param name="gain">The gain of each channel.</param>
    /// <param name="mean">The mean of each channel; may be empty in inference.</param>
    /// <param name="r">The factor of each channel.</param>
    /// <param name="dx">Receives the gradients of the inputs, with zeros in lanes without a sample. It may be delta, unless it is added to.</param>
    /// <param name="isTraining">Whether it is training.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void InputGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dx, bool isTraining, int pixels, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WideChannelBlocks.InputGradient(delta, x, gain, mean, r, dx, isTraining, pixels, n, threads, adds);
        else
            ChannelBlocks.InputGradient(delta, x, gain, mean, r, dx, isTraining, pixels, n, threads, adds);
    }

    /// <summary>Computes <see cref="Gradients"/> and <see cref="InputGradient"/> of training at once, because they share their sums.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the outputs.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="gain">The gain of each channel.</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="r">The factor of each channel.</param>
    /// <param name="dGain">The gradient of the gains.</param>
    /// <param name="dB">The gradient of the biases.</param>
    /// <param name="isFirst">Whether to overwrite these rather than add.</param>
    /// <param name="dx">Receives the gradients of the inputs, with zeros in lanes without a sample. It may be delta, unless it is added to.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void Backward<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dGain, Span<T> dB, bool isFirst, Span<T> dx, int pixels, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WideChannelBlocks.InputGradient(delta, x, gain, mean, r, dx, isTraining: true, pixels, n, threads, adds, dGain[..gain.Length], dB, isFirst);
        else
            ChannelBlocks.InputGradient(delta, x, gain, mean, r, dx, isTraining: true, pixels, n, threads, adds, dGain[..gain.Length], dB, isFirst);
    }

    internal static void Check(int n, int pixels)
    {
        long count = (long)n * pixels;
        if (count < 2)
            throw new ArgumentException($"Expected two or more numbers per channel to train a batch normalization, but got {count} in a batch of {n} {(n == 1 ? "sample" : "samples")}: use a larger batch.");
    }
}
