using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// All metrics of a classifier on a data set. <see cref="Trainer.Evaluate"/> is cheaper: it computes the loss
/// and accuracy in little memory, whereas this keeps the outputs of all samples.
/// </summary>
/// <example>
/// <code>
/// ClassificationReport report = ClassificationReport.Of(net, test);
/// Console.WriteLine($"{report.Confusion.Macro.F1:F3} {report.RocAuc:F3} {report.TopKAccuracy(3):P1}\n{report}");
/// </code>
/// </example>
public sealed class ClassificationReport
{
    private readonly int[] _labels;
    private readonly double[] _probabilities;

    private ClassificationReport(int[] labels, int[] predicted, int classes, double[] probabilities, double epsilon)
    {
        _labels = labels;
        _probabilities = probabilities;
        Confusion = new(labels, predicted, classes);
        LogLoss = ClassificationMetrics.LogLoss(labels, probabilities, epsilon);
        RocAuc = ClassificationMetrics.AbsentClass(labels, classes) is null ? ClassificationMetrics.RocAuc(labels, probabilities) : double.NaN;
    }

    /// <summary>
    /// The counts of predicted classes for each actual class, and the precision, recall and F1 that follow from them. The predicted
    /// class is that of the largest output; with sigmoid outputs, it is 1 for 0.5 or more and otherwise 0.
    /// </summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>The fraction that is correct, from 0 to 1.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>The mean of -log p, where p is the probability of the actual class: see <see cref="ClassificationMetrics.LogLoss(ReadOnlySpan{int}, ReadOnlySpan{double})"/>.</summary>
    public double LogLoss { get; }

    /// <summary>
    /// The area under the ROC curve; with several classes, the mean of each against the rest: see
    /// <see cref="ClassificationMetrics.RocAuc(ReadOnlySpan{int}, ReadOnlySpan{double})"/>. NaN if a class has no samples.
    /// </summary>
    public double RocAuc { get; }

    /// <summary>
    /// Runs a network on a data set once. With softmax, the outputs are the probabilities of the classes, and with log-softmax their logarithms. With sigmoid,
    /// each output is an independent decision between class 1 and class 0; several are counted together (micro-averaged).
    /// Every sample counts once, whatever its weight; <see cref="Trainer.Evaluate"/> uses weights.
    /// Target rows count as the class of their largest target; with sigmoid, as 1 for 0.5 or more and otherwise 0. Labels
    /// require softmax or log-softmax, with an output for each class, or one sigmoid output, the probability of class 1.
    /// </summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">The network: with two or more softmax or log-softmax outputs, or with sigmoid outputs.</param>
    /// <param name="data">The data.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">
    /// The data does not fit, as in <see cref="Trainer.Fit"/>; or the network's outputs are not probabilities, or one is not finite.
    /// </exception>
    public static ClassificationReport Of<T>(INetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        NetworkInfo info = network.Info;
        Activation activation = info.Layers[^1].Activation;
        bool isLogarithm = activation == Activation.LogSoftmax, choosesClass = (activation == Activation.Softmax || isLogarithm) && info.Loss != Loss.BinaryCrossEntropy && info.OutputSize > 1;
        if (!choosesClass && (activation != Activation.Sigmoid || info.Loss == Loss.CrossEntropy))
            throw new ArgumentException($"Expected a network with 2 or more softmax or log-softmax outputs (and not Loss.BinaryCrossEntropy), or with sigmoid outputs (and not Loss.CrossEntropy), but {info.Name} has {info.OutputSize} {activation} {(info.OutputSize == 1 ? "output" : "outputs")} and Loss.{info.Loss}.", nameof(network));

        data = DatasetFit.Of(info, data, nameof(data));
        double[] outputs = NetworkOutputs.Of(network, data);
        for (int i = 0; isLogarithm && i < outputs.Length; i++)
            outputs[i] = Math.Exp(outputs[i]);

        int classes = choosesClass ? info.OutputSize : 2;
        int[] labels = data.HasLabels && choosesClass ? data.Labels.ToArray() : ClassesOf(data.TargetsAsDouble, info.OutputSize, choosesClass);
        double epsilon = typeof(T) == typeof(float) ? ClassificationMetrics.SingleEpsilon : ClassificationMetrics.DoubleEpsilon;
        return new(labels, ClassesOf(outputs, info.OutputSize, choosesClass), classes, outputs, epsilon);
    }

    /// <summary>The fraction of the samples whose class is among the <paramref name="k"/> with the largest outputs.</summary>
    /// <param name="k">From 1 to the number of classes.</param>
    /// <returns>From 0 to 1: see <see cref="ClassificationMetrics.TopKAccuracy(ReadOnlySpan{int}, ReadOnlySpan{double}, int)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">The network has sigmoid outputs, which are not ranked.</exception>
    public double TopKAccuracy(int k) => _probabilities.Length > _labels.Length
        ? ClassificationMetrics.TopKAccuracy(_labels, _probabilities, k)
        : throw new InvalidOperationException("Expected softmax outputs to rank, but got sigmoid outputs, which are independent decisions.");

    /// <summary>A table with the scores of each class and their averages, then one line with the other metrics.</summary>
    /// <returns>Lines separated by line feeds, in the invariant culture.</returns>
    public override string ToString()
    {
        var table = new TextTable("class", "precision", "recall", "F1", "support");
        for (int label = 0; label < Confusion.Classes; label++)
            AddLine(Invariant($"{label}"), new(Confusion.Precision(label), Confusion.Recall(label), Confusion.F1(label)), Confusion.Support(label));
        AddLine("macro", Confusion.Macro, Confusion.Count);
        AddLine("weighted", Confusion.Weighted, Confusion.Count);
        string auc = double.IsNaN(RocAuc) ? "-" : Invariant($"{RocAuc:F4}");
        return Invariant($"{table}\naccuracy {100 * Accuracy:F2} %, log loss {LogLoss:G4}, ROC AUC {auc}");

        void AddLine(string name, ClassificationScores scores, int support) => table.Add(
            name, Invariant($"{scores.Precision:F4}"), Invariant($"{scores.Recall:F4}"), Invariant($"{scores.F1:F4}"), Invariant($"{support}"));
    }

    private static int[] ClassesOf(ReadOnlySpan<double> values, int width, bool choosesClass)
    {
        var classes = new int[choosesClass ? values.Length / width : values.Length];
        for (int i = 0; i < classes.Length; i++)
            classes[i] = choosesClass ? NetworkOutputs.IndexOfLargest(values.Slice(i * width, width)) : NetworkOutputs.IsYes(values[i]) ? 1 : 0;
        return classes;
    }
}
