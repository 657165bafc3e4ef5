using NetGen.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Metrics of the scores or probabilities of a classifier. Formulas and edge cases are those of scikit-learn 1.2;
/// <see cref="ConfusionMatrix"/> has the metrics that need only predicted classes.
/// </summary>
public static class ClassificationMetrics
{
    // The machine epsilons, which log_loss of scikit-learn 1.2 uses to clip.
    internal const double SingleEpsilon = 1.0 / (1 << 23);
    internal const double DoubleEpsilon = 1.0 / (1L << 52);

    /// <summary>The fraction of the samples whose class is predicted correctly. scikit-learn: <c>accuracy_score</c>.</summary>
    /// <param name="actual">The classes of n samples, n at least 1.</param>
    /// <param name="predicted">The predicted classes: n numbers.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentException">There are no samples, or the lengths differ.</exception>
    public static double Accuracy(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        MetricChecks.NotEmpty(actual.Length, nameof(actual));
        MetricChecks.SameLength(actual.Length, predicted.Length, $"predictions for {actual.Length} samples", nameof(predicted));
        int right = 0;
        for (int i = 0; i < actual.Length; i++)
            right += actual[i] == predicted[i] ? 1 : 0;
        return (double)right / actual.Length;
    }

    /// <inheritdoc cref="TopKAccuracy(ReadOnlySpan{int}, ReadOnlySpan{double}, int)"/>
    public static double TopKAccuracy(ReadOnlySpan<int> labels, ReadOnlySpan<float> scores, int k) =>
        TopKAccuracy(labels, MetricChecks.Widened(scores), k);

    /// <summary>
    /// The fraction of the samples whose class is among the <paramref name="k"/> with the largest scores. In case of a tie,
    /// the larger class comes first, as in scikit-learn's <c>top_k_accuracy_score</c>.
    /// </summary>
    /// <param name="labels">The classes of n samples: numbers from 0 to classes - 1, n at least 1.</param>
    /// <param name="scores">The scores, such as a network's outputs: n x classes finite numbers, 2 classes or more.</param>
    /// <param name="k">The number of classes that count: from 1 to classes.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a number is out of range; the message says which.</exception>
    public static double TopKAccuracy(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int k)
    {
        int classes = MetricChecks.Width(labels.Length, scores, nameof(scores));
        if (classes == 1)
            throw new ArgumentException(Invariant($"Expected scores of 2 or more classes for each of {labels.Length} labels, but got {scores.Length}."), nameof(scores));
        DatasetChecks.CheckLabels(labels, classes, nameof(labels));
        if (k < 1 || k > classes)
            throw new ArgumentOutOfRangeException(nameof(k), Invariant($"Expected k from 1 to {classes}, the number of classes, but got {k}."));

        int right = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = scores.Slice(i * classes, classes);
            int label = labels[i], before = 0;
            for (int j = 0; j < classes; j++)
                before += row[j] > row[label] || (row[j] == row[label] && j > label) ? 1 : 0;
            right += before < k ? 1 : 0;
        }

        return (double)right / labels.Length;
    }

    /// <inheritdoc cref="LogLoss(ReadOnlySpan{int}, ReadOnlySpan{double})"/>
    public static double LogLoss(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities) =>
        LogLoss(labels, MetricChecks.Widened(probabilities), SingleEpsilon);

    /// <summary>
    /// The mean of -log p (natural logarithm), where p is the probability of a sample's class: the cross-entropy. Probabilities are
    /// First, probabilities are clipped to eps and 1 - eps, where eps is 2^-52 (2^-23 if they are <see cref="float"/>). Then those of
    /// each sample are divided by their sum, as in scikit-learn 1.2's <c>log_loss</c>.
    /// </summary>
    /// <param name="labels">The classes of n samples: numbers from 0 to classes - 1, n at least 1.</param>
    /// <param name="probabilities">n x classes numbers from 0 to 1; or n numbers, those of class 1 of two.</param>
    /// <returns>0 or more.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a number is out of range; the message says which.</exception>
    public static double LogLoss(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities) =>
        LogLoss(labels, probabilities, DoubleEpsilon);

    /// <inheritdoc cref="RocAuc(ReadOnlySpan{int}, ReadOnlySpan{double})"/>
    public static double RocAuc(ReadOnlySpan<int> labels, ReadOnlySpan<float> scores) => RocAuc(labels, MetricChecks.Widened(scores));

    /// <summary>
    /// The area under the ROC curve: the probability that a random sample of the class has a larger score than a
    /// random sample of another class, where ties count half. With a score for each class, it is the mean over the classes,
    /// each against the rest: scikit-learn's <c>roc_auc_score</c> with <c>multi_class="ovr"</c> and
    /// <c>average="macro"</c>. Source: Hanley and McNeil, "The meaning and use of the area under a receiver operating
    /// characteristic (ROC) curve" (1982).
    /// </summary>
    /// <param name="labels">The classes of n samples: numbers from 0 to classes - 1. Each class occurs.</param>
    /// <param name="scores">n x classes finite numbers, such as probabilities; or n numbers, those of class 1 of two.</param>
    /// <returns>From 0 to 1; 0.5 if the scores carry no information.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is out of range, or a class does not occur and so has no curve.
    /// </exception>
    public static double RocAuc(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores)
    {
        int width = MetricChecks.Width(labels.Length, scores, nameof(scores)), classes = Math.Max(2, width);
        DatasetChecks.CheckLabels(labels, classes, nameof(labels));
        if (AbsentClass(labels, classes) is { } absent)
            throw new ArgumentException(Invariant($"Expected samples of each of the {classes} classes, but of {labels.Length} none is of class {absent}."), nameof(labels));
        if (width == 1)
            return AreaUnderCurve(labels, scores, width, label: 1, column: 0);

        double sum = 0;
        for (int label = 0; label < classes; label++)
            sum += AreaUnderCurve(labels, scores, width, label, column: label);
        return sum / classes;
    }

    /// <summary>Returns the first class without samples, if there is one.</summary>
    internal static int? AbsentClass(ReadOnlySpan<int> labels, int classes)
    {
        for (int label = 0; label < classes; label++)
        {
            if (!labels.Contains(label))
                return label;
        }

        return null;
    }

    internal static double LogLoss(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, double epsilon)
    {
        int width = MetricChecks.Width(labels.Length, probabilities, nameof(probabilities));
        DatasetChecks.CheckLabels(labels, Math.Max(2, width), nameof(labels));
        double loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double sum = 0;
            foreach (double p in probabilities.Slice(i * width, width))
            {
                if (p is < 0 or > 1)
                    throw new ArgumentException(Invariant($"Expected probabilities from 0 to 1, but sample {i} has {p}."), nameof(probabilities));
                sum += Clipped(p);
            }

            // A single probability is that of class 1, and the sum is then equal to it.
            double own = width > 1 ? Clipped(probabilities[i * width + labels[i]]) / sum : labels[i] == 1 ? sum : 1 - sum;
            loss -= Functions.Log(own);
        }

        return loss / labels.Length;

        double Clipped(double p) => Math.Clamp(p, epsilon, 1 - epsilon);
    }

    private static double AreaUnderCurve(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int width, int label, int column)
    {
        int count = labels.Count(label);
        double[] own = new double[count], others = new double[labels.Length - count];
        for (int i = 0, o = 0, r = 0; i < labels.Length; i++)
            (labels[i] == label ? ref own[o++] : ref others[r++]) = scores[i * width + column];
        Array.Sort(own);
        Array.Sort(others);

        // Counted in halves to be exact: smaller scores count twice, equal ones once.
        long halves = 0;
        int below = 0, notAbove = 0;
        foreach (double score in own)
        {
            while (below < others.Length && others[below] < score)
                below++;
            while (notAbove < others.Length && others[notAbove] <= score)
                notAbove++;
            halves += below + (long)notAbove;
        }

        return halves / (2.0 * own.Length * others.Length);
    }
}
