using static System.FormattableString;

namespace NetGen;

/// <summary>
/// When to stop before the last epoch: after <see cref="Patience"/> epochs in a row whose loss is not below the best so
/// far by more than <see cref="MinDelta"/>. The loss is that on the validation data, or on the training data if there is
/// none. Source: Keras' EarlyStopping, but with the best weights restored unless told otherwise.
/// </summary>
public sealed class EarlyStopping
{
    /// <summary>Describes the rule.</summary>
    /// <param name="patience">How many epochs without a better loss end the training, 1 or more.</param>
    /// <param name="minDelta">A loss is better if it is below the best by more than this: finite and 0 or more.</param>
    /// <param name="restoreBest">
    /// Whether the network ends with the parameters of its best epoch, however the training ends, unless by an exception.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public EarlyStopping(int patience = 10, double minDelta = 0, bool restoreBest = true)
    {
        Patience = Setting.AtLeastOne(patience);
        MinDelta = Setting.ZeroOrMore(minDelta);
        RestoreBest = restoreBest;
    }

    /// <summary>How many epochs without a better loss end the training.</summary>
    public int Patience { get; }

    /// <summary>A loss is better if it is below the best by more than this.</summary>
    public double MinDelta { get; }

    /// <summary>Whether the network ends with the parameters of its best epoch.</summary>
    public bool RestoreBest { get; }

    /// <summary><c>EarlyStopping(patience: 10, minDelta: 0, restoreBest: True)</c>, the same under every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant($"{nameof(EarlyStopping)}(patience: {Patience}, minDelta: {MinDelta}, restoreBest: {RestoreBest})");
}
