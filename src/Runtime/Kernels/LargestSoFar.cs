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
    public static Vector256<T> With<T>(Vector256<T> largest, Vector256<T> value) => Vector256.ConditionalSelect(Takes(largest, value), value, largest);

    /// <summary>The same, with the places of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take<T>(Vector256<T> value, Vector256<T> valuePlace, ref Vector256<T> largest, ref Vector256<T> place)
    {
        Vector256<T> takes = Takes(largest, value);
        largest = Vector256.ConditionalSelect(takes, value, largest);
        place = Vector256.ConditionalSelect(takes, valuePlace, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Takes<T>(Vector256<T> largest, Vector256<T> value) => Vector256.GreaterThan(value, largest) | ~Vector256.Equals(value, value);
}
