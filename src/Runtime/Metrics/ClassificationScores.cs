using static System.FormattableString;

namespace NetGen;

/// <summary>Precision, recall and F1, averaged over classes: see <see cref="ConfusionMatrix"/>.</summary>
/// <param name="Precision">The fraction of the predictions that are correct, from 0 to 1.</param>
/// <param name="Recall">The fraction of the actual samples that are found, from 0 to 1.</param>
/// <param name="F1">The harmonic mean of the two, from 0 to 1; averaged over classes, the mean of their F1.</param>
public readonly record struct ClassificationScores(double Precision, double Recall, double F1)
{
    /// <summary><c>precision 0.9712, recall 0.9698, F1 0.9703</c>, in the invariant culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant($"precision {Precision:F4}, recall {Recall:F4}, F1 {F1:F4}");
}
