namespace NetGen;

/// <summary>
/// The rule by which the learning rate changes during training. Immutable, so one schedule can serve many
/// trainings; what a schedule remembers is in a <see cref="ScheduleState"/>.
/// </summary>
/// <remarks>
/// Definitions and defaults are PyTorch's. In the formulas, lr0 is the optimizer's learning rate, e the number of the
/// epoch and t the number of the step in the whole training, both from 0.
/// </remarks>
public abstract class Schedule
{
    /// <summary>Creates the state before the first step of training.</summary>
    /// <param name="start">What is known before training.</param>
    /// <returns>A new state.</returns>
    public abstract ScheduleState Start(ScheduleStart start);

    /// <summary>
    /// The schedule with all its settings: <c>StepDecay(epochs: 10, gamma: 0.1)</c>, in the invariant culture. A
    /// checkpoint identifies the schedule by this text, so a schedule of your own must include its settings too.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString() => GetType().Name;
}
