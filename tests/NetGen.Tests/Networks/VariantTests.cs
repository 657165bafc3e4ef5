using System.Reflection;
using NetGen.CompilerServices;
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
        .. Enum.GetValues<Initializer>().Except([Initializer.Zeros, Initializer.Constant]).Select(initializer => new Variant(
            $"{initializer}", Loss.HalfSquaredError, [$"{{0}}, Activation.Tanh, Initializer = Initializer.{initializer}", $"3, Initializer = Initializer.{initializer}"])),
        new("Constant", Loss.HalfSquaredError, ["{0}, Activation.Tanh, Initializer = Initializer.Constant, InitialValue = -0.125", "3"]),

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

    // How each is drawn is tested in ParameterInitializerTests; here, that the declared one reaches it.
    public static TheoryData<Initializer> Initializers => [.. Enum.GetValues<Initializer>()];

    [Theory]
    [MemberData(nameof(Initializers))]
    public void Parameters_are_drawn_as_declared(Initializer initializer)
    {
        ITrainableNetwork<double> network = _networks.Value.Create<double>($"{initializer}Tiles", seed: 2);
        ParameterInfo weights = network.Info.Layers[0].Parameters[0], biases = network.Info.Layers[0].Parameters[1];

        // Tanh, so the default is Glorot's.
        Initializer expected = initializer == Initializer.Default ? Initializer.GlorotUniform : initializer;
        Assert.Equal((expected, initializer == Initializer.Constant ? -0.125 : 0), (weights.Initializer, weights.InitialValue));
        Assert.Equal(initializer == Initializer.PyTorchDefault ? initializer : Initializer.Zeros, biases.Initializer);
        Assert.Equal((6, 40), (biases.FanIn, biases.FanOut));

        var drawn = new double[network.Info.ParameterCount];
        ParameterInitializer.Fill<double>(network.Info, drawn, seed: 2);
        Assert.Equal(drawn, network.Parameters.ToArray());
    }

    private static NetworkSource Source(Variant variant, bool tiles) => new(
        Name(variant, tiles),
        $"6, Loss = Loss.{variant.Loss}, Precision = Precision.Double",
        [.. variant.Layers.Select(layer => string.Format(layer, tiles ? 40 : 4))]);

    private static string Name(Variant variant, bool tiles) => variant.Name + (tiles ? "Tiles" : "Straight");
}
