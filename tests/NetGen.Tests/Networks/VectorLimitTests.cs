using System.Reflection;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Networks in vectors with activations of the user's, without a way back, in double precision, and with numbers that are none.</summary>
public sealed class VectorLimitTests
{
    private static readonly string[] _own = [nameof(Squareplus), nameof(VectorSquareplus)];

    private static readonly Lazy<Assembly> _networks = new(() => Compilations.CompileAndLoad(NetworkSource.File(Sources()) + OwnActivationTests.Functions()));

    public static TheoryData<string> Own => [.. from function in _own from shape in new[] { "Small", "Deep", "Single" } select function + shape];

    public static TheoryData<Activation> Hidden => [.. _hidden];

    private static readonly Activation[] _hidden =
        [.. Enum.GetValues<Activation>().Except([Activation.Softmax, Activation.LogSoftmax, Activation.Custom, Activation.Sign])];

    [Theory]
    [MemberData(nameof(Own))]
    public void Activations_of_ones_own_pass_the_gradient_check(string name)
    {
        ITrainableNetwork<float> network = Create(name);
        foreach (int n in new[] { 1, 8, 13, 40 })
            PairingTests.AssertPasses(GradientCheck.Run(network, PairingTests.Data(network.Info, n)), network);
    }

    [Theory]
    [MemberData(nameof(Own))]
    public void Activations_of_ones_own_give_a_sample_the_same_outputs_in_every_batch(string name)
    {
        ITrainableNetwork<float> network = Create(name);
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        float[] x = Numbers(41 * inputs), a = new float[41 * outputs], alone = new float[outputs], trace = new float[network.Info.TraceSize];
        network.Forward(x, a);
        for (int i = 0; i < 41; i++)
        {
            network.Forward(x.AsSpan(i * inputs, inputs), alone);
            network.Trace(x.AsSpan(i * inputs, inputs), trace);
            Assert.Equal(a[(i * outputs)..((i + 1) * outputs)], alone);
            Assert.Equal(alone, trace[^outputs..]);
        }
    }

    [Fact]
    public void Numbers_and_vectors_of_an_activation_give_the_same_bits()
    {
        foreach (string shape in new[] { "Small", "Deep", "Single" })
        {
            ITrainableNetwork<float> numbers = Create(nameof(Squareplus) + shape), vectors = Create(nameof(VectorSquareplus) + shape);
            foreach (int n in new[] { 1, 13 })
            {
                Dataset data = PairingTests.Data(numbers.Info, n);
                float[] x = [.. data.InputsAsDouble.ToArray().Select(number => (float)number)], y = [.. data.TargetsAsDouble.ToArray().Select(number => (float)number)];
                Assert.Equal(numbers.Backward(x, y), vectors.Backward(x, y));
                Assert.Equal(numbers.Gradients.ToArray(), vectors.Gradients.ToArray());
            }
        }
    }

    [Theory]
    [InlineData(nameof(WrongSlope), 1)]
    [InlineData(nameof(WrongSlope), 13)]
    [InlineData(nameof(WrongInVectors), 1)]
    [InlineData(nameof(WrongInVectors), 13)]
    public void A_wrong_derivative_is_found(string function, int samples)
    {
        ITrainableNetwork<float> network = Create(function + "Net");
        GradientCheckReport report = GradientCheck.Run(network, PairingTests.Data(network.Info, samples));
        Assert.False(report.Passed, report.ToString());
        Assert.Equal(1, report.SuspectLayer);
    }

    [Theory]
    [InlineData("Signs")]
    [InlineData("ForwardOnly")]
    [InlineData("SignOfTanh")]
    public void Networks_that_go_forward_alone_have_the_outputs_of_their_like_in_double_precision(string name)
    {
        var network = (INetwork<float>)Load(name);
        var doubles = (INetwork<double>)Load(name + "InDouble");
        Assert.Equal("vectors", LoadedNetworks.StrategyOf(network));
        Assert.IsNotAssignableFrom<ITrainableNetwork<float>>(network);
        for (int i = 0; i < network.Parameters.Length; i++)
            doubles.Parameters[i] = network.Parameters[i];

        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        foreach (int n in new[] { 1, 7, 8, 33 })
        {
            float[] x = Numbers(n * inputs), a = new float[n * outputs], trace = new float[network.Info.TraceSize];
            double[] expected = new double[n * outputs];
            network.Forward(x, a);
            doubles.Forward([.. x.Select(number => (double)number)], expected);
            for (int i = 0; i < a.Length; i++)
                Assert.Equal(expected[i], a[i], 1e-5);
            network.Trace(x.AsSpan(0, inputs), trace);
            Assert.Equal(a[..outputs], trace[^outputs..]);
        }
    }

    [Fact]
    public void A_network_in_double_precision_reads_weights_by_neuron_too()
    {
        ITrainableNetwork<double> network = _networks.Value.Create<double>("Doubles", seed: 1);
        Assert.Equal([8, 1], network.Info.Layers[1].Parameters[0].Strides);
        Dataset data = PairingTests.Data(network.Info, samples: 13);
        PairingTests.AssertPasses(GradientCheck.Run(network, data), network);
        double[] before = network.Parameters.ToArray(), x = data.InputsAsDouble.ToArray(), y = data.TargetsAsDouble.ToArray();
        ITrainableNetwork<double> copy = network.ToDouble();
        Assert.Equal(network.ComputeLoss(x, y), copy.ComputeLoss(x, y));
        copy.Parameters.Clear();
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public void Not_a_number_stays_with_its_sample(Activation hidden)
    {
        foreach (string output in new[] { "Softmax", "Linear" })
        {
            ITrainableNetwork<float> network = Create($"{hidden}{output}");
            foreach (int n in new[] { 1, 2, 8, 13, 41 })
            {
                float[] x = Numbers(n * 2), y = Targets(n), expected = new float[n * 3], actual = new float[n * 3], dx = new float[n * 2], expectedSlopes = new float[n * 2];
                network.Forward(x, expected);
                network.Backward(x, y, inputGradients: expectedSlopes);
                foreach (int bad in new[] { 0, n / 2, n - 1 })
                {
                    float[] spoiled = [.. x];
                    spoiled[2 * bad + 1] = float.NaN;
                    network.Forward(spoiled, actual);
                    for (int i = 0; i < 3 * n; i++)
                        Assert.Equal(i / 3 == bad ? float.NaN : expected[i], actual[i]);

                    Assert.Equal(float.NaN, network.ComputeLoss(spoiled, y));
                    Assert.Equal(float.NaN, network.Backward(spoiled, y, inputGradients: dx));
                    for (int i = 0; i < 2 * n; i++)
                        Assert.Equal(i / 2 == bad ? float.NaN : expectedSlopes[i], dx[i]);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(33)]
    public void A_loss_that_is_too_large_is_infinite(int n)
    {
        ITrainableNetwork<float> network = Create("TanhLinear");
        float[] x = Numbers(2 * n), y = Targets(n);
        y[^1] = 1e30f;

        Assert.Equal(float.PositiveInfinity, network.ComputeLoss(x, y));
        Assert.Equal(float.PositiveInfinity, network.Backward(x, y));
        Assert.All(network.Gradients.ToArray(), gradient => Assert.True(float.IsFinite(gradient)));
    }

    private static IEnumerable<NetworkSource> Sources()
    {
        foreach (string function in _own.Select(Full))
        {
            string name = function.Split('.')[^1];
            yield return new(name + "Small", "3, Loss = Loss.Huber", $"16, typeof({function})", $"2, typeof({function})");
            yield return new(name + "Deep", "2, Loss = Loss.MeanSquaredError", $"8, typeof({function}), Bias = false", $"8, typeof({function})", "3");
            yield return new(name + "Single", "1, Loss = Loss.HalfSquaredError", $"8, typeof({function})", $"1, typeof({function}), Bias = false");
        }

        foreach (string function in new[] { nameof(WrongSlope), nameof(WrongInVectors) })
            yield return new(function + "Net", "2, Loss = Loss.HalfSquaredError", $"8, typeof({Full(function)})", "3");

        foreach (string precision in new[] { "", ", Precision = Precision.Double" })
        {
            string name = precision.Length > 0 ? "InDouble" : "";
            yield return new("Signs" + name, "3" + precision, "16, Activation.Sign", "3, Activation.Sign");
            yield return new("ForwardOnly" + name, "2" + precision, "8, Activation.GELU", "8, Activation.Softplus", "3, Activation.Softmax");
            yield return new("SignOfTanh" + name, "9" + precision, "8, Activation.Tanh", "1, Activation.Sign, Bias = false");
        }

        yield return new("Doubles", "5, Loss = Loss.CrossEntropy, Precision = Precision.Double", "8, Activation.Tanh", "3, Activation.Softmax");
        foreach (Activation hidden in _hidden)
        {
            yield return new($"{hidden}Softmax", "2, Loss = Loss.CrossEntropy", $"8, Activation.{hidden}", "3, Activation.Softmax");
            yield return new($"{hidden}Linear", "2, Loss = Loss.SquaredError", $"8, Activation.{hidden}", "3");
        }

        static string Full(string function) => $"NetGen.Tests.Networks.{function}";
    }

    private static ITrainableNetwork<float> Create(string name)
    {
        ITrainableNetwork<float> network = _networks.Value.Create<float>(name, seed: 1);
        Assert.Equal("vectors", LoadedNetworks.StrategyOf(network));
        return network;
    }

    private static object Load(string name) => Activator.CreateInstance(_networks.Value.GetType(name, throwOnError: true)!, 1)!;

    /// <summary>Numbers from -1 to 1.</summary>
    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.2f * (7 * i % 11) - 1)];

    /// <summary>Three for each sample, whose sum is 1.</summary>
    private static float[] Targets(int samples) => [.. Enumerable.Range(0, samples).SelectMany(i => new[] { 0.25f, 0.5f, 0.25f })];
}
