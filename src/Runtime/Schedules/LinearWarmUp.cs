using static System.FormattableString;

namespace NetGen;

/// <summary>
/// A linear warm-up over the first steps, combined with any other schedule: <c>lr = f(t) then(e, t)</c> with
/// <c>f(t) = startFactor + (1 - startFactor) min(t, steps) / steps</c>. Source: PyTorch's LinearLR, stepped after each
/// batch together with the other scheduler.
/// </summary>
/// <remarks>
/// The other schedule counts from the first step of training, so a decay after 10 epochs still happens after 10 epochs. Not useful
/// with <see cref="OneCycle"/>, which has its own warm-up.
/// </remarks>
public sealed class LinearWarmUp : Schedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="steps">The number of steps until the factor reaches 1; 1 or more.</param>
    /// <param name="then">The other schedule; null for a constant learning rate.</param>
    /// <param name="startFactor">The factor of the first step: from 0 to 1. With 0, the first step changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public LinearWarmUp(int steps = 5, Schedule? then = null, double startFactor = 1.0 / 3)
    {
        Steps = Setting.AtLeastOne(steps);
        Then = then ?? new ConstantRate();
        StartFactor = Setting.FromZeroToOne(startFactor);
    }

    /// <summary>The number of steps until the factor reaches 1.</summary>
    public int Steps { get; }

    /// <summary>The other schedule.</summary>
    public Schedule Then { get; }

    /// <summary>The factor of the first step.</summary>
    public double StartFactor { get; }

    /// <inheritdoc/>
    public override ScheduleState Start(ScheduleStart start) => new State(this, Then.Start(start));

    /// <inheritdoc/>
    public override string ToString() => Describe(Then.ToString());

    private string Describe(string? then) => Invariant($"{nameof(LinearWarmUp)}(steps: {Steps}, then: {then}, startFactor: {StartFactor})");

    private sealed class State(LinearWarmUp schedule, ScheduleState then) : ScheduleState
    {
        public override Span<double> Memory => then.Memory;

        internal override string? FaultOf(ReadOnlySpan<double> memory) => then.FaultOf(memory);

        public override double LearningRateAt(int epoch, long step)
        {
            double rate = then.LearningRateAt(epoch, step);
            return step >= schedule.Steps
                ? rate
                : rate * (schedule.StartFactor + (1 - schedule.StartFactor) * step / schedule.Steps);
        }

        public override void CompleteEpoch(double loss) => then.CompleteEpoch(loss);

        public override string ToString() => schedule.Describe(then.ToString());
    }
}
