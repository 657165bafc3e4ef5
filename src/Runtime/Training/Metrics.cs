using static System.FormattableString;

namespace NetGen;

/// <summary>The quality of a network on a data set. Sample weights count.</summary>
/// <param name="Loss">The mean loss over the samples, <c>sum w_i L_i / sum w_i</c>.</param>
/// <param name="Accuracy">
/// The fraction that is correct, from 0 to 1. With <see cref="NetGen.Loss.CrossEntropy"/>: the fraction of the samples whose
/// largest output is their class (with target rows: their largest target). With
/// <see cref="NetGen.Loss.BinaryCrossEntropy"/>: the fraction of all outputs that are 0.5 or more where the target is (or the label is
/// 1), and less than 0.5 otherwise. NaN with the other losses, which are not for classes, and if the loss is NaN.
/// </param>
public readonly record struct Metrics(double Loss, double Accuracy)
{
    /// <summary><c>loss 0.0786, accuracy 97.21 %</c>, in the invariant culture; without the accuracy if it is NaN.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => double.IsNaN(Accuracy)
        ? Invariant($"loss {Loss:G4}")
        : Invariant($"loss {Loss:G4}, accuracy {100 * Accuracy:F2} %");
}
