using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// A gain and a bias for each channel, whose numbers are contiguous; with one pixel per channel, each number has its own. A block of samples in
/// lanes is handled like one sample with as many times the pixels. Multiplies, then adds, without fused operations, in an order that does
/// not depend on the hardware. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Affine
{
    /// <summary><c>z = gain u + b</c> for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="u">The inputs.</param>
    /// <param name="uStride">The distance between samples of u.</param>
    /// <param name="gain">The gain of each channel; its length is the number of channels.</param>
    /// <param name="b">The bias of each channel, of the same length.</param>
    /// <param name="z">Receives z, a stride apart; numbers in between do not change.</param>
    /// <param name="stride">The distance between samples of z.</param>
    /// <param name="pixels">The numbers of a channel.</param>
    /// <param name="n">The number of samples.</param>
    public static void Forward<T>(ReadOnlySpan<T> u, int uStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, Span<T> z, int stride, int pixels, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        b = b[..gain.Length];
        for (int i = 0; i < n; i++)
        {
            Span<T> to = z.Slice(i * stride, gain.Length * pixels);
            u.Slice(i * uStride, to.Length).CopyTo(to);
            if (pixels == 1)
            {
                Elementwise.MultiplyThenAdd(to, gain, b);
                continue;
            }

            for (int c = 0; c < gain.Length; c++)
                Elementwise.MultiplyThenAdd(to.Slice(c * pixels, pixels), gain[c], b[c]);
        }
    }

    /// <summary><c>dgain = sum over n samples and the pixels of delta u</c>, <c>db = sum of delta</c>; added to them unless they are the first.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The deltas, a stride apart.</param>
    /// <param name="u">The inputs.</param>
    /// <param name="uStride">The distance between samples of u.</param>
    /// <param name="dgain">The gradient of the gains; its length is the number of channels.</param>
    /// <param name="db">The gradient of the biases, of the same length.</param>
    /// <param name="isFirst">Whether to overwrite rather than add.</param>
    /// <param name="stride">The distance between samples of delta.</param>
    /// <param name="pixels">The numbers of a channel.</param>
    /// <param name="n">The number of samples, or of blocks of samples in lanes.</param>
    /// <param name="lanes">The samples of a block; 0 if samples are in rows.</param>
    public static void Gradients<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> u, int uStride, Span<T> dgain, Span<T> db, bool isFirst, int stride, int pixels, int n, int lanes = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        db = db[..dgain.Length];
        if (isFirst)
        {
            dgain.Clear();
            db.Clear();
        }

        if (pixels == 1)
        {
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<T> row = delta.Slice(i * stride, dgain.Length);
                Elementwise.AddProduct(row, u.Slice(i * uStride, dgain.Length), dgain);
                Elementwise.AddScaled(row, T.One, db);
            }

            return;
        }

        // As many parts as a vector of 512 bits has lanes: in lanes, sample i is in part i modulo their number, whatever the size of a block.
        Span<T> products = stackalloc T[Vector512<T>.Count], deltas = stackalloc T[Vector512<T>.Count];
        int width = lanes == 0 ? products.Length : lanes;
        for (int c = 0; c < dgain.Length; c++)
        {
            products.Clear();
            deltas.Clear();
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<T> from = delta.Slice(i * stride + c * pixels, pixels), values = u.Slice(i * uStride + c * pixels, pixels);
                int part = i * lanes % products.Length;
                for (int k = 0; k < pixels; k += width)
                {
                    int count = Math.Min(width, pixels - k);
                    Elementwise.AddProduct(from.Slice(k, count), values.Slice(k, count), products.Slice(part, count));
                    Elementwise.AddScaled(from.Slice(k, count), T.One, deltas.Slice(part, count));
                }
            }

            dgain[c] += Images.Close(products);
            db[c] += Images.Close(deltas);
        }
    }

    /// <summary><c>du = gain delta</c> for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The deltas, a stride apart.</param>
    /// <param name="gain">The gain of each channel; its length is the number of channels.</param>
    /// <param name="du">Receives the gradient, a stride apart.</param>
    /// <param name="stride">The distance between samples of delta and du.</param>
    /// <param name="pixels">The numbers of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="adds">Whether to add to du rather than overwrite it.</param>
    public static void InputGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> gain, Span<T> du, int stride, int pixels, int n, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> from = delta.Slice(i * stride, gain.Length * pixels);
            Span<T> to = du.Slice(i * stride, from.Length);
            if (!adds)
                to.Clear();

            if (pixels == 1)
            {
                Elementwise.AddProduct(from, gain, to);
                continue;
            }

            for (int c = 0; c < gain.Length; c++)
                Elementwise.AddScaled(from.Slice(c * pixels, pixels), gain[c], to.Slice(c * pixels, pixels));
        }
    }
}
