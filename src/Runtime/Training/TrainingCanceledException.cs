namespace NetGen;

/// <summary>
/// Training was canceled between two steps. The network has the parameters of the last step and can be used or
/// trained further.
/// </summary>
public sealed class TrainingCanceledException : OperationCanceledException
{
    internal TrainingCanceledException(TrainingHistory history, CancellationToken token)
        : base($"Training was canceled after {history.Epochs.Count} completed epochs.", token) => History = history;

    /// <summary>The completed epochs; possibly none.</summary>
    public TrainingHistory History { get; }
}
