using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Half a cosine down, again and again: <c>lr = min + (lr0 - min) (1 + cos(pi c / n)) / 2</c>, with c the epochs since
/// the last restart and n those of the period. The first period has <c>epochs</c>, each other <c>factor</c> times
/// its predecessor's; one as long as the training is a cosine without a restart. Source: Loshchilov, Hutter,
/// "SGDR: stochastic gradient descent with warm restarts" (arXiv:1608.03983); PyTorch's CosineAnnealingWarmRestarts.
/// </summary>
public sealed class CosineRestarts : TimedSchedule
{
    /// <summary>Describes the schedule.</summary>
    /// <param name="epochs">The number of epochs of the first period, 1 or more.</param>
    /// <param name="factor">How many times as long as its predecessor each other period is, 1 or more.</param>
    /// <param name="minLearningRate">What each period falls to: finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public CosineRestarts(int epochs, int factor = 1, double minLearningRate = 0)
    {
        Epochs = Setting.AtLeastOne(epochs);
        Factor = Setting.AtLeastOne(factor);
        MinLearningRate = Setting.ZeroOrMore(minLearningRate);
    }

    /// <summary>The number of epochs of the first period.</summary>
    public int Epochs { get; }

    /// <summary>How many times as long as its predecessor each other period is.</summary>
    public int Factor { get; }

    /// <summary>What each period falls to.</summary>
    public double MinLearningRate { get; }

    /// <inheritdoc/>
    public override double LearningRateAt(double learningRate, int epoch)
    {
        long period = Epochs, since = epoch;
        if (Factor == 1)
            since %= period;
        for (; since >= period; period *= Factor)
            since -= period;

        return Cosine.Anneal(learningRate, MinLearningRate, (double)since / period);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"{nameof(CosineRestarts)}(epochs: {Epochs}, factor: {Factor}, minLearningRate: {MinLearningRate})");
}
