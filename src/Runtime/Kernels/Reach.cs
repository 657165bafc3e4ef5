using System.Runtime.CompilerServices;

namespace NetGen.CompilerServices;

/// <summary>The reach of a pooling window along one axis.</summary>
internal static class Reach
{
    /// <summary>The numbers of a window that lie on the input, from the first (inclusive) to the end (exclusive).</summary>
    /// <param name="start">The position on the input where the window starts.</param>
    /// <param name="kernel">The size of the window.</param>
    /// <param name="size">The size of the input.</param>
    public static (int First, int End) OfWindow(int start, int kernel, int size) => (Math.Max(0, -start), Math.Min(kernel, Math.Max(size - start, 0)));

    /// <summary>The same for a window with a distance between its numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int First, int End) OfWindow(int start, int kernel, int size, int dilation) => dilation == 1
        ? OfWindow(start, kernel, size)
        : ((Math.Max(0, -start) + dilation - 1) / dilation, Math.Min(kernel, (Math.Max(size - start, 0) + dilation - 1) / dilation));

    /// <summary>The number of a window at a distance from its start; -1 if it has none there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NumberAt(int distance, int dilation) => dilation == 1 ? distance : distance % dilation == 0 ? distance / dilation : -1;

    /// <summary>The windows that may read a position, from the first (inclusive) to the end (exclusive).</summary>
    /// <param name="place">The position, counted from the start of the first window.</param>
    /// <param name="length">The distance from the first to the last number of a window.</param>
    /// <param name="stride">The distance between windows.</param>
    /// <param name="windows">The number of windows.</param>
    public static (int First, int End) OfPlace(int place, int length, int stride, int windows) =>
        (place <= length ? 0 : (place - length + stride - 1) / stride, Math.Min(windows, place / stride + 1));

    /// <summary>The same for the next position, without a division.</summary>
    public static void Advance(int place, int length, int stride, int windows, ref int first, ref int end)
    {
        while (end < windows && end * stride <= place)
            end++;
        while (first < end && first * stride + length < place)
            first++;
    }
}
