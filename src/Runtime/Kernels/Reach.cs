namespace NetGen.CompilerServices;

/// <summary>What a sliding window reaches along one axis.</summary>
internal static class Reach
{
    /// <summary>Which numbers of a window lie on the input, from the first up to the end.</summary>
    /// <param name="start">Where on the input the window begins.</param>
    /// <param name="dilation">How far its numbers are apart.</param>
    /// <param name="kernel">How many it has.</param>
    /// <param name="size">The size of the input.</param>
    public static (int First, int End) OfWindow(int start, int dilation, int kernel, int size)
    {
        int first = start >= 0 ? 0 : (dilation - 1 - start) / dilation;
        int end = start + (kernel - 1) * dilation < size ? kernel : (Math.Max(size - start, 0) + dilation - 1) / dilation;
        return (first, end);
    }

    /// <summary>Which windows may read a place, from the first up to the end; of dilated ones, some that skip it are among them.</summary>
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

    /// <summary>Whether a dilated window reads what is so far behind its beginning; then that becomes which of its numbers it is.</summary>
    public static bool Has(ref int distance, int dilation)
    {
        (int k, int rest) = Math.DivRem(distance, dilation);
        distance = k;
        return rest == 0;
    }
}
