namespace NetGen;

/// <summary>What a callback wants of the training that called it.</summary>
public enum TrainingSignal
{
    /// <summary>To go on.</summary>
    Continue,

    /// <summary>To end, as if this epoch were the last; what was trained stays.</summary>
    Stop,
}
