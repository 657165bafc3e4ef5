using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Gradients of the inputs, products with gradients of the outputs, and Jacobians: for batches of many sizes, under masks, on threads, and refused.</summary>
public sealed class InputGradientTests
{
    private static readonly Dictionary<string, Func<ITrainableNetwork<float>>> _networks = new()
    {
        ["Small"] = () => new ResidualSmall(seed: 2),
        ["Deep"] = () => new ResidualDeep(seed: 2),
        ["Forked"] = () => new ResidualForked(seed: 2),
        ["Dropped"] = () => new ResidualDropped(seed: 2),
        ["Scaled"] = () => Fitted(new ScaledSkip(seed: 2)),
        ["ScaledTiles"] = () => Fitted(new ScaledSkipTiles(seed: 2)),
    };

    public static TheoryData<string> Networks => [.. _networks.Keys];

    /// <summary>Vectors of samples and rests; for tiles several chunks, and several shards.</summary>
    public static TheoryData<string, int> Batches => [.. from network in _networks.Keys from n in new[] { 1, 3, 8, 9, 70, 1000, 5003 } select (network, n)];

    [Theory]
    [MemberData(nameof(Batches))]
    public void Those_of_each_sample_are_differences_under_its_masks(string name, int n)
    {
        ITrainableNetwork<double> network = _networks[name]().ToDouble();
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        Dataset data = PairingTests.Data(network.Info, n);
        double[] x = data.InputsAsDouble.ToArray(), y = data.TargetsAsDouble.ToArray(), dx = new double[x.Length];
        double[] w = [.. Enumerable.Range(0, n).Select(i => 0.5 * (i % 4))], v = [.. Enumerable.Range(0, n * outputs).Select(i => Math.Sin(i + 1))];
        double[] values = new double[network.Info.TraceSize];

        network.DropoutStep = 5;
        network.Backward(x, y, w, dx);
        foreach (ref double slope in dx.AsSpan())
            slope *= n;
        AssertRows("Backward", (i, a) => w[i] * ReferenceNetwork.Loss(network.Info.Loss, network.Info.Layers[^1].Activation, a.ToArray(), y[(i * outputs)..((i + 1) * outputs)]));

        network.DropoutStep = 5;
        dx.AsSpan().Fill(double.NaN);
        network.BackwardFrom(x, v, dx);
        AssertRows("BackwardFrom", (i, a) =>
        {
            double sum = 0;
            for (int j = 0; j < outputs; j++)
                sum += v[i * outputs + j] * a[j];
            return sum;
        });

        void AssertRows(string method, SampleFunction function)
        {
            network.DropoutStep = 5;
            for (int i = 0; i < n; i += n <= 70 || i < 20 || i > n - 20 ? 1 : 61)
            {
                int sample = i;
                Memory<double> row = x.AsMemory(i * inputs, inputs);
                Slopes.AssertAre(dx.AsSpan(i * inputs, inputs), row.Span, Value, $"{method} of {name}, sample {i} of {n}");

                double Value()
                {
                    network.TraceInTraining(row.Span, sample, values);
                    return function(sample, values.AsSpan(values.Length - outputs));
                }
            }
        }
    }

    /// <summary>And what the gradient of the inputs costs is no bit of the others.</summary>
    [Theory]
    [MemberData(nameof(Batches))]
    public void The_bits_do_not_depend_on_threads_or_on_what_was_computed_before(string name, int n)
    {
        ITrainableNetwork<float> first = _networks[name](), used = _networks[name]();
        (float[] x, float[] y, float[] v) = Numbers(first.Info, n);
        float[] expected = Run(first, withInputs: true), gradients = Run(_networks[name](), withInputs: false);
        Assert.Equal(expected.AsSpan(0, gradients.Length), gradients.AsSpan());
        Assert.True(expected.AsSpan().ContainsAnyExcept(0f));

        (float[] large, float[] largeTargets, _) = Numbers(first.Info, 5100);
        used.Backward(large, largeTargets, default, new float[large.Length]);
        foreach (int threads in new[] { 1, 2, 3 })
        {
            used.Threads = threads;
            Assert.Equal(expected, Run(used, withInputs: true));
            Assert.Equal(gradients, Run(used, withInputs: false));
        }

        float[] Run(ITrainableNetwork<float> network, bool withInputs)
        {
            float[] dx = new float[withInputs ? x.Length : 0], products = new float[dx.Length], jacobian = new float[network.Info.OutputSize * network.Info.InputSize];
            dx.AsSpan().Fill(float.NaN);
            network.Gradients.Fill(float.NaN);
            network.DropoutStep = 0;
            var results = new List<float> { network.Backward(x, y, default, dx) };
            results.AddRange(network.Gradients);
            network.BackwardFrom(x, v, products);
            results.AddRange(network.Gradients);
            network.Jacobian(x.AsSpan(0, network.Info.InputSize), jacobian);
            return [.. results, .. jacobian, .. dx, .. products];
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_Jacobian_is_the_differences_of_Forward_and_changes_nothing(string name)
    {
        ITrainableNetwork<double> network = _networks[name]().ToDouble();
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        double[] x = PairingTests.Data(network.Info, 1).InputsAsDouble.ToArray(), a = new double[outputs], jacobian = new double[outputs * inputs];
        double[] parameters = network.Parameters.ToArray(), statistics = network.Statistics.ToArray();
        network.Gradients.Fill(0.25);
        network.DropoutStep = 7;
        (int seed, long step) = (network.DropoutSeed, network.DropoutStep);

        network.Jacobian(x, jacobian);

        Assert.Equal(-1, network.Gradients.IndexOfAnyExcept(0.25));
        Assert.Equal(parameters, network.Parameters);
        Assert.Equal(statistics, network.Statistics);
        Assert.Equal((seed, step), (network.DropoutSeed, network.DropoutStep));
        for (int j = 0; j < outputs; j++)
        {
            Assert.True(jacobian.AsSpan(j * inputs, inputs).ContainsAnyExcept(0));
            Slopes.AssertAre(jacobian.AsSpan(j * inputs, inputs), x, Output, $"{name}, output {j}");

            double Output()
            {
                network.Forward(x, a);
                return a[j];
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_wrong_length_is_refused_and_nothing_changes(string name)
    {
        ITrainableNetwork<float> network = _networks[name]();
        (int k, int m) = (network.Info.InputSize, network.Info.OutputSize);
        (float[] x, float[] y, float[] v) = Numbers(network.Info, 3);
        var dx = new float[x.Length + 1];
        dx.AsSpan().Fill(0.5f);
        network.Gradients.Fill(0.25f);
        float[] parameters = network.Parameters.ToArray();
        foreach (int length in new[] { 1, 3 * k - 1, 3 * k + 1 })
        {
            string expected = $"Expected {3 * k} inputGradients, as many as inputs, or none, but got {length}.";
            Refuses("inputGradients", expected, () => network.Backward(x, y, default, dx.AsSpan(0, length)));
            Refuses("inputGradients", expected, () => network.BackwardFrom(x, v, dx.AsSpan(0, length)));
            if (network is IClassifierNetwork<float> classifier)
                Refuses("inputGradients", expected, () => classifier.Backward(x, new int[3], default, dx.AsSpan(0, length)));
        }

        Refuses("outputGradients", $"Expected 3 x {m} = {3 * m} outputGradients for 3 samples, but got {3 * m - 1}.", () => network.BackwardFrom(x, v.AsSpan(1), dx.AsSpan(1)));
        Refuses("outputGradients", $"Expected 3 x {m} = {3 * m} outputGradients for 3 samples, but got 0.", () => network.BackwardFrom(x, default));
        Refuses("inputs", $"Expected n x {k} inputs for n samples, n at least 1, but got {3 * k - 1} numbers.", () => network.BackwardFrom(x.AsSpan(1), v, dx.AsSpan(2)));
        Refuses("inputs", $"Expected n x {k} inputs for n samples, n at least 1, but got 0 numbers.", () => network.BackwardFrom(default, default));
        Refuses("input", $"Expected {k} inputs of one sample, but got {2 * k}.", () => network.Jacobian(x.AsSpan(0, 2 * k), dx.AsSpan(0, k * m)));
        foreach (int length in new[] { 0, k * m - 1, k * m + 1 })
            Refuses("jacobian", $"Expected {m} x {k} = {k * m} numbers of a Jacobian, but got {length}.", () => network.Jacobian(x.AsSpan(0, k), new float[length]));

        void Refuses(string parameter, string message, Action call)
        {
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(parameter, call).Message);
            Assert.Equal(-1, network.Gradients.IndexOfAnyExcept(0.25f));
            Assert.Equal(-1, dx.AsSpan().IndexOfAnyExcept(0.5f));
            Assert.Equal(parameters, network.Parameters);
            Assert.Equal(0, network.DropoutStep);
        }
    }

    private delegate double SampleFunction(int sample, ReadOnlySpan<double> outputs);

    private static (float[] X, float[] Y, float[] V) Numbers(NetworkInfo info, int n)
    {
        Dataset data = PairingTests.Data(info, n);
        return (data.Inputs.ToArray(), data.Targets.ToArray(), [.. Enumerable.Range(0, n * info.OutputSize).Select(i => MathF.Sin(i + 1))]);
    }

    private static ITrainableNetwork<float> Fitted(ITrainableNetwork<float> network)
    {
        network.FitStandardization(PairingTests.Data(network.Info, 50));
        return network;
    }
}

/// <summary>85 parameters: straight-line code that begins with statistics and a mask.</summary>
[Network(4, Loss = Loss.MeanSquaredError)]
[Standardize]
[Dropout(0.1)]
[Dense(5, Activation.Tanh, As = "stem")]
[LayerNorm(Activation.SiLU)]
[Dropout(0.25)]
[Dense(5)]
[Add("stem", Activation.ELU)]
[Concat("x")]
[Dense(2)]
internal sealed partial class ScaledSkip;

/// <summary>The same, wider: tiles.</summary>
[Network(4, Loss = Loss.MeanSquaredError)]
[Standardize]
[Dropout(0.1)]
[Dense(20, Activation.Tanh, As = "stem")]
[LayerNorm(Activation.SiLU)]
[Dropout(0.25)]
[Dense(20)]
[Add("stem", Activation.ELU)]
[Concat("x")]
[Dense(2)]
internal sealed partial class ScaledSkipTiles;
