namespace NetGen;

/// <summary>What a schedule can know before training.</summary>
/// <param name="LearningRate">The optimizer's learning rate.</param>
/// <param name="Epochs">The requested number of epochs.</param>
/// <param name="StepsPerEpoch">The number of optimizer steps in an epoch.</param>
public readonly record struct ScheduleStart(double LearningRate, int Epochs, long StepsPerEpoch);
