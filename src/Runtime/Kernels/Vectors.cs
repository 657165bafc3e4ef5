using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Vectors in memory. 256 bits are the width of NetGen's semantics: narrower hardware runs them as halves. Where lanes are
/// independent and the hardware has vectors of 512 bits, <c>WideVectors</c> is used, which the build generates from this file.
/// </summary>
internal static class Vectors
{
    /// <summary>From this many numbers on, temporary buffers come from the pool instead of the stack.</summary>
    public const int StackLimit = 4096;

    /// <summary>An offset reference; a null reference stays null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(ref T start, nint offset) => ref Unsafe.IsNullRef(ref start) ? ref start : ref Unsafe.Add(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(ref T start, nint at) => Vector256.LoadUnsafe(ref Unsafe.Add(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast<T>(ref T start, nint at) => Vector256.Create(Unsafe.Add(ref start, at));

    /// <summary><c>x y + z</c>, with one rounding if the hardware fuses and two otherwise; never a call into software.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Fma<T>(Vector256<T> x, Vector256<T> y, Vector256<T> z) =>
        typeof(T) == typeof(float)
            ? VectorFunctions.Fma(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
            : VectorFunctions.Fma(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector256<T> value, ref T start, nint at) => value.StoreUnsafe(ref Unsafe.Add(ref start, at));
}
