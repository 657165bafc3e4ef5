using static System.FormattableString;

namespace NetGen;

/// <summary>A decay after every epoch: <c>lr = lr0 gamma^e</c>. Source: PyTorch's ExponentialLR.</summary>
public sealed class ExponentialDecay : TimedSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="gamma">The factor of the learning rate: finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gamma"/> is out of range.</exception>
    public ExponentialDecay(double gamma) => Gamma = Setting.AboveZero(gamma);

    /// <summary>The factor of the learning rate.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override double LearningRateAt(double learningRate, int epoch) => learningRate * Power.Of(Gamma, epoch);

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{nameof(ExponentialDecay)}(gamma: {Gamma})");
}
