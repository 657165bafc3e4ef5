using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The rule of all max poolings: what is larger than the largest so far, or not a number, takes its place, so that the first of equals is the
/// largest. The build makes <c>WideLargestSoFar</c> and <c>NarrowLargestSoFar</c> of this text, with vectors of 512 and 128 bits.
/// </summary>
internal static class LargestSoFar
{
    /// <summary>The largest with one more value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> With<T>(Vector256<T> largest, Vector256<T> value) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(value, largest) | ~Vector256.Equals(value, value), value, largest);

    /// <summary>The same, with the places of both. It calls nothing that would have to be inlined as well: kernels are at the end of what the JIT inlines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take<T>(Vector256<T> value, Vector256<T> valuePlace, ref Vector256<T> largest, ref Vector256<T> place)
    {
        Vector256<T> takes = Vector256.GreaterThan(value, largest) | ~Vector256.Equals(value, value);
        largest = Vector256.ConditionalSelect(takes, value, largest);
        place = Vector256.ConditionalSelect(takes, valuePlace, place);
    }
}
