using System.Numerics;
using System.Text.Json;
using NetGen.Tests.Networks;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Layers;

/// <summary>[Standardize] against scikit-learn's StandardScaler and PyTorch: see tests/fixtures/make_standardize_fixtures.py.</summary>
public sealed class StandardizeTests : IDisposable
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

    [Fact]
    public void Mean_and_scale_are_not_trained()
    {
        var network = new ScaledNet(seed: 1);
        Assert.Equal(ScaledNet.ParameterCount, network.Parameters.Length);
        Assert.Equal(ScaledNet.ParameterCount, network.Gradients.Length);
        Assert.Equal(5 * 6 + 6 + 6 * 3 + 3, ScaledNet.Info.ParameterCount);
        Trainer.Fit(network, _data, new() { Epochs = 3, Optimizer = new AdamW(0.1, weightDecay: 0.5), L1 = 1, L2 = 1, ClipNorm = 0.1 });

        var fitted = new ScaledNet(seed: 1);
        fitted.FitStandardization(_data);
        Assert.Equal(fitted.Statistics.ToArray(), network.Statistics.ToArray());
        Assert.NotEqual(fitted.Parameters.ToArray(), network.Parameters.ToArray());
    }

    [Fact]
    public void Fit_fits_to_the_training_part_alone_and_only_what_is_not_fitted_yet()
    {
        var network = new ScaledNet(seed: 1);
        Trainer.Fit(network, _data, new() { Epochs = 1, ValidationFraction = 0.25, Seed = 3 });
        var expected = new ScaledNet(seed: 2);
        expected.FitStandardization(_data.Split(0.75, seed: 3).First);
        Assert.Equal(expected.Statistics.ToArray(), network.Statistics.ToArray());
        var whole = new ScaledNet(seed: 2);
        whole.FitStandardization(_data);
        Assert.NotEqual(whole.Statistics.ToArray(), network.Statistics.ToArray());

        // Trained further, it keeps what it has, and so does one that is loaded.
        Trainer.Fit(network, _data, new() { Epochs = 1 });
        Assert.Equal(expected.Statistics.ToArray(), network.Statistics.ToArray());
        network.Save(_folder.File("net"));
        ScaledNet loaded = ScaledNet.Load(_folder.File("net"));
        Trainer.Fit(loaded, _data, new() { Epochs = 1 });
        Assert.Equal(expected.Statistics.ToArray(), loaded.Statistics.ToArray());

        loaded.FitStandardization(_data);
        Assert.Equal(whole.Statistics.ToArray(), loaded.Statistics.ToArray());
    }

    [Fact]
    public void Files_have_mean_and_scale_beside_the_weights()
    {
        var network = new ScaledTiles(seed: 1);
        network.FitStandardization(_data);
        network.Save(_folder.File("net"));

        var file = SafeTensorsFile.Read(_folder.File("net"));
        Assert.Equal(
            ["layers.0.bias (40)", "layers.0.weight (40, 5)", "layers.1.bias (3)", "layers.1.weight (3, 40)", "standardize.mean (5)", "standardize.scale (5)"],
            file.Tensors.Select(tensor => $"{tensor.Name} ({string.Join(", ", tensor.Shape)})"));

        ScaledTiles loaded = ScaledTiles.Load(_folder.File("net"));
        Assert.Equal(network.Statistics.ToArray(), loaded.Statistics.ToArray());
        Assert.Equal(network.Parameters.ToArray(), loaded.Parameters.ToArray());

        // A file without them is refused as a whole, unless it need not have them.
        new PlainTiles(seed: 3).Save(_folder.File("plain"));
        SafeTensorsException refusal = Assert.Throws<SafeTensorsException>(() => loaded.LoadWeights(_folder.File("plain")));
        Assert.Equal(
            ["Expected 'standardize.mean' of shape (5) for mean, but there is no such tensor.", "Expected 'standardize.scale' of shape (5) for scale, but there is no such tensor."],
            refusal.Faults);
        Assert.Equal(network.Parameters.ToArray(), loaded.Parameters.ToArray());
        loaded.LoadWeights(_folder.File("plain"), new() { Strict = false });
        Assert.Equal(network.Statistics.ToArray(), loaded.Statistics.ToArray());
        Assert.NotEqual(network.Parameters.ToArray(), loaded.Parameters.ToArray());
    }

    [Fact]
    public void A_resumed_training_has_the_bits_of_one_that_was_not_stopped()
    {
        var whole = new ScaledNet(seed: 1);
        Trainer.Fit(whole, _data, Options(stopAfter: 0, path: null));
        Trainer.Fit(new ScaledNet(seed: 1), _data, Options(stopAfter: 2, _folder.File("state")));

        // The process has started anew, with other numbers, and even with other statistics.
        var resumed = new ScaledNet(seed: 7);
        resumed.Mean.Fill(3);
        Trainer.Fit(resumed, _data, Options(stopAfter: 0, _folder.File("state")));

        Assert.Equal(whole.Statistics.ToArray(), resumed.Statistics.ToArray());
        Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());

        // A network without [Standardize] is another one.
        Assert.Contains(
            "Standardize", Assert.Throws<InvalidDataException>(() => Trainer.Fit(new PlainNet(seed: 1), _data, Options(0, _folder.File("state")))).Message);

        static TrainingOptions Options(int stopAfter, string? path) => new()
        {
            Epochs = 5,
            BatchSize = 4,
            ValidationFraction = 0.2,
            EarlyStopping = new(10),
            CheckpointPath = path,
            Resume = path is not null,
            OnEpoch = Runs.StopAfter(stopAfter),
        };
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
    public void What_cannot_be_fitted_is_refused_and_changes_nothing()
    {
        var network = new ScaledNet(seed: 1);
        network.FitStandardization(_data);
        float[] before = network.Statistics.ToArray();
        Refuses("Expected n x 5 inputs for n samples, n at least 1, but got 7 numbers.", () => network.FitStandardization<float>(new float[7]));
        Refuses("Expected n x 5 inputs for n samples, n at least 1, but got 0 numbers.", () => network.FitStandardization<float>([]));
        Refuses("Expected inputs with a finite mean and variance, but those of input 2 are NaN and NaN.", () => network.FitStandardization<float>([1, 2, float.NaN, 4, 5]));
        Refuses("Expected samples of 5 inputs for ScaledNet, but got 4.", () => network.FitStandardization(Runs.Data));
        Assert.Equal(before, network.Statistics.ToArray());
        Assert.Equal(
            "Expected a network with [Standardize], but PlainNet has none.", Assert.Throws<InvalidOperationException>(() => new PlainNet(seed: 1).FitStandardization(_data)).Message);

        static void Refuses(string message, Action call) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
    }

    /// <summary>Numbers so small that their deviation, 1e-46, is nothing in single precision.</summary>
    [Fact]
    public void A_deviation_below_the_precision_is_none()
    {
        var network = new ScaledNet(seed: 1);
        var inputs = new float[1000 * 5];
        inputs[0] = float.Epsilon;
        network.FitStandardization<float>(inputs);
        Assert.Equal([1, 1, 1, 1, 1], network.Scale.ToArray());
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
