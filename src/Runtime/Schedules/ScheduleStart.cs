namespace NetGen;

/// <summary>What a schedule can know before a training.</summary>
/// <param name="LearningRate">The optimizer's learning rate.</param>
/// <param name="Epochs">The number of epochs asked for.</param>
/// <param name="StepsPerEpoch">The number of the optimizer's steps in an epoch.</param>
public readonly record struct ScheduleStart(double LearningRate, int Epochs, long StepsPerEpoch);
