namespace NetGen;

/// <summary>How far a training is, after each batch.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Epochs">The number of epochs asked for.</param>
/// <param name="Batch">The batch's number in its epoch, from 1.</param>
/// <param name="Batches">The number of batches in an epoch.</param>
/// <param name="Loss">The mean loss over the epoch's samples so far.</param>
/// <param name="Completed">The epoch's record, with its last batch; otherwise null.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Batch, int Batches, double Loss, EpochRecord? Completed);
