using NetGen.Tests.Runtime;

namespace NetGen.Tests.Training;

/// <summary>Small trainings with everything that a state can have, for checkpoints.</summary>
internal static class Runs
{
    public const int Epochs = 6;

    private static readonly Dictionary<string, (Optimizer Optimizer, Schedule? Schedule)> _all = new()
    {
        ["Sgd"] = (new Sgd(0.1), null),
        ["Sgd, momentum, steps"] = (new Sgd(0.1, momentum: 0.9, dampening: 0.2), new StepDecay(2, 0.5)),
        ["Adagrad, exponential"] = (new Adagrad(0.1, learningRateDecay: 0.1), new ExponentialDecay(0.9)),
        ["RmsProp, plateau"] = (new RmsProp(0.01, momentum: 0.5, centered: true), new ReduceOnPlateau(0.5, patience: 0, threshold: 0.2, cooldown: 1)),
        ["Adam, one cycle"] = (new Adam(0.01, amsgrad: true), new OneCycle(0.05)),
        ["AdamW, warm-up, plateau"] = (new AdamW(0.02), new LinearWarmUp(12, new ReduceOnPlateau(0.5, patience: 0, threshold: 0.2))),
        ["Lamb, cosine"] = (new Lamb(0.02), new CosineRestarts(2, 2)),
    };

    public static IEnumerable<string> Names => _all.Keys;

    /// <summary>13 samples of 4 inputs in 3 classes.</summary>
    public static Dataset Data { get; } = Dataset.FromLabels(
        [.. Enumerable.Range(0, 52).Select(i => Math.Sin(i))], [.. Enumerable.Range(0, 13).Select(i => i * i % 3)], 4, 3);

    /// <summary>Five batches an epoch, in three steps.</summary>
    public static TrainingOptions Options(
        string name,
        string? path = null,
        bool resume = false,
        int epochs = Epochs,
        int every = 1,
        Func<TrainingProgress, TrainingSignal>? onBatch = null,
        Func<EpochRecord, TrainingSignal>? onEpoch = null,
        CancellationToken token = default) => new()
        {
            Epochs = epochs,
            BatchSize = 2,
            AccumulateBatches = 2,
            Optimizer = _all[name].Optimizer,
            Schedule = _all[name].Schedule,
            L2 = 0.01,
            ClipNorm = 1,
            ValidationFraction = 0.25,
            MeasureAccuracy = true,
            EarlyStopping = new(100),
            Seed = 5,
            CheckpointPath = path,
            CheckpointEvery = every,
            Resume = resume,
            OnBatch = onBatch,
            OnEpoch = onEpoch,
            CancellationToken = token,
        };

    public static FakeClassifier<double> Network() => new(4, (5, Activation.Tanh), (3, Activation.Softmax));

    /// <summary>The network of a process that has started anew: its parameters are not those that the checkpoint has.</summary>
    public static FakeClassifier<double> OtherStart()
    {
        FakeClassifier<double> net = Network();
        net.Parameters.Fill(0.125);
        return net;
    }

    /// <summary>All of a history that repeats.</summary>
    public static IEnumerable<EpochRecord> Timeless(TrainingHistory history) => [.. history.Epochs.Select(epoch => epoch with { Duration = default })];

    /// <summary>A training that stops after an epoch.</summary>
    public static Func<EpochRecord, TrainingSignal> StopAfter(int epoch) =>
        record => record.Epoch == epoch ? TrainingSignal.Stop : TrainingSignal.Continue;
}
