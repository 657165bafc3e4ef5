using System.Numerics;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Outputs, losses and gradients are those of PyTorch: see tests/fixtures/make_pytorch_fixtures.py.</summary>
public sealed class PyTorchTests
{
    // Both round to 6e-8 a term, in sums of up to 64 terms that each take in another order.
    private const double SingleTolerance = 1e-5;

    // The same with 1.1e-16.
    private const double DoubleTolerance = 1e-12;

    private static readonly JsonElement _fixtures = Read();

    [Fact]
    public void Tanh_and_softmax_with_cross_entropy_in_vectors()
    {
        var network = new SmallNet(seed: 1);
        Assert.Equal("vectors", LoadedNetworks.StrategyOf(network));
        AssertMatches(network, "TanhSoftmax", SingleTolerance);
    }

    [Fact]
    public void ReLU_and_softmax_with_cross_entropy_on_digits_in_tiles()
    {
        var network = new DigitsNet(seed: 1);
        LoadedNetworks.AssertStrategy(network, tiles: true);
        AssertMatches(network, "Digits", SingleTolerance);
    }

    [Fact]
    public void ELU_and_leaky_ReLU_with_Huber_loss_in_double()
    {
        var network = new EluHuberNet(seed: 1);
        LoadedNetworks.AssertStrategy(network, tiles: true);
        AssertMatches(network, "EluHuber", DoubleTolerance);
    }

    private static void AssertMatches<T>(ITrainableNetwork<T> network, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement fixture = _fixtures.EnumerateArray().Single(element => element.GetProperty("name").GetString() == name);
        JsonElement[] tensors = [.. fixture.GetProperty("tensors").EnumerateArray()];
        foreach ((ParameterInfo tensor, int layer, JsonElement expected) in Tensors(network.Info, tensors))
        {
            T[] values = Numbers<T>(expected.GetProperty("values"));
            if (tensor.Role == ParameterRole.Weight)
                network.Weights(layer).CopyFrom(values);
            else
                values.CopyTo(network.Biases(layer));
        }

        T[] inputs = Numbers<T>(fixture.GetProperty("inputs")), outputs = Numbers<T>(fixture.GetProperty("outputs"));
        var actual = new T[outputs.Length];
        network.Forward(inputs, actual);
        AssertClose(outputs, actual, tolerance, "outputs");
        AssertClose(Numbers<T>(fixture.GetProperty("loss")), [Backward(network, inputs, fixture)], tolerance, "loss");
        foreach ((ParameterInfo tensor, int layer, JsonElement expected) in Tensors(network.Info, tensors))
        {
            var gradients = new T[tensor.Length];
            if (tensor.Role == ParameterRole.Weight)
                network.WeightGradients(layer).CopyTo(gradients);
            else
                network.BiasGradients(layer).CopyTo(gradients);

            AssertClose(Numbers<T>(expected.GetProperty("gradients")), gradients, tolerance, tensor.Name);
        }
    }

    private static IEnumerable<(ParameterInfo Tensor, int Layer, JsonElement Expected)> Tensors(NetworkInfo info, JsonElement[] tensors)
    {
        Assert.Equal(info.Layers.Sum(layer => layer.Parameters.Count), tensors.Length);
        return
            from layer in info.Layers
            from tensor in layer.Parameters
            select (tensor, layer.Index, tensors.Single(element => element.GetProperty("name").GetString() == tensor.Name));
    }

    /// <summary>Asserts that errors are small beside the largest number of the tensor.</summary>
    private static void AssertClose<T>(T[] expected, T[] actual, double tolerance, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Max(value => Math.Abs(double.CreateTruncating(value)));
        Assert.True(largest > 0, $"{name} is nothing but zeros.");
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(double.CreateTruncating(expected[i]) - double.CreateTruncating(actual[i]));
            Assert.True(error <= tolerance * largest, $"{name}[{i}]: expected {expected[i]}, but got {actual[i]}.");
        }
    }

    private static T Backward<T>(ITrainableNetwork<T> network, T[] inputs, JsonElement fixture)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        fixture.TryGetProperty("labels", out JsonElement labels)
            ? ((IClassifierNetwork<T>)network).Backward(inputs, labels.EnumerateArray().Select(label => label.GetInt32()).ToArray())
            : network.Backward(inputs, Numbers<T>(fixture.GetProperty("targets")));

    private static T[] Numbers<T>(JsonElement array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. array.EnumerateArray().Select(number => typeof(T) == typeof(float) ? T.CreateChecked(number.GetSingle()) : T.CreateChecked(number.GetDouble()))];

    private static JsonElement Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "pytorch.json"));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}

[Network(5, Loss = Loss.Huber, Precision = Precision.Double)]
[Dense(12, Activation.ELU)]
[Dense(10, Activation.LeakyReLU)]
[Dense(2)]
internal sealed partial class EluHuberNet;
