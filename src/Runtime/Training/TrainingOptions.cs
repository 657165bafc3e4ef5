using System.Runtime.CompilerServices;
using NetGen.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The settings of <see cref="Trainer.Fit"/>, which checks them. <c>options with { Epochs = 5 }</c> is a copy with another
/// setting. Two are equal only if they are one object: functions and optimizers have no other equality.
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>How many times to pass over all samples: 1 or more.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The number of samples of one step, 1 or more; the last step of an epoch takes those that are left.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How the parameters follow their gradients.</summary>
    public Optimizer Optimizer { get; init; } = new Sgd(0.01);

    /// <summary>
    /// The strength lambda of the penalty <c>lambda sum |w|</c> over all weights, not biases: each step adds
    /// <c>lambda sign(w)</c> to the gradient of every weight. Finite and 0 or more. Reported losses are without the penalty.
    /// </summary>
    public double L1 { get; init; }

    /// <summary>
    /// The strength lambda of the penalty <c>lambda / 2 sum w^2</c> over all weights, not biases: each step adds
    /// <c>lambda w</c> to the gradient of every weight. Finite and 0 or more. Reported losses are without the penalty.
    /// </summary>
    public double L2 { get; init; }

    /// <summary>
    /// How much of each target is spread over all K classes in training: <c>y' = (1 - smoothing) y + smoothing / K</c>. From
    /// 0 to less than 1; only for networks with <see cref="Loss.CrossEntropy"/>, or with <see cref="Loss.BinaryCrossEntropy"/> and one
    /// sigmoid output: that is the probability of class 1 of K = 2. Training losses are with it, validation is without. Source:
    /// Szegedy and others, "Rethinking the Inception Architecture for Computer Vision" (2016); PyTorch's
    /// <c>CrossEntropyLoss(label_smoothing)</c> and, with one output, Keras' <c>BinaryCrossentropy(label_smoothing)</c>.
    /// </summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// A weight for each class, finite, 0 or more and not all 0, by which every training sample of the class counts more or less:
    /// it multiplies the sample's own weight, and the products are weights as <see cref="DatasetWeights.WithSampleWeights(Dataset, ReadOnlySpan{double})"/>
    /// defines them. Only for data with labels, and networks with <see cref="Loss.CrossEntropy"/> or
    /// <see cref="Loss.BinaryCrossEntropy"/>; null for none. Training losses are with them, validation and accuracies are
    /// without. <see cref="DatasetWeights.BalancedClassWeights"/> makes all classes count the same. Sources: PyTorch's
    /// <c>CrossEntropyLoss(weight)</c>; for the product with sample weights, <c>class_weight</c> of Keras' <c>fit</c>.
    /// </summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>
    /// The bound on every gradient by itself (<see cref="GradientClipping.ClipValue"/>): finite and greater than 0, or
    /// null for none. It comes after L2.
    /// </summary>
    public double? ClipValue { get; init; }

    /// <summary>
    /// The bound on the norm of all gradients together (<see cref="GradientClipping.ClipNorm"/>): finite and greater than
    /// 0, or null for none. It comes after <see cref="ClipValue"/>.
    /// </summary>
    public double? ClipNorm { get; init; }

    /// <summary>How the learning rate changes, or null if it does not.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>
    /// The number of batches of one step, 1 or more; the last step of an epoch takes those that are left. The gradient
    /// is the mean over all their samples, as if they were one batch.
    /// </summary>
    public int AccumulateBatches { get; init; } = 1;

    /// <summary>Data to evaluate the network on after each epoch, or null.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>
    /// The part of the training data, between 0 and 1, to take away from it and to evaluate the network on after each
    /// epoch: <c>data.Split(1 - fraction, Seed)</c>, stratified where there are labels. Null for none, as with
    /// <see cref="Validation"/>.
    /// </summary>
    public double? ValidationFraction { get; init; }

    /// <summary>
    /// Whether to evaluate the network on the training data after each epoch for its accuracy, which takes as long as
    /// with as much validation data.
    /// </summary>
    public bool MeasureAccuracy { get; init; }

    /// <summary>When to stop before the last epoch, and whether to end with the best parameters; or null.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Whether each epoch takes the samples in a new random order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the random order and of the masks of dropout: the same seed gives the same training.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// How many threads a step may use, from 1 to 1,024. The trained parameters are the same to the last bit, whatever
    /// their number; small networks and pages in a browser use one, and more than there are processors gain nothing.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told of every batch, or null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Called after every batch, after <see cref="Progress"/>, and can stop the training, or null. A batch stopped at
    /// in the middle of an epoch leaves no record of that epoch.
    /// </summary>
    public Func<TrainingProgress, TrainingSignal>? OnBatch { get; init; }

    /// <summary>Called after every epoch, and can stop the training, or null.</summary>
    public Func<EpochRecord, TrainingSignal>? OnEpoch { get; init; }

    /// <summary>
    /// Looked at before every batch: training stops between two steps, with a <see cref="TrainingCanceledException"/>. To
    /// stop without an exception, use <see cref="OnBatch"/>.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// The file to write the state of the training to, every <see cref="CheckpointEvery"/> epochs and at the end, or
    /// null. It is replaced as a whole: a crash while writing leaves the former one. Its folder is made if there is none.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>The number of epochs from checkpoint to checkpoint, 1 or more.</summary>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>
    /// Whether to go on from the file <see cref="CheckpointPath"/>, if there is one. The training ends as one that was
    /// never stopped, to the last bit; so network, data and settings must be those that wrote the file. Only what
    /// does not change a step may differ, and the number of <see cref="Epochs"/>.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// The settings that are not the defaults, <c>Epochs = 20, Optimizer = Adam(...)</c>, the same under every culture; but for
    /// those that only watch or stop a training.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string[] defaults = [.. Texts(new())];
        string[] changed = [.. Texts(this).Where((text, i) => text != defaults[i])];
        return changed.Length > 0 ? string.Join(", ", changed) : "the defaults";
    }

    /// <summary>Whether the other is this very object.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it is.</returns>
    public bool Equals(TrainingOptions? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Throws unless every setting is in its range.</summary>
    internal void Check()
    {
        CheckAtLeastOne(nameof(Epochs), Epochs);
        CheckAtLeastOne(nameof(BatchSize), BatchSize);
        if (Threads is < 1 or > Guard.MaxThreads)
            throw new ArgumentException(Invariant($"Expected {nameof(Threads)} from 1 to {Guard.MaxThreads}, but got {Threads}."), "options");
        CheckAtLeastOne(nameof(AccumulateBatches), AccumulateBatches);
        CheckAtLeastOne(nameof(CheckpointEvery), CheckpointEvery);
        CheckPenalty(nameof(L1), L1);
        CheckPenalty(nameof(L2), L2);
        if (!(LabelSmoothing >= 0 && LabelSmoothing < 1))
            throw new ArgumentException(Invariant($"Expected a {nameof(LabelSmoothing)} from 0 to less than 1, but got {LabelSmoothing}."), "options");
        CheckBound(nameof(ClipValue), ClipValue);
        CheckBound(nameof(ClipNorm), ClipNorm);
        if (Optimizer is null)
            throw new ArgumentException($"Expected an {nameof(Optimizer)}, but got null.", "options");
        if (ValidationFraction is double fraction && !(fraction > 0 && fraction < 1))
            throw new ArgumentException(Invariant($"Expected {nameof(ValidationFraction)} between 0 and 1, but got {fraction}."), "options");
        if (ValidationFraction is not null && Validation is not null)
            throw new ArgumentException($"Expected {nameof(Validation)} or {nameof(ValidationFraction)}, but got both.", "options");
        if (CheckpointPath is "")
            throw new ArgumentException($"Expected the path of a file as {nameof(CheckpointPath)}, or null, but got an empty one.", "options");
        if (Resume && CheckpointPath is null)
            throw new ArgumentException($"Expected a {nameof(CheckpointPath)} to resume from, but got null.", "options");
    }

    private static IEnumerable<string> Texts(TrainingOptions options) =>
    [
        Invariant($"{nameof(Epochs)} = {options.Epochs}"),
        Invariant($"{nameof(BatchSize)} = {options.BatchSize}"),
        Invariant($"{nameof(Optimizer)} = {options.Optimizer}"),
        Invariant($"{nameof(L1)} = {options.L1}"),
        Invariant($"{nameof(L2)} = {options.L2}"),
        Invariant($"{nameof(LabelSmoothing)} = {options.LabelSmoothing}"),
        $"{nameof(ClassWeights)} = ({string.Join(", ", (options.ClassWeights ?? []).Map(weight => Invariant($"{weight}")))})",
        Invariant($"{nameof(ClipValue)} = {options.ClipValue}"),
        Invariant($"{nameof(ClipNorm)} = {options.ClipNorm}"),
        Invariant($"{nameof(Schedule)} = {options.Schedule}"),
        Invariant($"{nameof(AccumulateBatches)} = {options.AccumulateBatches}"),
        Invariant($"{nameof(Validation)} = {options.Validation}"),
        Invariant($"{nameof(ValidationFraction)} = {options.ValidationFraction}"),
        Invariant($"{nameof(MeasureAccuracy)} = {options.MeasureAccuracy}"),
        Invariant($"{nameof(EarlyStopping)} = {options.EarlyStopping}"),
        Invariant($"{nameof(Shuffle)} = {options.Shuffle}"),
        Invariant($"{nameof(Seed)} = {options.Seed}"),
        Invariant($"{nameof(Threads)} = {options.Threads}"),
        Invariant($"{nameof(CheckpointPath)} = {options.CheckpointPath}"),
        Invariant($"{nameof(CheckpointEvery)} = {options.CheckpointEvery}"),
        Invariant($"{nameof(Resume)} = {options.Resume}"),
    ];

    private static void CheckPenalty(string name, double value)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentException(Invariant($"Expected a finite {name} of 0 or more, but got {value}."), "options");
    }

    private static void CheckBound(string name, double? value)
    {
        if (value is double bound && !(bound > 0 && double.IsFinite(bound)))
            throw new ArgumentException(Invariant($"Expected a finite {name} greater than 0, but got {bound}."), "options");
    }

    private static void CheckAtLeastOne(string name, int value)
    {
        if (value < 1)
            throw new ArgumentException(Invariant($"Expected {name} of 1 or more, but got {value}."), "options");
    }
}
