namespace NetGen;

/// <summary>
/// The state of a schedule in one training. A new state of the same schedule with the same start and the same
/// <see cref="Memory"/> continues identically, to the last bit.
/// </summary>
public abstract class ScheduleState
{
    /// <summary>Returns the learning rate of a step. Allocates nothing.</summary>
    /// <param name="epoch">The number of the epoch, from 0.</param>
    /// <param name="step">The number of the step in the whole training, from 0.</param>
    /// <returns>The learning rate: finite and 0 or more.</returns>
    public abstract double LearningRateAt(int epoch, long step);

    /// <summary>Records the end of an epoch.</summary>
    /// <param name="loss">The epoch's loss on the validation data, or on the training data if there is none.</param>
    public virtual void CompleteEpoch(double loss)
    {
    }

    /// <summary>What the schedule remembers from epoch to epoch, for a checkpoint; empty if nothing. Writing to it changes the state.</summary>
    public virtual Span<double> Memory => default;

    /// <summary>Describes the first value of a checkpoint that <see cref="Memory"/> cannot have; null if all are valid.</summary>
    internal virtual string? FaultOf(ReadOnlySpan<double> memory) => null;

    /// <summary>
    /// The schedule with its settings, and with what it took from its start if that affects its behavior: a
    /// checkpoint identifies it by this line.
    /// </summary>
    /// <returns>One line.</returns>
    public abstract override string ToString();
}
