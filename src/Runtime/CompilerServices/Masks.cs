using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The masks of dropout for one batch. Each number of them is a function of the seed, the step, the layer, the sample's place
/// in the batch and the neuron alone, so that it is the same whatever is computed before it or beside it. Called by
/// generated code.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014) chains seed, step, layer and
/// sample to the 32 bits that a row begins with: <c>row = next(next(next(next(seed) ^ step) ^ layer) ^ sample) >> 32</c>. Neuron j
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

    /// <summary>Masks that drop nothing: every number of them is 1.</summary>
    public static Masks None => default;

    /// <summary>The masks of a part of the batch.</summary>
    /// <param name="sample">Where it begins.</param>
    /// <returns>The masks, which count its samples from 0.</returns>
    public Masks From(int sample) => new(_key, _first + sample, _drops);

    /// <summary>The mask of one sample.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The probability to be dropped.</param>
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

    /// <summary>The masks of as many samples as a vector has lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The probability to be dropped.</param>
    /// <param name="sample">The first of the samples.</param>
    /// <param name="m">Receives a vector of 0 and 1 / (1 - rate) for each neuron.</param>
    public void Draw<T>(int layer, double rate, int sample, Span<Vector256<T>> m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_drops)
        {
            m.Fill(Vector256<T>.One);
            return;
        }

        Span<uint> rows = stackalloc uint[Vector256<uint>.Count];
        for (int lane = 0; lane < Vector256<T>.Count; lane++)
            rows[lane] = Row(layer, sample + lane);

        T kept = Kept<T>(rate);
        Vector256<uint> place = Vector256.Create<uint>(rows), bound = Vector256.Create(Threshold(rate));
        Span<T> numbers = stackalloc T[Vector256<uint>.Count];
        foreach (ref Vector256<T> lanes in m)
        {
            place += Vector256.Create(Golden);
            Store(Vector256.GreaterThanOrEqual(Mix(place), bound), kept, numbers);
            lanes = Vector256.Create<T>(numbers);
        }
    }

    /// <summary><c>h = a m</c> for n samples, with their masks.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="rate">The probability to be dropped.</param>
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

    /// <summary>Where the numbers of a sample begin.</summary>
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

    private static ulong Next(ulong state) => SeededRandom.SplitMix64(ref state);

    private static uint Threshold(double rate) => (uint)Math.Min(Math.Round(rate * 4294967296), uint.MaxValue);

    private static T Kept<T>(double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(1 / (1 - rate));

    /// <summary>Eight numbers: kept where all bits are set, and 0 where none is.</summary>
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

        // The sign goes along: 64 bits that are all set, or none.
        (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(isKept.AsInt32());
        (lower.As<long, T>() & value).CopyTo(m);
        (upper.As<long, T>() & value).CopyTo(m[Vector256<T>.Count..]);
    }
}
