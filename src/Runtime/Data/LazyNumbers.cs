using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// A table of numbers in single and double precision. The precision that was not given is computed on first use,
/// once, and safely from any thread.
/// </summary>
internal sealed class LazyNumbers
{
    private readonly Lazy<float[]> _single;
    private readonly Lazy<double[]> _double;
    private readonly bool _cameInDouble;

    /// <summary>Takes ownership of the array.</summary>
    public LazyNumbers(float[] values)
    {
        _single = new(values);
        _double = new(() => Array.ConvertAll(values, value => (double)value));
    }

    /// <summary>Takes ownership of the array.</summary>
    public LazyNumbers(double[] values)
    {
        _single = new(() => Array.ConvertAll(values, value => (float)value));
        _double = new(values);
        _cameInDouble = true;
    }

    /// <summary>Creates a row of <paramref name="width"/> numbers for each label, as by <see cref="OneHot"/>. Takes ownership of the array.</summary>
    public LazyNumbers(int[] labels, int classes, int width)
    {
        _single = new(() => LabelRows<float>(labels, classes, width));
        _double = new(() => LabelRows<double>(labels, classes, width));
    }

    /// <summary>The numbers as <typeparamref name="T"/>, which is float or double.</summary>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged
    {
        // T is known at compile time: one branch remains, and the cast is free.
        if (typeof(T) == typeof(float))
            return MemoryMarshal.Cast<float, T>(_single.Value);
        if (typeof(T) == typeof(double))
            return MemoryMarshal.Cast<double, T>(_double.Value);
        throw new NotSupportedException($"Expected float or double, but got {typeof(T)}.");
    }

    /// <summary>The chosen rows, in the precision of the given numbers.</summary>
    public LazyNumbers Select(int width, ReadOnlySpan<int> rows) =>
        _cameInDouble ? new(Rows.Select<double>(_double.Value, width, rows)) : new(Rows.Select<float>(_single.Value, width, rows));

    private static T[] LabelRows<T>(int[] labels, int classes, int width)
        where T : unmanaged, INumberBase<T>
    {
        // One-hot rows are created on demand only.
        if (labels.Length > Rows.MostOf(width))
            throw new InvalidOperationException(Rows.TooMany(labels.Length, width, "one-hot targets") + " The labels themselves are available.");

        var rows = new T[labels.Length * width];
        OneHot.Write<T>(labels, rows, classes);
        return rows;
    }
}
