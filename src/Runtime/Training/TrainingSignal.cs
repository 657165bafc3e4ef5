namespace NetGen;

/// <summary>What training does after a callback.</summary>
public enum TrainingSignal
{
    /// <summary>Continue.</summary>
    Continue,

    /// <summary>Stop, as if this epoch were the last; what was learned is kept.</summary>
    Stop,
}
