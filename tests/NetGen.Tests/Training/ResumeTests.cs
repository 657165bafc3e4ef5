using NetGen.Tests.Networks;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A training that was stopped and resumed ends with the same bits as one that was not.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Runs.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void After_any_epoch(string name)
    {
        (double[] expected, TrainingHistory whole) = Whole(name);
        Assert.Equal((Runs.Epochs, StopReason.Completed), (whole.Epochs.Count, whole.StopReason));
        Assert.Equal(name != "Sgd", whole.Epochs.Select(epoch => epoch.LearningRate).Distinct().Count() > 1);
        for (int stop = 1; stop <= Runs.Epochs; stop++)
        {
            string path = _folder.File($"{stop}");
            TrainingHistory first = Trainer.Fit(Runs.Network(), Runs.Data, Runs.Options(name, path, onEpoch: Runs.StopAfter(stop)));
            Assert.Equal(stop, first.Epochs.Count);
            AssertResumes(name, path, expected, whole);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cancelled_in_the_middle_of_any_epoch(string name)
    {
        (double[] expected, TrainingHistory whole) = Whole(name);
        for (int stop = 1; stop <= Runs.Epochs; stop++)
        {
            string path = _folder.File($"{stop}");
            using var source = new CancellationTokenSource();
            TrainingSignal CancelWithin(TrainingProgress progress)
            {
                if (progress.Epoch == stop && progress.Batch == 3)
                    source.Cancel();
                return TrainingSignal.Continue;
            }

            Assert.Throws<TrainingCanceledException>(() => Trainer.Fit(Runs.Network(), Runs.Data, Runs.Options(name, path, onBatch: CancelWithin, token: source.Token)));

            // Before the first epoch's end there is no file: the training starts anew, from the same network.
            Assert.Equal(stop > 1, File.Exists(path));
            AssertResumes(name, path, expected, whole, stop > 1 ? Runs.OtherStart() : Runs.Network());
        }
    }

    [Fact]
    public void Again_and_again_with_a_checkpoint_every_two_epochs()
    {
        const string Name = "AdamW, warm-up, plateau";
        (double[] expected, TrainingHistory whole) = Whole(Name);
        string path = _folder.File("state");
        for (int stop = 1; stop <= 5; stop += 2)
        {
            TrainingHistory history = Trainer.Fit(
                stop == 1 ? Runs.Network() : Runs.OtherStart(), Runs.Data, Runs.Options(Name, path, resume: true, every: 2, onEpoch: Runs.StopAfter(stop)));
            Assert.Equal((stop, StopReason.Callback), (history.Epochs.Count, history.StopReason));
        }

        AssertResumes(Name, path, expected, whole);
    }

    [Fact]
    public void A_checkpoint_is_written_every_so_many_epochs_and_after_the_last()
    {
        string path = _folder.File("state");
        var writes = new List<int>();
        DateTime before = default;
        Trainer.Fit(Runs.Network(), Runs.Data, Runs.Options("Sgd", path, epochs: 5, every: 2, onEpoch: epoch =>
        {
            if (File.Exists(path) && File.GetLastWriteTimeUtc(path) != before)
                writes.Add(epoch.Epoch);
            before = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            if (File.Exists(path))
                File.SetLastWriteTimeUtc(path, before);
            return TrainingSignal.Continue;
        }));
        Assert.Equal([2, 4, 5], writes);
        Assert.Equal(["state"], _folder.Names);
    }

    [Fact]
    public void An_early_stop_is_remembered_and_so_are_the_best_parameters()
    {
        // On to the target 4 by quarters of the way, past the validation target 2: best is b = 1.75 of epoch 2.
        string path = _folder.File("state");
        for (int run = 1; run <= 3; run++)
        {
            FakeNetwork<double> net = Lines.Line(0, 0);
            TrainingHistory history = Trainer.Fit(net, Lines.Point(4), new()
            {
                Epochs = 10,
                Optimizer = new Sgd(0.25),
                EarlyStopping = new(2),
                Validation = Lines.Point(2),
                CheckpointPath = path,
                Resume = true,
                OnEpoch = Runs.StopAfter(run == 1 ? 3 : 0),
            });
            Assert.Equal((run == 1 ? 3 : 4, run == 1 ? StopReason.Callback : StopReason.EarlyStopping), (history.Epochs.Count, history.StopReason));
            Assert.Equal(1.75, net.Parameters[1]);
        }
    }

    [Fact]
    public void A_completed_training_can_go_on_for_more_epochs()
    {
        string path = _folder.File("state");
        (double[] expected, TrainingHistory whole) = Whole("Sgd, momentum, steps");
        Trainer.Fit(Runs.Network(), Runs.Data, Runs.Options("Sgd, momentum, steps", path, epochs: 2));
        AssertResumes("Sgd, momentum, steps", path, expected, whole);
    }

    [Fact]
    public void Single_precision_and_data_with_targets()
    {
        Dataset data = new([0f, 0, 0, 1, 1, 0, 1, 1], [0f, 1, 1, 0], 2, 1);
        string path = _folder.File("state");
        FakeNetwork<float> whole = Net(), resumed = Net();
        Trainer.Fit(whole, data, Options(null, null));
        Trainer.Fit(Net(), data, Options(path, Runs.StopAfter(3)));
        resumed.Parameters.Clear();
        Trainer.Fit(resumed, data, Options(path, null));
        Assert.Equal(whole.Parameters, resumed.Parameters);
        Assert.NotEqual(Net().Parameters.ToArray(), resumed.Parameters.ToArray());

        static FakeNetwork<float> Net() => new(Loss.BinaryCrossEntropy, 2, (4, Activation.Tanh), (1, Activation.Sigmoid));
        static TrainingOptions Options(string? path, Func<EpochRecord, TrainingSignal>? onEpoch) =>
            new() { Epochs = 5, BatchSize = 3, Optimizer = new Adam(0.1), CheckpointPath = path, Resume = path is not null, OnEpoch = onEpoch };
    }

    [Fact]
    public void Networks_with_skip_connections()
    {
        Check(seed => new ResidualSmall(seed), "small");
        Check(seed => new ResidualDropped(seed), "dropped");

        void Check(Func<int, ITrainableNetwork<float>> create, string name)
        {
            ITrainableNetwork<float> whole = create(1);
            TrainingHistory history = Trainer.Fit(whole, Runs.Data, Options(null, null));
            for (int stop = 1; stop <= 4; stop++)
            {
                string path = _folder.File($"{name}{stop}");
                ITrainableNetwork<float> resumed = create(2);
                Trainer.Fit(create(1), Runs.Data, Options(path, Runs.StopAfter(stop)));
                TrainingHistory rest = Trainer.Fit(resumed, Runs.Data, Options(path, null));
                Assert.Equal(whole.Parameters, resumed.Parameters);
                Assert.Equal(Runs.Timeless(history), Runs.Timeless(rest));
            }

            Assert.NotEqual(create(1).Parameters.ToArray(), whole.Parameters.ToArray());
        }

        static TrainingOptions Options(string? path, Func<EpochRecord, TrainingSignal>? onEpoch) =>
            new() { Epochs = 5, BatchSize = 3, Optimizer = new Adam(0.02), Seed = 3, CheckpointPath = path, Resume = path is not null, OnEpoch = onEpoch };
    }

    private static (double[] Parameters, TrainingHistory History) Whole(string name)
    {
        FakeClassifier<double> net = Runs.Network();
        TrainingHistory history = Trainer.Fit(net, Runs.Data, Runs.Options(name));
        return (net.Parameters.ToArray(), history);
    }

    private static void AssertResumes(string name, string path, double[] expected, TrainingHistory whole, FakeClassifier<double>? network = null)
    {
        FakeClassifier<double> net = network ?? Runs.OtherStart();
        TrainingHistory history = Trainer.Fit(net, Runs.Data, Runs.Options(name, path, resume: true));
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), net.Parameters.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(Runs.Timeless(whole), Runs.Timeless(history));
        Assert.Equal(whole.StopReason, history.StopReason);
    }
}
