namespace NetGen;

/// <summary>
/// The description of how the learning rate changes during a training. Immutable, so one schedule can serve many
/// trainings; what a schedule remembers is in a <see cref="ScheduleState"/>.
/// </summary>
/// <remarks>
/// Definitions and defaults are PyTorch's. In the formulas lr0 is the optimizer's learning rate, e the number of the
/// epoch and t that of the step in the whole training, both from 0.
/// </remarks>
public abstract class Schedule
{
    /// <summary>The schedule before the first step of a training.</summary>
    /// <param name="start">What the training is going to be.</param>
    /// <returns>A new state.</returns>
    public abstract ScheduleState Start(ScheduleStart start);

    /// <summary>
    /// The schedule with all its settings: <c>StepDecay(epochs: 10, gamma: 0.1)</c>, the same under every culture. A
    /// checkpoint knows the schedule by it, so that of a schedule of your own names its settings too.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString() => GetType().Name;
}
