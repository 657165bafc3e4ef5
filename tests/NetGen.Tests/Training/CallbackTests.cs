using NetGen.Tests.Runtime;
using Xunit;
using static NetGen.Tests.Runtime.Lines;

namespace NetGen.Tests.Training;

public class CallbackTests
{
    [Fact]
    public void A_batch_can_stop_the_training_and_leaves_its_epoch_without_a_record()
    {
        var seen = new List<(int, int)>();
        FakeNetwork<double> net = Line(0, 0);
        TrainingHistory history = Trainer.Fit(net, Steps(3), new()
        {
            Epochs = 5,
            BatchSize = 1,
            Optimizer = new Sgd(1),
            Shuffle = false,
            OnBatch = progress =>
            {
                seen.Add((progress.Epoch, progress.Batch));
                return progress is { Epoch: 2, Batch: 2 } ? TrainingSignal.Stop : TrainingSignal.Continue;
            },
        });
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)], seen);
        Assert.Equal((1, StopReason.Callback), (Assert.Single(history.Epochs).Epoch, history.StopReason));
        Assert.Equal(2, net.Parameters[1]); // the target of the second sample
    }

    [Fact]
    public void An_epoch_can_stop_the_training()
    {
        var seen = new List<EpochRecord>();
        TrainingHistory history = Trainer.Fit(Line(0, 0), Steps(3), new()
        {
            Epochs = 5,
            BatchSize = 1,
            Optimizer = new Sgd(0.5),
            OnEpoch = epoch =>
            {
                seen.Add(epoch);
                return epoch.Epoch == 2 ? TrainingSignal.Stop : TrainingSignal.Continue;
            },
        });
        Assert.Equal(StopReason.Callback, history.StopReason);
        Assert.Equal(2, history.Epochs.Count);
        Assert.Equal(history.Epochs, seen);
    }

    [Fact]
    public void The_last_batch_of_an_epoch_stops_after_its_record_and_both_callbacks_are_called()
    {
        int epochs = 0;
        TrainingHistory history = Trainer.Fit(Line(0, 0), Steps(2), new()
        {
            Epochs = 5,
            BatchSize = 1,
            OnBatch = progress => progress.Completed is null ? TrainingSignal.Continue : TrainingSignal.Stop,
            OnEpoch = _ =>
            {
                epochs++;
                return TrainingSignal.Continue;
            },
        });
        Assert.Equal((1, 1, StopReason.Callback), (epochs, history.Epochs.Count, history.StopReason));
    }

    [Fact]
    public void To_stop_at_the_last_epoch_is_to_complete()
    {
        TrainingHistory history = Trainer.Fit(Line(0, 0), Steps(2), new() { Epochs = 1, OnEpoch = _ => TrainingSignal.Stop });
        Assert.Equal(StopReason.Completed, history.StopReason);
        Assert.Single(history.Epochs);
    }

    [Fact]
    public void A_cancelled_training_has_the_epochs_before()
    {
        using var source = new CancellationTokenSource();
        var exception = Assert.Throws<TrainingCanceledException>(() => Trainer.Fit(Line(0, 0), Steps(3), new()
        {
            Epochs = 5,
            BatchSize = 1,
            CancellationToken = source.Token,
            OnBatch = progress =>
            {
                if (progress is { Epoch: 3, Batch: 1 })
                    source.Cancel();
                return TrainingSignal.Continue;
            },
        }));
        Assert.Equal([1, 2], exception.History.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal("Training was canceled after 2 completed epochs.", exception.Message);
    }

    [Fact]
    public void Progress_tells_how_long_it_took_and_takes()
    {
        var reports = new Reports(_ => Thread.Sleep(20));
        Trainer.Fit(Line(0, 0), Steps(2), new() { Epochs = 3, BatchSize = 1, Progress = reports });
        Assert.Equal(6, reports.Count);
        for (int i = 0; i < 6; i++)
        {
            // i + 1 batches took the elapsed time, and 5 - i are left.
            Assert.Equal(reports[i].Elapsed.TotalSeconds * (5 - i) / (i + 1), reports[i].Remaining.TotalSeconds, 1e-6);
            Assert.InRange(reports[i].Elapsed, TimeSpan.FromMilliseconds(15 * i), TimeSpan.FromMinutes(10));
        }

        var first = new Reports();
        Trainer.Fit(Line(0, 0), Steps(2), new() { Epochs = int.MaxValue, BatchSize = 1, Progress = first, OnBatch = _ => TrainingSignal.Stop });
        Assert.InRange(Assert.Single(first).Remaining, TimeSpan.FromTicks(1), TimeSpan.MaxValue);
    }
}
