namespace NetGen;

/// <summary>The same learning rate in every step: <c>lr = lr0</c>. The same as no schedule.</summary>
public sealed class ConstantRate : TimedSchedule
{
    /// <inheritdoc/>
    public override double LearningRateAt(double learningRate, int epoch) => learningRate;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ConstantRate)}()";
}
