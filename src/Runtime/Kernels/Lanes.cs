using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>What goes across the lanes of a vector, in one order on all hardware.</summary>
internal static class Lanes
{
    /// <summary>The sum of all lanes: halves first, then quarters, then eighths.</summary>
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
