using static System.FormattableString;

namespace NetGen;

/// <summary>
/// One rise and one fall over all steps, along half cosines: from <c>max / divFactor</c> up to max at the step
/// <c>riseShare steps - 1</c>, then down to <c>max / divFactor / finalDivFactor</c> at the last step. The optimizer's own
/// learning rate is ignored. Source: Smith, Topin, "Super-convergence: very fast training of neural networks using
/// large learning rates" (arXiv:1708.07120); PyTorch's OneCycleLR with two phases and <c>cycle_momentum=False</c>.
/// </summary>
public sealed class OneCycle : Schedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="maxLearningRate">The largest learning rate: finite and greater than 0.</param>
    /// <param name="steps">
    /// The number of steps, 1 or more; after them, the learning rate stays at its last value. Null for all steps of the training.
    /// </param>
    /// <param name="riseShare">The fraction of the steps in which the learning rate rises: from 0 to 1. PyTorch: pct_start.</param>
    /// <param name="divFactor">The ratio of the largest learning rate to the first: finite and greater than 0.</param>
    /// <param name="finalDivFactor">The ratio of the first learning rate to the last: finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public OneCycle(double maxLearningRate, long? steps = null, double riseShare = 0.3, double divFactor = 25, double finalDivFactor = 1e4)
    {
        MaxLearningRate = Setting.AboveZero(maxLearningRate);
        Steps = steps is long given ? Setting.AtLeast(1, given, nameof(steps)) : null;
        RiseShare = Setting.FromZeroToOne(riseShare);
        DivFactor = Setting.AboveZero(divFactor);
        FinalDivFactor = Setting.AboveZero(finalDivFactor);
    }

    /// <summary>The largest learning rate.</summary>
    public double MaxLearningRate { get; }

    /// <summary>The number of steps, or null for all steps of the training.</summary>
    public long? Steps { get; }

    /// <summary>The fraction of the steps in which the learning rate rises.</summary>
    public double RiseShare { get; }

    /// <summary>The ratio of the largest learning rate to the first.</summary>
    public double DivFactor { get; }

    /// <summary>The ratio of the first learning rate to the last.</summary>
    public double FinalDivFactor { get; }

    /// <inheritdoc/>
    public override ScheduleState Start(ScheduleStart start) => new State(this, Steps ?? start.Epochs * start.StepsPerEpoch);

    /// <inheritdoc/>
    public override string ToString() => Describe(Steps is long steps ? Invariant($"{steps}") : "all");

    private string Describe(string steps) =>
        Invariant($"{nameof(OneCycle)}(maxLearningRate: {MaxLearningRate}, steps: {steps}, riseShare: {RiseShare}, divFactor: {DivFactor}, finalDivFactor: {FinalDivFactor})");

    private sealed class State(OneCycle schedule, long steps) : ScheduleState
    {
        private readonly double _first = schedule.MaxLearningRate / schedule.DivFactor;
        private readonly double _last = schedule.MaxLearningRate / schedule.DivFactor / schedule.FinalDivFactor;
        private readonly double _top = schedule.RiseShare * steps - 1;

        public override double LearningRateAt(int epoch, long step)
        {
            if (step >= steps - 1 && _top < steps - 1)
                return _last;
            if (step < _top)
                return Cosine.Anneal(_first, schedule.MaxLearningRate, step / _top);

            // If the rise takes all steps, this is its last step or a later one.
            double share = _top < steps - 1 ? (step - _top) / (steps - 1 - _top) : 0;
            return Cosine.Anneal(schedule.MaxLearningRate, _last, share);
        }

        // Training with more epochs has another cycle, so a checkpoint must distinguish them.
        public override string ToString() => schedule.Describe(Invariant($"{steps}"));
    }
}
