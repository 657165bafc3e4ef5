namespace NetGen;

/// <summary>
/// A training was cancelled between two steps. The network has the parameters of the last step, and can be used or
/// trained on.
/// </summary>
public sealed class TrainingCanceledException : OperationCanceledException
{
    internal TrainingCanceledException(TrainingHistory history, CancellationToken token)
        : base($"Training was canceled after {history.Epochs.Count} completed epochs.", token) => History = history;

    /// <summary>The epochs that were trained to their end; there may be none.</summary>
    public TrainingHistory History { get; }
}
