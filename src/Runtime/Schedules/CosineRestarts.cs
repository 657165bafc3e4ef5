using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Half a cosine down, repeatedly: <c>lr = min + (lr0 - min) (1 + cos(pi c / n)) / 2</c>, with c the epochs since
/// the last restart and n the length of the period. The first period has <c>epochs</c> epochs, each later one <c>factor</c> times
/// those of its predecessor. A period as long as the training is a cosine without restarts. Source: Loshchilov, Hutter,
/// "SGDR: stochastic gradient descent with warm restarts" (arXiv:1608.03983); PyTorch's CosineAnnealingWarmRestarts.
/// </summary>
public sealed class CosineRestarts : TimedSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="epochs">The number of epochs of the first period, 1 or more.</param>
    /// <param name="factor">The ratio of each period's length to that of its predecessor, 1 or more.</param>
    /// <param name="minLearningRate">The learning rate at the end of each period: finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public CosineRestarts(int epochs, int factor = 1, double minLearningRate = 0)
    {
        Epochs = Setting.AtLeastOne(epochs);
        Factor = Setting.AtLeastOne(factor);
        MinLearningRate = Setting.ZeroOrMore(minLearningRate);
    }

    /// <summary>The number of epochs of the first period.</summary>
    public int Epochs { get; }

    /// <summary>The ratio of each period's length to that of its predecessor.</summary>
    public int Factor { get; }

    /// <summary>The learning rate at the end of each period.</summary>
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
