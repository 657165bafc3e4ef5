using NetGen;

namespace Iris;

/// <summary>Brings each input to a mean of 0 and a deviation of 1, so that none counts more for its unit.</summary>
internal sealed class Standardization
{
    private readonly float[] _mean, _deviation;

    /// <summary>Measures the training data alone: what is tested on must be new to the network in every respect.</summary>
    public Standardization(Dataset train)
    {
        float[][] columns = [.. Enumerable.Range(0, train.InputSize).Select(column => Column(train, column))];
        _mean = Array.ConvertAll(columns, column => column.Average());
        _deviation = [.. columns.Zip(_mean, (column, mean) => MathF.Sqrt(column.Average(x => (x - mean) * (x - mean))))];
    }

    public Dataset Apply(Dataset data) => Dataset.FromLabels(Apply(data.Inputs), data.Labels, data.InputSize, data.Classes);

    public float[] Apply(ReadOnlySpan<float> inputs)
    {
        float[] result = inputs.ToArray();
        for (int i = 0; i < result.Length; i++)
            result[i] = (result[i] - _mean[i % _mean.Length]) / _deviation[i % _mean.Length];
        return result;
    }

    private static float[] Column(Dataset data, int column)
    {
        var values = new float[data.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = data.Inputs[i * data.InputSize + column];
        return values;
    }
}
