namespace NetGen;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>It had all its epochs.</summary>
    Completed,

    /// <summary>The loss had not become better for a while (<see cref="TrainingOptions.EarlyStopping"/>).</summary>
    EarlyStopping,

    /// <summary><see cref="TrainingOptions.OnBatch"/> or <see cref="TrainingOptions.OnEpoch"/> said so.</summary>
    Callback,

    /// <summary><see cref="TrainingOptions.CancellationToken"/> asked to stop (<see cref="TrainingCanceledException"/>).</summary>
    Canceled,

    /// <summary>The loss was infinite or not a number (<see cref="TrainingDivergedException"/>).</summary>
    Diverged,
}
