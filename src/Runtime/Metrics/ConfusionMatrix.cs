using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The counts of predicted classes for each actual class, with accuracy, precision, recall and F1.
/// Formulas and edge cases are those of scikit-learn (<c>precision_recall_fscore_support</c> with
/// <c>zero_division=0</c>): a division by zero gives 0.
/// </summary>
/// <example>
/// <code>
/// var confusion = new ConfusionMatrix(test.Labels, net.PredictClasses(test.Inputs), classes: 10);
/// Console.WriteLine($"{confusion.Macro.F1:F3}, recall of class 8: {confusion.Recall(8):P1}\n{confusion}");
/// </code>
/// </example>
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts;
    private readonly int[] _actual;
    private readonly int[] _predicted;

    /// <summary>Counts n samples.</summary>
    /// <param name="actual">The actual classes: n numbers from 0 to <paramref name="classes"/> - 1, n at least 1.</param>
    /// <param name="predicted">The predicted classes: n numbers in the same range.</param>
    /// <param name="classes">The number of classes, 1 or more.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a class is out of range; the message says which.</exception>
    public ConfusionMatrix(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classes)
    {
        MetricChecks.NotEmpty(actual.Length, nameof(actual));
        MetricChecks.SameLength(actual.Length, predicted.Length, $"predictions for {actual.Length} samples", nameof(predicted));
        DatasetChecks.CheckLabels(actual, classes, nameof(actual));
        DatasetChecks.CheckLabels(predicted, classes, nameof(predicted));

        Classes = classes;
        Count = actual.Length;
        _counts = new int[classes, classes];
        _actual = new int[classes];
        _predicted = new int[classes];
        int right = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            (int a, int p) = (actual[i], predicted[i]);
            _counts[a, p]++;
            _actual[a]++;
            _predicted[p]++;
            right += a == p ? 1 : 0;
        }

        Accuracy = (double)right / Count;
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of samples n.</summary>
    public int Count { get; }

    /// <summary>The fraction of the samples whose class is predicted correctly, from 0 to 1.</summary>
    public double Accuracy { get; }

    /// <summary>
    /// The mean of the classes' scores, unweighted. Classes that are neither actual nor predicted
    /// do not count, as in scikit-learn without <c>labels</c>.
    /// </summary>
    public ClassificationScores Macro => Average(label => _actual[label] + _predicted[label] == 0 ? 0 : 1);

    /// <summary>The mean of the classes' scores, weighted by their <see cref="Support"/>.</summary>
    public ClassificationScores Weighted => Average(Support);

    /// <summary>
    /// The scores of all decisions counted together. Every sample has exactly one class, so each wrong decision is a
    /// false positive of one class and a false negative of another, and all three scores equal the <see cref="Accuracy"/>.
    /// </summary>
    public ClassificationScores Micro => new(Accuracy, Accuracy, Accuracy);

    /// <summary>The number of samples of class <paramref name="actual"/> that are predicted as class <paramref name="predicted"/>.</summary>
    /// <param name="actual">The row: a class, counted from 0.</param>
    /// <param name="predicted">The column: a class, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int predicted] => _counts[Checked(actual, nameof(actual)), Checked(predicted, nameof(predicted))];

    /// <summary>The number of samples of class <paramref name="label"/>.</summary>
    /// <param name="label">The class, counted from 0.</param>
    /// <returns>The number of samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int Support(int label) => _actual[Checked(label, nameof(label))];

    /// <summary>TP / (TP + FP): the fraction of the samples predicted as class <paramref name="label"/> that are of it; 0 if there are none.</summary>
    /// <param name="label">The class, counted from 0.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Precision(int label) => Ratio(Right(label), _predicted[label]);

    /// <summary>TP / (TP + FN): the fraction of the samples of class <paramref name="label"/> that are predicted as it; 0 if there are none.</summary>
    /// <param name="label">The class, counted from 0.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int label) => Ratio(Right(label), _actual[label]);

    /// <summary>2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall; 0 if that divides by zero.</summary>
    /// <param name="label">The class, counted from 0.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double F1(int label) => Ratio(2L * Right(label), (long)_actual[label] + _predicted[label]);

    /// <summary>The counts as a table: a line for each actual class and a column for each predicted one.</summary>
    /// <returns>Lines separated by line feeds.</returns>
    public override string ToString()
    {
        IEnumerable<int> labels = Enumerable.Range(0, Classes);
        var table = new TextTable([@"actual \ predicted", .. labels.Select(Text)]);
        foreach (int actual in labels)
            table.Add([Text(actual), .. labels.Select(predicted => Text(_counts[actual, predicted]))]);

        return table.ToString();

        static string Text(int number) => Invariant($"{number}");
    }

    /// <summary>The true positives TP of a class.</summary>
    private int Right(int label) => _counts[Checked(label, nameof(label)), label];

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private ClassificationScores Average(Func<int, int> weight)
    {
        double precision = 0, recall = 0, f1 = 0;
        long weights = 0;
        for (int label = 0; label < Classes; label++)
        {
            int w = weight(label);
            precision += w * Precision(label);
            recall += w * Recall(label);
            f1 += w * F1(label);
            weights += w;
        }

        return new(precision / weights, recall / weights, f1 / weights);
    }

    private int Checked(int label, string name) => (uint)label < (uint)Classes
        ? label
        : throw new ArgumentOutOfRangeException(name, Invariant($"Expected a class from 0 to {Classes - 1}, but got {label}."));
}
