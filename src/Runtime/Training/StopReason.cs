namespace NetGen;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>The loss stopped improving (<see cref="TrainingOptions.EarlyStopping"/>).</summary>
    EarlyStopping,

    /// <summary><see cref="TrainingOptions.OnBatch"/> or <see cref="TrainingOptions.OnEpoch"/> requested it.</summary>
    Callback,

    /// <summary><see cref="TrainingOptions.CancellationToken"/> was canceled (<see cref="TrainingCanceledException"/>).</summary>
    Canceled,

    /// <summary>The loss or a parameter was infinite or NaN (<see cref="TrainingDivergedException"/>).</summary>
    Diverged,
}
