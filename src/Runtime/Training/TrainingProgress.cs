using static System.FormattableString;

namespace NetGen;

/// <summary>How far a training is, after each batch.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Epochs">The number of epochs asked for.</param>
/// <param name="Batch">The batch's number in its epoch, from 1.</param>
/// <param name="Batches">The number of batches in an epoch.</param>
/// <param name="Loss">The mean loss over the epoch's samples so far.</param>
/// <param name="LearningRate">The learning rate of the batch's step.</param>
/// <param name="Elapsed">The time since the training began, or went on from its checkpoint.</param>
/// <param name="Remaining">How much longer it takes to the last epoch, if batches go on to take as long as so far.</param>
/// <param name="Completed">The epoch's record, with its last batch; otherwise null.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    int Batch,
    int Batches,
    double Loss,
    double LearningRate,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    EpochRecord? Completed)
{
    /// <summary>
    /// <c>epoch 3 of 30, batch 45 of 45, loss 0.0786, learning rate 0.1, 1.25 seconds, 11.20 left</c>, the same under every
    /// culture.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant(
        $"epoch {Epoch} of {Epochs}, batch {Batch} of {Batches}, loss {Loss:G6}, learning rate {LearningRate:G6}, {Elapsed.TotalSeconds:F2} seconds, {Remaining.TotalSeconds:F2} left");
}
