using System.Runtime.CompilerServices;
using Xunit;
using static NetGen.Tests.Runtime.Lines;

namespace NetGen.Tests.Runtime;

public class TrainerTests
{
    [Fact]
    public void A_step_follows_the_gradient_and_L2_pulls_weights_only()
    {
        // a = 2 * 3 + 1 = 7, r = 7 - 1 = 6: L = 18, dW = 6 * 3 + 0.5 * 2 = 19, db = 6.
        FakeNetwork<double> net = Line(2, 1);
        TrainingHistory history = Trainer.Fit(net, new([3.0], [1], 1, 1), new() { Epochs = 1, Optimizer = new Sgd(0.125), L2 = 0.5 });
        Assert.Equal([2 - 19.0 / 8, 1 - 6.0 / 8], net.Parameters);
        Assert.Equal(18, history.Last.Loss);
    }

    [Fact]
    public void L1_pulls_weights_only_and_by_their_sign()
    {
        // As above dW = 18 and db = 6, and then 0.5 sign(2). A weight of 0 is not pulled: a = 1, r = 0.
        FakeNetwork<double> net = Line(2, 1), atZero = Line(0, 1);
        TrainingHistory history = Trainer.Fit(net, new([3.0], [1], 1, 1), new() { Epochs = 1, Optimizer = new Sgd(0.125), L1 = 0.5 });
        Trainer.Fit(atZero, new([3.0], [1], 1, 1), new() { Epochs = 1, Optimizer = new Sgd(0.125), L1 = 0.5 });
        Assert.Equal([2 - 18.5 / 8, 1 - 6.0 / 8], net.Parameters);
        Assert.Equal([0, 1], atZero.Parameters);
        Assert.Equal(18, history.Last.Loss);
    }

    [Fact]
    public void L1_is_the_same_in_vectors_and_in_the_rest()
    {
        // With inputs, targets and biases of 0 the gradients are 0: what is left is w -= 0.5 * 0.25 sign(w), over 35 and 21 weights.
        var net = new FakeNetwork<float>(Loss.MeanSquaredError, 5, (7, Activation.ReLU), (3, Activation.Identity));
        float[] before = net.Parameters.ToArray();
        Trainer.Fit(net, new(new float[5], new float[3], 5, 3), new() { Epochs = 1, Optimizer = new Sgd(0.5f), L1 = 0.25f });
        Assert.Equal(before.Select(w => w - 0.125f * MathF.Sign(w)), net.Parameters.ToArray());
    }

    [Fact]
    public void Gradients_are_clipped_after_L2_by_value_and_then_by_norm()
    {
        // As above dW = 19, db = 6. By value to (8, 6), whose norm is 10, then by norm to (4, 3): the 1e-6 of ClipNorm's formula moves w by 5e-8.
        FakeNetwork<double> net = Line(2, 1);
        Trainer.Fit(net, new([3.0], [1], 1, 1), new() { Epochs = 1, Optimizer = new Sgd(0.125), L2 = 0.5, ClipValue = 8, ClipNorm = 5 });
        Assert.Equal(1.5, net.Parameters[0], 1e-7);
        Assert.Equal(0.625, net.Parameters[1], 1e-7);

        FakeNetwork<double> byValue = Line(2, 1), byNorm = Line(2, 1);
        Trainer.Fit(byValue, new([3.0], [1], 1, 1), new() { Epochs = 1, Optimizer = new Sgd(0.125), ClipValue = 8 });
        Assert.Equal([1, 0.25], byValue.Parameters);
        Trainer.Fit(byNorm, new([3.0], [1], 1, 1), new() { Epochs = 1, Optimizer = new Sgd(0.125), ClipNorm = Math.Sqrt(90) });
        Assert.Equal(2 - 9 * 0.125, byNorm.Parameters[0], 1e-6); // (18, 6) is (9, 3) at half its norm
        Assert.Equal(1 - 3 * 0.125, byNorm.Parameters[1], 1e-6);
    }

    [Fact]
    public void Every_optimizer_learns_the_exclusive_or()
    {
        var data = new Dataset([0f, 0, 0, 1, 1, 0, 1, 1], [0f, 1, 1, 0], inputSize: 2, targetSize: 1);
        foreach (Optimizer optimizer in new Optimizer[] { new Adagrad(0.5), new RmsProp(0.05), new Adam(0.05), new AdamW(0.05), new Lamb(0.05) })
        {
            var net = new FakeNetwork<double>(Loss.BinaryCrossEntropy, 2, (8, Activation.Tanh), (1, Activation.Sigmoid));
            TrainingHistory history = Trainer.Fit(net, data, new() { Epochs = 300, BatchSize = 4, Optimizer = optimizer });
            Assert.InRange(history.Last.Loss, 0, 0.05);
        }
    }

    [Fact]
    public void L2_reaches_every_weight_of_every_layer()
    {
        // With inputs and targets 0 and the biases at 0 the gradients are 0: what is left is w -= 0.5 * 0.5 w.
        var net = new FakeNetwork<float>(Loss.MeanSquaredError, 5, (7, Activation.ReLU), (3, Activation.Identity));
        float[] before = net.Parameters.ToArray();
        Trainer.Fit(net, new(new float[5], new float[3], 5, 3), new() { Epochs = 1, Optimizer = new Sgd(0.5f), L2 = 0.5f });
        Assert.Equal(before.Select(w => 0.75f * w), net.Parameters.ToArray(), (x, y) => MathF.Abs(x - y) <= 1e-7f);
    }

    [Fact]
    public void Learns_the_exclusive_or()
    {
        var data = new Dataset([0f, 0, 0, 1, 1, 0, 1, 1], [0f, 1, 1, 0], inputSize: 2, targetSize: 1);
        var net = new FakeNetwork<float>(Loss.BinaryCrossEntropy, 2, (8, Activation.Tanh), (1, Activation.Sigmoid));
        TrainingHistory history = Trainer.Fit(net, data, new() { Epochs = 300, BatchSize = 4, Optimizer = new Sgd(0.5f, 0.9f) });
        Assert.Equal(1, Trainer.Evaluate(net, data).Accuracy);
        Assert.InRange(history.Last.Loss, 0, 0.02);
    }

    [Fact]
    public void Labels_train_a_classifier_as_their_one_hot_targets_do()
    {
        float[] inputs = [1, 2, 3, 4, 5, 6];
        Dataset labelled = Dataset.FromLabels(inputs, [2, 0, 1], inputSize: 2, classes: 3);
        var onLabels = new FakeClassifier<float>(2, (3, Activation.Softmax));
        var onTargets = new FakeClassifier<float>(2, (3, Activation.Softmax));
        var options = new TrainingOptions { Epochs = 3, BatchSize = 2 };
        Trainer.Fit(onLabels, labelled, options);
        Trainer.Fit(onTargets, new(inputs, labelled.Targets, 2, 3), options);
        Assert.Equal(onTargets.Parameters, onLabels.Parameters);
        Assert.Equal(6, onLabels.LabelCalls); // 3 epochs of 2 batches
        Assert.Equal(0, onTargets.LabelCalls);
    }

    [Fact]
    public void The_loss_of_an_epoch_weighs_samples_not_batches()
    {
        // Batches {1, 2}, {3, 4}, {5}: (1 + 4 + 9 + 16 + 25) / 2 / 5 = 5.5, where the mean of batch means is 20.3 / 3.
        var reports = new Reports();
        TrainingHistory history = Trainer.Fit(Line(0, 0), Steps(5), new() { Epochs = 2, BatchSize = 2, Optimizer = Still, Shuffle = false, Progress = reports });
        Assert.Equal([5.5, 5.5], history.Epochs.Select(epoch => epoch.Loss));
        Assert.Equal([(1, 1, 1.25), (1, 2, 3.75), (1, 3, 5.5), (2, 1, 1.25), (2, 2, 3.75), (2, 3, 5.5)], reports.Select(p => (p.Epoch, p.Batch, p.Loss)));
        Assert.All(reports, p => Assert.Equal((2, 3), (p.Epochs, p.Batches)));
        Assert.Equal([null, null, history.Epochs[0], null, null, history.Epochs[1]], reports.Select(p => p.Completed));
    }

    [Fact]
    public void Each_epoch_takes_every_sample_once_in_an_order_of_its_own()
    {
        List<int>[] orders = Orders(seed: 1, shuffle: true);
        int[] sorted = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Assert.All(orders, order => Assert.Equal(sorted, order.Order()));
        Assert.NotEqual(sorted, orders[0]);
        Assert.NotEqual(orders[0], orders[1]);
        Assert.Equal(orders, Orders(seed: 1, shuffle: true));
        Assert.NotEqual(orders[0], Orders(seed: 2, shuffle: true)[0]);
        Assert.All(Orders(seed: 1, shuffle: false), order => Assert.Equal(sorted, order));
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_all_of_it()
    {
        var reports = new Reports();
        Trainer.Fit(Line(0, 0), Steps(3), new() { Epochs = 1, BatchSize = int.MaxValue, Progress = reports });
        Assert.Equal(1, Assert.Single(reports).Batches);
    }

    [Fact]
    public void Settings_need_not_be_given()
    {
        FakeNetwork<double> without = Line(0, 0), with = Line(0, 0);
        TrainingHistory history = Trainer.Fit(without, Steps(5));
        Trainer.Fit(with, Steps(5), new());
        Assert.Equal(10, history.Epochs.Count);
        Assert.Equal(with.Parameters, without.Parameters);
    }

    [Fact]
    public void Settings_can_be_copied_with_another_and_are_equal_only_to_themselves()
    {
        var options = new TrainingOptions { Epochs = 3, L2 = 0.5 };
        TrainingOptions other = options with { Epochs = 4 }, same = options with { };
        Assert.Equal((4, 0.5, 3), (other.Epochs, other.L2, options.Epochs));
        Assert.Same(options.Optimizer, other.Optimizer);
        Assert.True(options.Equals(options));
        Assert.False(options.Equals(same) || options == same || new TrainingOptions() == new TrainingOptions());
        Assert.Equal(2, new HashSet<TrainingOptions> { options, same, options }.Count);
    }

    [Fact]
    public void Divergence_stops_before_the_failing_step()
    {
        // a = 10 w + b, so r -> r (1 - lr (10^2 + 1)) = -100 r: it passes 1e154, whose square is infinite, in 77 steps.
        FakeNetwork<double> net = Line(1, 0);
        double[] last = [];
        var reports = new Reports(_ => last = net.Parameters.ToArray());
        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(
            net, new([10.0, 10], [0, 0], 1, 1), new() { Epochs = 1000, BatchSize = 1, Optimizer = new Sgd(1), Progress = reports }));

        Assert.Equal(double.PositiveInfinity, exception.Loss);
        Assert.Equal((reports.Count / 2 + 1, reports.Count % 2 + 1), (exception.Epoch, exception.Batch));
        Assert.Equal(StopReason.Diverged, exception.History.StopReason);
        Assert.Equal(exception.Epoch - 1, exception.History.Epochs.Count);
        Assert.Contains($"got Infinity in epoch {exception.Epoch}, batch {exception.Batch}. A lower learning rate", exception.Message);
        Assert.Equal(last, net.Parameters);
        Assert.All(last, w => Assert.True(double.IsFinite(w)));
    }

    [Fact]
    public void Cancelling_stops_between_two_steps()
    {
        FakeNetwork<double> net = Line(0, 0);
        double[] last = [];
        using var source = new CancellationTokenSource();
        var reports = new Reports(progress =>
        {
            last = net.Parameters.ToArray();
            if (progress.Batch == 2)
                source.Cancel();
        });
        var exception = Assert.Throws<TrainingCanceledException>(() => Trainer.Fit(
            net, Steps(5), new() { BatchSize = 1, Progress = reports, CancellationToken = source.Token }));
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Equal(StopReason.Canceled, exception.History.StopReason);
        Assert.Empty(exception.History.Epochs);
        Assert.Equal(2, reports.Count);
        Assert.Equal(last, net.Parameters);
        Assert.NotEqual(0, last[1]);
    }

    [Fact]
    public void Validation_is_evaluated_after_each_epoch()
    {
        FakeNetwork<double> net = Line(0, 0);
        Dataset validation = new([1.0], [1], 1, 1);
        TrainingHistory history = Trainer.Fit(net, Steps(2), new() { Epochs = 2, Validation = validation });
        Assert.Equal(Trainer.Evaluate(net, validation).Loss, history.Last.ValidationLoss);
        Assert.NotEqual(history.Epochs[0].ValidationLoss, history.Last.ValidationLoss);
        Assert.True(double.IsNaN(history.Last.ValidationAccuracy)); // not a loss for classes

        Assert.True(double.IsNaN(Trainer.Fit(net, Steps(2), new() { Epochs = 1 }).Last.ValidationLoss));
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        // 50 more epochs of 32 steps may take their place in the history, and no more.
        var net = new FakeClassifier<float>(4, (8, Activation.Tanh), (3, Activation.Softmax));
        Dataset data = Dataset.FromLabels(new float[64 * 4], new int[64], inputSize: 4, classes: 3).WithSampleWeights([.. Enumerable.Range(0, 64).Select(i => (double)i)]);
        var reports = new Silent();
        Measure(2);
        Assert.Equal(50 * Unsafe.SizeOf<EpochRecord>(), Measure(51) - Measure(1));

        long Measure(int epochs)
        {
            var options = new TrainingOptions { Epochs = epochs, BatchSize = 2, Optimizer = new Adam(), L2 = 1e-4f, ClassWeights = [1, 2, 3], ClipValue = 1, ClipNorm = 1, Progress = reports, AccumulateBatches = 3, EarlyStopping = new(100), OnBatch = _ => TrainingSignal.Continue, Schedule = new LinearWarmUp(9, new CosineRestarts(5)) };
            long before = GC.GetAllocatedBytesForCurrentThread();
            Trainer.Fit(net, data, options);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    public static TheoryData<TrainingOptions, string> BadOptions => new()
    {
        { new() { Epochs = 0 }, "Expected Epochs of 1 or more, but got 0." },
        { new() { BatchSize = -1 }, "Expected BatchSize of 1 or more, but got -1." },
        { new() { L2 = -0.5 }, "Expected a finite L2 of 0 or more, but got -0.5." },
        { new() { L2 = double.NaN }, "Expected a finite L2 of 0 or more, but got NaN." },
        { new() { L1 = -1 }, "Expected a finite L1 of 0 or more, but got -1." },
        { new() { LabelSmoothing = 1 }, "Expected a LabelSmoothing from 0 to less than 1, but got 1." },
        { new() { LabelSmoothing = double.NaN }, "Expected a LabelSmoothing from 0 to less than 1, but got NaN." },
        { new() { LabelSmoothing = 0.1 }, "Expected CrossEntropy, or BinaryCrossEntropy with one Sigmoid output, as the loss of a network with LabelSmoothing, but FakeNet has HalfSquaredError with 1 Identity output." },
        { new() { ClassWeights = [1] }, "Expected CrossEntropy or BinaryCrossEntropy as the loss of a network with ClassWeights, but FakeNet has HalfSquaredError." },
        { new() { ClipValue = 0 }, "Expected a finite ClipValue greater than 0, but got 0." },
        { new() { ClipNorm = -0.5 }, "Expected a finite ClipNorm greater than 0, but got -0.5." },
        { new() { ClipNorm = double.PositiveInfinity }, "Expected a finite ClipNorm greater than 0, but got Infinity." },
        { new() { Optimizer = null! }, "Expected an Optimizer, but got null." },
        { new() { AccumulateBatches = 0 }, "Expected AccumulateBatches of 1 or more, but got 0." },
        { new() { CheckpointEvery = 0 }, "Expected CheckpointEvery of 1 or more, but got 0." },
        { new() { ValidationFraction = 1 }, "Expected ValidationFraction between 0 and 1, but got 1." },
        { new() { ValidationFraction = 0.5, Validation = Steps(1) }, "Expected Validation or ValidationFraction, but got both." },
        { new() { Resume = true }, "Expected a CheckpointPath to resume from, but got null." },
        { new() { Validation = new([1.0, 2], [1], 2, 1) }, "Expected samples of 1 inputs for FakeNet, but got 2." },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Refuses_settings_out_of_range(TrainingOptions options, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>("options", () => Trainer.Fit(Line(0, 0), Steps(1), options)).Message);

    public static TheoryData<Loss, Dataset, string> BadData => new()
    {
        { Loss.HalfSquaredError, new([1.0], [1, 2], 1, 2), "Expected samples of 2 inputs for FakeNet, but got 1." },
        { Loss.HalfSquaredError, new([1.0, 2], [1], 2, 1), "Expected samples of 2 targets for FakeNet, but got 1." },
        { Loss.HalfSquaredError, Dataset.FromLabels([1.0, 2], [1], 2, 3), "Expected samples of 2 classes for FakeNet, but got 3." },
        { Loss.CrossEntropy, new([1.0, 2, 3, 4], [0.25, 0.75, 0.5, 0.25], 2, 2), "Expected targets that sum to 1 for CrossEntropy, but those of sample 1 sum to 0.75." },
        { Loss.CrossEntropy, new([1.0, 2], [1.5, -0.5], 2, 2), "Expected targets of 0 or more for CrossEntropy, but sample 0 has -0.5." },
        { Loss.BinaryCrossEntropy, new([1.0, 2, 3, 4], [0, 1, 0.5, 1.5], 2, 2), "Expected targets from 0 to 1 for BinaryCrossEntropy, but sample 1 has 1.5." },
    };

    [Theory]
    [MemberData(nameof(BadData))]
    public void Refuses_data_that_do_not_fit_the_network(Loss loss, Dataset data, string expected)
    {
        var net = new FakeNetwork<float>(loss, 2, (2, Activation.Sigmoid));
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>("data", () => Trainer.Fit(net, data, new())).Message);
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>("data", () => Trainer.Evaluate(net, data)).Message);
    }

    // The order of the samples in each of two epochs, from the running mean loss of batches of 1.
    private static List<int>[] Orders(int seed, bool shuffle)
    {
        var orders = new List<int>[] { [], [] };
        double sum = 0;
        var reports = new Reports(p =>
        {
            double previous = p.Batch == 1 ? 0 : sum;
            sum = p.Loss * p.Batch;
            orders[p.Epoch - 1].Add((int)Math.Round(Math.Sqrt(2 * (sum - previous))));
        });
        Trainer.Fit(Line(0, 0), Steps(9), new() { Epochs = 2, BatchSize = 1, Optimizer = Still, Seed = seed, Shuffle = shuffle, Progress = reports });
        return orders;
    }
}
