using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <summary>Operations across the lanes of a vector, in the same order on all hardware. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>Loads numbers that are a stride apart, one into each lane.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="values">The numbers.</param>
    /// <param name="start">The place of the first.</param>
    /// <param name="stride">The distance between them.</param>
    /// <returns>The vector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are too few numbers.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Gather<T>(ReadOnlySpan<T> values, int start, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T v = ref MemoryMarshal.GetReference(values.Slice(start, (Vector256<T>.Count - 1) * stride + 1));
        if (stride == 1)
            return Vector256.LoadUnsafe(ref v);

        if (typeof(T) == typeof(double))
        {
            ref double d = ref Unsafe.As<T, double>(ref v);
            return Vector256.Create(d, Unsafe.Add(ref d, stride), Unsafe.Add(ref d, 2 * stride), Unsafe.Add(ref d, 3 * stride)).As<double, T>();
        }

        ref float f = ref Unsafe.As<T, float>(ref v);
        return Vector256.Create(
            f, Unsafe.Add(ref f, stride), Unsafe.Add(ref f, 2 * stride), Unsafe.Add(ref f, 3 * stride),
            Unsafe.Add(ref f, 4 * stride), Unsafe.Add(ref f, 5 * stride), Unsafe.Add(ref f, 6 * stride), Unsafe.Add(ref f, 7 * stride)).As<float, T>();
    }

    /// <summary>Loads as many samples as there are lanes, one into each lane.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="samples">The samples, one after another.</param>
    /// <param name="lanes">Receives a vector for each number of a sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few numbers.</exception>
    public static void Gather<T>(ReadOnlySpan<T> samples, Span<Vector256<T>> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < lanes.Length; k++)
            lanes[k] = Gather(samples, k, lanes.Length);
    }

    /// <summary>The inverse.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="lanes">A vector for each number of a sample.</param>
    /// <param name="samples">Receives the samples, one after another.</param>
    /// <exception cref="ArgumentOutOfRangeException">The buffer is too short.</exception>
    public static void Scatter<T>(ReadOnlySpan<Vector256<T>> lanes, Span<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        samples = samples[..(lanes.Length * Vector256<T>.Count)];
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<Vector256<T>, T>(lanes);
        if (lanes.Length == 1)
        {
            numbers.CopyTo(samples);
            return;
        }

        for (int k = 0; k < lanes.Length; k++)
            for (int lane = 0; lane < Vector256<T>.Count; lane++)
                samples[lane * lanes.Length + k] = numbers[k * Vector256<T>.Count + lane];
    }

    /// <summary>Loads the samples from <paramref name="first"/> on, as many as there are lanes or samples left, one into each lane.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="samples">All samples, one after another.</param>
    /// <param name="first">The first one.</param>
    /// <param name="lanes">Receives a vector for each number of a sample.</param>
    /// <param name="repeats">Whether lanes without a sample receive the last one; otherwise they receive 0.</param>
    public static void GatherRest<T>(ReadOnlySpan<T> samples, int first, Span<Vector256<T>> lanes, bool repeats)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = lanes.Length, left = samples.Length / size - first;
        if (left >= Vector256<T>.Count)
        {
            Gather(samples[(first * size)..], lanes);
            return;
        }

        Span<T> numbers = MemoryMarshal.Cast<Vector256<T>, T>(lanes);
        for (int lane = 0; lane < Vector256<T>.Count; lane++)
        {
            ReadOnlySpan<T> sample = samples.Slice((first + Math.Min(lane, left - 1)) * size, size);
            for (int k = 0; k < size; k++)
                numbers[k * Vector256<T>.Count + lane] = lane < left || repeats ? sample[k] : T.Zero;
        }
    }

    /// <summary>The inverse: lanes after the last sample are dropped.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="lanes">A vector for each number of a sample.</param>
    /// <param name="samples">All samples, one after another, of which some are overwritten.</param>
    /// <param name="first">The first of these.</param>
    public static void ScatterRest<T>(ReadOnlySpan<Vector256<T>> lanes, Span<T> samples, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = lanes.Length, left = Math.Min(samples.Length / size - first, Vector256<T>.Count);
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<Vector256<T>, T>(lanes);
        for (int lane = 0; lane < left; lane++)
            for (int k = 0; k < size; k++)
                samples[(first + lane) * size + k] = numbers[k * Vector256<T>.Count + lane];
    }

    /// <summary>Adds the sum of each vector, times a factor, to a number.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="vectors">The vectors.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="numbers">The numbers, as many as there are vectors.</param>
    public static void AddSums<T>(ReadOnlySpan<Vector256<T>> vectors, T factor, Span<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        numbers = numbers[..vectors.Length];
        int i = 0;
        if (typeof(T) == typeof(float))
        {
            for (; i <= vectors.Length - 8; i += 8)
            {
                ref T first = ref numbers[i];
                Vector256<T> sums = Sums(MemoryMarshal.Cast<Vector256<T>, Vector256<float>>(vectors.Slice(i, 8))).As<float, T>();
                (Vector256.LoadUnsafe(ref first) + sums * factor).StoreUnsafe(ref first);
            }
        }

        for (; i < vectors.Length; i++)
            numbers[i] += Sum(vectors[i]) * factor;
    }

    /// <summary>The sum of all lanes: halves first, then quarters, then eighths.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="values">The numbers.</param>
    /// <returns>Their sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(Vector256<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> halves = values.GetLower() + values.GetUpper();
        if (typeof(T) == typeof(double))
            return halves[0] + halves[1];

        Vector128<float> four = halves.AsSingle();
        four += Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return T.CreateTruncating(four[0] + four[1]);
    }

    /// <summary>The largest of all lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="values">The numbers.</param>
    /// <returns>The largest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest<T>(Vector256<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> halves = Vector128.MaxNative(values.GetLower(), values.GetUpper());
        if (typeof(T) == typeof(double))
            return T.MaxNative(halves[0], halves[1]);

        Vector128<float> four = halves.AsSingle();
        four = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return T.CreateTruncating(float.MaxNative(four[0], four[1]));
    }

    /// <summary>The sums of eight vectors, each as <see cref="Sum"/> adds it.</summary>
    private static Vector256<float> Sums(ReadOnlySpan<Vector256<float>> v)
    {
        if (!Avx.IsSupported)
            return Vector256.Create(Sum(v[0]), Sum(v[1]), Sum(v[2]), Sum(v[3]), Sum(v[4]), Sum(v[5]), Sum(v[6]), Sum(v[7]));

        Vector256<float> h04 = Halves(v[0], v[4]), h15 = Halves(v[1], v[5]), h26 = Halves(v[2], v[6]), h37 = Halves(v[3], v[7]);
        Vector256<float> q0145 = Avx.Shuffle(h04, h15, 0x44) + Avx.Shuffle(h04, h15, 0xEE), q2367 = Avx.Shuffle(h26, h37, 0x44) + Avx.Shuffle(h26, h37, 0xEE);
        return Avx.Shuffle(q0145, q2367, 0x88) + Avx.Shuffle(q0145, q2367, 0xDD);

        static Vector256<float> Halves(Vector256<float> u, Vector256<float> v) => Avx.Permute2x128(u, v, 0x20) + Avx.Permute2x128(u, v, 0x31);
    }
}
