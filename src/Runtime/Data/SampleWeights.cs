namespace NetGen;

/// <summary>
/// A weight for each sample of a data set, finite and 0 or more. Only their ratios matter: losses use the weights divided by their
/// mean, so that the mean of the weighted losses is the weighted mean, <c>1/n sum (w_i / mean w) L_i = sum w_i L_i / sum w_i</c>.
/// </summary>
internal sealed class SampleWeights
{
    private readonly double[] _values;

    /// <summary>Takes ownership of the array.</summary>
    public SampleWeights(double[] values)
    {
        _values = values;
        Relative = new(RelativeTo(values));
    }

    public ReadOnlySpan<double> Values => _values;

    /// <summary>The weights divided by their mean; all 0 if all weights are.</summary>
    public LazyNumbers Relative { get; }

    /// <summary>The weights of the given samples, in that order.</summary>
    public SampleWeights Select(ReadOnlySpan<int> rows) => new(Rows.Select<double>(_values, 1, rows));

    // Divided by the largest first: no sum overflows, and equal weights become exactly 1.
    private static double[] RelativeTo(double[] values)
    {
        double largest = values.Max();
        if (largest == 0)
            return values;

        double[] parts = Array.ConvertAll(values, value => value / largest);
        double sum = 0;
        foreach (double part in parts)
            sum += part;

        double mean = sum / parts.Length;
        return Array.ConvertAll(parts, part => part / mean);
    }
}
