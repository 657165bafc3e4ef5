using System.Numerics;
using System.Reflection;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Every output activation with every loss, in both strategies, against differences of losses.</summary>
public sealed class PairingTests
{
    // Vectors of samples and a rest, in either precision.
    private const int Samples = 13;

    private static readonly Activation[] _hidden =
    [
        Activation.Identity, Activation.Sigmoid, Activation.Tanh, Activation.ReLU, Activation.LeakyReLU, Activation.ELU,
        Activation.SELU, Activation.GELU, Activation.GELUTanh, Activation.SiLU, Activation.Softplus, Activation.Mish, Activation.HardTanh,
        Activation.HardSigmoid, Activation.HardSwish, Activation.ClippedReLU,
    ];

    private static readonly Activation[] _outputs = [.. _hidden, Activation.Softmax, Activation.LogSoftmax];

    private static readonly Loss[] _losses = [.. Enum.GetValues<Loss>().Except([Loss.None])];

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(Pairings.Select(row => Source(row.Data.Item1, row.Data.Item2, row.Data.Item3))));

    public static TheoryData<Activation, Loss, bool> Pairings =>
        [.. from output in _outputs from loss in _losses where (output, loss) != (Activation.LogSoftmax, Loss.BinaryCrossEntropy) from tiles in new[] { false, true } select (output, loss, tiles)];

    [Theory]
    [MemberData(nameof(Pairings))]
    public void Gradients_are_the_differences_of_the_losses(Activation output, Loss loss, bool tiles)
    {
        if (PrecisionOf(output, loss, tiles) == Precision.Double)
        {
            CheckGradients<double>(output, loss, tiles);
            return;
        }

        // Sums of some dozens of numbers, each rounded to 6e-8. NaN would mean that nothing was compared.
        Assert.InRange(CheckGradients<float>(output, loss, tiles).PrecisionError, 0, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Pairings))]
    public void Losses_and_gradients_are_those_of_an_independent_network(Activation output, Loss loss, bool tiles)
    {
        ITrainableNetwork<double> network = CreateInDouble(output, loss, tiles);
        Dataset data = Data(network.Info);
        AssertIndependent(network, data, network.Backward(data.InputsAsDouble, data.TargetsAsDouble));
    }

    /// <summary>Weights from 0 to 3, of the mean 1.5: so that what the network averages is sum w L / sum w, times 1.5.</summary>
    [Theory]
    [MemberData(nameof(Pairings))]
    public void Weighted_losses_and_gradients_are_those_of_an_independent_network(Activation output, Loss loss, bool tiles)
    {
        ITrainableNetwork<double> network = CreateInDouble(output, loss, tiles);
        double[] weights = [.. Enumerable.Range(0, Samples).Select(i => 0.25 * (5 * i % Samples))];
        Dataset data = Data(network.Info).WithSampleWeights(weights);

        double compiled = network.Backward(data.InputsAsDouble, data.TargetsAsDouble, weights);

        Assert.Equal(compiled, network.ComputeLoss(data.InputsAsDouble, data.TargetsAsDouble, weights), 1e-13 * Math.Max(1, compiled));
        foreach (ref double gradient in network.Gradients)
            gradient /= 1.5;
        AssertIndependent(network, data, compiled / 1.5);
        AssertPasses(GradientCheck.Run(network, data, 1e-6), network);
    }

    private static void AssertIndependent(ITrainableNetwork<double> network, Dataset data, double compiled)
    {
        var reference = new ReferenceNetwork(network);

        // Both sum some dozens of terms, each rounded to 1e-16.
        Assert.Equal(reference.Loss(data), compiled, 1e-13 * Math.Max(1, compiled));
        double largest = network.Gradients.ToArray().Max(Math.Abs);
        for (int i = 0; i < network.Gradients.Length; i++)
        {
            // (L(w + h) - L(w - h)) / 2h is wrong by about h^2 = 1e-10 and, by rounding, by 1e-16 / h = 1e-11.
            Assert.Equal(reference.Slope(data, i, 1e-5), network.Gradients[i], 1e-8 * Math.Max(1, largest));
        }
    }

    private static GradientCheckReport CheckGradients<T>(Activation output, Loss loss, bool tiles)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> network = Create<T>(output, loss, tiles);
        LoadedNetworks.AssertStrategy(network, tiles);

        // 1e-6 is the check's own default: its differences are good to about 1e-9.
        GradientCheckReport report = GradientCheck.Run(network, Data(network.Info), 1e-6);
        AssertPasses(report, network);
        return report;
    }

    /// <summary>Asserts that the check passed, and that it had something to check in every tensor.</summary>
    internal static void AssertPasses<T>(GradientCheckReport report, ITrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(network.Info.ParameterCount, report.Checked);
        foreach (ParameterInfo tensor in network.Info.Layers.SelectMany(layer => layer.Parameters))
            Assert.True(network.Gradients.Slice(tensor.Offset, tensor.Length).ContainsAnyExcept(T.Zero), $"{tensor.Name} has no gradient at all.");
    }

    /// <summary>Samples with inputs of about 1, and targets that suit the loss.</summary>
    internal static Dataset Data(NetworkInfo info, int samples = Samples)
    {
        var random = new Random(7);
        double[] inputs = [.. Enumerable.Range(0, samples * info.InputSize).Select(_ => 2 * random.NextDouble() - 1)];
        double[] targets = [.. Enumerable.Range(0, samples * info.OutputSize).Select(_ => TakesProbabilities(info.Loss) ? random.NextDouble() : 4 * random.NextDouble() - 2)];
        if (info.Loss == Loss.CrossEntropy)
            targets = [.. targets.Chunk(info.OutputSize).SelectMany(row => row.Select(y => y / row.Sum()))];

        return new Dataset(inputs, targets, info.InputSize, info.OutputSize);
    }

    /// <summary>The hidden activation changes from pairing to pairing, so that each stands under each loss.</summary>
    private static NetworkSource Source(Activation output, Loss loss, bool tiles) => new(
        Name(output, loss, tiles),
        $"{(tiles ? 6 : 2)}, Loss = Loss.{loss}, Precision = Precision.{PrecisionOf(output, loss, tiles)}",
        $"{(tiles ? 16 : 9)}, Activation.{_hidden[Diagonal(output, loss) % _hidden.Length]}",
        $"{(tiles ? 4 : 3)}, Activation.{output}");

    /// <summary>
    /// Each pairing in one strategy in single precision, in the other in double. A network in single precision
    /// is checked by its twin, so all are checked in double.
    /// </summary>
    private static Precision PrecisionOf(Activation output, Loss loss, bool tiles) =>
        Diagonal(output, loss) % 2 == (tiles ? 1 : 0) ? Precision.Single : Precision.Double;

    private static int Diagonal(Activation output, Loss loss) => Array.IndexOf(_outputs, output) + Array.IndexOf(_losses, loss);

    private static string Name(Activation output, Loss loss, bool tiles) => $"{output}{loss}{(tiles ? "Tiles" : "Straight")}";

    private static ITrainableNetwork<T> Create<T>(Activation output, Loss loss, bool tiles)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> network = _networks.Value.Create<T>(Name(output, loss, tiles), seed: 1);
        // Biases are zero at the start, and then a sample that switches every hidden neuron off puts z on a kink.
        var random = new Random(3);
        foreach (LayerInfo layer in network.Info.Layers)
            foreach (ref T bias in network.Biases(layer.Index))
                bias = T.CreateTruncating(random.NextDouble() - 0.5);

        // Logarithms need outputs between 0 and 1, which small weights around a bias of 0.5 give any activation; Softplus around 0.
        if (TakesProbabilities(loss))
        {
            ParameterInfo weights = network.Info.Layers[1].Parameters[0];
            foreach (ref T weight in network.Parameters.Slice(weights.Offset, weights.Length))
                weight *= T.CreateTruncating(0.1);
            network.Biases(2).Fill(T.CreateTruncating(output == Activation.Softplus ? 0 : 0.5));
        }

        return network;
    }

    private static ITrainableNetwork<double> CreateInDouble(Activation output, Loss loss, bool tiles) =>
        PrecisionOf(output, loss, tiles) == Precision.Double ? Create<double>(output, loss, tiles) : Create<float>(output, loss, tiles).ToDouble();

    private static bool TakesProbabilities(Loss loss) => loss is Loss.BinaryCrossEntropy or Loss.CrossEntropy;
}
