using static System.FormattableString;

namespace NetGen;

/// <summary>The progress of training after a batch.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Epochs">The requested number of epochs.</param>
/// <param name="Batch">The number of the batch in its epoch, from 1.</param>
/// <param name="Batches">The number of batches in an epoch.</param>
/// <param name="Loss">The mean loss over the epoch's samples so far.</param>
/// <param name="LearningRate">The learning rate of the step that the batch belongs to.</param>
/// <param name="Elapsed">The time since training started or resumed.</param>
/// <param name="Remaining">The estimated time to the end of the last epoch, at the average speed so far.</param>
/// <param name="Completed">The record of the epoch, after its last batch; otherwise null.</param>
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
    /// <c>epoch 3 of 30, batch 45 of 45, loss 0.0786, learning rate 0.1, 1.25 seconds, 11.20 left</c>, in the invariant culture.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant(
        $"epoch {Epoch} of {Epochs}, batch {Batch} of {Batches}, loss {Loss:G6}, learning rate {LearningRate:G6}, {Elapsed.TotalSeconds:F2} seconds, {Remaining.TotalSeconds:F2} left");
}
