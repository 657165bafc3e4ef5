namespace NetGen;

/// <summary>
/// A schedule at work in one training. A new state of the same schedule with the same start, which is given
/// <see cref="Memory"/>, goes on in the same way, to the last bit.
/// </summary>
public abstract class ScheduleState
{
    /// <summary>The learning rate of a step. Allocates nothing.</summary>
    /// <param name="epoch">The number of the epoch, from 0.</param>
    /// <param name="step">The number of the step in the whole training, from 0.</param>
    /// <returns>The learning rate: finite and 0 or more.</returns>
    public abstract double LearningRateAt(int epoch, long step);

    /// <summary>Takes note of an epoch's end.</summary>
    /// <param name="loss">The epoch's loss on the validation data, or on the training data if there is none.</param>
    public virtual void CompleteEpoch(double loss)
    {
    }

    /// <summary>What the schedule remembers from epoch to epoch, for a checkpoint; none if it remembers nothing. Writing to it changes the state.</summary>
    public virtual Span<double> Memory => default;

    /// <summary>What is wrong with numbers of a checkpoint that <see cref="Memory"/> could not have; null if nothing is.</summary>
    internal virtual string? FaultOf(ReadOnlySpan<double> memory) => null;

    /// <summary>
    /// The schedule with its settings, and with what it took from its start if that decides what it does: a
    /// checkpoint knows it by this line.
    /// </summary>
    /// <returns>One line.</returns>
    public abstract override string ToString();
}
