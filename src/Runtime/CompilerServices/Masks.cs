using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The dropout masks of one batch. Each number is a function of only the seed, the step, the layer, the sample's position
/// in the batch and the neuron, so it does not depend on the order of computation. Called by
/// generated code.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014) chains seed, step, layer and
/// sample to the 32 bits that a row starts with: <c>row = next(next(next(next(seed) ^ step) ^ layer) ^ sample) >> 32</c>. Neuron j
/// gets the 32 bits <c>mix(row + (j + 1) 0x9E3779B9)</c>, with the finalizer of MurmurHash3 (Appleby, 2011) as mix, and is
/// dropped if they are less than <c>rate 2^32</c>, rounded.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Masks
{
    private const uint Golden = 0x9E3779B9;

    private readonly ulong _key;
    private readonly int _first;
    private readonly bool _drops;

    /// <summary>The masks of a batch.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="step">The number of the batch.</param>
    public Masks(int seed, long step) => (_key, _drops) = (Next(Next((ulong)(long)seed) ^ (ulong)step), true);

    private Masks(ulong key, int first, bool drops) => (_key, _first, _drops) = (key, first, drops);

    /// <summary>Masks that drop nothing: every number is 1.</summary>
    public static Masks None => default;

    /// <summary>Returns the masks of a part of the batch.</summary>
    /// <param name="sample">The first sample of the part.</param>
    /// <returns>The masks, which count samples from 0.</returns>
    public Masks From(int sample) => new(_key, _first + sample, _drops);

    /// <summary>Draws the mask of one sample.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The dropout probability.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="m">Receives 0 or 1 / (1 - rate) for each neuron.</param>
    public void Draw<T>(int layer, double rate, int sample, Span<T> m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_drops)
        {
            m.Fill(T.One);
            return;
        }

        uint row = Row(layer, sample), threshold = Threshold(rate);
        T kept = Kept<T>(rate);
        int whole = m.Length / Vector256<uint>.Count * Vector256<uint>.Count;
        Vector256<uint> place = Vector256.Create(row) + (Vector256<uint>.Indices + Vector256<uint>.One) * Golden, bound = Vector256.Create(threshold);
        for (int j = 0; j < whole; j += Vector256<uint>.Count, place += Vector256.Create(unchecked(8 * Golden)))
            Store(Vector256.GreaterThanOrEqual(Mix(place), bound), kept, m.Slice(j, Vector256<uint>.Count));
        for (int j = whole; j < m.Length; j++)
            m[j] = Mix(row + (uint)(j + 1) * Golden) >= threshold ? kept : T.Zero;
    }

    /// <summary>Draws the masks of as many samples as a vector has lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The dropout probability.</param>
    /// <param name="sample">The first of the samples.</param>
    /// <param name="m">Receives a vector of 0 and 1 / (1 - rate) for each neuron.</param>
    public void Draw<T>(int layer, double rate, int sample, Span<Vector256<T>> m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DrawLanes(layer, rate, sample, MemoryMarshal.Cast<Vector256<T>, T>(m), pixels: 1, Vector256<T>.Count);

    /// <summary>Draws the channel mask of one sample: a mask of that many neurons, each number for all pixels of its channel.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The dropout probability of a channel.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="m">Receives 0 or 1 / (1 - rate) for each number of the sample.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    public void DrawChannels<T>(int layer, double rate, int sample, Span<T> m, int pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_drops)
        {
            m.Fill(T.One);
            return;
        }

        uint place = Row(layer, sample), threshold = Threshold(rate);
        T kept = Kept<T>(rate);
        for (; !m.IsEmpty; m = m[pixels..])
        {
            place += Golden;
            m[..pixels].Fill(Mix(place) >= threshold ? kept : T.Zero);
        }
    }

    /// <summary>Draws the channel masks of as many samples as a vector has lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The dropout probability of a channel.</param>
    /// <param name="sample">The first of the samples.</param>
    /// <param name="m">Receives a vector of 0 and 1 / (1 - rate) for each number of a sample.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    public void DrawChannels<T>(int layer, double rate, int sample, Span<Vector256<T>> m, int pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DrawLanes(layer, rate, sample, MemoryMarshal.Cast<Vector256<T>, T>(m), pixels, Vector256<T>.Count);

    /// <summary><c>h = a m</c> for n samples, with their masks.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The dropout probability.</param>
    /// <param name="sample">The first of the samples.</param>
    /// <param name="a">The values, n x width.</param>
    /// <param name="m">Receives the masks.</param>
    /// <param name="h">Receives the products.</param>
    /// <param name="width">The number of neurons.</param>
    /// <param name="stride">The distance between samples of all three; numbers in between are unspecified.</param>
    /// <param name="n">The number of samples.</param>
    public void Apply<T>(int layer, double rate, int sample, ReadOnlySpan<T> a, Span<T> m, Span<T> h, int width, int stride, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            Span<T> row = m.Slice(i * stride, width);
            Draw(layer, rate, sample + i, row);
            Elementwise.Multiply(a.Slice(i * stride, width), row, h.Slice(i * stride, width));
        }
    }

    /// <summary><c>h = a m</c> for n samples in lanes, each with the mask that <see cref="Apply"/> gives it.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The dropout probability.</param>
    /// <param name="sample">The first of the samples.</param>
    /// <param name="a">The values.</param>
    /// <param name="m">Receives the masks, including lanes without a sample.</param>
    /// <param name="h">Receives the products.</param>
    /// <param name="size">The numbers of one sample.</param>
    /// <param name="n">The number of samples.</param>
    public void ApplyInLanes<T>(int layer, double rate, int sample, ReadOnlySpan<T> a, Span<T> m, Span<T> h, int size, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ApplyToChannelsInLanes(layer, rate, sample, a, m, h, size, 1, n);

    /// <summary>The same for samples in rows, with one number of the mask for all pixels of a channel.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The dropout probability.</param>
    /// <param name="sample">The first of the samples.</param>
    /// <param name="a">The values, n x channels x pixels.</param>
    /// <param name="m">Receives the masks.</param>
    /// <param name="h">Receives the products.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    /// <param name="stride">The distance between samples of all three; numbers in between are unspecified.</param>
    /// <param name="n">The number of samples.</param>
    public void ApplyToChannels<T>(int layer, double rate, int sample, ReadOnlySpan<T> a, Span<T> m, Span<T> h, int channels, int pixels, int stride, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = channels * pixels;
        for (int i = 0; i < n; i++)
        {
            Span<T> row = m.Slice(i * stride, width);
            DrawChannels(layer, rate, sample + i, row, pixels);
            Elementwise.Multiply(a.Slice(i * stride, width), row, h.Slice(i * stride, width));
        }
    }

    /// <summary>The same with one number of the mask for all pixels of a channel, as by <see cref="DrawChannels{T}(int, double, int, Span{T}, int)"/>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The dropout probability of a channel.</param>
    /// <param name="sample">The first of the samples.</param>
    /// <param name="a">The values.</param>
    /// <param name="m">Receives the masks, including lanes without a sample.</param>
    /// <param name="h">Receives the products.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    public void ApplyToChannelsInLanes<T>(int layer, double rate, int sample, ReadOnlySpan<T> a, Span<T> m, Span<T> h, int channels, int pixels, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ApplyInLanes(layer, rate, sample, a, m, h, channels, pixels, n, Images.Lanes<T>());

    /// <summary>The same for blocks of a given width.</summary>
    internal void ApplyInLanes<T>(int layer, double rate, int sample, ReadOnlySpan<T> a, Span<T> m, Span<T> h, int channels, int pixels, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int block = checked(channels * pixels * width);
        for (int first = 0, at = 0; first < n; first += width, at += block)
        {
            DrawLanes(layer, rate, sample + first, m.Slice(at, block), pixels, width);
            Elementwise.Multiply(a.Slice(at, block), m.Slice(at, block), h.Slice(at, block));
        }
    }

    /// <summary>The start of the random numbers of a sample.</summary>
    internal uint Row(int layer, int sample) => (uint)(Next(Next(_key ^ (uint)layer) ^ (uint)(_first + sample)) >> 32);

    /// <summary>The finalizer of MurmurHash3, which spreads every bit over all 32.</summary>
    internal static uint Mix(uint bits)
    {
        bits = (bits ^ (bits >> 16)) * 0x85EBCA6B;
        bits = (bits ^ (bits >> 13)) * 0xC2B2AE35;
        return bits ^ (bits >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix(Vector256<uint> bits)
    {
        bits = (bits ^ (bits >>> 16)) * 0x85EBCA6B;
        bits = (bits ^ (bits >>> 13)) * 0xC2B2AE35;
        return bits ^ (bits >>> 16);
    }

    /// <summary>Draws the masks of a block of samples, eight lanes at a time, or all of them if there are fewer.</summary>
    private void DrawLanes<T>(int layer, double rate, int sample, Span<T> m, int pixels, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_drops)
        {
            m.Fill(T.One);
            return;
        }

        int together = Math.Min(width, Vector256<uint>.Count);
        T kept = Kept<T>(rate);
        Vector256<uint> bound = Vector256.Create(Threshold(rate));
        Span<uint> rows = stackalloc uint[Vector256<uint>.Count];
        Span<T> numbers = stackalloc T[Vector256<uint>.Count];
        rows.Clear();
        for (int lane = 0; lane < width; lane += together)
        {
            for (int i = 0; i < together; i++)
                rows[i] = Row(layer, sample + lane + i);

            Vector256<uint> place = Vector256.Create<uint>(rows);
            for (int at = lane; at < m.Length;)
            {
                place += Vector256.Create(Golden);
                Store(Vector256.GreaterThanOrEqual(Mix(place), bound), kept, numbers);
                for (int p = 0; p < pixels; p++, at += width)
                    Copy(numbers, m.Slice(at, together));
            }
        }

        // As vectors: a call for each number would take as long as everything else.
        static void Copy(ReadOnlySpan<T> numbers, Span<T> to)
        {
            Vector256.Create(numbers).CopyTo(to);
            if (to.Length > Vector256<T>.Count)
                Vector256.Create(numbers[Vector256<T>.Count..]).CopyTo(to[Vector256<T>.Count..]);
        }
    }

    private static ulong Next(ulong state) => SeededRandom.SplitMix64(ref state);

    private static uint Threshold(double rate) => (uint)Math.Min(Math.Round(rate * 4294967296), uint.MaxValue);

    private static T Kept<T>(double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(1 / (1 - rate));

    /// <summary>Eight numbers: kept where all bits are set, and 0 where none are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector256<uint> isKept, T kept, Span<T> m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> value = Vector256.Create(kept);
        if (typeof(T) == typeof(float))
        {
            (isKept.As<uint, T>() & value).CopyTo(m);
            return;
        }

        // The sign is extended: all 64 bits are set, or none.
        (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(isKept.AsInt32());
        (lower.As<long, T>() & value).CopyTo(m);
        (upper.As<long, T>() & value).CopyTo(m[Vector256<T>.Count..]);
    }
}
