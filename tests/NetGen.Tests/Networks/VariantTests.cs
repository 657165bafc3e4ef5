using System.Reflection;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>What layers can be declared with besides a size and an activation: no biases, alphas, initializers, any depth.</summary>
public sealed class VariantTests
{
    private sealed record Variant(string Name, Loss Loss, string[] Layers, double LeakyAlpha = 0.1, double EluAlpha = 1);

    // {0} is the number of hidden units: 4 for straight-line code, 40 for tiles.
    private static readonly Variant[] _variants =
    [
        new("NoBias", Loss.HalfSquaredError, ["{0}, Activation.Tanh, Bias = false", "3, Bias = false"]),
        new("NoHiddenBias", Loss.CrossEntropy, ["{0}, Activation.ReLU, Bias = false", "3, Activation.Softmax"]),
        new("NoOutputBias", Loss.BinaryCrossEntropy, ["{0}, Activation.ELU", "3, Activation.Sigmoid, Bias = false"]),
        new("LeakyAlpha", Loss.SquaredError, ["{0}, Activation.LeakyReLU, Alpha = 0.3", "3, Activation.LeakyReLU, Alpha = 0.3"], LeakyAlpha: 0.3),
        new("LeakyZero", Loss.SquaredError, ["{0}, Activation.LeakyReLU, Alpha = 0", "3"], LeakyAlpha: 0),
        new("LeakyAboveOne", Loss.Huber, ["{0}, Activation.LeakyReLU, Alpha = 1.5", "3"], LeakyAlpha: 1.5),
        new("EluAlpha", Loss.SquaredError, ["{0}, Activation.ELU, Alpha = 2.5", "3, Activation.ELU, Alpha = 2.5"], EluAlpha: 2.5),
        new("EluZero", Loss.MeanSquaredError, ["{0}, Activation.ELU, Alpha = 0", "3"], EluAlpha: 0),
        new("BothAlphas", Loss.HalfSquaredError, ["{0}, Activation.LeakyReLU, Alpha = 0.25", "3, Activation.ELU, Alpha = 0.5"], 0.25, 0.5),
        new("OneLayer", Loss.HalfSquaredError, ["{0}, Activation.Tanh"]),
        new("OneOutput", Loss.MeanSquaredError, ["{0}, Activation.Sigmoid", "1"]),
        new("OneUnitWide", Loss.Huber, ["1, Activation.Tanh", "{0}, Activation.ELU", "1, Activation.Sigmoid", "{0}, Activation.Tanh", "2"]),
        new("Deep", Loss.MeanSquaredError, ["{0}, Activation.Tanh", "3, Activation.LeakyReLU", "4, Activation.Sigmoid", "3, Activation.ELU", "2"]),
        .. Enum.GetValues<Initializer>().Except([Initializer.Zeros]).Select(initializer => new Variant(
            $"{initializer}", Loss.HalfSquaredError, [$"{{0}}, Activation.Tanh, Initializer = Initializer.{initializer}", $"3, Initializer = Initializer.{initializer}"])),

        // Below weights of zero no gradient would be left to check.
        new("Zeros", Loss.HalfSquaredError, ["{0}, Initializer = Initializer.Zeros"]),
    ];

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(
        from variant in _variants from tiles in new[] { false, true } select Source(variant, tiles)));

    public static TheoryData<string, bool> Variants =>
        [.. from variant in _variants from tiles in new[] { false, true } select (variant.Name, tiles)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Gradients_are_the_differences_of_the_losses(string name, bool tiles)
    {
        Variant variant = _variants.Single(v => v.Name == name);
        ITrainableNetwork<double> network = _networks.Value.Create<double>(Name(variant, tiles), seed: 2);
        LoadedNetworks.AssertStrategy(network, tiles);
        Dataset data = PairingTests.Data(network.Info);

        PairingTests.AssertPasses(GradientCheck.Run(network, data, 1e-6), network);

        // The tolerances are those of PairingTests.
        var reference = new ReferenceNetwork(network, variant.LeakyAlpha, variant.EluAlpha);
        double compiled = network.Backward(data.InputsAsDouble, data.TargetsAsDouble);
        Assert.Equal(reference.Loss(data), compiled, 1e-13 * Math.Max(1, compiled));
        for (int i = 0; i < network.Gradients.Length; i++)
            Assert.Equal(reference.Slope(data, i, 1e-5), network.Gradients[i], 1e-8);
    }

    [Theory]
    [InlineData(Initializer.GlorotUniform)]
    [InlineData(Initializer.GlorotNormal)]
    [InlineData(Initializer.HeUniform)]
    [InlineData(Initializer.HeNormal)]
    [InlineData(Initializer.Zeros)]
    public void Weights_have_the_spread_of_their_initializer(Initializer initializer)
    {
        string name = initializer == Initializer.Zeros ? "ZerosTiles" : $"{initializer}Tiles";
        ITrainableNetwork<double> network = _networks.Value.Create<double>(name, seed: 2);
        ParameterInfo tensor = network.Info.Layers[0].Parameters[0];
        double[] weights = network.Parameters.Slice(tensor.Offset, tensor.Length).ToArray();

        Assert.Equal(initializer, tensor.Initializer);
        Assert.All(network.Biases(1).ToArray(), bias => Assert.Equal(0, bias));
        if (initializer == Initializer.Zeros)
        {
            Assert.All(weights, weight => Assert.Equal(0, weight));
            return;
        }

        // The layer is 6 -> 40, and uniform in ±sqrt(6 / fan) has the variance 2 / fan, as has the normal one.
        // The estimate from 240 numbers scatters by 9 % (normal) or 6 % (uniform); 30 % separates 40 from 46.
        double fan = initializer is Initializer.GlorotUniform or Initializer.GlorotNormal ? 46 : 6;
        double limit = Math.Sqrt(6 / fan), largest = weights.Max(Math.Abs);
        Assert.Equal(1, weights.Average(w => w * w) / (2 / fan), 0.3);
        if (initializer is Initializer.GlorotUniform or Initializer.HeUniform)
            Assert.InRange(largest, 0.9 * limit, limit);
        else
            Assert.InRange(largest, limit, 5 * limit);
    }

    private static NetworkSource Source(Variant variant, bool tiles) => new(
        Name(variant, tiles),
        $"6, Loss = Loss.{variant.Loss}, Precision = Precision.Double",
        [.. variant.Layers.Select(layer => string.Format(layer, tiles ? 40 : 4))]);

    private static string Name(Variant variant, bool tiles) => variant.Name + (tiles ? "Tiles" : "Straight");
}
