using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Samples for training and testing: for each, an input row x and a target row y or a class label. Immutable and
/// safe to use from many threads. It works with networks of both precisions.
/// </summary>
/// <example>
/// <code>
/// var data = Dataset.FromLabels(pixels, labels, inputSize: 64, classes: 10);
/// (Dataset train, Dataset test) = data.Split(0.8, seed: 1);
/// </code>
/// </example>
public sealed class Dataset
{
    private readonly LazyNumbers _inputs;
    private readonly LazyNumbers _targets;
    private readonly int[]? _labels;
    private readonly int _classes;
    private readonly SampleWeights? _weights;

    /// <summary>Copies n samples, each with a target row.</summary>
    /// <param name="inputs">The inputs, sample by sample: n x <paramref name="inputSize"/> finite numbers, n at least 1.</param>
    /// <param name="targets">The targets, sample by sample: n x <paramref name="targetSize"/> finite numbers.</param>
    /// <param name="inputSize">The number of inputs of one sample, 1 or more.</param>
    /// <param name="targetSize">The number of targets of one sample, 1 or more.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a number is not finite; the message says which.</exception>
    public Dataset(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int inputSize, int targetSize)
        : this(
            new LazyNumbers(DatasetChecks.CopyInputs(inputs, inputSize)),
            new LazyNumbers(DatasetChecks.CopyTargets(targets, inputs.Length / inputSize, targetSize)),
            labels: null,
            classes: 0,
            inputs.Length / inputSize,
            inputSize,
            targetSize)
    {
    }

    /// <summary>
    /// Copies n samples, each with a target row. For a network in single precision, numbers beyond its range
    /// become infinite.
    /// </summary>
    /// <inheritdoc cref="Dataset(ReadOnlySpan{float}, ReadOnlySpan{float}, int, int)"/>
    public Dataset(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, int inputSize, int targetSize)
        : this(
            new LazyNumbers(DatasetChecks.CopyInputs(inputs, inputSize)),
            new LazyNumbers(DatasetChecks.CopyTargets(targets, inputs.Length / inputSize, targetSize)),
            labels: null,
            classes: 0,
            inputs.Length / inputSize,
            inputSize,
            targetSize)
    {
    }

    private Dataset(LazyNumbers inputs, LazyNumbers targets, int[]? labels, int classes, int count, int inputSize, int targetSize, SampleWeights? weights = null)
    {
        _inputs = inputs;
        _targets = targets;
        _labels = labels;
        _classes = classes;
        _weights = weights;
        Count = count;
        InputSize = inputSize;
        TargetSize = targetSize;
    }

    /// <summary>Copies n samples, each with a class label.</summary>
    /// <param name="inputs">The inputs, sample by sample: n x <paramref name="inputSize"/> finite numbers, n at least 1.</param>
    /// <param name="labels">The classes: n numbers from 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="inputSize">The number of inputs of one sample, 1 or more.</param>
    /// <param name="classes">
    /// The number of classes, 1 or more; the targets are one-hot rows of this size. Two classes also fit a network with one sigmoid
    /// output, the probability of class 1.
    /// </param>
    /// <returns>The data set.</returns>
    /// <exception cref="ArgumentException">A length does not fit, a number is not finite, or a label is out of range; the message says which.</exception>
    public static Dataset FromLabels(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, int inputSize, int classes)
    {
        float[] copy = DatasetChecks.CopyInputs(inputs, inputSize);
        return FromLabels(new LazyNumbers(copy), DatasetChecks.CopyLabels(labels, copy.Length / inputSize, classes), inputSize, classes);
    }

    /// <summary>
    /// Copies n samples, each with a class label. For a network in single precision, numbers beyond its range
    /// become infinite.
    /// </summary>
    /// <inheritdoc cref="FromLabels(ReadOnlySpan{float}, ReadOnlySpan{int}, int, int)"/>
    public static Dataset FromLabels(ReadOnlySpan<double> inputs, ReadOnlySpan<int> labels, int inputSize, int classes)
    {
        double[] copy = DatasetChecks.CopyInputs(inputs, inputSize);
        return FromLabels(new LazyNumbers(copy), DatasetChecks.CopyLabels(labels, copy.Length / inputSize, classes), inputSize, classes);
    }

    /// <summary>The number of samples n.</summary>
    public int Count { get; }

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of targets of one sample; with labels, the number of classes.</summary>
    public int TargetSize { get; }

    /// <summary>The inputs, sample by sample: n x <see cref="InputSize"/> numbers.</summary>
    public ReadOnlySpan<float> Inputs => _inputs.As<float>();

    /// <summary>The targets, sample by sample: n x <see cref="TargetSize"/> numbers; with labels, one-hot rows.</summary>
    /// <exception cref="InvalidOperationException">The one-hot rows exceed the largest array; the message says how many samples fit.</exception>
    public ReadOnlySpan<float> Targets => _targets.As<float>();

    /// <summary>The same as <see cref="Inputs"/>, in double precision.</summary>
    public ReadOnlySpan<double> InputsAsDouble => _inputs.As<double>();

    /// <summary>The same as <see cref="Targets"/>, in double precision.</summary>
    /// <exception cref="InvalidOperationException">See <see cref="Targets"/>.</exception>
    public ReadOnlySpan<double> TargetsAsDouble => _targets.As<double>();

    /// <summary>Whether the samples have class labels.</summary>
    public bool HasLabels => _labels is not null;

    /// <summary>The class of each sample: n numbers from 0 to <see cref="Classes"/> - 1.</summary>
    /// <exception cref="InvalidOperationException">The samples have target rows instead of labels.</exception>
    public ReadOnlySpan<int> Labels => _labels ?? throw WithoutLabels();

    /// <summary>The number of classes.</summary>
    /// <exception cref="InvalidOperationException">The samples have target rows instead of labels.</exception>
    public int Classes => HasLabels ? _classes : throw WithoutLabels();

    /// <summary>
    /// The weight of each sample, n numbers; empty unless set by
    /// <see cref="DatasetWeights.WithSampleWeights(Dataset, ReadOnlySpan{double})"/>.
    /// </summary>
    public ReadOnlySpan<double> SampleWeights => _weights is null ? default : _weights.Values;

    /// <summary>Which samples of a larger data set these are; null if they are all.</summary>
    internal ShardRange? Part { get; private init; }

    /// <summary>The same samples as a part of a larger data set.</summary>
    internal Dataset AsPart(ShardRange part) => new(_inputs, _targets, _labels, _classes, Count, InputSize, TargetSize, _weights) { Part = part };

    /// <summary>The inputs in the number type of a network.</summary>
    internal ReadOnlySpan<T> InputsOf<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _inputs.As<T>();

    /// <summary>The targets in the number type of a network.</summary>
    internal ReadOnlySpan<T> TargetsOf<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _targets.As<T>();

    /// <summary>The weights divided by their mean, in the number type of a network; empty if there are none.</summary>
    internal ReadOnlySpan<T> RelativeWeightsOf<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _weights is null ? default : _weights.Relative.As<T>();

    /// <summary>The same samples with other weights.</summary>
    internal Dataset With(SampleWeights weights) => new(_inputs, _targets, _labels, _classes, Count, InputSize, TargetSize, weights);

    /// <summary>The same samples of two classes, with the column of class 1 as targets, for a network with one output.</summary>
    internal Dataset WithOneTarget() => new(_inputs, new(_labels!, _classes, width: 1), _labels, _classes, Count, InputSize, targetSize: 1, _weights) { Part = Part };

    /// <summary>
    /// Divides the samples at random into two data sets, such as a training set and a test set. With labels,
    /// the split is stratified: each class has the same proportion in both, to within one sample.
    /// </summary>
    /// <param name="fraction">The fraction of the samples in <c>First</c>, rounded to whole samples: between 0 and 1.</param>
    /// <param name="seed">The same seed gives the same split.</param>
    /// <returns>The two data sets; each sample is in exactly one.</returns>
    /// <exception cref="ArgumentException"><paramref name="fraction"/> leaves one of the two empty.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, int seed)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), Invariant($"Expected a fraction between 0 and 1, but got {fraction}."));

        int first = (int)Math.Round(fraction * Count);
        if (first == 0 || first == Count)
            throw new ArgumentException(Invariant($"Expected a fraction that leaves each side 1 or more of {Count} samples, but {fraction} leaves {first} and {Count - first}."), nameof(fraction));

        int[] rows = ShuffledRows(seed);
        bool[] isFirst = Deal(rows, first);
        return (Select(Array.FindAll(rows, row => isFirst[row])), Select(Array.FindAll(rows, row => !isFirst[row])));
    }

    /// <summary>The same samples in random order.</summary>
    /// <param name="seed">The same seed gives the same order.</param>
    /// <returns>A new data set.</returns>
    public Dataset Shuffle(int seed) => Select(ShuffledRows(seed));

    /// <summary>The first <paramref name="count"/> samples.</summary>
    /// <param name="count">From 1 to <see cref="Count"/>.</param>
    /// <returns>A new data set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples, or <paramref name="count"/> is less than 1.</exception>
    public Dataset Take(int count) => Slice(0, count);

    /// <summary><paramref name="count"/> samples, starting at <paramref name="start"/>.</summary>
    /// <param name="start">The first sample, counted from 0.</param>
    /// <param name="count">From 1 to <see cref="Count"/> - <paramref name="start"/>.</param>
    /// <returns>A new data set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples, or <paramref name="count"/> is less than 1.</exception>
    public Dataset Slice(int start, int count)
    {
        if ((uint)start >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(start), Invariant($"Expected a start from 0 to {Count - 1}, but got {start}."));
        if (count < 1 || count > Count - start)
            throw new ArgumentOutOfRangeException(nameof(count), Invariant($"Expected a count from 1 to {Count - start}, but got {count}."));

        return Select(Rows.All(Count).AsSpan(start, count));
    }

    /// <summary>
    /// Chooses <paramref name="count"/> rows. With labels, the shuffled rows are sorted by class and
    /// taken at equal distances, so that each class has the same proportion, to within one sample.
    /// </summary>
    private bool[] Deal(int[] shuffledRows, int count)
    {
        var isChosen = new bool[Count];
        long place = 0;
        foreach (int row in LineUp(shuffledRows))
            isChosen[row] = place++ * count % Count < count;

        return isChosen;
    }

    /// <summary>The rows sorted by class if there are labels, and otherwise unchanged.</summary>
    internal IEnumerable<int> LineUp(int[] rows) => HasLabels ? rows.OrderBy(row => _labels![row]) : rows;

    /// <summary>The indices of all samples in random order.</summary>
    internal int[] ShuffledRows(int seed)
    {
        int[] rows = Rows.All(Count);
        new SeededRandom(seed).Shuffle(rows.AsSpan());
        return rows;
    }

    private static Dataset FromLabels(LazyNumbers inputs, int[] labels, int inputSize, int classes, int? targetSize = null) =>
        new(inputs, new LazyNumbers(labels, classes, targetSize ?? classes), labels, classes, labels.Length, inputSize, targetSize ?? classes);

    /// <summary>The samples with the given indices, in that order.</summary>
    internal Dataset Select(ReadOnlySpan<int> rows)
    {
        LazyNumbers inputs = _inputs.Select(InputSize, rows);
        Dataset samples = HasLabels
            ? FromLabels(inputs, Rows.Select(Labels, 1, rows), InputSize, Classes, TargetSize)
            : new(inputs, _targets.Select(TargetSize, rows), labels: null, classes: 0, rows.Length, InputSize, TargetSize);
        return _weights is null ? samples : samples.With(_weights.Select(rows));
    }

    /// <summary>
    /// <c>1437 samples of 64 inputs, with labels of 10 classes</c> or <c>442 samples of 10 inputs and 1 target, weighted</c>,
    /// in the invariant culture.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string samples = Invariant($"{Count} {(Count == 1 ? "sample" : "samples")} of {InputSize} {(InputSize == 1 ? "input" : "inputs")}");
        string targets = HasLabels
            ? Invariant($", with labels of {Classes} {(Classes == 1 ? "class" : "classes")}")
            : Invariant($" and {TargetSize} {(TargetSize == 1 ? "target" : "targets")}");
        return $"{samples}{targets}{(_weights is null ? "" : ", weighted")}";
    }

    private static InvalidOperationException WithoutLabels() =>
        new("Expected a data set with labels, but this one has target rows; Dataset.FromLabels creates one with labels.");
}
