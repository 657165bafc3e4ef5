using static System.FormattableString;

namespace NetGen;

/// <summary>
/// A reduction whenever the loss stops improving: after more than <c>patience</c> epochs in a row
/// without <c>loss &lt; best (1 - threshold)</c> (or <c>best - threshold</c>, if absolute),
/// <c>lr = max(factor lr, minLearningRate)</c>. Then it waits <c>cooldown</c> epochs before it counts again. The loss is
/// the validation loss, or the training loss without validation data. Source: PyTorch's ReduceLROnPlateau.
/// </summary>
public sealed class ReduceOnPlateau : Schedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="factor">The factor of the learning rate: between 0 and 1.</param>
    /// <param name="patience">The number of epochs without a better loss to tolerate, 0 or more.</param>
    /// <param name="threshold">The smallest improvement of the loss that counts: finite and 0 or more.</param>
    /// <param name="isAbsolute">Whether <paramref name="threshold"/> is a difference rather than a fraction of the best loss.</param>
    /// <param name="cooldown">The number of epochs after a reduction that do not count, 0 or more.</param>
    /// <param name="minLearningRate">The smallest learning rate: finite and 0 or more.</param>
    /// <param name="eps">Reductions by no more than this are skipped: finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public ReduceOnPlateau(
        double factor = 0.1, int patience = 10, double threshold = 1e-4, bool isAbsolute = false, int cooldown = 0, double minLearningRate = 0, double eps = 1e-8)
    {
        Factor = Setting.BetweenZeroAndOne(factor);
        Patience = (int)Setting.AtLeast(0, patience);
        Threshold = Setting.ZeroOrMore(threshold);
        IsAbsolute = isAbsolute;
        Cooldown = (int)Setting.AtLeast(0, cooldown);
        MinLearningRate = Setting.ZeroOrMore(minLearningRate);
        Eps = Setting.ZeroOrMore(eps);
    }

    /// <summary>The factor of the learning rate.</summary>
    public double Factor { get; }

    /// <summary>The number of epochs without a better loss to tolerate.</summary>
    public int Patience { get; }

    /// <summary>The smallest improvement of the loss that counts.</summary>
    public double Threshold { get; }

    /// <summary>Whether <see cref="Threshold"/> is a difference rather than a fraction of the best loss.</summary>
    public bool IsAbsolute { get; }

    /// <summary>The number of epochs after a reduction that do not count.</summary>
    public int Cooldown { get; }

    /// <summary>The smallest learning rate.</summary>
    public double MinLearningRate { get; }

    /// <summary>Reductions by no more than this are skipped.</summary>
    public double Eps { get; }

    /// <inheritdoc/>
    public override ScheduleState Start(ScheduleStart start) => new State(this, start.LearningRate);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"{nameof(ReduceOnPlateau)}(factor: {Factor}, patience: {Patience}, threshold: {Threshold}, isAbsolute: {IsAbsolute}, cooldown: {Cooldown}, minLearningRate: {MinLearningRate}, eps: {Eps})");

    private sealed class State(ReduceOnPlateau schedule, double learningRate) : ScheduleState
    {
        // The values that a checkpoint keeps; the two counts are exact as doubles.
        private readonly double[] _memory = [learningRate, double.PositiveInfinity, 0, 0];

        public override Span<double> Memory => _memory;

        internal override string? FaultOf(ReadOnlySpan<double> memory)
        {
            (double rate, double best, double bad, double cooldown) = (memory[0], memory[1], memory[2], memory[3]);
            if (!(rate >= 0 && double.IsFinite(rate)))
                return Invariant($"Expected a checkpoint with a finite learning rate of 0 or more on the plateau, but got {rate}.");
            if (double.IsNaN(best))
                return "Expected a checkpoint with a best loss on the plateau, but got NaN.";
            if (!(bad >= 0 && bad <= schedule.Patience && double.IsInteger(bad)))
                return Invariant($"Expected a checkpoint with 0 to {schedule.Patience} bad epochs on the plateau, an integer, but got {bad}.");
            if (!(cooldown >= 0 && cooldown <= schedule.Cooldown && double.IsInteger(cooldown)))
                return Invariant($"Expected a checkpoint with 0 to {schedule.Cooldown} cooldown epochs on the plateau, an integer, but got {cooldown}.");
            return null;
        }

        private ref double Rate => ref _memory[0];

        private ref double Best => ref _memory[1];

        private ref double BadEpochs => ref _memory[2];

        private ref double CooldownLeft => ref _memory[3];

        public override double LearningRateAt(int epoch, long step) => Rate;

        public override void CompleteEpoch(double loss)
        {
            bool isBetter = loss < (schedule.IsAbsolute ? Best - schedule.Threshold : Best * (1 - schedule.Threshold));
            if (isBetter)
                Best = loss;
            BadEpochs = isBetter ? 0 : BadEpochs + 1;
            if (CooldownLeft > 0)
            {
                CooldownLeft--;
                BadEpochs = 0;
            }

            if (BadEpochs > schedule.Patience)
            {
                double reduced = Math.Max(Rate * schedule.Factor, schedule.MinLearningRate);
                if (Rate - reduced > schedule.Eps)
                    Rate = reduced;
                CooldownLeft = schedule.Cooldown;
                BadEpochs = 0;
            }
        }

        public override string ToString() => schedule.ToString();
    }
}
