using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The rule of all max poolings: a number that is larger than the largest so far, or NaN, replaces it, so the first of equal numbers
/// wins. The build generates <c>WideLargestSoFar</c> and <c>NarrowLargestSoFar</c> from this file, with vectors of 512 and 128 bits.
/// </summary>
internal static class LargestSoFar
{
    /// <summary>Returns the largest number after one more value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> With<T>(Vector256<T> largest, Vector256<T> value) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(value, largest) | ~Vector256.Equals(value, value), value, largest);

    /// <summary>The same with places. It calls nothing that would have to be inlined too: kernels are at the limit of the JIT's inlining.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take<T>(Vector256<T> value, Vector256<T> valuePlace, ref Vector256<T> largest, ref Vector256<T> place)
    {
        Vector256<T> takes = Vector256.GreaterThan(value, largest) | ~Vector256.Equals(value, value);
        largest = Vector256.ConditionalSelect(takes, value, largest);
        place = Vector256.ConditionalSelect(takes, valuePlace, place);
    }
}
