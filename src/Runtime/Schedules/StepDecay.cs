using static System.FormattableString;

namespace NetGen;

/// <summary>A decay every few epochs: <c>lr = lr0 gamma^floor(e / epochs)</c>. Source: PyTorch's StepLR.</summary>
public sealed class StepDecay : TimedSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="epochs">The number of epochs between two decays, 1 or more.</param>
    /// <param name="gamma">The factor of the learning rate: finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public StepDecay(int epochs, double gamma = 0.1) => (Epochs, Gamma) = (Setting.AtLeastOne(epochs), Setting.AboveZero(gamma));

    /// <summary>The number of epochs between two decays.</summary>
    public int Epochs { get; }

    /// <summary>The factor of the learning rate.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override double LearningRateAt(double learningRate, int epoch) => learningRate * Power.Of(Gamma, epoch / Epochs);

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{nameof(StepDecay)}(epochs: {Epochs}, gamma: {Gamma})");
}
