namespace NetGen;

/// <summary>A schedule that depends only on the number of the epoch and remembers nothing.</summary>
public abstract class TimedSchedule : Schedule
{
    /// <summary>Returns the learning rate of an epoch.</summary>
    /// <param name="learningRate">The optimizer's learning rate lr0.</param>
    /// <param name="epoch">The number e of the epoch, from 0.</param>
    /// <returns>The learning rate: finite and 0 or more.</returns>
    public abstract double LearningRateAt(double learningRate, int epoch);

    /// <inheritdoc/>
    public sealed override ScheduleState Start(ScheduleStart start) => new State(this, start.LearningRate);

    private sealed class State(TimedSchedule schedule, double learningRate) : ScheduleState
    {
        public override double LearningRateAt(int epoch, long step) => schedule.LearningRateAt(learningRate, epoch);

        public override string ToString() => schedule.ToString();
    }
}
