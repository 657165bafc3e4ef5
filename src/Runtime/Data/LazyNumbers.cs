using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// One table of numbers, in single and in double precision: what it was not made from is made when it is
/// first asked for, once, whichever thread asks.
/// </summary>
internal sealed class LazyNumbers
{
    private readonly Lazy<float[]> _single;
    private readonly Lazy<double[]> _double;
    private readonly bool _cameInDouble;

    /// <summary>Takes the array over: no one else may change it.</summary>
    public LazyNumbers(float[] values)
    {
        _single = new(values);
        _double = new(() => Array.ConvertAll(values, value => (double)value));
    }

    /// <summary>Takes the array over: no one else may change it.</summary>
    public LazyNumbers(double[] values)
    {
        _single = new(() => Array.ConvertAll(values, value => (float)value));
        _double = new(values);
        _cameInDouble = true;
    }

    /// <summary>A row of so many numbers for each label, as <see cref="OneHot"/> writes it. Takes the array over.</summary>
    public LazyNumbers(int[] labels, int classes, int width)
    {
        _single = new(() => LabelRows<float>(labels, classes, width));
        _double = new(() => LabelRows<double>(labels, classes, width));
    }

    /// <summary>The numbers as <typeparamref name="T"/>, which is float or double.</summary>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged
    {
        // The compiler knows T here: one branch remains, and the cast is free.
        if (typeof(T) == typeof(float))
            return MemoryMarshal.Cast<float, T>(_single.Value);
        if (typeof(T) == typeof(double))
            return MemoryMarshal.Cast<double, T>(_double.Value);
        throw new NotSupportedException($"Expected float or double, but got {typeof(T)}.");
    }

    /// <summary>The chosen rows, in the precision that the numbers came in.</summary>
    public LazyNumbers Select(int width, ReadOnlySpan<int> rows) =>
        _cameInDouble ? new(Rows.Select<double>(_double.Value, width, rows)) : new(Rows.Select<float>(_single.Value, width, rows));

    private static T[] LabelRows<T>(int[] labels, int classes, int width)
        where T : unmanaged, INumberBase<T>
    {
        // Labels take no more room than they need until someone asks for this.
        if (labels.Length > Rows.MostOf(width))
            throw new InvalidOperationException(Rows.TooMany(labels.Length, width, "one-hot targets") + " The labels themselves are available.");

        var rows = new T[labels.Length * width];
        OneHot.Write<T>(labels, rows, classes);
        return rows;
    }
}
