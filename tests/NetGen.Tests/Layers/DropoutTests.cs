using System.Numerics;
using System.Text.Json;
using NetGen.Tests.Networks;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Layers;

/// <summary>[Dropout] in training, and nowhere else.</summary>
public sealed class DropoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_is_PyTorchs_under_the_same_masks()
    {
        AssertTrainsAsPyTorch(new DroppedNetInDouble(seed: 1), "Straight", 1e-12);
        AssertTrainsAsPyTorch(new DroppedTilesInDouble(seed: 1), "Tiles", 1e-12);
        AssertTrainsAsPyTorch(new DroppedNet(seed: 1), "Straight", 1e-5);
        AssertTrainsAsPyTorch(new DroppedTiles(seed: 1), "Tiles", 1e-5);
    }

    [Fact]
    public void Gradients_are_the_differences_of_the_losses_under_one_mask()
    {
        AssertPasses(new DroppedNet(seed: 2), DropoutFixture.Data);
        AssertPasses(new DroppedNetInDouble(seed: 2), DropoutFixture.Data);
        AssertPasses(new DroppedTiles(seed: 2), DropoutFixture.Data);
        AssertPasses(new DroppedTilesInDouble(seed: 2), DropoutFixture.Data);
        foreach (int step in new[] { 0, 1, 2, 3 })
        {
            AssertPasses(new ScaledAndDroppedNet(seed: 2) { DropoutStep = step }, Regression(21));
            AssertPasses(new ScaledAndDroppedTiles(seed: 2) { DropoutStep = step }, Regression(21));
        }

        static void AssertPasses<T>(ITrainableNetwork<T> network, Dataset data)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // Biases off zero, or what is dropped altogether sits on the kink of ReLU.
            foreach (ref T parameter in network.Parameters)
                parameter += T.CreateTruncating(0.01);
            if (network.Info.Statistics.Count > 0)
                network.FitStandardization(data);

            long step = network.DropoutStep;
            GradientCheckReport report = GradientCheck.Run(network, data);
            Assert.True(report.Passed, report.ToString());
            Assert.Equal(network.Info.ParameterCount, report.Checked);
            Assert.Equal(step, network.DropoutStep);
            if (typeof(T) == typeof(float))
                Assert.InRange(report.PrecisionError, 0, 1e-5);
        }
    }

    /// <summary>What the network says of its dropout decides whether a gradient check draws masks.</summary>
    [Fact]
    public void A_second_dropout_of_a_layer_counts_though_the_first_drops_nothing()
    {
        Assert.Equal(0.5, TwiceDroppedNet.Info.Layers[0].Dropout);
        GradientCheckReport report = GradientCheck.Run(new TwiceDroppedNet(seed: 1), Regression(21));
        Assert.True(report.Passed, report.ToString());
    }

    [Fact]
    public void Everywhere_but_in_training_the_network_is_one_without_dropout()
    {
        AssertOff(new DroppedNet(seed: 4), new WholeNet(seed: 4), tiles: false);
        AssertOff(new DroppedTiles(seed: 4), new WholeTiles(seed: 4), tiles: true);

        static void AssertOff(IClassifierNetwork<float> dropped, IClassifierNetwork<float> whole, bool tiles)
        {
            LoadedNetworks.AssertStrategy(dropped, tiles);
            LoadedNetworks.AssertStrategy(whole, tiles);
            ReadOnlySpan<float> inputs = DropoutFixture.Data.Inputs;
            float[] expected = new float[21 * 3], actual = new float[21 * 3];
            whole.Forward(inputs, expected);
            dropped.Forward(inputs, actual);
            Assert.Equal(expected, actual);
            Assert.Equal(whole.ComputeLoss(inputs, DropoutFixture.Labels), dropped.ComputeLoss(inputs, DropoutFixture.Labels));
            Assert.Equal(Trainer.Evaluate(whole, DropoutFixture.Data), Trainer.Evaluate(dropped, DropoutFixture.Data));
            Assert.Equal(whole.Predict(inputs), dropped.Predict(inputs));
            float[] ofWhole = new float[whole.Info.TraceSize], ofDropped = new float[dropped.Info.TraceSize];
            whole.Trace(inputs[..4], ofWhole);
            dropped.Trace(inputs[..4], ofDropped);
            Assert.Equal(ofWhole, ofDropped);
            whole.TraceInTraining(inputs[..4], 0, ofDropped);
            Assert.Equal(ofWhole, ofDropped);
            Assert.Equal(0, dropped.DropoutStep);

            // Backward is another thing.
            Assert.NotEqual(whole.Backward(inputs, DropoutFixture.Labels), dropped.Backward(inputs, DropoutFixture.Labels));
            Assert.NotEqual(whole.Gradients.ToArray(), dropped.Gradients.ToArray());
        }
    }

    [Fact]
    public void Each_call_of_Backward_draws_new_masks_that_can_be_drawn_again()
    {
        Check(new DroppedNet(seed: 6));
        Check(new DroppedTiles(seed: 6));

        static void Check(IClassifierNetwork<float> network)
        {
            Assert.Equal((6, 0L), (network.DropoutSeed, network.DropoutStep));
            float first = Backward(), second = Backward();
            Assert.Equal(2, network.DropoutStep);
            Assert.NotEqual(first, second);
            network.DropoutStep = 0;
            Assert.Equal((first, second), (Backward(), Backward()));
            network.DropoutStep = 0;
            network.DropoutSeed = 7;
            Assert.NotEqual(first, Backward());

            // A call that is refused draws nothing. The twin goes on where the network is.
            Assert.Throws<ArgumentException>(() => network.Backward(new float[3], new float[3]));
            Assert.Equal(1, network.DropoutStep);
            ITrainableNetwork<double> twin = network.ToDouble().ToDouble();
            Assert.Equal((7, 1L), (twin.DropoutSeed, twin.DropoutStep));

            float Backward() => network.Backward(DropoutFixture.Data.Inputs, DropoutFixture.Labels);
        }
    }

    /// <summary>Chunks and shards of a large batch count their samples from its beginning: the loss is the mean of those that traces under the masks have.</summary>
    [Fact]
    public void A_samples_mask_depends_on_its_place_in_the_batch_alone()
    {
        Check(new ScaledAndDroppedNet(seed: 2), 29);
        Check(new ScaledAndDroppedTiles(seed: 2), 9000);

        static void Check(ITrainableNetwork<float> single, int n)
        {
            Dataset data = Regression(n);
            single.FitStandardization(data);
            single.DropoutStep = 3;
            ITrainableNetwork<double> network = single.ToDouble();
            var values = new double[network.Info.TraceSize];
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                network.TraceInTraining(data.InputsAsDouble.Slice(i * 4, 4), i, values);
                sum += Math.Pow(values[^1] - data.TargetsAsDouble[i], 2);
            }

            Assert.Equal(sum / n, network.Backward(data.InputsAsDouble, data.TargetsAsDouble), 1e-11);
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        Dataset data = Regression(9000);
        float[] expected = Train(threads: 1);
        Assert.Equal(expected, Train(threads: 2));
        Assert.Equal(expected, Train(threads: 3));

        float[] Train(int threads)
        {
            var network = new ScaledAndDroppedTiles(seed: 1);
            Trainer.Fit(network, data, new() { Epochs = 2, BatchSize = 9000, Threads = threads });
            return network.Parameters.ToArray();
        }
    }

    [Fact]
    public void A_resumed_training_has_the_bits_of_one_that_was_not_stopped()
    {
        var whole = new DroppedNet(seed: 1);
        TrainingHistory history = Trainer.Fit(whole, DropoutFixture.Data, Options(stopAfter: 0, path: null));
        Trainer.Fit(new DroppedNet(seed: 1), DropoutFixture.Data, Options(stopAfter: 2, _folder.File("state")));
        var resumed = new DroppedNet(seed: 7) { DropoutStep = 55 };
        TrainingHistory rest = Trainer.Fit(resumed, DropoutFixture.Data, Options(stopAfter: 0, _folder.File("state")));

        Assert.Equal(whole.Parameters.ToArray(), resumed.Parameters.ToArray());
        Assert.Equal(history.Epochs.Select(epoch => epoch.Loss), rest.Epochs.Select(epoch => epoch.Loss));

        // The masks come from the seed of the options, so another one is another training, and so is a network with other rates.
        var other = new DroppedNet(seed: 1);
        Trainer.Fit(other, DropoutFixture.Data, new() { Epochs = 5, BatchSize = 4, AccumulateBatches = 2, Shuffle = false, Seed = 4 });
        var same = new DroppedNet(seed: 1);
        Trainer.Fit(same, DropoutFixture.Data, new() { Epochs = 5, BatchSize = 4, AccumulateBatches = 2, Shuffle = false, Seed = 5 });
        Assert.NotEqual(other.Parameters.ToArray(), same.Parameters.ToArray());
        Assert.Contains(
            "Dropout 0.125; Dense (4) to (9) Tanh, Dropout 0.5;",
            Assert.Throws<InvalidDataException>(() => Trainer.Fit(new WholeNet(seed: 1), DropoutFixture.Data, Options(0, _folder.File("state")))).Message);

        static TrainingOptions Options(int stopAfter, string? path) => new()
        {
            Epochs = 5,
            BatchSize = 4,
            AccumulateBatches = 2,
            CheckpointPath = path,
            Resume = path is not null,
            OnEpoch = Runs.StopAfter(stopAfter),
        };
    }

    [Fact]
    public void Training_does_not_allocate()
    {
        Check(new DroppedNet(seed: 1));
        Check(new DroppedTiles(seed: 1));

        static void Check(IClassifierNetwork<float> network)
        {
            var values = new float[network.Info.TraceSize];
            long least = long.MaxValue;
            for (int attempt = 0; attempt < 4; attempt++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                network.TraceInTraining(DropoutFixture.Data.Inputs[..4], 2, values);
                network.Backward(DropoutFixture.Data.Inputs, DropoutFixture.Labels);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void The_architecture_says_where_what_is_dropped()
    {
        Assert.Equal(0.125, DroppedNet.Info.InputDropout);
        Assert.Equal([0.5, 0.25, 0], DroppedNet.Info.Layers.Select(layer => layer.Dropout));
        Assert.Equal(0, WholeNet.Info.InputDropout);
        Assert.Contains("\n       Dropout(0.125)  4 -> 4", DroppedNet.Summary, StringComparison.Ordinal);
        Assert.Equal(WholeNet.ParameterCount, DroppedNet.ParameterCount);
        Assert.Equal(WholeNet.Info.TraceSize, DroppedNet.Info.TraceSize);

        // Without a loss there is no training, and nothing to drop.
        Assert.IsNotAssignableFrom<ITrainableNetwork<float>>(new DroppedForward(seed: 1));
        Assert.Equal(0.5, DroppedForward.Info.InputDropout);
    }

    private static Dataset Regression(int n)
    {
        var random = new Random(11);
        double[] inputs = [.. Enumerable.Range(0, n * 4).Select(_ => 20 * random.NextDouble() + 5)];
        return new(inputs, [.. inputs.Chunk(4).Select(x => Math.Sin(x[0]) + x[1] / 10)], 4, 1);
    }

    private static void AssertTrainsAsPyTorch<T>(IClassifierNetwork<T> network, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LoadedNetworks.AssertStrategy(network, tiles: name == "Tiles");
        JsonElement run = DropoutFixture.Root.GetProperty("runs").GetProperty(name);
        PyTorchRun.Copy(network, DropoutFixture.Numbers<T>(run.GetProperty("start")), isLoading: true);
        TrainingHistory history = Trainer.Fit(network, DropoutFixture.Data, new()
        {
            Epochs = 8,
            BatchSize = 21,
            Shuffle = false,
            Seed = -7,
            Optimizer = new Sgd(0.1, momentum: 0.9),
        });

        double[] losses = DropoutFixture.Numbers<double>(run.GetProperty("losses")), weights = DropoutFixture.Numbers<double>(run.GetProperty("weights"));
        Assert.Equal(losses.Length, history.Epochs.Count);
        for (int i = 0; i < losses.Length; i++)
            Assert.Equal(losses[i], history.Epochs[i].Loss, tolerance);

        var end = new T[weights.Length];
        PyTorchRun.Copy(network, end, isLoading: false);
        for (int i = 0; i < end.Length; i++)
            Assert.Equal(weights[i], double.CreateTruncating(end[i]), tolerance);
    }
}

[Network(4)]
[Dropout(0.5)]
[Dense(3)]
internal sealed partial class DroppedForward;
