using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Running statistics in trainings.</summary>
public sealed class BatchNormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => ["Sgd", "AdamW, warm-up, plateau"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Statistics_and_numbers_of_two_samples_worked_out_by_hand()
    {
        // 1 and 3: mean 2, variance 1, and 2 where it is unbiased. 5 and 5: mean 5, variance 0.
        var network = new NormalizedPair(seed: 1);
        Assert.Equal([0, 0, 1, 1], network.Statistics);
        Assert.Equal([1, 1, 0, 0], network.Parameters);
        double xhat = 1 / Math.Sqrt(1 + 1e-5);

        // The targets are 0, so the loss is the mean of half the squares.
        double loss = network.Backward([1, 5, 3, 5], [0, 0, 0, 0]);
        Assert.Equal(xhat * xhat / 2, loss, 1e-15);
        Assert.Equal([0.1 * 2, 0.1 * 5, 0.9 + 0.1 * 2, 0.9], network.Statistics.ToArray(), new Within(1e-15));

        // dL/dgain = mean of z xhat; db = mean of z.
        Assert.Equal([xhat * xhat, 0, 0, 0], network.Gradients.ToArray(), new Within(1e-15));

        // Forward goes by the running ones, and leaves them.
        var outputs = new double[4];
        network.Forward([1, 5, 3, 5], outputs);
        Assert.Equal([0.8 / Math.Sqrt(1.1 + 1e-5), 4.5 / Math.Sqrt(0.9 + 1e-5), 2.8 / Math.Sqrt(1.1 + 1e-5), 4.5 / Math.Sqrt(0.9 + 1e-5)], outputs, new Within(1e-14));
        Assert.Equal([0.1 * 2, 0.1 * 5, 0.9 + 0.1 * 2, 0.9], network.Statistics.ToArray(), new Within(1e-15));
    }

    [Fact]
    public void Only_Backward_moves_them_and_weights_of_samples_have_no_part_in_them()
    {
        NormalizedImage network = new(seed: 1), weighted = new(seed: 1);
        double[] x = ImageBits.Numbers<double>(5 * 50), y = new double[15], start = network.Statistics.ToArray(), trace = new double[NormalizedImage.Info.TraceSize];
        network.Forward(x, y);
        network.ComputeLoss(x, y);
        network.Trace(x.AsSpan(0, 50), trace);
        ((ITrainableNetwork<double>)network).TraceInTraining(x.AsSpan(0, 50), 0, trace);
        network.Jacobian(x.AsSpan(0, 50), new double[150]);
        GradientCheck.Run(network, PairingTests.Data(NormalizedImage.Info, 5));
        Assert.Equal(start, network.Statistics);

        var fresh = new NormalizedImage(seed: 1);
        fresh.Backward(x, y);
        weighted.Backward(x, y, [0, 3, 0.5, 1, 2]);
        Assert.NotEqual(start, fresh.Statistics.ToArray());
        Assert.Equal(fresh.Statistics, weighted.Statistics);
        Assert.NotEqual(fresh.Gradients.ToArray(), weighted.Gradients.ToArray());
    }

    [Fact]
    public void A_batch_of_one_number_for_each_channel_is_refused_and_nothing_changes()
    {
        var network = new NormalizedRun(seed: 1);
        double[] statistics = network.Statistics.ToArray(), parameters = network.Parameters.ToArray();
        string message = Assert.Throws<ArgumentException>(() => network.Backward([1, 2, 3, 4], [0])).Message;
        Assert.Equal("Expected two or more numbers per channel to train a batch normalization, but got 1 in a batch of 1 sample: use a larger batch.", message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => network.BackwardFrom([1, 2, 3, 4], [0, 1, 0])).Message);
        Assert.Equal(statistics, network.Statistics);
        Assert.Equal(parameters, network.Parameters);

        // One sample runs forward, and an image has more numbers than one.
        network.Forward([1, 2, 3, 4], new double[3]);
        var image = new NormalizedImage(seed: 1);
        Assert.True(double.IsFinite(image.Backward(new double[50], [0])));
    }

    /// <summary>13 samples are three batches of four, and one.</summary>
    [Theory]
    [InlineData(13, 4, "got 13 samples with a BatchSize of 4: the last batch of an epoch would have one sample, but a batch normalization over vectors needs two: choose another BatchSize.")]
    [InlineData(13, 12, "got 13 samples with a BatchSize of 12: the last batch")]
    [InlineData(13, 1, "got 13 samples with a BatchSize of 1: every batch would have one sample")]
    [InlineData(1, 5, "got 1 sample with a BatchSize of 5: the only batch would have one sample, but a batch normalization over vectors needs two: train it with more samples.")]
    public void A_batch_of_one_sample_is_refused_before_the_first_step(int samples, int batchSize, string message)
    {
        var network = new NormalizedRun(seed: 1);
        double[] statistics = network.Statistics.ToArray(), parameters = network.Parameters.ToArray();
        ArgumentException fault = Assert.Throws<ArgumentException>("options", () => Trainer.Fit(network, Runs.Data.Slice(0, samples), new() { Epochs = 1, BatchSize = batchSize }));
        Assert.StartsWith("Expected batches of two or more samples for layer 2 of NormalizedRun, but " + message, fault.Message);
        Assert.Equal(statistics, network.Statistics);
        Assert.Equal(parameters, network.Parameters);
        Assert.Throws<ArgumentException>("options", () => { _ = Trainer.FitAsync(network, Runs.Data.Slice(0, samples), new() { Epochs = 1, BatchSize = batchSize }); });
    }

    [Fact]
    public void Images_and_other_sizes_of_batches_are_not_refused()
    {
        Dataset images = PairingTests.Data(NormalizedImage.Info, 13);
        foreach (int batchSize in new[] { 1, 4, 12, 13, 100 })
            Assert.Single(Trainer.Fit(new NormalizedImage(seed: 1), images, new() { Epochs = 1, BatchSize = batchSize }).Epochs);
        foreach (int batchSize in new[] { 5, 13, 100 })
            Assert.Single(Trainer.Fit(new NormalizedRun(seed: 1), Runs.Data, new() { Epochs = 1, BatchSize = batchSize }).Epochs);
    }

    [Fact]
    public void A_gradient_check_leaves_statistics_and_masks_even_where_it_fails()
    {
        ITrainableNetwork<double> network = new NormalizedRun(seed: 1);
        double[] room = GradientCheck.StatisticsOf(network), statistics = network.Statistics.ToArray();
        network.DropoutStep = 5;
        GradientCheck.Backward(network, Samples<double>.Of(network, Runs.Data), room);
        Assert.Equal(statistics, network.Statistics);
        Assert.Equal(5, network.DropoutStep);

        var faulty = new Faulty();
        Assert.Throws<InvalidOperationException>(() => GradientCheck.Backward(faulty, new([1, 2], [0], default, default), GradientCheck.StatisticsOf(faulty)));
        Assert.Equal([7.0], faulty.Statistics.ToArray());
        Assert.Equal(3, faulty.DropoutStep);
    }

    [Fact]
    public void Early_stopping_restores_those_of_the_best_epoch()
    {
        var network = new NormalizedRun(seed: 1);
        var kept = new List<(double[] Parameters, double[] Statistics)>();
        TrainingHistory history = Trainer.Fit(network, Runs.Data, new()
        {
            Epochs = 40,
            BatchSize = 5,
            Optimizer = new Sgd(2),
            ValidationFraction = 0.25,
            Seed = 3,
            EarlyStopping = new(patience: 4),
            OnEpoch = _ =>
            {
                kept.Add((network.Parameters.ToArray(), network.Statistics.ToArray()));
                return TrainingSignal.Continue;
            },
        });

        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        Assert.Equal(kept.Count, history.Epochs.Count);
        Assert.InRange(history.Best.Epoch, 1, kept.Count - 4);
        Assert.Equal(kept[history.Best.Epoch - 1].Parameters, network.Parameters);
        Assert.Equal(kept[history.Best.Epoch - 1].Statistics, network.Statistics);
        Assert.NotEqual(kept[^1].Statistics, network.Statistics.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_that_is_resumed_ends_with_the_same_bits(string name)
    {
        var whole = new NormalizedRun(seed: 1);
        TrainingHistory expected = Trainer.Fit(whole, Runs.Data, Runs.Options(name));
        Assert.Equal(Runs.Epochs, expected.Epochs.Count);
        for (int stop = 1; stop < Runs.Epochs; stop++)
        {
            string path = _folder.File($"{stop}");
            Trainer.Fit(new NormalizedRun(seed: 1), Runs.Data, Runs.Options(name, path, onEpoch: Runs.StopAfter(stop)));

            var resumed = new NormalizedRun(seed: 2);
            ImageSource.Disturb(resumed);
            TrainingHistory history = Trainer.Fit(resumed, Runs.Data, Runs.Options(name, path, resume: true));
            Assert.Equal(whole.Parameters, resumed.Parameters);
            Assert.Equal(whole.Statistics, resumed.Statistics);
            Assert.Equal(Runs.Timeless(expected), Runs.Timeless(history));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void So_does_one_that_was_cancelled_within_an_epoch(string name)
    {
        var whole = new NormalizedRun(seed: 1);
        Trainer.Fit(whole, Runs.Data, Runs.Options(name));
        string path = _folder.File("state");
        using var source = new CancellationTokenSource();
        Assert.Throws<TrainingCanceledException>(() => Trainer.Fit(new NormalizedRun(seed: 1), Runs.Data, Runs.Options(name, path, token: source.Token, onBatch: progress =>
        {
            if (progress.Epoch == 4 && progress.Batch == 3)
                source.Cancel();
            return TrainingSignal.Continue;
        })));

        var resumed = new NormalizedRun(seed: 2);
        Trainer.Fit(resumed, Runs.Data, Runs.Options(name, path, resume: true));
        Assert.Equal(whole.Parameters, resumed.Parameters);
        Assert.Equal(whole.Statistics, resumed.Statistics);
    }

    [Fact]
    public void Accumulated_batches_have_statistics_of_their_own()
    {
        NormalizedImage trained = new(seed: 1), byHand = new(seed: 1);
        Dataset data = PairingTests.Data(NormalizedImage.Info, 8);
        Trainer.Fit(trained, data, new() { Epochs = 1, BatchSize = 5, AccumulateBatches = 2, Shuffle = false, Optimizer = new Sgd(0.5) });

        double[] first = Gradients(0, 5), second = Gradients(5, 3);
        Assert.Equal(byHand.Statistics, trained.Statistics);
        for (int i = 0; i < first.Length; i++)
            Assert.Equal(byHand.Parameters[i] - 0.5 * (5 * first[i] + 3 * second[i]) / 8, trained.Parameters[i], 1e-14);

        // Not those of both batches at once.
        var atOnce = new NormalizedImage(seed: 1);
        Trainer.Fit(atOnce, data, new() { Epochs = 1, BatchSize = 8, Shuffle = false, Optimizer = new Sgd(0.5) });
        Assert.NotEqual(atOnce.Statistics.ToArray(), trained.Statistics.ToArray());

        double[] Gradients(int from, int count)
        {
            Dataset part = data.Slice(from, count);
            byHand.Backward(part.InputsAsDouble, part.TargetsAsDouble);
            return byHand.Gradients.ToArray();
        }
    }

    [Fact]
    public void A_network_learns_by_them()
    {
        // How bright the second channel is.
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 400 * 50).Select(i => i % 50 < 25 ? random.NextDouble() : random.NextDouble() + 0.5 * (i / 50 % 3 - 1))];
        var data = Dataset.FromLabels(x, [.. Enumerable.Range(0, 400).Select(i => i % 3)], 50, 3);
        var network = new NormalizedImage(seed: 1);
        Trainer.Fit(network, data.Slice(0, 300), new() { Epochs = 30, BatchSize = 30, Optimizer = new Adam(0.01) });
        Assert.InRange(Trainer.Evaluate(network, data.Slice(300, 100)).Accuracy, 0.9, 1);
    }

    /// <summary>Moves its statistics and step, and fails.</summary>
    private sealed class Faulty : ITrainableNetwork<double>
    {
        private readonly double[] _statistics = [7];

        public NetworkInfo Info { get; } = new("Faulty", Precision.Double, Loss.HalfSquaredError, new LayerInfo(1, "BatchNorm", [1], [1], Activation.Identity, 0, 1))
        {
            Statistics = [NormalizedPair.Info.Statistics[0]],
        };

        public int Threads { get; set; } = 1;

        public long DropoutStep { get; set; } = 3;

        public Span<double> Parameters => default;

        public Span<double> Gradients => default;

        public Span<double> Statistics => _statistics;

        public void Forward(ReadOnlySpan<double> inputs, Span<double> outputs) => throw new NotSupportedException();

        public void Trace(ReadOnlySpan<double> input, Span<double> values) => throw new NotSupportedException();

        public double ComputeLoss(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> outputs) => throw new NotSupportedException();

        public double Backward(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, Span<double> inputGradients)
        {
            (_statistics[0], DropoutStep) = (9, 4);
            throw new InvalidOperationException();
        }

        public void BackwardFrom(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputGradients, Span<double> inputGradients) => throw new NotSupportedException();

        public void Jacobian(ReadOnlySpan<double> input, Span<double> jacobian) => throw new NotSupportedException();

        public ITrainableNetwork<double> ToDouble() => this;
    }

    private sealed class Within(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double number) => 0;
    }
}

[Network(2, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[BatchNorm]
internal sealed partial class NormalizedPair;

[Network(2, 5, 5, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(4, 3, Bias = false)]
[BatchNorm(Activation.Tanh)]
[GlobalAveragePool]
[Dense(3, Activation.Softmax)]
internal sealed partial class NormalizedImage;

/// <summary>Statistics of both kinds, and masks.</summary>
[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Standardize]
[Dense(6, Bias = false)]
[BatchNorm(Activation.Tanh)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class NormalizedRun;
