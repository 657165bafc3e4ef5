using System.Numerics;
using System.Reflection;
using NetGen.Tests.Networks;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Freezing;

/// <summary>Trainings, files and checkpoints of networks with [Freeze].</summary>
public sealed class FineTuningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => FrozenCase.Names;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Fifty_steps_leave_frozen_parameters_as_they_are_to_the_last_bit(string name)
    {
        Check<float>(new() { Optimizer = new Sgd(0.05, momentum: 0.9), L1 = 0.01, L2 = 0.1, ClipNorm = 0.5 });
        Check<double>(new() { Optimizer = new AdamW(0.01, weightDecay: 0.1), ClipValue = 0.1, EarlyStopping = new(100) });
        Check<float>(new() { Optimizer = new Lamb(0.01), L2 = 0.1, Shards = 2, AccumulateBatches = 2 });

        void Check<T>(TrainingOptions options)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = FrozenCase.Of(name).Create<T>(isFrozen: true);
            T[] before = network.Parameters.ToArray(), statistics = network.Statistics.ToArray();
            TrainingHistory history = Trainer.Fit(network, PairingTests.Data(network.Info, 40), options with { Epochs = 25, BatchSize = 10 });
            Assert.Equal(25, history.Epochs.Count);
            ParameterInfo[] frozen = [.. network.Info.Statistics.Where(tensor => !tensor.IsRunning)];
            Assert.Contains(frozen, tensor => tensor.Role == ParameterRole.Weight);
            foreach (ParameterInfo tensor in frozen)
                Assert.Equal(statistics.AsSpan(tensor.Offset, tensor.Length), network.Statistics.Slice(tensor.Offset, tensor.Length));

            foreach (ParameterInfo tensor in network.Info.Layers.SelectMany(layer => layer.Parameters))
                Assert.NotEqual(before.AsSpan(tensor.Offset, tensor.Length).ToArray(), network.Parameters.Slice(tensor.Offset, tensor.Length).ToArray());
            foreach (ParameterInfo tensor in network.Info.Statistics.Where(tensor => tensor.IsRunning))
                Assert.NotEqual(statistics.AsSpan(tensor.Offset, tensor.Length).ToArray(), network.Statistics.Slice(tensor.Offset, tensor.Length).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_are_those_of_the_network_without_Freeze(string name)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // Also as drawn: a frozen layer is drawn like any other, from the same numbers.
            ITrainableNetwork<T> whole = FrozenCase.Of(name).New<T>(isFrozen: false, seed: 5), frozen = FrozenCase.Of(name).New<T>(isFrozen: true, seed: 5);
            Assert.Equal(FrozenCase.BytesOf(whole), FrozenCase.BytesOf(frozen));

            ImageSource.Disturb(whole);
            byte[] bytes = FrozenCase.BytesOf(whole);
            frozen.LoadWeights(new MemoryStream(bytes));
            Assert.Equal(bytes, FrozenCase.BytesOf(frozen));

            // And back.
            ImageSource.Disturb(frozen);
            whole.LoadWeights(new MemoryStream(FrozenCase.BytesOf(frozen)));
            Assert.Equal(FrozenCase.BytesOf(frozen), FrozenCase.BytesOf(whole));
            Assert.NotEqual(bytes, FrozenCase.BytesOf(whole));
        }
    }

    [Theory]
    [InlineData("Lines")]
    [InlineData("DeepVectors")]
    [InlineData("NormalizedHead")]
    public void A_resumed_training_has_the_same_bits(string name)
    {
        ITrainableNetwork<float> whole = FrozenCase.Of(name).Create<float>(isFrozen: true);
        Dataset data = PairingTests.Data(whole.Info, 20);
        Trainer.Fit(whole, data, Options(6));

        Trainer.Fit(FrozenCase.Of(name).Create<float>(isFrozen: true), data, Options(6) with { OnEpoch = Runs.StopAfter(3) });

        // The program that resumes it need not load the backbone again.
        ITrainableNetwork<float> resumed = FrozenCase.Of(name).New<float>(isFrozen: true, seed: 9);
        Trainer.Fit(resumed, data, Options(6) with { Resume = true });
        Assert.Equal(FrozenCase.BytesOf(whole), FrozenCase.BytesOf(resumed));

        TrainingOptions Options(int epochs) => new()
        {
            Epochs = epochs,
            BatchSize = 7,
            Optimizer = new Adam(0.01),
            EarlyStopping = new(100),
            CheckpointPath = _folder.File(name),
        };
    }

    [Fact]
    public void Standardize_is_fitted_above_Freeze_too()
    {
        ITrainableNetwork<double> network = FrozenCase.Of("Normed").New<double>(isFrozen: true);
        Dataset data = PairingTests.Data(network.Info, 20);
        Trainer.Fit(network, data, new() { Epochs = 1, Optimizer = new Sgd(0.1) });
        double mean = Enumerable.Range(0, 20).Average(i => data.InputsAsDouble[i * network.Info.InputSize]);
        ParameterInfo means = network.Info.Statistics.Single(tensor => tensor.Role == ParameterRole.Mean);
        Assert.Equal(mean, network.Statistics[means.Offset], 1e-14);
        Assert.False(means.IsFrozen);
    }

    [Fact]
    public void A_frozen_batch_normalization_is_inference_in_training()
    {
        foreach (string name in new[] { "NormalizedImages", "NormalizedRows" })
        {
            ITrainableNetwork<float> network = FrozenCase.Of(name).Create<float>(isFrozen: true);
            Dataset data = PairingTests.Data(network.Info, 20);
            float[] x = data.InputsOf<float>().ToArray(), y = data.TargetsOf<float>().ToArray(), statistics = network.Statistics.ToArray();
            Assert.Equal(network.ComputeLoss(x, y), network.Backward(x, y));
            Assert.Equal(statistics, network.Statistics);
            Assert.False(network.Info.HasRunningStatistics);

            // So a batch of one sample is enough.
            Trainer.Fit(network, data, new() { Epochs = 1, BatchSize = 1, Optimizer = new Sgd(0.1) });
        }
    }

    [Fact]
    public void A_frozen_dropout_draws_nothing()
    {
        ITrainableNetwork<float> images = FrozenCase.Of("DroppedImages").Create<float>(isFrozen: true);
        Assert.False(images.Info.HasDropout);
        Assert.Null(images.GetType().GetProperty("DropoutSeed"));
        Dataset data = PairingTests.Data(images.Info, 20);
        float[] x = data.InputsOf<float>().ToArray(), y = data.TargetsOf<float>().ToArray();
        Assert.Equal(images.ComputeLoss(x, y), images.Backward(x, y));

        // Below [Freeze], it draws.
        ITrainableNetwork<float> head = FrozenCase.Of("Dropped").Create<float>(isFrozen: true);
        Assert.Equal([0, 0, 0.5, 0, 0], head.Info.Layers.Select(layer => layer.Dropout));
        Assert.Equal(0, head.Info.InputDropout);
        data = PairingTests.Data(head.Info, 20);
        Assert.NotEqual(head.ComputeLoss(data.InputsOf<float>(), data.TargetsOf<float>()), head.Backward(data.InputsOf<float>(), data.TargetsOf<float>()));
    }

    [Fact]
    public void Views_show_frozen_parameters_but_no_gradients_of_them()
    {
        ITrainableNetwork<float> network = FrozenCase.Of("Vectors").Create<float>(isFrozen: true), whole = FrozenCase.Of("Vectors").Create<float>(isFrozen: false);
        Assert.Equal(whole.Weights(1)[15, 3], network.Weights(1)[15, 3]);
        Assert.Equal(whole.Biases(1), network.Biases(1));
        Assert.Equal(whole.Biases(2), network.Biases(2));
        Assert.Equal(typeof(WeightMatrix<float>), network.GetType().GetProperty("W1")!.PropertyType);
        Assert.NotNull(network.GetType().GetProperty("DW2"));
        Assert.Null(network.GetType().GetProperty("DW1"));
        Assert.Equal("Expected a layer that is trained, but layer 1 of VectorsFrozenInSingle is frozen and has no gradients.", Assert.Throws<InvalidOperationException>(() => network.WeightGradients(1)).Message);
        Assert.Throws<InvalidOperationException>(() => network.BiasGradients(1));
    }

    [Fact]
    public void Texts_tell_which_layers_are_frozen()
    {
        NetworkInfo info = FrozenCase.Of("Images").New<float>(isFrozen: true).Info;
        Assert.Equal((220 + 15, 76 + 102), (info.ParameterCount, info.FrozenParameterCount));
        Assert.Equal("ImagesFrozenInSingle: 288 inputs, 3 outputs, 235 parameters and 178 frozen, Single, CrossEntropy", info.ToString());
        Assert.Equal("layer 1: Conv2D, (2, 12, 12) -> (4, 10, 10), ReLU, frozen", info.Layers[0].ToString());
        Assert.Equal("layer 2: MaxPool, (4, 10, 10) -> (4, 5, 5), Identity", info.Layers[1].ToString());
        Assert.Equal([true, false, true, false, false, false], info.Layers.Select(layer => layer.IsFrozen));
        string chart = info.ToMermaid();
        Assert.Contains("title: \"ImagesFrozenInSingle: 235 parameters and 178 frozen, Single, CrossEntropy\"", chart);
        Assert.Contains("76 frozen parameters", chart);
        Assert.Contains("ImagesFrozenInSingle: 288 inputs, 3 outputs, 235 parameters and 178 frozen, single precision", (string)FrozenCase.Of("Images").New<float>(isFrozen: true).GetType().GetField("Summary", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!);
    }
}
