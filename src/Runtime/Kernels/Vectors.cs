using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>Vectors in memory. Vector256 is the width of NetGen's semantics: narrower hardware runs it as halves.</summary>
internal static class Vectors
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(ref T start, nint at) => Vector256.LoadUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast<T>(ref T start, nint at) => Vector256.Create(Unsafe.Add(ref start, at));

    /// <summary><c>x y + z</c>, in one rounding where the hardware fuses and in two elsewhere; never a call into software.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Fma<T>(Vector256<T> x, Vector256<T> y, Vector256<T> z) =>
        typeof(T) == typeof(float)
            ? Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
            : Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    /// <summary>Stores the first <paramref name="count"/> lanes, or all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector256<T> value, ref T start, nint at, int count)
    {
        if (count >= Vector256<T>.Count)
            value.StoreUnsafe(ref Unsafe.Add(ref start, at));
        else
            StorePart(value, ref Unsafe.Add(ref start, at), count);
    }

    // Out of line, so that taking a lane's address does not push the sums of a tile out of their registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart<T>(Vector256<T> value, ref T start, int count)
    {
        ref T lanes = ref Unsafe.As<Vector256<T>, T>(ref value);
        for (int lane = 0; lane < count; lane++)
            Unsafe.Add(ref start, lane) = Unsafe.Add(ref lanes, lane);
    }
}
