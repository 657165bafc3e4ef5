using System.Numerics;
using System.Reflection;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Every output activation with every loss, in both strategies, against differences of losses.</summary>
public sealed class PairingTests
{
    private const int Samples = 4;

    private static readonly Activation[] _hidden =
        [Activation.Identity, Activation.Sigmoid, Activation.Tanh, Activation.ReLU, Activation.LeakyReLU, Activation.ELU];

    private static readonly Activation[] _outputs = [.. _hidden, Activation.Softmax];

    private static readonly Loss[] _losses = [.. Enum.GetValues<Loss>().Except([Loss.None])];

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(
        from output in _outputs
        from loss in _losses
        from loops in new[] { false, true }
        from precision in Precisions(output, loss, loops)
        select Source(output, loss, loops, precision)));

    public static TheoryData<Activation, Loss, bool> Pairings =>
        [.. from output in _outputs from loss in _losses from loops in new[] { false, true } select (output, loss, loops)];

    public static TheoryData<Activation, Loss, bool> PairingsInSingle =>
        [.. Pairings.Select(row => row.Data).Where(row => Precisions(row.Item1, row.Item2, row.Item3).Contains(Precision.Single))];

    [Theory]
    [MemberData(nameof(Pairings))]
    public void Gradients_in_double_are_the_differences_of_the_losses(Activation output, Loss loss, bool loops)
    {
        ITrainableNetwork<double> network = Create<double>(output, loss, loops, Precision.Double);
        Dataset data = Data(network.Info);

        // 1e-6 is the check's own default: its differences are good to about 1e-9.
        AssertPasses(GradientCheck.Run(network, data, 1e-6), network);
    }

    [Theory]
    [MemberData(nameof(Pairings))]
    public void Losses_and_gradients_in_double_are_those_of_an_independent_network(Activation output, Loss loss, bool loops)
    {
        ITrainableNetwork<double> network = Create<double>(output, loss, loops, Precision.Double);
        Dataset data = Data(network.Info);
        var reference = new ReferenceNetwork(network);

        double compiled = network.Backward(data.InputsAsDouble, data.TargetsAsDouble);

        // Both sum some dozens of terms, each rounded to 1e-16.
        Assert.Equal(reference.Loss(data), compiled, 1e-13 * Math.Max(1, compiled));
        double largest = network.Gradients.ToArray().Max(Math.Abs);
        for (int i = 0; i < network.Gradients.Length; i++)
        {
            // (L(w + h) - L(w - h)) / 2h is wrong by about h^2 = 1e-10 and, by rounding, by 1e-16 / h = 1e-11.
            double slope = reference.Slope(data, i, 1e-5);
            Assert.Equal(slope, network.Gradients[i], 1e-8 * Math.Max(1, largest));
        }
    }

    [Theory]
    [MemberData(nameof(PairingsInSingle))]
    public void Gradients_in_single_are_those_of_the_twin_in_double(Activation output, Loss loss, bool loops)
    {
        ITrainableNetwork<float> network = Create<float>(output, loss, loops, Precision.Single);

        GradientCheckReport report = GradientCheck.Run(network, Data(network.Info), 1e-6);

        AssertPasses(report, network);

        // Sums of some dozens of numbers, each rounded to 6e-8. NaN would mean that nothing was compared.
        Assert.InRange(report.PrecisionError, 0, 1e-5);
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
    internal static Dataset Data(NetworkInfo info)
    {
        var random = new Random(7);
        double[] inputs = [.. Enumerable.Range(0, Samples * info.InputSize).Select(_ => 2 * random.NextDouble() - 1)];
        double[] targets = [.. Enumerable.Range(0, Samples * info.OutputSize).Select(_ => TakesProbabilities(info.Loss) ? random.NextDouble() : 4 * random.NextDouble() - 2)];
        if (info.Loss == Loss.CrossEntropy)
            targets = [.. targets.Chunk(info.OutputSize).SelectMany(row => row.Select(y => y / row.Sum()))];

        return new Dataset(inputs, targets, info.InputSize, info.OutputSize);
    }

    /// <summary>The hidden activation changes from pairing to pairing, so that each stands before each output and under each loss.</summary>
    private static NetworkSource Source(Activation output, Loss loss, bool loops, Precision precision)
    {
        Activation hidden = _hidden[(Array.IndexOf(_outputs, output) + Array.IndexOf(_losses, loss)) % _hidden.Length];
        return new(
            Name(output, loss, loops, precision),
            $"{(loops ? 6 : 3)}, Loss = Loss.{loss}, Precision = Precision.{precision}",
            $"{(loops ? 16 : 5)}, Activation.{hidden}",
            $"{(loops ? 4 : 3)}, Activation.{output}");
    }

    /// <summary>Double for all; single for every second, so that each activation and each loss has it in both strategies.</summary>
    private static IEnumerable<Precision> Precisions(Activation output, Loss loss, bool loops)
    {
        yield return Precision.Double;
        if ((Array.IndexOf(_outputs, output) + Array.IndexOf(_losses, loss)) % 2 == (loops ? 1 : 0))
            yield return Precision.Single;
    }

    private static string Name(Activation output, Loss loss, bool loops, Precision precision) =>
        $"{output}{loss}{(loops ? "Loops" : "Straight")}{precision}";

    private static ITrainableNetwork<T> Create<T>(Activation output, Loss loss, bool loops, Precision precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> network = _networks.Value.Create<T>(Name(output, loss, loops, precision), seed: 1);
        LoadedNetworks.AssertStrategy(network, loops);
        var random = new Random(3);
        foreach (ref T bias in network.Biases(1))
            bias = T.CreateTruncating(random.NextDouble() - 0.5);

        // Logarithms need outputs between 0 and 1, which small weights around a bias of 0.5 give any activation.
        if (TakesProbabilities(loss))
        {
            ParameterInfo weights = network.Info.Layers[1].Parameters[0];
            foreach (ref T weight in network.Parameters.Slice(weights.Offset, weights.Length))
                weight *= T.CreateTruncating(0.1);
            network.Biases(2).Fill(T.CreateTruncating(0.5));
        }

        return network;
    }

    private static bool TakesProbabilities(Loss loss) => loss is Loss.BinaryCrossEntropy or Loss.CrossEntropy;
}
