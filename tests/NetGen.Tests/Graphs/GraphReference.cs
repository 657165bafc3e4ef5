using NetGen.CompilerServices;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Graphs;

/// <summary>The forward pass and the loss of a drawn network a second time, straight from their definitions, value by value.</summary>
internal sealed class GraphReference(RandomGraph graph, ITrainableNetwork<double> network)
{
    private readonly double[] _parameters = network.Parameters.ToArray(), _statistics = network.Statistics.ToArray();

    public RandomGraph Graph => graph;

    /// <summary>The outputs of one sample; under masks, those of its place in the batch.</summary>
    public double[] Forward(ReadOnlySpan<double> x, Masks? masks = null, int sample = 0)
    {
        var values = new List<double[]> { x.ToArray() };
        var numbers = new List<int> { 0 };
        var drawn = new Dictionary<int, int>();
        int number = 0;
        foreach (GraphLayer layer in graph.Layers)
        {
            double[] u = values[layer.Reads[0]];
            if (layer.IsNumbered)
                number++;

            double[] z = layer.Kind switch
            {
                "Dense" => [.. Enumerable.Range(0, layer.Size).Select(j => Number("W", j, u.Length, layer.Size) + (layer.Bias ? Read("b")[j] : 0))],
                "Add" => [.. u.Select((_, k) => layer.Reads.Sum(value => values[value][k]))],
                "Multiply" => [.. u.Select((_, k) => layer.Reads.Aggregate(1.0, (product, value) => product * values[value][k]))],
                "Subtract" => [.. u.Zip(values[layer.Reads[1]], (v, other) => v - other)],
                "Divide" => [.. u.Zip(values[layer.Reads[1]], (v, other) => v / other)],
                "Affine" => [.. u.Select((v, k) => Read("gain")[k] * v + Read("b")[k])],
                "Concat" => [.. layer.Reads.SelectMany(value => values[value])],
                "LayerNorm" => Normalize(u),
                "Activate" => u,
                "Scale" => [.. u.Select(v => GraphLayer.Factor * v)],
                "Standardize" => [.. u.Select((v, k) => (v - Statistic("mean")[k]) / Statistic("scale")[k])],
                "Dropout" => Drop(u, numbers[layer.Reads[0]]),
                _ => throw new InvalidOperationException(layer.Kind),
            };
            values.Add(ReferenceNetwork.Activate(layer.Activation, z));
            numbers.Add(layer.IsNumbered ? number : numbers[layer.Reads[0]]);

            double Number(string tensor, int j, int inputs, int outputs) => Enumerable.Range(0, inputs).Sum(k => Read(tensor)[k * outputs + j] * u[k]);
        }

        return values[^1];

        ReadOnlySpan<double> Read(string tensor)
        {
            ParameterInfo info = network.Info.Layers[number - 1].Parameters.Single(parameter => parameter.Name == $"{tensor}{number}");
            return _parameters.AsSpan(info.Offset, info.Length);
        }

        ReadOnlySpan<double> Statistic(string tensor)
        {
            ParameterInfo info = network.Info.Statistics.Single(parameter => parameter.Name == tensor);
            return _statistics.AsSpan(info.Offset, info.Length);
        }

        double[] Normalize(double[] u)
        {
            double mean = u.Average(), deviation = Math.Sqrt(u.Average(v => (v - mean) * (v - mean)) + GraphLayer.Epsilon);
            return [.. u.Select((v, k) => Read("gain")[k] * ((v - mean) / deviation) + Read("b")[k])];
        }

        // The first dropout of a layer's activations draws by the number of the layer, further ones by others.
        double[] Drop(double[] u, int of)
        {
            drawn.TryGetValue(of, out int others);
            drawn[of] = others + 1;
            if (masks is not { } present)
                return u;

            var m = new double[u.Length];
            present.Draw(of + (others << 16), GraphLayer.Rate, sample, m.AsSpan());
            return [.. u.Zip(m, (v, mask) => v * mask)];
        }
    }

    /// <summary>The mean loss.</summary>
    public double Loss(Dataset data, Masks? masks = null) => Enumerable.Range(0, data.Count).Average(i => ReferenceNetwork.Loss(
        graph.Loss,
        graph.Layers[^1].Activation,
        Forward(data.InputsAsDouble.Slice(i * data.InputSize, data.InputSize), masks, i),
        data.TargetsAsDouble.Slice(i * data.TargetSize, data.TargetSize).ToArray()));
}
