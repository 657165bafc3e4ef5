using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Normalizes each sample to mean 0 and variance 1 over its numbers, then applies a gain and a bias. Each lane of 256 bits has its own sum,
/// which <see cref="Lanes.Sum"/> closes, without fused operations, so order and bits are the same on all hardware. Called by generated
/// code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerNormalization
{
    /// <summary><c>xhat = (x - mean) r</c> with <c>r = 1 / sqrt(var + epsilon)</c>, <c>z = gain xhat + b</c>, for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The values, n x size.</param>
    /// <param name="xStride">The distance between samples of x.</param>
    /// <param name="gain">The gain of each number; its length is the size.</param>
    /// <param name="b">The bias of each number, of the same length.</param>
    /// <param name="epsilon">The number added to the variance.</param>
    /// <param name="xhat">Receives the normalized values, a stride apart; empty if they are not needed.</param>
    /// <param name="r">Receives 1 / sqrt(var + epsilon) of each sample; empty if it is not needed.</param>
    /// <param name="z">Receives z, a stride apart; numbers in between are unspecified.</param>
    /// <param name="stride">The distance between samples of xhat and z.</param>
    /// <param name="n">The number of samples.</param>
    public static void Forward<T>(ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, double epsilon, Span<T> xhat, Span<T> r, Span<T> z, int stride, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = gain.Length;
        T count = T.CreateTruncating(size), smallest = T.CreateTruncating(epsilon);
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> row = x.Slice(i * xStride, size);
            Span<T> to = z.Slice(i * stride, size);
            T mean = Sum(row) / count;
            Elementwise.Subtract(row, mean, to);
            T scale = T.One / T.Sqrt(SumOfSquares(to) / count + smallest);
            Elementwise.Scale(to, scale);
            if (!xhat.IsEmpty)
            {
                to.CopyTo(xhat[(i * stride)..]);
                r[i] = scale;
            }

            Elementwise.MultiplyThenAdd(to, gain, b);
        }
    }

    /// <summary><c>dgain = sum over n samples of delta xhat</c>, <c>db = sum of delta</c>; added to them unless they are the first.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The deltas, n x size.</param>
    /// <param name="xhat">The normalized values, as <see cref="Forward"/> wrote them.</param>
    /// <param name="dgain">The gradient of the gains; its length is the size.</param>
    /// <param name="db">The gradient of the biases.</param>
    /// <param name="isFirst">Whether to overwrite rather than add.</param>
    /// <param name="stride">The distance between samples of delta and xhat.</param>
    /// <param name="n">The number of samples.</param>
    public static void Gradients<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> xhat, Span<T> dgain, Span<T> db, bool isFirst, int stride, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (isFirst)
        {
            dgain.Clear();
            db.Clear();
        }

        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> row = delta.Slice(i * stride, dgain.Length);
            Elementwise.AddProduct(row, xhat.Slice(i * stride, dgain.Length), dgain);
            Elementwise.AddScaled(row, T.One, db[..dgain.Length]);
        }
    }

    /// <summary><c>dx = r (v - mean v - xhat mean(v xhat))</c> with <c>v = gain delta</c>, for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The deltas, n x size.</param>
    /// <param name="gain">The gain of each number; its length is the size.</param>
    /// <param name="xhat">The normalized values, as <see cref="Forward"/> wrote them.</param>
    /// <param name="r">The value that <see cref="Forward"/> wrote for each sample.</param>
    /// <param name="dx">Receives the gradient, a stride apart.</param>
    /// <param name="stride">The distance between samples of delta, xhat and dx.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void InputGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> gain, ReadOnlySpan<T> xhat, ReadOnlySpan<T> r, Span<T> dx, int stride, int n, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = gain.Length;
        T count = T.CreateTruncating(size);
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> d = delta.Slice(i * stride, size), normalized = xhat.Slice(i * stride, size);
            Span<T> to = dx.Slice(i * stride, size);
            (T sum, T projection) = Project(d, gain, normalized);
            Write(d, gain, normalized, r[i], sum / count, projection / count, to, adds);
        }
    }

    private static void Write<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> gain, ReadOnlySpan<T> xhat, T r, T mean, T projection, Span<T> dx, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector256<T>> d = MemoryMarshal.Cast<T, Vector256<T>>(delta), g = MemoryMarshal.Cast<T, Vector256<T>>(gain), h = MemoryMarshal.Cast<T, Vector256<T>>(xhat);
        Span<Vector256<T>> to = MemoryMarshal.Cast<T, Vector256<T>>(dx);
        Vector256<T> means = Vector256.Create(mean);
        for (int i = 0; i < to.Length; i++)
        {
            Vector256<T> gradient = (g[i] * d[i] - means - h[i] * projection) * r;
            to[i] = adds ? to[i] + gradient : gradient;
        }

        for (int k = to.Length * Vector256<T>.Count; k < dx.Length; k++)
        {
            T gradient = (gain[k] * delta[k] - mean - xhat[k] * projection) * r;
            dx[k] = adds ? dx[k] + gradient : gradient;
        }
    }

    private static T Sum<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector256<T>> vectors = MemoryMarshal.Cast<T, Vector256<T>>(values);
        Vector256<T> sum = Vector256<T>.Zero;
        foreach (Vector256<T> vector in vectors)
            sum += vector;
        return Lanes.Sum(sum + Rest(values, vectors.Length));
    }

    private static T SumOfSquares<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector256<T>> vectors = MemoryMarshal.Cast<T, Vector256<T>>(values);
        Vector256<T> sum = Vector256<T>.Zero, rest = Rest(values, vectors.Length);
        foreach (Vector256<T> vector in vectors)
            sum += vector * vector;
        return Lanes.Sum(sum + rest * rest);
    }

    /// <summary>The sums of v and of v xhat.</summary>
    private static (T Sum, T Projection) Project<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> gain, ReadOnlySpan<T> xhat)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector256<T>> d = MemoryMarshal.Cast<T, Vector256<T>>(delta), g = MemoryMarshal.Cast<T, Vector256<T>>(gain), h = MemoryMarshal.Cast<T, Vector256<T>>(xhat);
        Vector256<T> sum = Vector256<T>.Zero, projection = sum;
        for (int i = 0; i < d.Length; i++)
        {
            Vector256<T> v = g[i] * d[i];
            sum += v;
            projection += v * h[i];
        }

        Vector256<T> last = Rest(gain, d.Length) * Rest(delta, d.Length);
        return (Lanes.Sum(sum + last), Lanes.Sum(projection + last * Rest(xhat, d.Length)));
    }

    /// <summary>The numbers after the last whole vector, padded with zeros.</summary>
    private static Vector256<T> Rest<T>(ReadOnlySpan<T> values, int vectors)
        where T : unmanaged
    {
        Span<T> rest = stackalloc T[Vector256<T>.Count];
        rest.Clear();
        values[(vectors * Vector256<T>.Count)..].CopyTo(rest);
        return Vector256.Create<T>(rest);
    }
}
