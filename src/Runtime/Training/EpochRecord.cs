namespace NetGen;

/// <summary>What one epoch, a pass over all training samples, came to.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Loss">The mean loss over the samples, each at the step that it was trained on; without the L2 penalty.</param>
/// <param name="ValidationLoss">The loss on the validation data after the epoch; NaN without such data.</param>
/// <param name="ValidationAccuracy">The accuracy on it (<see cref="Metrics.Accuracy"/>); NaN without such data.</param>
/// <param name="Duration">How long the epoch took, validation included.</param>
public readonly record struct EpochRecord(
    int Epoch, double Loss, double ValidationLoss, double ValidationAccuracy, TimeSpan Duration);
