using System.Collections.Concurrent;
using NetGen.Tests.Runtime;
using Xunit;
using static NetGen.Tests.Runtime.Lines;

namespace NetGen.Tests.Training;

/// <summary>FitAsync is Fit, but for the thread, which it hands back where batches take longer than its 15 milliseconds.</summary>
public class FitAsyncTests
{
    public static TheoryData<string> Names => [.. Runs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_bits_are_those_of_Fit(string name)
    {
        FakeClassifier<double> expected = Runs.Network(), actual = Runs.Network();
        TrainingHistory history = Trainer.Fit(expected, Runs.Data, Runs.Options(name));
        TrainingHistory asynchronous = await Trainer.FitAsync(actual, Runs.Data, Runs.Options(name, onBatch: Slowly), TestContext.Current.CancellationToken);
        Assert.Equal(expected.Parameters, actual.Parameters);
        Assert.Equal(Runs.Timeless(history), Runs.Timeless(asynchronous));
        Assert.Equal(history.StopReason, asynchronous.StopReason);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Either_goes_on_from_a_checkpoint_of_the_other(string name)
    {
        using var folder = new TemporaryFolder();
        string first = folder.File("first"), second = folder.File("second");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        FakeClassifier<double> expected = Runs.Network(), resumed = Runs.OtherStart(), resumedAsync = Runs.OtherStart();
        TrainingHistory history = Trainer.Fit(expected, Runs.Data, Runs.Options(name));

        await Trainer.FitAsync(Runs.Network(), Runs.Data, Runs.Options(name, first, onBatch: Slowly, onEpoch: Runs.StopAfter(3)), cancellation);
        TrainingHistory there = Trainer.Fit(resumed, Runs.Data, Runs.Options(name, first, resume: true));
        Trainer.Fit(Runs.Network(), Runs.Data, Runs.Options(name, second, onEpoch: Runs.StopAfter(3)));
        TrainingHistory back = await Trainer.FitAsync(resumedAsync, Runs.Data, Runs.Options(name, second, resume: true, onBatch: Slowly), cancellation);

        Assert.Equal(expected.Parameters, resumed.Parameters);
        Assert.Equal(expected.Parameters, resumedAsync.Parameters);
        Assert.Equal(Runs.Timeless(history), Runs.Timeless(there));
        Assert.Equal(Runs.Timeless(history), Runs.Timeless(back));
    }

    [Fact]
    public void Other_work_of_the_thread_is_done_between_batches_and_callbacks_are_called_there()
    {
        var thread = new OneThread();
        var seen = new List<string>();
        Task<TrainingHistory>? training = null;
        thread.Post(_ => training = Trainer.FitAsync(Line(0, 0), Steps(3), new()
        {
            Epochs = 1,
            BatchSize = 1,
            OnBatch = progress =>
            {
                seen.Add($"batch {progress.Batch} on {Environment.CurrentManagedThreadId}");
                thread.Post(_ => seen.Add($"after {progress.Batch}"), null);
                return Slowly(progress);
            },
        }), null);
        thread.RunUntil(() => training is { IsCompleted: true });

        int id = Environment.CurrentManagedThreadId;
        Assert.Equal([$"batch 1 on {id}", "after 1", $"batch 2 on {id}", "after 2", $"batch 3 on {id}"], seen.Take(5));
        Assert.Equal(TaskStatus.RanToCompletion, training!.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_tokens_cancel_it(bool byArgument)
    {
        using var source = new CancellationTokenSource();
        FakeNetwork<double> net = Line(0, 0);
        Task<TrainingHistory> training = Trainer.FitAsync(net, Steps(3), new()
        {
            Epochs = 5,
            BatchSize = 1,
            Optimizer = new Sgd(1),
            Shuffle = false,
            CancellationToken = byArgument ? default : source.Token,
            OnBatch = progress =>
            {
                if (progress is { Epoch: 3, Batch: 2 })
                    source.Cancel();
                return Slowly(progress);
            },
        }, byArgument ? source.Token : default);

        TrainingCanceledException exception = await Assert.ThrowsAsync<TrainingCanceledException>(() => training);
        Assert.Equal(TaskStatus.Canceled, training.Status);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Equal([1, 2], exception.History.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(2, net.Parameters[1]); // the target of the second sample
    }

    [Fact]
    public async Task What_fails_in_the_course_of_it_fails_the_task_as_it_fails_Fit()
    {
        static FakeNetwork<double> Diverging() => Line(0, 0);
        TrainingOptions options = new() { Epochs = 2000, Optimizer = new Sgd(1e10) };
        TrainingDivergedException expected = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(Diverging(), Steps(3), options));
        Task<TrainingHistory> training = Trainer.FitAsync(Diverging(), Steps(3), options, TestContext.Current.CancellationToken);
        TrainingDivergedException actual = await Assert.ThrowsAsync<TrainingDivergedException>(() => training);
        Assert.Equal((expected.Epoch, expected.Batch, expected.Message), (actual.Epoch, actual.Batch, actual.Message));
        Assert.Equal(TaskStatus.Faulted, training.Status);
    }

    [Fact]
    public void Wrong_arguments_are_refused_at_once()
    {
        static object Start(TrainingOptions options) => Trainer.FitAsync(Line(0, 0), Steps(3), options);
        ArgumentException expected = Assert.Throws<ArgumentException>(() => Trainer.Fit(Line(0, 0), Steps(3), new() { Epochs = 0 }));
        Assert.Equal(expected.Message, Assert.Throws<ArgumentException>(() => Start(new() { Epochs = 0 })).Message);
    }

    /// <summary>The first batch of each epoch takes longer than the training keeps its thread.</summary>
    private static TrainingSignal Slowly(TrainingProgress progress)
    {
        Thread.Sleep(progress.Epoch == 1 || progress.Batch == 1 ? 20 : 0);
        return TrainingSignal.Continue;
    }

    /// <summary>A user interface's thread: does one piece of work after the other, in the order in which they came.</summary>
    private sealed class OneThread : SynchronizationContext
    {
        private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> _queue = [];

        public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));

        public void RunUntil(Func<bool> isDone)
        {
            SynchronizationContext? former = Current;
            SetSynchronizationContext(this);
            try
            {
                while (!isDone())
                {
                    (SendOrPostCallback work, object? state) = _queue.Take();
                    work(state);
                }
            }
            finally
            {
                SetSynchronizationContext(former);
            }
        }
    }
}
