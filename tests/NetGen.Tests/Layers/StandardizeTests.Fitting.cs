using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Layers;

/// <summary>When mean and scale are fitted, and where they are kept.</summary>
public sealed partial class StandardizeTests
{
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
}
