namespace NetGen;

/// <summary>Precision, recall and F1, averaged over classes: see <see cref="ConfusionMatrix"/>.</summary>
/// <param name="Precision">The part of the predictions that is right, from 0 to 1.</param>
/// <param name="Recall">The part of the actual samples that is found, from 0 to 1.</param>
/// <param name="F1">The harmonic mean of the two, from 0 to 1; averaged over classes, the mean of their F1.</param>
public readonly record struct ClassificationScores(double Precision, double Recall, double F1);
