using NetGen.Tests.Runtime;
using Xunit;
using static NetGen.Tests.Runtime.Lines;

namespace NetGen.Tests.Training;

/// <summary>
/// A line that is trained to 4 by quarters of the way has b = 1, 1.75, 2.3125, 2.734375, ... after each epoch, and passes the
/// validation target 2 in between: losses 1/2, 1/32, 25/512, 0.27, ...
/// </summary>
public class EarlyStoppingTests
{
    [Theory]
    [InlineData(10, 2, 0, 4, StopReason.EarlyStopping)] // epochs 3 and 4 are not better than 2
    [InlineData(10, 1, 0, 3, StopReason.EarlyStopping)]
    [InlineData(4, 2, 0, 4, StopReason.Completed)] // both at once
    [InlineData(3, 2, 0, 3, StopReason.Completed)] // the best is restored even so
    [InlineData(10, 3, 0.4, 5, StopReason.EarlyStopping)] // epoch 2 is better by 15/32, which is more than 0.4
    public void Stops_when_patience_ends_with_the_best_parameters(int epochs, int patience, double minDelta, int expectedEpochs, StopReason expectedReason)
    {
        (FakeNetwork<double> net, TrainingHistory history) = Fit(epochs, new(patience, minDelta), 2);
        Assert.Equal((expectedEpochs, expectedReason, 2), (history.Epochs.Count, history.StopReason, history.Best.Epoch));
        Assert.Equal(1.75, net.Parameters[1]);
    }

    [Fact]
    public void A_loss_that_is_better_by_less_than_MinDelta_does_not_count()
    {
        // 1/2 - 1/32 = 0.46875 is less than 0.5: the first epoch remains the best.
        (FakeNetwork<double> net, TrainingHistory history) = Fit(10, new(2, 0.5), 2);
        Assert.Equal((3, 1.0), (history.Epochs.Count, net.Parameters[1]));

        // Exactly as much is not more.
        Assert.Equal(3, Fit(10, new(2, 0.46875), 2).History.Epochs.Count);
    }

    [Fact]
    public void Without_restoring_the_last_parameters_stay()
    {
        (FakeNetwork<double> net, TrainingHistory history) = Fit(10, new(2, restoreBest: false), 2);
        Assert.Equal((4, 2.734375), (history.Epochs.Count, net.Parameters[1]));
    }

    [Fact]
    public void Without_validation_data_it_watches_the_training_loss()
    {
        // It falls all the time: 8, 4.5, 2.53, 1.42, ...; but after epoch 2 no longer by 3.25.
        (FakeNetwork<double> net, TrainingHistory history) = Fit(10, new(2, 3.25), null);
        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        Assert.Equal([8, 4.5, 2.53125, 1.423828125], history.Epochs.Select(epoch => epoch.Loss));
        Assert.Equal(1.75, net.Parameters[1]);
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_the_worst()
    {
        FakeNetwork<double> net = Line(0, 0);
        var best = new BestSoFar<double>(new(3), ((INetwork<double>)net).Info);
        Assert.False(best.IsExhausted);
        foreach ((double loss, double parameter) in new[] { (double.NaN, 1.0), (double.PositiveInfinity, 2), (5, 3), (double.NaN, 4), (6, 5) })
        {
            net.Parameters[0] = parameter;
            best.CompleteEpoch(loss, net);
        }

        Assert.False(best.IsExhausted);
        net.Parameters[0] = 6;
        best.CompleteEpoch(5, net);
        Assert.True(best.IsExhausted);
        best.Restore(net);
        Assert.Equal(3, net.Parameters[0]);
    }

    [Fact]
    public void Before_the_first_epoch_there_is_nothing_to_restore()
    {
        FakeNetwork<double> net = Line(3, 0);
        TrainingHistory history = Trainer.Fit(net, Steps(2), new() { BatchSize = 1, Optimizer = new Sgd(0.25), Shuffle = false, EarlyStopping = new(), OnBatch = _ => TrainingSignal.Stop });
        Assert.Empty(history.Epochs);
        Assert.Equal([3, 0.25], net.Parameters);
    }

    private static (FakeNetwork<double> Network, TrainingHistory History) Fit(int epochs, EarlyStopping rule, double? validation)
    {
        FakeNetwork<double> net = Line(0, 0);
        TrainingHistory history = Trainer.Fit(net, Point(4), new()
        {
            Epochs = epochs,
            Optimizer = new Sgd(0.25),
            EarlyStopping = rule,
            Validation = validation is double target ? Point(target) : null,
        });
        return (net, history);
    }
}
