namespace NetGen;

/// <summary>What one epoch, a pass over all training samples, came to.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Loss">The mean loss over the samples, weighted if they or their classes have weights, each at the step that it was trained on; without the L2 penalty.</param>
/// <param name="Accuracy">
/// The accuracy (<see cref="Metrics.Accuracy"/>) on the training data after the epoch; NaN unless
/// <see cref="TrainingOptions.MeasureAccuracy"/>.
/// </param>
/// <param name="ValidationLoss">The loss on the validation data after the epoch; NaN without such data.</param>
/// <param name="ValidationAccuracy">The accuracy on it; NaN without such data.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="GradientNorm">
/// The mean over the epoch's steps of the gradients' norm before <see cref="TrainingOptions.ClipNorm"/>; NaN without it.
/// </param>
/// <param name="Duration">How long the epoch took, validation included.</param>
public readonly record struct EpochRecord(
    int Epoch,
    double Loss,
    double Accuracy,
    double ValidationLoss,
    double ValidationAccuracy,
    double LearningRate,
    double GradientNorm,
    TimeSpan Duration)
{
    /// <summary>What early stopping and plateaus look at: the loss on the validation data, or on the training data if there is none.</summary>
    /// <param name="hasValidation">Whether there is validation data.</param>
    /// <returns>The loss.</returns>
    internal double MonitoredLoss(bool hasValidation) => hasValidation ? ValidationLoss : Loss;
}
