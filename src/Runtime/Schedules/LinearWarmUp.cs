using static System.FormattableString;

namespace NetGen;

/// <summary>
/// A straight rise over the first steps, in front of any other schedule: <c>lr = f(t) then(e, t)</c> with
/// <c>f(t) = startFactor + (1 - startFactor) min(t, steps) / steps</c>. Source: PyTorch's LinearLR, stepped after each
/// batch beside the other scheduler.
/// </summary>
/// <remarks>
/// The other schedule counts from the training's first step, so a fall after 10 epochs stays there. Only in front of
/// <see cref="OneCycle"/>, which has a rise of its own, it makes no sense.
/// </remarks>
public sealed class LinearWarmUp : Schedule
{
    /// <summary>Describes the schedule.</summary>
    /// <param name="steps">The number of steps until the factor is 1, 1 or more.</param>
    /// <param name="then">The schedule behind it; null is the constant one.</param>
    /// <param name="startFactor">The factor of the first step: from 0 to 1. At 0 the first step goes nowhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public LinearWarmUp(int steps = 5, Schedule? then = null, double startFactor = 1.0 / 3)
    {
        Steps = Setting.AtLeastOne(steps);
        Then = then ?? new ConstantRate();
        StartFactor = Setting.FromZeroToOne(startFactor);
    }

    /// <summary>The number of steps until the factor is 1.</summary>
    public int Steps { get; }

    /// <summary>The schedule behind it.</summary>
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
