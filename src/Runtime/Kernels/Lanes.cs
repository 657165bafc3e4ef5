using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>What goes across the lanes of a vector, in one order on all hardware. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>Numbers that lie a stride apart, one in each lane.</summary>
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

    /// <summary>Stores each lane, a stride apart.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="lanes">The numbers.</param>
    /// <param name="values">Receives them.</param>
    /// <param name="start">The place of the first.</param>
    /// <param name="stride">The distance between them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is too little room.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(Vector256<T> lanes, Span<T> values, int start, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> room = values.Slice(start, (Vector256<T>.Count - 1) * stride + 1);
        if (stride == 1)
        {
            lanes.CopyTo(room);
            return;
        }

        for (int lane = 0; lane < Vector256<T>.Count; lane++)
            room[lane * stride] = lanes[lane];
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

    /// <summary>A vector of the first numbers, with zeros where there are too few.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="values">The numbers.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadFirst<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (values.Length >= Vector256<T>.Count)
            return Vector256.Create(values);

        Vector256<T> some = Vector256<T>.Zero;
        values.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector256<T>, T>(ref some), Vector256<T>.Count));
        return some;
    }
}
