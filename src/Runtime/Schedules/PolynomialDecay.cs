using static System.FormattableString;

namespace NetGen;

/// <summary>
/// A decay to 0 along a power of the remaining time: <c>lr = lr0 (1 - e / epochs)^power</c>, and 0 afterward; linear with
/// a power of 1. Source: PyTorch's PolynomialLR.
/// </summary>
public sealed class PolynomialDecay : TimedSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="epochs">The number of epochs until the learning rate reaches 0; 1 or more.</param>
    /// <param name="power">The power: finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public PolynomialDecay(int epochs = 5, double power = 1) => (Epochs, Power) = (Setting.AtLeastOne(epochs), Setting.AboveZero(power));

    /// <summary>The number of epochs until the learning rate reaches 0.</summary>
    public int Epochs { get; }

    /// <summary>The power.</summary>
    public double Power { get; }

    /// <inheritdoc/>
    public override double LearningRateAt(double learningRate, int epoch) =>
        epoch >= Epochs ? 0 : learningRate * NetGen.Power.Of(1 - (double)epoch / Epochs, Power);

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{nameof(PolynomialDecay)}(epochs: {Epochs}, power: {Power})");
}
