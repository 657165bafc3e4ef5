using static System.FormattableString;

namespace NetGen;

/// <summary>
/// When to stop before the last epoch: after <see cref="Patience"/> epochs in a row whose loss is not below the best so
/// far by more than <see cref="MinDelta"/>. The loss is the validation loss, or the training loss without validation
/// data. Source: Keras' EarlyStopping, except that the best weights are restored by default.
/// </summary>
public sealed class EarlyStopping
{
    /// <summary>Creates the rule.</summary>
    /// <param name="patience">The number of epochs without a better loss after which training stops, 1 or more.</param>
    /// <param name="minDelta">A loss is better if it is below the best by more than this: finite and 0 or more.</param>
    /// <param name="restoreBest">
    /// Whether the network ends with the parameters of its best epoch, unless training ends with an exception.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public EarlyStopping(int patience = 10, double minDelta = 0, bool restoreBest = true)
    {
        Patience = Setting.AtLeastOne(patience);
        MinDelta = Setting.ZeroOrMore(minDelta);
        RestoreBest = restoreBest;
    }

    /// <summary>The number of epochs without a better loss after which training stops.</summary>
    public int Patience { get; }

    /// <summary>A loss is better if it is below the best by more than this.</summary>
    public double MinDelta { get; }

    /// <summary>Whether the network ends with the parameters of its best epoch.</summary>
    public bool RestoreBest { get; }

    /// <summary><c>EarlyStopping(patience: 10, minDelta: 0, restoreBest: True)</c>, in the invariant culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant($"{nameof(EarlyStopping)}(patience: {Patience}, minDelta: {MinDelta}, restoreBest: {RestoreBest})");
}
