namespace NetGen.CompilerServices;

/// <summary>
/// The rows or columns of a sum over a window: tap t of pixel p is at <c>First + Step p + TapStep t</c> of the source, if that is one of
/// its <c>Size</c> positions. Pixels are in the result from <c>ResultFirst</c> on, <c>ResultStep</c> apart, and taps likewise in the weights.
/// </summary>
internal readonly struct WindowAxis
{
    public int Pixels { get; private init; }

    public int First { get; private init; }

    public int Step { get; private init; }

    public int Taps { get; private init; }

    public int TapStep { get; private init; }

    public int Size { get; private init; }

    public int ResultFirst { get; private init; }

    public int ResultStep { get; private init; }

    public int ResultSize { get; private init; }

    public int WeightFirst { get; private init; }

    public int WeightStep { get; private init; }

    /// <summary>The axis of a convolution.</summary>
    public static WindowAxis Forward(int size, int outSize, int kernel, int stride, int before, int dilation) => new()
    {
        Pixels = outSize,
        First = -before,
        Step = stride,
        Taps = kernel,
        TapStep = dilation,
        Size = size,
        ResultStep = 1,
        ResultSize = outSize,
        WeightStep = 1,
    };

    /// <summary>
    /// The axis of the backward pass to every stride-th input from <paramref name="phase"/> on. Tap k of the window reads input i for output
    /// o if <c>stride o = i + before - dilation k</c>: which k make that a multiple of the stride is the same for all these inputs.
    /// </summary>
    public static WindowAxis Back(int phase, int size, int outSize, int kernel, int stride, int before, int dilation)
    {
        int common = GreatestCommonDivisor(stride, dilation), period = stride / common, first = 0;
        while (first < period && (phase + before - dilation * first) % stride != 0)
            first++;

        return new()
        {
            Pixels = (size - phase + stride - 1) / stride,
            First = first < period ? (phase + before - dilation * first) / stride : 0,
            Step = 1,
            Taps = first < period ? Math.Max(0, (kernel - first + period - 1) / period) : 0,
            TapStep = -dilation / common,
            Size = outSize,
            ResultFirst = phase,
            ResultStep = stride,
            ResultSize = size,
            WeightFirst = first,
            WeightStep = period,
        };
    }

    /// <summary>The number of tiles of <paramref name="together"/> pixels.</summary>
    public int Tiles(int together) => (Pixels + together - 1) / together;

    /// <summary>The pixels that have every tap, from the first (inclusive) to the end (exclusive).</summary>
    public (int First, int End) FullPixels()
    {
        // The offsets of the farthest taps on both sides, relative to the first.
        long last = (long)TapStep * Math.Max(0, Taps - 1), least = Math.Min(0, last), most = Math.Max(0, last);
        if (Taps == 0)
            return (0, Pixels);

        long end = Math.Min(Pixels, FloorDiv(Size - 1 - most - First) + 1), first = Math.Max(0, -FloorDiv(First + least));
        return first < end ? ((int)first, (int)end) : (0, 0);
    }

    /// <summary>Writes, for the tiles from <paramref name="tile"/> on and each tap, the pixels of a tile that have the tap: pixel p has the bits <c>bits &lt;&lt; shift p</c>.</summary>
    public void WriteMasks(Span<byte> masks, int tile, int together, int bits, int shift)
    {
        masks.Clear();
        for (int at = 0; at < masks.Length; tile++, at += Taps)
            for (int p = 0; p < Math.Min(together, Pixels - tile * together); p++)
                for (int tap = 0; tap < Taps; tap++)
                    if ((ulong)(First + (long)Step * (tile * together + p) + (long)TapStep * tap) < (ulong)Size)
                        masks[at + tap] |= (byte)(bits << (p * shift));
    }

    private long FloorDiv(long value) => value >= 0 ? value / Step : -((Step - 1 - value) / Step);

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
