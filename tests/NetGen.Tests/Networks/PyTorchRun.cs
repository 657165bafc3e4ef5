using System.Numerics;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>How far a training ends from PyTorch's.</summary>
/// <param name="Losses">The largest difference of a step's loss, relative to PyTorch's.</param>
/// <param name="Weights">The largest difference of a weight or bias after the last step.</param>
/// <param name="Moved">How far PyTorch's training moved the weight or bias that it moved most.</param>
internal readonly record struct Deviation(double Losses, double Weights, double Moved)
{
    public static Deviation Largest(Deviation a, Deviation b) =>
        new(Math.Max(a.Losses, b.Losses), Math.Max(a.Weights, b.Weights), Math.Max(a.Moved, b.Moved));
}

/// <summary>Ten steps over all samples of tests/fixtures/training.json, as PyTorch took them.</summary>
internal static class PyTorchRun
{
    public const int Steps = 10;

    private static readonly JsonElement _fixtures = Read("training.json");

    public static Deviation Single(string network, string optimizer) =>
        Train(PyTorchTrainings.Single[network](), network, optimizer, PyTorchTrainings.Optimizers[optimizer], "single");

    public static Deviation Double(string network, string optimizer) =>
        Train(PyTorchTrainings.Double[network](), network, optimizer, PyTorchTrainings.Optimizers[optimizer], "double");

    /// <summary>Trains with a rule, which need not be the one that PyTorch's figures are from.</summary>
    public static Deviation Train<T>(ITrainableNetwork<T> network, string name, string figures, Optimizer rule, string precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement run = _fixtures.GetProperty(name).GetProperty("runs").GetProperty(figures);
        Dataset data = Start(network, name);
        var options = new TrainingOptions { Epochs = Steps, BatchSize = data.Count, Optimizer = rule, Shuffle = false };
        return Train(network, data, options, run, precision);
    }

    /// <summary>Gives a network the weights that trainings begin with, and returns the data.</summary>
    public static Dataset Start<T>(ITrainableNetwork<T> network, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement fixture = _fixtures.GetProperty(name);
        Copy(network, Numbers<T>(fixture.GetProperty("start")), isLoading: true);
        return Data(fixture, network.Info);
    }

    /// <summary>Trains a network, and compares the course with that in a run of a fixture.</summary>
    public static Deviation Train<T>(ITrainableNetwork<T> network, Dataset data, TrainingOptions options, JsonElement run, string precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var start = new T[network.Info.ParameterCount];
        Copy(network, start, isLoading: false);
        TrainingHistory history = Trainer.Fit(network, data, options);

        var end = new T[start.Length];
        Copy(network, end, isLoading: false);
        double[] losses = Numbers<double>(run.GetProperty(precision + "Losses"));
        T[] weights = Numbers<T>(run.GetProperty(precision + "Weights"));
        Assert.Equal(Steps, losses.Length);
        Assert.Equal(losses.Length, history.Epochs.Count);
        Assert.Equal(end.Length, weights.Length);
        return new Deviation(
            losses.Zip(history.Epochs, (loss, epoch) => Math.Abs(epoch.Loss - loss) / loss).Max(),
            LargestDifference(end, weights),
            LargestDifference(start, weights));
    }

    /// <summary>Copies W1, b1, W2, ... from or into one array, which has PyTorch's order: (out, in) row by row.</summary>
    public static void Copy<T>(ITrainableNetwork<T> network, T[] values, bool isLoading)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int offset = 0;
        foreach (LayerInfo layer in network.Info.Layers)
        {
            foreach (ParameterInfo tensor in layer.Parameters)
            {
                Span<T> part = values.AsSpan(offset, tensor.Length);
                offset += tensor.Length;
                switch (tensor.Role, isLoading)
                {
                    case (ParameterRole.Weight, true):
                        network.Weights(layer.Index).CopyFrom(part);
                        break;
                    case (ParameterRole.Weight, false):
                        network.Weights(layer.Index).CopyTo(part);
                        break;
                    case (_, true):
                        part.CopyTo(network.Biases(layer.Index));
                        break;
                    default:
                        network.Biases(layer.Index).CopyTo(part);
                        break;
                }
            }
        }

        Assert.Equal(values.Length, offset);
    }

    private static Dataset Data(JsonElement fixture, NetworkInfo info)
    {
        double[] inputs = Numbers<double>(fixture.GetProperty("inputs"));
        return fixture.TryGetProperty("labels", out JsonElement labels)
            ? Dataset.FromLabels(inputs, labels.EnumerateArray().Select(label => label.GetInt32()).ToArray(), info.InputSize, info.OutputSize)
            : new Dataset(inputs, Numbers<double>(fixture.GetProperty("targets")), info.InputSize, info.OutputSize);
    }

    private static double LargestDifference<T>(T[] a, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        a.Zip(b, (x, y) => Math.Abs(double.CreateTruncating(x) - double.CreateTruncating(y))).Max();

    public static T[] Numbers<T>(JsonElement array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. array.EnumerateArray().Select(number => typeof(T) == typeof(float) ? T.CreateChecked(number.GetSingle()) : T.CreateChecked(number.GetDouble()))];

    public static JsonElement Read(string fixtures)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", fixtures));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}
