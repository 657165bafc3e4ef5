namespace NetGen.CompilerServices;

/// <summary>What the window of a pooling reaches along one axis.</summary>
internal static class Reach
{
    /// <summary>Which numbers of a window lie on the input, from the first up to the end.</summary>
    /// <param name="start">Where on the input the window begins.</param>
    /// <param name="kernel">How many it has.</param>
    /// <param name="size">The size of the input.</param>
    public static (int First, int End) OfWindow(int start, int kernel, int size) => (Math.Max(0, -start), Math.Min(kernel, Math.Max(size - start, 0)));

    /// <summary>Which windows may read a place, from the first up to the end.</summary>
    /// <param name="place">The place, counted from where the first window begins.</param>
    /// <param name="length">How far the last number of a window is from its first.</param>
    /// <param name="stride">How far windows are apart.</param>
    /// <param name="windows">How many there are.</param>
    public static (int First, int End) OfPlace(int place, int length, int stride, int windows) =>
        (place <= length ? 0 : (place - length + stride - 1) / stride, Math.Min(windows, place / stride + 1));

    /// <summary>The same from place to place, without a division for each.</summary>
    public static void Advance(int place, int length, int stride, int windows, ref int first, ref int end)
    {
        while (end < windows && end * stride <= place)
            end++;
        while (first < end && first * stride + length < place)
            first++;
    }
}
