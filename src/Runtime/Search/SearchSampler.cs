using NetGen.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>Draws the numbers of a configuration for <see cref="Search.Draw"/>; the same on every version of .NET and every system.</summary>
public sealed class SearchSampler
{
    private readonly SeededRandom _random;

    internal SearchSampler(int seed) => _random = new(seed);

    /// <summary>Draws a uniform number from a range.</summary>
    /// <param name="min">The smallest number, finite.</param>
    /// <param name="max">The end of the range, finite and greater than <paramref name="min"/>.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is out of range.</exception>
    public double Uniform(double min, double max)
    {
        if (!(max > min && double.IsFinite(max - min)))
            throw new ArgumentOutOfRangeException(nameof(max), Invariant($"Expected a finite {nameof(max)} greater than {min}, but got {max}."));

        return min + (max - min) * _random.NextDouble();
    }

    /// <summary>Draws a number whose logarithm is uniform, so that each order of magnitude is equally likely: for learning rates and penalties.</summary>
    /// <param name="min">The smallest number, greater than 0.</param>
    /// <param name="max">The end of the range, finite and greater than <paramref name="min"/>.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public double LogUniform(double min, double max) =>
        Functions.Exp(Uniform(Functions.Log(Setting.AboveZero(min)), Functions.Log(Setting.AboveZero(max))));

    /// <summary>Draws an integer from a range, each equally likely.</summary>
    /// <param name="min">The smallest number.</param>
    /// <param name="max">The largest number: <paramref name="min"/> or more, and at most 2^31 - 2 more.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is out of range.</exception>
    public int Integer(int min, int max)
    {
        long count = (long)max - min + 1;
        if (count is < 1 or > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(max), Invariant($"Expected {nameof(max)} from {min} to {(long)min + int.MaxValue - 1}, but got {max}."));

        return min + _random.NextInt((int)count);
    }

    /// <summary>Draws one of several values, each equally likely.</summary>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="values">The values, at least one.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public TValue Choice<TValue>(params TValue[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0)
            throw new ArgumentException("Expected 1 or more values, but got 0.", nameof(values));

        return values[_random.NextInt(values.Length)];
    }
}
