using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// NetGen's own random numbers, so that a seed gives the same sequence on every version of .NET and every system:
/// xoshiro256** seeded by SplitMix64. Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number
/// Generators" (2021), and their reference code at prng.di.unimi.it.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _s0, _s1, _s2, _s3;
    private double _spareNormal = double.NaN;

    /// <summary>Starts the sequence of a seed; every seed is valid.</summary>
    public SeededRandom(int seed)
    {
        ulong state = (ulong)(long)seed;
        (_s0, _s1, _s2, _s3) = (SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state));
    }

    /// <summary>Starts from the generator's full state, whose four numbers must not all be zero.</summary>
    internal SeededRandom(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>Copies the generator's four numbers, from which the constructor can restart it.</summary>
    internal void CopyTo(Span<ulong> state) => (state[0], state[1], state[2], state[3]) = (_s0, _s1, _s2, _s3);

    /// <summary>Returns the next number of SplitMix64, which spreads a small seed over 64 bits.</summary>
    internal static ulong SplitMix64(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Returns 64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1): a multiple of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// A uniform integer from 0 to <paramref name="max"/> - 1, without bias. Source: Lemire, "Fast Random
    /// Integer Generation in an Interval" (2019).
    /// </summary>
    public int NextInt(int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        uint range = (uint)max, rejectBelow = (0 - range) % range;
        ulong product;
        do
            product = (NextBits() >> 32) * range;
        while ((uint)product < rejectBelow);
        return (int)(product >> 32);
    }

    /// <summary>
    /// A number from the normal distribution with mean 0 and variance 1. Source: Marsaglia and Bray, "A
    /// Convenient Method for Generating Normal Variables" (1964); it yields two at a time.
    /// </summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double x, y, square;
        do
        {
            x = 2 * NextDouble() - 1;
            y = 2 * NextDouble() - 1;
            square = x * x + y * y;
        }
        while (square is >= 1 or 0);

        double scale = Math.Sqrt(-2 * Functions.Log(square) / square);
        _spareNormal = y * scale;
        return x * scale;
    }

    /// <summary>Puts the items in random order; every order is equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
