using System.Numerics;
using System.Text.Json;
using NetGen.Tests.Networks;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Layers;

/// <summary>[Standardize] against scikit-learn's StandardScaler and PyTorch: see tests/fixtures/make_standardize_fixtures.py.</summary>
public sealed partial class StandardizeTests : IDisposable
{
    private static readonly JsonElement _fixture = Read();
    private static readonly double[] _inputs = Numbers("inputs");
    private static readonly int[] _labels = [.. _fixture.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32())];
    private static readonly Dataset _data = Dataset.FromLabels(_inputs, _labels, inputSize: 5, classes: 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mean_and_scale_are_those_of_scikit_learn()
    {
        var network = new ScaledNetInDouble(seed: 1);
        network.FitStandardization(_data);

        AssertClose(Numbers("mean"), network.Mean, 1e-15);
        AssertClose(Numbers("scale"), network.Scale, 1e-15);
        Assert.Equal(1, network.Scale[3]);

        var single = new ScaledTiles(seed: 1);
        single.FitStandardization<float>(_data.Inputs);
        Assert.Equal(network.Mean.ToArray().Select(mean => (float)mean), single.Mean.ToArray());
        Assert.Equal(network.Scale.ToArray().Select(scale => (float)scale), single.Scale.ToArray());
    }

    /// <summary>Worked by hand: 1, 3, 5, 7 have the mean 4 and the variance (9 + 1 + 1 + 9) / 4 = 5; a tenth, three times, is constant up to rounding.</summary>
    [Fact]
    public void Mean_and_scale_are_those_of_the_formula()
    {
        var network = new HandNet(seed: 1);
        Assert.Equal([0, 0], network.Mean.ToArray());
        Assert.Equal([1, 1], network.Scale.ToArray());
        Assert.Equal([0, 0, 1, 1], network.Statistics.ToArray());
        network.W1.CopyFrom([3, 5]);
        double[] output = [0];
        network.Forward([2, 10], output);
        Assert.Equal(3 * 2 + 5 * 10, output[0]);

        network.FitStandardization([1, 0.1, 3, 0.1, 5, 0.1, 7, 0.1]);
        Assert.Equal([4, Math.Sqrt(5)], [network.Mean[0], network.Scale[0]]);
        Assert.Equal(0.1, network.Mean[1], 1e-16);
        Assert.Equal(1, network.Scale[1]);
        network.Mean[1] = 4;
        network.Scale[1] = 2;
        network.Forward([9, 10], output);
        Assert.Equal(3 * (5 / Math.Sqrt(5)) + 5 * ((10.0 - 4) / 2), output[0], 1e-14);
    }

    [Fact]
    public void A_training_on_raw_inputs_is_PyTorchs_on_standardized_ones()
    {
        AssertTrainsAsPyTorch(new ScaledNetInDouble(seed: 1), "Straight", 1e-12);
        AssertTrainsAsPyTorch(new ScaledTilesInDouble(seed: 1), "Tiles", 1e-12);
        AssertTrainsAsPyTorch(new ScaledNet(seed: 1), "Straight", 1e-5);
        AssertTrainsAsPyTorch(new ScaledTiles(seed: 1), "Tiles", 1e-5);
    }

    [Fact]
    public void All_passes_have_the_bits_of_a_network_on_standardized_inputs()
    {
        AssertSameBits(new ScaledNet(seed: 4), new PlainNet(seed: 4), tiles: false);
        AssertSameBits(new ScaledTiles(seed: 4), new PlainTiles(seed: 4), tiles: true);
    }

    [Fact]
    public void Gradients_are_the_differences_of_the_losses()
    {
        AssertPasses(new ScaledNet(seed: 2));
        AssertPasses(new ScaledNetInDouble(seed: 2));
        AssertPasses(new ScaledTiles(seed: 2));
        AssertPasses(new ScaledTilesInDouble(seed: 2));

        static void AssertPasses<T>(ITrainableNetwork<T> network)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // Raw inputs of tens of thousands would leave every tanh at its end, and no gradient.
            network.FitStandardization(_data);
            Assert.Equal(network.Statistics.ToArray().Select(double.CreateTruncating), network.ToDouble().Statistics.ToArray());
            Assert.Equal(network.ToDouble().Statistics.ToArray(), network.ToDouble().ToDouble().Statistics.ToArray());
            GradientCheckReport report = GradientCheck.Run(network, _data);
            PairingTests.AssertPasses(report, network);
            if (typeof(T) == typeof(float))
                Assert.InRange(report.PrecisionError, 0, 1e-5);
        }
    }

    /// <summary>
    /// Times in seconds, lengths in metres and the like: a step relative to the input would take the first across many deviations, one of
    /// 1e-3 the second. In units of the scale, the gradients are checked as well as those of plain inputs.
    /// </summary>
    [Fact]
    public void Gradients_of_inputs_are_checked_whatever_their_scale()
    {
        double[] inputs = [.. _inputs.Select((x, i) => (i % 5) switch { 0 => 1.7e9 + 1e6 * Math.Sin(i), 1 => 1e-6 * Math.Sin(i), _ => x })];
        Dataset data = Dataset.FromLabels(inputs, _labels, inputSize: 5, classes: 3);
        var network = new ScaledNetInDouble(seed: 2);
        network.FitStandardization(data);
        GradientCheckReport report = GradientCheck.Run(network, data);
        PairingTests.AssertPasses(report, network);
        Assert.Equal(inputs.Length, report.Tensors[0].Checked);

        // The gradient that the report tells is that of Backward.
        double[] gradients = new double[inputs.Length];
        network.Backward(data.InputsAsDouble, data.Labels, default, gradients);
        Assert.Contains(report.Tensors[0].Worst!.Analytic, gradients);
        Assert.Equal(report.Tensors[0].Worst!.Analytic, report.Tensors[0].Worst!.Numeric, 1e-5 * Math.Abs(report.Tensors[0].Worst!.Analytic));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        // So many samples that they are cut into shards.
        double[] many = [.. Enumerable.Range(0, 8000 * 5).Select(i => Math.Sin(i) * 1000)];
        Dataset data = Dataset.FromLabels(many, [.. Enumerable.Range(0, 8000).Select(i => i * i % 3)], 5, 3);
        float[] expected = Train(threads: 1);
        Assert.Equal(expected, Train(threads: 2));
        Assert.Equal(expected, Train(threads: 3));

        float[] Train(int threads)
        {
            var network = new ScaledTiles(seed: 1);
            Trainer.Fit(network, data, new() { Epochs = 2, BatchSize = 8000, Threads = threads });
            return [.. network.Parameters, .. network.Statistics];
        }
    }

    [Fact]
    public void Neither_running_nor_training_allocates()
    {
        Check(new ScaledNet(seed: 1));
        Check(new ScaledTiles(seed: 1));

        static void Check(IClassifierNetwork<float> network)
        {
            float[] outputs = new float[19 * 3], values = new float[network.Info.TraceSize];
            long least = long.MaxValue;
            for (int attempt = 0; attempt < 4; attempt++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                network.Forward(_data.Inputs, outputs);
                network.Trace(_data.Inputs[..5], values);
                network.ComputeLoss(_data.Inputs, _labels);
                network.Backward(_data.Inputs, _labels);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void A_network_that_runs_forward_only_standardizes_as_well()
    {
        var network = new ScaledSum(seed: 1);
        double[] raw = [.. Enumerable.Range(0, 3 * 200).Select(i => (double)(i * 7 % 100))];
        float[] inputs = [.. raw.Select(x => (float)x)], outputs = new float[3];
        network.FitStandardization<float>(inputs);
        network.Forward(inputs, outputs);
        for (int i = 0; i < 3; i++)
        {
            double expected = network.B1[0];
            for (int k = 0; k < 200; k++)
                expected += network.W1[0, k] * (raw[i * 200 + k] - network.Mean[k]) / network.Scale[k];
            Assert.Equal(expected, outputs[i], 1e-5);
        }
    }

    private static void AssertTrainsAsPyTorch<T>(IClassifierNetwork<T> network, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LoadedNetworks.AssertStrategy(network, tiles: name == "Tiles");
        JsonElement run = _fixture.GetProperty("runs").GetProperty(name);
        PyTorchRun.Copy(network, Numbers<T>(run.GetProperty("start")), isLoading: true);
        TrainingHistory history = Trainer.Fit(network, _data, new() { Epochs = 10, BatchSize = _data.Count, Shuffle = false, Optimizer = new Sgd(0.1, momentum: 0.9) });

        double[] losses = Numbers<double>(run.GetProperty("losses")), weights = Numbers<double>(run.GetProperty("weights"));
        AssertClose(losses, [.. history.Epochs.Select(epoch => epoch.Loss)], tolerance);
        var end = new T[weights.Length];
        PyTorchRun.Copy(network, end, isLoading: false);
        for (int i = 0; i < end.Length; i++)
            Assert.Equal(weights[i], double.CreateTruncating(end[i]), tolerance);
    }

    private static void AssertSameBits(IClassifierNetwork<float> scaled, IClassifierNetwork<float> plain, bool tiles)
    {
        LoadedNetworks.AssertStrategy(scaled, tiles);
        LoadedNetworks.AssertStrategy(plain, tiles);
        Assert.Equal(plain.Parameters.ToArray(), scaled.Parameters.ToArray());
        scaled.FitStandardization(_data);
        ReadOnlySpan<float> mean = scaled.Statistics[..5], scale = scaled.Statistics[5..];
        float[] raw = _data.Inputs.ToArray(), standard = new float[raw.Length], expected = new float[19 * 3], actual = new float[19 * 3];
        for (int i = 0; i < raw.Length; i++)
            standard[i] = (raw[i] - mean[i % 5]) / scale[i % 5];

        plain.Forward(standard, expected);
        scaled.Forward(raw, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(plain.ComputeLoss(standard, _labels), scaled.ComputeLoss(raw, _labels));
        Assert.Equal(plain.Backward(standard, _labels), scaled.Backward(raw, _labels));
        Assert.Equal(plain.Gradients.ToArray(), scaled.Gradients.ToArray());
        float[] ofPlain = new float[plain.Info.TraceSize], ofScaled = new float[scaled.Info.TraceSize];
        plain.Trace(standard.AsSpan(0, 5), ofPlain);
        scaled.Trace(raw.AsSpan(0, 5), ofScaled);
        Assert.Equal(ofPlain, ofScaled);
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    private static double[] Numbers(string name) => Numbers<double>(_fixture.GetProperty(name));

    private static T[] Numbers<T>(JsonElement array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. array.EnumerateArray().Select(number => T.CreateChecked(number.GetDouble()))];

    private static JsonElement Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "standardize.json"));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}

[Network(2, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Standardize]
[Dense(1, Bias = false)]
internal sealed partial class HandNet;
