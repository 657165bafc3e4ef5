using NetGen;

namespace Mnist;

/// <summary>How LeNet is trained.</summary>
internal static class LeNetTraining
{
    // As many samples in all, whether there are 8,000 or 60,000 digits.
    private const int Samples = 400_000, FewestEpochs = 3;

    /// <summary>Trains on each digit where it is and one pixel up, down, left and right of there.</summary>
    public static TrainingHistory Fit(LeNet net, Dataset train, Dataset test, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Dataset shifted = Shifts.AddTo(train, MnistFolder.Side, MnistFolder.Side);
        return Trainer.Fit(net, shifted, new TrainingOptions
        {
            Epochs = Math.Max(FewestEpochs, Samples / shifted.Count),
            BatchSize = 64,
            Optimizer = new AdamW(learningRate: 0.003, weightDecay: 0.01),
            Schedule = new OneCycle(maxLearningRate: 0.003),
            Threads = Environment.ProcessorCount,
            Validation = test,
            Progress = progress,
            CancellationToken = cancellation,
        });
    }
}
