using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>The score that ranks the configurations of a search: a number for a trained network on the fold that it has not seen.</summary>
/// <example>
/// <code>
/// new SearchOptions { Score = SearchScore.MacroF1 }
/// new SearchOptions { Score = SearchScore.OfClassification("recall of 1", report => report.Confusion.Recall(1)) }
/// new SearchOptions { Score = SearchScore.Of&lt;float&gt;("cost", (network, fold) => Cost(network, fold), isHigherBetter: false) }
/// </code>
/// </example>
public abstract class SearchScore
{
    private SearchScore(string name, bool isHigherBetter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, IsHigherBetter) = (name, isHigherBetter);
    }

    /// <summary>The mean loss (<see cref="Metrics.Loss"/>): the lowest is best.</summary>
    public static SearchScore Loss { get; } = new OfMetrics("loss", metrics => metrics.Loss, isHigherBetter: false);

    /// <summary>The accuracy (<see cref="Metrics.Accuracy"/>): the highest is best.</summary>
    public static SearchScore Accuracy { get; } = new OfMetrics("accuracy", metrics => metrics.Accuracy, isHigherBetter: true);

    /// <summary>The mean of the classes' precisions (<see cref="ConfusionMatrix.Macro"/>): the highest is best.</summary>
    public static SearchScore MacroPrecision { get; } = OfClassification("macro precision", report => report.Confusion.Macro.Precision);

    /// <summary>The mean of the classes' recalls (<see cref="ConfusionMatrix.Macro"/>): the highest is best.</summary>
    public static SearchScore MacroRecall { get; } = OfClassification("macro recall", report => report.Confusion.Macro.Recall);

    /// <summary>The mean of the classes' F1 (<see cref="ConfusionMatrix.Macro"/>): the highest is best.</summary>
    public static SearchScore MacroF1 { get; } = OfClassification("macro F1", report => report.Confusion.Macro.F1);

    /// <summary>The mean of the classes' F1, weighted by their numbers of samples (<see cref="ConfusionMatrix.Weighted"/>): the highest is best.</summary>
    public static SearchScore WeightedF1 { get; } = OfClassification("weighted F1", report => report.Confusion.Weighted.F1);

    /// <summary>The log loss (<see cref="ClassificationReport.LogLoss"/>): the lowest is best.</summary>
    public static SearchScore LogLoss { get; } = OfClassification("log loss", report => report.LogLoss, isHigherBetter: false);

    /// <summary>The area under the ROC curve (<see cref="ClassificationReport.RocAuc"/>): the highest is best. Each fold needs samples of all classes.</summary>
    public static SearchScore RocAuc { get; } = OfClassification("ROC AUC", report => report.RocAuc);

    /// <summary>The mean squared error (<see cref="RegressionReport.Mean"/>): the lowest is best.</summary>
    public static SearchScore MeanSquaredError { get; } = OfRegression("mean squared error", report => report.Mean.MeanSquaredError, isHigherBetter: false);

    /// <summary>The mean absolute error (<see cref="RegressionReport.Mean"/>): the lowest is best.</summary>
    public static SearchScore MeanAbsoluteError { get; } = OfRegression("mean absolute error", report => report.Mean.MeanAbsoluteError, isHigherBetter: false);

    /// <summary>R² (<see cref="RegressionReport.Mean"/>): the highest is best. Each fold needs two samples or more.</summary>
    public static SearchScore R2 { get; } = OfRegression("R2", report => report.Mean.R2);

    /// <summary>The name in tables and messages.</summary>
    public string Name { get; }

    /// <summary>Whether the highest value is best, rather than the lowest.</summary>
    public bool IsHigherBetter { get; }

    /// <summary>The fraction of the samples whose class is among the k with the largest outputs (<see cref="ClassificationReport.TopKAccuracy"/>): the highest is best.</summary>
    /// <param name="k">From 1 to the number of classes.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public static SearchScore TopKAccuracy(int k)
    {
        Setting.AtLeastOne(k);
        return OfClassification(Invariant($"top-{k} accuracy"), report => report.TopKAccuracy(k));
    }

    /// <summary>Creates a score from a number of a <see cref="ClassificationReport"/>.</summary>
    /// <param name="name">The name of the score.</param>
    /// <param name="score">The number; called from many threads.</param>
    /// <param name="isHigherBetter">Whether the highest value is best, rather than the lowest.</param>
    /// <returns>The score.</returns>
    public static SearchScore OfClassification(string name, Func<ClassificationReport, double> score, bool isHigherBetter = true)
    {
        ArgumentNullException.ThrowIfNull(score);
        return new OfReport(name, score, isHigherBetter);
    }

    /// <summary>Creates a score from a number of a <see cref="RegressionReport"/>.</summary>
    /// <param name="name">The name of the score.</param>
    /// <param name="score">The number; called from many threads.</param>
    /// <param name="isHigherBetter">Whether the highest value is best, rather than the lowest.</param>
    /// <returns>The score.</returns>
    public static SearchScore OfRegression(string name, Func<RegressionReport, double> score, bool isHigherBetter = true)
    {
        ArgumentNullException.ThrowIfNull(score);
        return new OfErrors(name, score, isHigherBetter);
    }

    /// <summary>Creates a score from a function of your own.</summary>
    /// <typeparam name="T">The number type of the networks in the search.</typeparam>
    /// <param name="name">The name of the score.</param>
    /// <param name="score">The number for a trained network and the fold to score it on; called from many threads.</param>
    /// <param name="isHigherBetter">Whether the highest value is best, rather than the lowest.</param>
    /// <returns>The score.</returns>
    public static SearchScore Of<T>(string name, Func<ITrainableNetwork<T>, Dataset, double> score, bool isHigherBetter = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(score);
        return new OfNetwork<T>(name, score, isHigherBetter);
    }

    /// <summary>The name.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Name;

    /// <summary>Computes the score of a trained network on a fold.</summary>
    internal abstract double Evaluate<T>(ITrainableNetwork<T> network, Dataset fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The score as text in tables.</summary>
    internal string Text(double value) =>
        double.IsNaN(value) ? "-" : this == Accuracy ? Invariant($"{100 * value:F2} %") : Invariant($"{value:G6}");

    private sealed class OfMetrics(string name, Func<Metrics, double> score, bool isHigherBetter) : SearchScore(name, isHigherBetter)
    {
        internal override double Evaluate<T>(ITrainableNetwork<T> network, Dataset fold) => score(Trainer.Evaluate(network, fold));
    }

    private sealed class OfReport(string name, Func<ClassificationReport, double> score, bool isHigherBetter) : SearchScore(name, isHigherBetter)
    {
        internal override double Evaluate<T>(ITrainableNetwork<T> network, Dataset fold) => score(ClassificationReport.Of(network, fold));
    }

    private sealed class OfErrors(string name, Func<RegressionReport, double> score, bool isHigherBetter) : SearchScore(name, isHigherBetter)
    {
        internal override double Evaluate<T>(ITrainableNetwork<T> network, Dataset fold) => score(RegressionReport.Of(network, fold));
    }

    private sealed class OfNetwork<TNumber>(string name, Func<ITrainableNetwork<TNumber>, Dataset, double> score, bool isHigherBetter) : SearchScore(name, isHigherBetter)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        internal override double Evaluate<T>(ITrainableNetwork<T> network, Dataset fold) => network is ITrainableNetwork<TNumber> own
            ? score(own, fold)
            : throw new ArgumentException($"Expected networks of {typeof(TNumber).Name} for the score '{Name}', but {network.Info.Name} uses {typeof(T).Name}.");
    }
}
