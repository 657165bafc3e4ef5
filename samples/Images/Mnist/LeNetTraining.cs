using NetGen;

namespace Mnist;

/// <summary>How LeNet is trained.</summary>
internal static class LeNetTraining
{
    // As many pictures in all, however many there are.
    private const int Pictures = 720_000, Enough = 20_000;

    /// <summary>Few digits, each also moved by a pixel in all directions; or all as they are, if there are enough.</summary>
    public static Dataset Enlarge(Dataset train) =>
        train.Count < Enough ? Shifts.AddTo(train, MnistFolder.Side, MnistFolder.Side) : train;

    public static TrainingHistory Fit(LeNet net, Dataset train, Dataset test, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        Trainer.Fit(net, train, new TrainingOptions
        {
            Epochs = Math.Max(1, Pictures / train.Count),
            BatchSize = 64,
            Optimizer = new Sgd(learningRate: 0.05, momentum: 0.9),
            Schedule = new OneCycle(maxLearningRate: 0.05),
            L2 = 5e-4,
            Threads = Environment.ProcessorCount,
            Validation = test,
            Progress = progress,
            CancellationToken = cancellation,
        });
}
