using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <content>The loops over one channel of all blocks.</content>
internal static unsafe partial class ChannelBlocks
{
    /// <summary>The term that a number adds to a sum.</summary>
    private interface ITerm<T>
    {
        Vector256<T> Of(Vector256<T> x);
    }

    private readonly struct Plain<T> : ITerm<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Of(Vector256<T> x) => x;
    }

    private readonly struct Square<T>(T mean) : ITerm<T>
    {
        private readonly Vector256<T> _mean = Vector256.Create(mean);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Of(Vector256<T> x) => (x - _mean) * (x - _mean);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Sum<T, TTerm>(T* x, TTerm term, in Shape<T> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm<T>
    {
        nint width = Vector256<T>.Count;
        int parts = Images.Parts<T>();
        T* sums = stackalloc T[parts];
        for (int part = 0; part < parts; part += Vector256<T>.Count)
        {
            // With narrow vectors, every other block has the same parts.
            Vector256<T> s0 = Vector256<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
            for (int sample = part; sample < shape.N; sample += parts)
            {
                T* at = x + sample / Vector256<T>.Count * shape.Block, end = at + shape.Plane;
                Vector256<T> exists = Exists<T>(shape.N - sample);
                for (; end - at >= 4 * width; at += 4 * width)
                {
                    s0 += term.Of(Vector256.Load(at)) & exists;
                    s1 += term.Of(Vector256.Load(at + width)) & exists;
                    s2 += term.Of(Vector256.Load(at + 2 * width)) & exists;
                    s3 += term.Of(Vector256.Load(at + 3 * width)) & exists;
                }

                if (at < end)
                    s0 += term.Of(Vector256.Load(at)) & exists;
                if (at + width < end)
                    s1 += term.Of(Vector256.Load(at + width)) & exists;
                if (at + 2 * width < end)
                    s2 += term.Of(Vector256.Load(at + 2 * width)) & exists;
            }

            (s0 + s1 + (s2 + s3)).Store(sums + part);
        }

        return Images.Close(new Span<T>(sums, parts));
    }

    /// <summary>The sums of delta and of delta xhat.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (T Sum, T Projection) Sums<T>(T* delta, T* x, T mean, T r, in Shape<T> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Vector256<T>.Count;
        int parts = Images.Parts<T>();
        T* sums = stackalloc T[2 * parts];
        Vector256<T> means = Vector256.Create(mean), scales = Vector256.Create(r);
        for (int part = 0; part < parts; part += Vector256<T>.Count)
        {
            Vector256<T> s0 = Vector256<T>.Zero, s1 = s0, s2 = s0, s3 = s0, p0 = s0, p1 = s0, p2 = s0, p3 = s0;
            for (int sample = part; sample < shape.N; sample += parts)
            {
                T* at = delta + sample / Vector256<T>.Count * shape.Block, end = at + shape.Plane, from = x + sample / Vector256<T>.Count * shape.Block;
                Vector256<T> exists = Exists<T>(shape.N - sample);
                for (; end - at >= 4 * width; at += 4 * width, from += 4 * width)
                {
                    Add(Vector256.Load(at), Vector256.Load(from), means, scales, exists, ref s0, ref p0);
                    Add(Vector256.Load(at + width), Vector256.Load(from + width), means, scales, exists, ref s1, ref p1);
                    Add(Vector256.Load(at + 2 * width), Vector256.Load(from + 2 * width), means, scales, exists, ref s2, ref p2);
                    Add(Vector256.Load(at + 3 * width), Vector256.Load(from + 3 * width), means, scales, exists, ref s3, ref p3);
                }

                if (at < end)
                    Add(Vector256.Load(at), Vector256.Load(from), means, scales, exists, ref s0, ref p0);
                if (at + width < end)
                    Add(Vector256.Load(at + width), Vector256.Load(from + width), means, scales, exists, ref s1, ref p1);
                if (at + 2 * width < end)
                    Add(Vector256.Load(at + 2 * width), Vector256.Load(from + 2 * width), means, scales, exists, ref s2, ref p2);
            }

            (s0 + s1 + (s2 + s3)).Store(sums + part);
            (p0 + p1 + (p2 + p3)).Store(sums + parts + part);
        }

        return (Images.Close(new Span<T>(sums, parts)), Images.Close(new Span<T>(sums + parts, parts)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(Vector256<T> delta, Vector256<T> x, Vector256<T> mean, Vector256<T> r, Vector256<T> exists, ref Vector256<T> sum, ref Vector256<T> projection)
    {
        sum += delta & exists;
        projection += delta * Normal(x, mean, r) & exists;
    }

    /// <summary>
    /// <c>z = gain ((x - mean) r) + b</c>, and 0 in lanes without a sample: the statistics do not cover them, and a small variance would
    /// amplify their numbers from layer to layer to infinity.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<T>(T* x, T* z, T gain, T b, T mean, T r, in Shape<T> shape, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> gains = Vector256.Create(gain), biases = Vector256.Create(b), means = Vector256.Create(mean), scales = Vector256.Create(r);
        Vector256<T> least = Vector256.Create(rectifies ? T.Zero : T.NegativeInfinity);
        for (int sample = 0; sample < shape.N; sample += Vector256<T>.Count, x += shape.Block, z += shape.Block)
        {
            Vector256<T> exists = Exists<T>(shape.N - sample);

            // NaN stays NaN: it is the right operand.
            for (nint at = 0; at < shape.Plane; at += Vector256<T>.Count)
                (Vector256.MaxNative(least, gains * Normal(Vector256.Load(x + at), means, scales) + biases) & exists).Store(z + at);
        }
    }

    /// <summary><c>dx = gain r (delta - mean(delta) - xhat mean(delta xhat))</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Descend<T>(T* delta, T* x, T* dx, T scale, T mean, T r, T sum, T projection, in Shape<T> shape, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> factor = Vector256.Create(scale), means = Vector256.Create(mean), scales = Vector256.Create(r), ofDelta = Vector256.Create(sum), ofProduct = Vector256.Create(projection);
        for (int sample = 0; sample < shape.N; sample += Vector256<T>.Count, delta += shape.Block, x += shape.Block, dx += shape.Block)
        {
            Vector256<T> exists = Exists<T>(shape.N - sample);
            for (nint at = 0; at < shape.Plane; at += Vector256<T>.Count)
            {
                Vector256<T> xhat = Normal(Vector256.Load(x + at), means, scales);
                Vector256<T> gradient = (Vector256.Load(delta + at) - ofDelta - xhat * ofProduct) * factor & exists;
                (adds ? Vector256.Load(dx + at) + gradient : gradient).Store(dx + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale<T>(T* delta, T* dx, T scale, in Shape<T> shape, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> factor = Vector256.Create(scale);
        for (int sample = 0; sample < shape.N; sample += Vector256<T>.Count, delta += shape.Block, dx += shape.Block)
        {
            Vector256<T> exists = Exists<T>(shape.N - sample);
            for (nint at = 0; at < shape.Plane; at += Vector256<T>.Count)
            {
                Vector256<T> gradient = Vector256.Load(delta + at) * factor & exists;
                (adds ? Vector256.Load(dx + at) + gradient : gradient).Store(dx + at);
            }
        }
    }

    /// <summary>xhat.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Normal<T>(Vector256<T> x, Vector256<T> mean, Vector256<T> r) => (x - mean) * r;

    /// <summary>A mask with all bits set in the first <paramref name="samples"/> lanes.</summary>
    private static Vector256<T> Exists<T>(int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(samples)));
}
