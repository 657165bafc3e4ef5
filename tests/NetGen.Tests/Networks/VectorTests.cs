using System.Reflection;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>
/// Networks in vectors: every activation, loss, depth and number of outputs, in batches of all kinds, against their twins in double
/// precision, which are straight-line code that <see cref="PairingTests"/> hold against differences of losses.
/// </summary>
public sealed class VectorTests
{
    private sealed record Variant(string Name, Loss Loss, int Inputs, int Outputs, params string[] Layers);

    private static readonly Activation[] _hidden =
        [.. Enum.GetValues<Activation>().Except([Activation.Softmax, Activation.LogSoftmax, Activation.Custom, Activation.Sign])];

    private static readonly Loss[] _losses = [.. Enum.GetValues<Loss>().Except([Loss.None])];

    private static readonly Variant[] _variants =
    [
        .. from hidden in _hidden
           from loss in _losses
           let output = loss switch { Loss.CrossEntropy => Activation.Softmax, Loss.BinaryCrossEntropy => Activation.Sigmoid, _ => _hidden[((int)loss + (int)hidden) % _hidden.Length] }
           select new Variant($"{hidden}{loss}", loss, 3, 2 + (int)loss % 2, $"8, Activation.{hidden}", $"{2 + (int)loss % 2}, Activation.{output}"),
        .. Enumerable.Range(1, 7).Select(outputs => new Variant($"Linear{outputs}", Loss.Huber, 1 + outputs % 3, outputs, "8, Activation.Tanh", $"{outputs}")),
        .. Enumerable.Range(2, 6).Select(outputs => new Variant($"Softmax{outputs}", Loss.CrossEntropy, 8 - outputs, outputs, "8, Activation.SiLU", $"{outputs}, Activation.Softmax")),
        .. new[] { 2, 3, 7 }.Select(outputs => new Variant($"LogSoftmax{outputs}", Loss.CrossEntropy, 8 - outputs, outputs, "8, Activation.SiLU", $"{outputs}, Activation.LogSoftmax")),
        new("LogSoftmaxSquared", Loss.MeanSquaredError, 2, 3, "16, Activation.Tanh", "3, Activation.LogSoftmax"),
        new("SoftmaxSquared", Loss.MeanSquaredError, 2, 3, "16, Activation.Tanh", "3, Activation.Softmax"),
        new("Labelled", Loss.BinaryCrossEntropy, 2, 1, "16, Activation.Tanh", "1, Activation.Sigmoid"),
        new("NoBias", Loss.HalfSquaredError, 4, 2, "8, Activation.GELU, Bias = false", "2, Bias = false"),
        new("NoHiddenBias", Loss.CrossEntropy, 4, 3, "16, Activation.ReLU, Bias = false", "3, Activation.Softmax"),
        new("Deep", Loss.MeanSquaredError, 2, 2, "8, Activation.Tanh", "8, Activation.ELU", "2, Activation.Tanh"),
        new("DeepOnZ", Loss.CrossEntropy, 1, 3, "8, Activation.SiLU", "8, Activation.Mish, Bias = false", "3, Activation.Softmax"),
        new("Deepest", Loss.HalfSquaredError, 1, 1, "8, Activation.Tanh, Bias = false", "8, Activation.Mish, Bias = false", "8, Activation.GELUTanh, Bias = false", "1, Bias = false"),
        new("Widest", Loss.HalfSquaredError, 1, 1, "80, Activation.SELU, Bias = false", "1, Bias = false"),
        .. new[] { 7, 8, 9, 11, 16, 17 }.Select(inputs => new Variant($"Inputs{inputs}", Loss.Huber, inputs, 1, "8, Activation.Tanh", "1, Activation.SiLU")),
        new("Wide", Loss.MeanAbsoluteError, 2, 2, "24, Activation.Softplus", "2"),
    ];

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(
        _variants.Select(variant => new NetworkSource(variant.Name, $"{variant.Inputs}, Loss = Loss.{variant.Loss}", variant.Layers))));

    public static TheoryData<string> Variants => [.. _variants.Select(variant => variant.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Losses_and_gradients_are_those_of_the_twin(string name)
    {
        ITrainableNetwork<float> network = Create(name);
        ITrainableNetwork<double> twin = network.ToDouble();
        foreach (int n in new[] { 1, 2, 7, 8, 9, 31, 32, 33, 71 })
        {
            foreach (bool weighted in new[] { false, true })
            {
                Dataset data = PairingTests.Data(network.Info, n);
                (float[] inputs, float[] targets) = (Singles(data.InputsAsDouble), Singles(data.TargetsAsDouble));
                float[] weights = weighted ? [.. Enumerable.Range(0, n).Select(i => 0.25f * (5 * i % 13))] : [];
                float[] dx = new float[inputs.Length];
                double[] dxOfTwin = new double[inputs.Length];

                float loss = network.Backward(inputs, targets, weights, dx);
                double lossOfTwin = twin.Backward(Doubles(inputs), Doubles(targets), Doubles(weights), dxOfTwin);

                AssertClose([lossOfTwin], [loss]);
                AssertClose(twin.Gradients, network.Gradients);
                AssertClose(dxOfTwin, dx);
                Assert.Equal(loss, network.ComputeLoss(inputs, targets, weights));
                float[] gradients = network.Gradients.ToArray();
                Assert.Equal(loss, network.Backward(inputs, targets, weights));
                Assert.Equal(gradients, network.Gradients.ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Gradients_from_those_of_the_outputs_are_those_of_the_twin(string name)
    {
        ITrainableNetwork<float> network = Create(name);
        ITrainableNetwork<double> twin = network.ToDouble();
        foreach (int n in new[] { 1, 8, 13 })
        {
            Dataset data = PairingTests.Data(network.Info, n);
            float[] inputs = Singles(data.InputsAsDouble), da = [.. Enumerable.Range(0, n * network.Info.OutputSize).Select(i => 0.1f * (7 * i % 11) - 0.4f)];
            float[] dx = new float[inputs.Length];
            double[] dxOfTwin = new double[inputs.Length];

            network.BackwardFrom(inputs, da, dx);
            twin.BackwardFrom(Doubles(inputs), Doubles(da), dxOfTwin);

            AssertClose(twin.Gradients, network.Gradients);
            AssertClose(dxOfTwin, dx);
        }

        float[] x = Singles(PairingTests.Data(network.Info, 1).InputsAsDouble), jacobian = new float[network.Info.OutputSize * network.Info.InputSize];
        double[] jacobianOfTwin = new double[jacobian.Length];
        float[] before = network.Gradients.ToArray();
        network.Jacobian(x, jacobian);
        twin.Jacobian(Doubles(x), jacobianOfTwin);
        AssertClose(jacobianOfTwin, jacobian);
        Assert.Equal(before, network.Gradients.ToArray());
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_sample_has_the_same_outputs_in_every_batch_and_in_its_trace(string name)
    {
        ITrainableNetwork<float> network = Create(name);
        NetworkInfo info = network.Info;
        float[] inputs = Singles(PairingTests.Data(info, 71).InputsAsDouble), alone = new float[info.OutputSize], trace = new float[info.TraceSize];
        foreach (int n in new[] { 2, 8, 31, 33, 71 })
        {
            float[] outputs = new float[n * info.OutputSize];
            network.Forward(inputs.AsSpan(0, n * info.InputSize), outputs);
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<float> x = inputs.AsSpan(i * info.InputSize, info.InputSize);
                network.Forward(x, alone);
                network.Trace(x, trace);
                Assert.Equal(alone, outputs[(i * info.OutputSize)..((i + 1) * info.OutputSize)]);
                Assert.Equal(alone, trace[^info.OutputSize..]);
            }
        }

        double[] ofTwin = new double[info.OutputSize];
        network.ToDouble().Forward(Doubles(inputs[..info.InputSize]), ofTwin);
        network.Forward(inputs.AsSpan(0, info.InputSize), alone);
        AssertClose(ofTwin, alone);
    }

    [Theory]
    [InlineData("Softmax3")]
    [InlineData("Softmax7")]
    [InlineData("Labelled")]
    [InlineData("DeepOnZ")]
    public void Labels_are_targets_of_ones_and_zeros(string name)
    {
        var network = (IClassifierNetwork<float>)Create(name);
        NetworkInfo info = network.Info;
        int classes = Math.Max(2, info.OutputSize);
        foreach (int n in new[] { 1, 5, 8, 21, 40 })
        {
            float[] inputs = Singles(PairingTests.Data(info, n).InputsAsDouble), targets = new float[n * info.OutputSize];
            float[] weights = [.. Enumerable.Range(0, n).Select(i => 0.5f + i % 3)];
            int[] labels = [.. Enumerable.Range(0, n).Select(i => 5 * i % classes)];
            for (int i = 0; i < n; i++)
            {
                if (info.OutputSize == 1)
                    targets[i] = labels[i];
                else
                    targets[i * classes + labels[i]] = 1;
            }

            float loss = network.Backward(inputs, targets, weights);
            float[] gradients = network.Gradients.ToArray();

            Assert.Equal(loss, network.Backward(inputs, labels, weights));
            Assert.Equal(gradients, network.Gradients.ToArray());
            Assert.Equal(loss, network.ComputeLoss(inputs, labels, weights));
        }

        Assert.Throws<ArgumentException>(() => network.Backward(new float[2 * info.InputSize], new[] { 0, 1 }, weights: new float[3]));
        Assert.Throws<ArgumentException>(() => network.ComputeLoss(new float[2 * info.InputSize], new[] { 0, 1 }, weights: new float[3]));
        Assert.Throws<ArgumentException>(() => network.Backward(new float[2 * info.InputSize], new[] { 0, 1 }, inputGradients: new float[3]));
    }

    private static ITrainableNetwork<float> Create(string name)
    {
        ITrainableNetwork<float> network = _networks.Value.Create<float>(name, seed: 1);
        Assert.Equal("vectors", LoadedNetworks.StrategyOf(network));
        var random = new Random(3);
        foreach (ref float parameter in network.Parameters)
            parameter += 0.2f * random.NextSingle() - 0.1f;
        return network;
    }

    /// <summary>Sums of some dozens of numbers, each rounded to 6e-8.</summary>
    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        double largest = 1;
        foreach (double number in expected)
            largest = Math.Max(largest, Math.Abs(number));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 4e-6 * largest);
    }

    private static float[] Singles(ReadOnlySpan<double> numbers) => [.. numbers.ToArray().Select(number => (float)number)];

    private static double[] Doubles(ReadOnlySpan<float> numbers) => [.. numbers.ToArray().Select(number => (double)number)];
}
