using NetGen;

namespace Mnist;

/// <summary>How LeNet is trained.</summary>
internal static class LeNetTraining
{
    // As many samples in all, whether there are 8,000 or 60,000 digits.
    private const int Samples = 720_000, FewestEpochs = 3;

    /// <summary>Trains on each digit where it is, and a pixel beside that in each of the eight directions.</summary>
    public static TrainingHistory Fit(LeNet net, Dataset train, Dataset test, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Dataset shifted = Shifts.AddTo(train, MnistFolder.Side, MnistFolder.Side);
        return Trainer.Fit(net, shifted, new TrainingOptions
        {
            Epochs = Math.Max(FewestEpochs, Samples / shifted.Count),
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
}
