using static System.FormattableString;

namespace NetGen;

/// <summary>Validates the arguments of the metrics and converts them to double, in which all metrics are computed.</summary>
internal static class MetricChecks
{
    /// <summary>The numbers in double precision, which is exact.</summary>
    public static double[] Widened(ReadOnlySpan<float> values)
    {
        var widened = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
            widened[i] = values[i];
        return widened;
    }

    public static void NotEmpty(int count, string name)
    {
        if (count == 0)
            throw new ArgumentException("Expected 1 or more samples, but got none.", name);
    }

    public static void SameLength(int expected, int actual, string what, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"Expected {expected} {what}, but got {actual}.", name);
    }

    /// <summary>Returns how many of the <paramref name="values"/>, which must be finite, each of <paramref name="count"/> samples has.</summary>
    public static int Width(int count, ReadOnlySpan<double> values, string name)
    {
        NotEmpty(count, "labels");
        if (values.IsEmpty || values.Length % count != 0)
            throw new ArgumentException($"Expected {count} x classes {name} for {count} labels, but got {values.Length}.", name);

        int width = values.Length / count;
        Finite(values, width, name);
        return width;
    }

    public static void Finite(ReadOnlySpan<double> values, int width, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new ArgumentException(Invariant($"Expected finite {name}, but sample {i / width} has {values[i]}."), name);
        }
    }
}
