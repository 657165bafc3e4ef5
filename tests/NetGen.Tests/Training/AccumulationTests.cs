using NetGen.Tests.Runtime;
using Xunit;
using static NetGen.Tests.Runtime.Lines;

namespace NetGen.Tests.Training;

public class AccumulationTests
{
    [Fact]
    public void The_gradient_is_the_mean_over_the_samples_of_all_batches()
    {
        // Targets 1 to 5, a step of size 1 goes to their mean. Batches {1, 2, 3} and {4, 5}: 3, where the mean of their means is 3.25.
        Assert.Equal(3, Fit(5, 3, 2).B);

        // {1, 2}, {3, 4} to 2.5, then {5} alone to 5. Losses 1.25 and 6.25 at 0, and 3.125 at 2.5.
        (double b, TrainingHistory history) = Fit(5, 2, 2);
        Assert.Equal(5, b);
        Assert.Equal((2 * 1.25 + 2 * 6.25 + 3.125) / 5, history.Last.Loss);

        // More batches than there are: one step.
        Assert.Equal(3, Fit(5, 2, 1000).B, 1e-15);
        Assert.Equal(3, Fit(5, 1, int.MaxValue).B, 1e-15);
    }

    [Theory]
    [InlineData(8, 4, 2)]
    [InlineData(8, 2, 4)]
    [InlineData(9, 2, 4)]
    [InlineData(13, 3, 4)]
    public void Batches_together_are_one_large_batch(int samples, int batchSize, int batches)
    {
        Dataset data = Dataset.FromLabels([.. Enumerable.Range(0, samples * 4).Select(i => Math.Sin(i))], [.. Enumerable.Range(0, samples).Select(i => i % 3)], 4, 3);
        FakeClassifier<double> inParts = Train(batchSize, batches), atOnce = Train(batchSize * batches, 1);
        Assert.All(inParts.Parameters.ToArray().Zip(atOnce.Parameters.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-12));

        FakeClassifier<double> Train(int batchSize, int batches)
        {
            var net = new FakeClassifier<double>(4, (5, Activation.Tanh), (3, Activation.Softmax));
            Trainer.Fit(net, data, new() { Epochs = 20, BatchSize = batchSize, AccumulateBatches = batches, Optimizer = new Adam(0.05), L2 = 0.01, ClipNorm = 0.5 });
            return net;
        }
    }

    [Fact]
    public void L2_and_clipping_see_the_whole_gradient_once()
    {
        // Gradients -4 and 2 of b have the mean -1, which stays; each by itself would be cut to -1 and 1. w pulls itself: 8 - 0.5 * 8, cut to 8 - 1.
        FakeNetwork<double> net = Line(8, 0);
        Trainer.Fit(net, new([0.0, 0], [4, -2], 1, 1), new() { Epochs = 1, BatchSize = 1, AccumulateBatches = 2, Shuffle = false, Optimizer = new Sgd(1), L2 = 0.5, ClipValue = 1 });
        Assert.Equal([7, 1], net.Parameters);
    }

    [Fact]
    public void The_schedule_counts_steps_not_batches()
    {
        // Five batches are three steps an epoch: rates 1/4, 1/2, 3/4, then 1.
        var reports = new Reports();
        TrainingHistory history = Trainer.Fit(Line(0, 0), Steps(5), new()
        {
            Epochs = 2,
            BatchSize = 1,
            AccumulateBatches = 2,
            Optimizer = new Sgd(1),
            Schedule = new LinearWarmUp(3, startFactor: 0.25),
            Progress = reports,
        });
        Assert.Equal([0.25, 0.25, 0.5, 0.5, 0.75, 1, 1, 1, 1, 1], reports.Select(p => p.LearningRate));
        Assert.Equal([0.75, 1], history.Epochs.Select(epoch => epoch.LearningRate));
    }

    private static (double B, TrainingHistory History) Fit(int samples, int batchSize, int batches)
    {
        FakeNetwork<double> net = Line(0, 0);
        TrainingHistory history = Trainer.Fit(net, Steps(samples), new() { Epochs = 1, BatchSize = batchSize, AccumulateBatches = batches, Optimizer = new Sgd(1), Shuffle = false });
        return (net.Parameters[1], history);
    }
}
