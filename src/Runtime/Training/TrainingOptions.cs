using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The settings of <see cref="Trainer.Fit"/>, which validates them. <c>options with { Epochs = 5 }</c> copies them with another
/// value. Equality is reference equality, since functions and optimizers have no other.
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>The number of passes over all samples: 1 or more.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The number of samples in a batch, 1 or more; the last batch of an epoch has the rest.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The rule that updates the parameters.</summary>
    public Optimizer Optimizer { get; init; } = new Sgd(0.01);

    /// <summary>
    /// The strength lambda of the penalty <c>lambda sum |w|</c> over all weights, not biases: each step adds
    /// <c>lambda sign(w)</c> to the gradient of every weight. Finite and 0 or more. Reported losses exclude the penalty.
    /// </summary>
    public double L1 { get; init; }

    /// <summary>
    /// The strength lambda of the penalty <c>lambda / 2 sum w^2</c> over all weights, not biases: each step adds
    /// <c>lambda w</c> to the gradient of every weight. Finite and 0 or more. Reported losses exclude the penalty.
    /// </summary>
    public double L2 { get; init; }

    /// <summary>
    /// How much of each target is spread over all K classes in training: <c>y' = (1 - smoothing) y + smoothing / K</c>. From
    /// 0 to less than 1; only for networks with <see cref="Loss.CrossEntropy"/>, or with <see cref="Loss.BinaryCrossEntropy"/> and one
    /// sigmoid output (K = 2). It applies to training losses, not to validation. Source:
    /// Szegedy and others, "Rethinking the Inception Architecture for Computer Vision" (2016); PyTorch's
    /// <c>CrossEntropyLoss(label_smoothing)</c> and, with one output, Keras' <c>BinaryCrossentropy(label_smoothing)</c>.
    /// </summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// A weight for each class, finite, 0 or more and not all 0. It multiplies the weight of every training sample of the class;
    /// <see cref="DatasetWeights.WithSampleWeights(Dataset, ReadOnlySpan{double})"/> defines how the products count.
    /// Only for data with labels, and networks with <see cref="Loss.CrossEntropy"/> or
    /// <see cref="Loss.BinaryCrossEntropy"/>; null for none. It applies to training losses, not to validation or accuracies.
    /// <see cref="DatasetWeights.BalancedClassWeights"/> gives all classes the same total weight. Sources: PyTorch's
    /// <c>CrossEntropyLoss(weight)</c>; for the product with sample weights, <c>class_weight</c> of Keras' <c>fit</c>.
    /// </summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>
    /// The bound on the magnitude of each gradient (<see cref="GradientClipping.ClipValue"/>): finite and greater than 0, or
    /// null for none. Applied after the penalties.
    /// </summary>
    public double? ClipValue { get; init; }

    /// <summary>
    /// The bound on the norm of all gradients together (<see cref="GradientClipping.ClipNorm"/>): finite and greater than
    /// 0, or null for none. Applied after <see cref="ClipValue"/>.
    /// </summary>
    public double? ClipNorm { get; init; }

    /// <summary>How the learning rate changes, or null for a constant one.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>
    /// The number of batches in a step, 1 or more; the last step of an epoch has the rest. The gradient
    /// is the mean over all their samples, as if they were one batch.
    /// </summary>
    public int AccumulateBatches { get; init; } = 1;

    /// <summary>Data to evaluate the network on after each epoch, or null.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>
    /// The fraction of the training data, between 0 and 1, to set aside and evaluate the network on after each
    /// epoch: <c>data.Split(1 - fraction, Seed)</c>, stratified if there are labels. Null for none, and with
    /// <see cref="Validation"/>.
    /// </summary>
    public double? ValidationFraction { get; init; }

    /// <summary>
    /// Whether to measure the accuracy on the training data after each epoch, which costs as much as validation on data
    /// of that size.
    /// </summary>
    public bool MeasureAccuracy { get; init; }

    /// <summary>When to stop before the last epoch, and whether to end with the best parameters; or null.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Whether each epoch uses a new random order of the samples.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the random order and of the dropout masks: the same seed gives the same training.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The number of threads a step may use, from 1 to 1,024. The trained parameters do not depend on it, to the last bit.
    /// Small networks and browser pages use one thread, and more than the number of processors do not help.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// The processes that train together, or null for this one alone. All of them call <see cref="Trainer.Fit"/> with the same network,
    /// data and options, and all end with the same parameters, to the last bit, whatever their number. Rank 0 alone reports, writes
    /// checkpoints and calls the functions of these options.
    /// </summary>
    public Cluster? Cluster { get; init; }

    /// <summary>
    /// The number of shards of a batch, a power of two from 1 to 1,024; null for 8 with a <see cref="Cluster"/> and 1 without. Each is computed as a
    /// batch of its own, and they are added in a fixed binary tree. The trained parameters depend on this number, and not on that of processes,
    /// of which there can be at most as many. Each shard has its own dropout masks and, unless a <see cref="BatchNormAttribute"/> is
    /// <see cref="BatchNormAttribute.Synchronized"/>, its own batch statistics.
    /// </summary>
    public int? Shards { get; init; }

    /// <summary>Receives a report after every batch, or null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// A function that is called after every batch, after <see cref="Progress"/>, and can stop training; or null. If it stops
    /// in the middle of an epoch, there is no record of that epoch.
    /// </summary>
    public Func<TrainingProgress, TrainingSignal>? OnBatch { get; init; }

    /// <summary>A function that is called after every epoch and can stop training; or null.</summary>
    public Func<EpochRecord, TrainingSignal>? OnEpoch { get; init; }

    /// <summary>
    /// Checked before every batch: training stops between two steps with a <see cref="TrainingCanceledException"/>. To
    /// stop without an exception, use <see cref="OnBatch"/>.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// The file to which the state of the training is written, every <see cref="CheckpointEvery"/> epochs and at the end, or
    /// null. It is replaced atomically: a crash while writing leaves the previous file. Its folder is created if needed.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>The number of epochs between checkpoints, 1 or more.</summary>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>
    /// Whether to resume from the file <see cref="CheckpointPath"/>, if it exists. The result is bit-identical to that of
    /// uninterrupted training, so network, data and settings must be those that wrote the file. Only settings that
    /// do not change a step may differ, and the number of <see cref="Epochs"/>.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// The settings that differ from the defaults, <c>Epochs = 20, Optimizer = Adam(...)</c>, in the invariant culture; without
    /// those that only observe or stop training.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string[] defaults = [.. Texts(new())];
        string[] changed = [.. Texts(this).Where((text, i) => text != defaults[i])];
        return changed.Length > 0 ? string.Join(", ", changed) : "the defaults";
    }

    /// <summary>Whether the other is the same object.</summary>
    /// <param name="other">The other options.</param>
    /// <returns>Whether it is the same object.</returns>
    public bool Equals(TrainingOptions? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>The number of shards that holds.</summary>
    internal int ShardCount => Shards ?? (Cluster is null ? 1 : ShardExtensions.DefaultShards);

    /// <summary>Settings that no checkpoint depends on, but that processes must share to stay in step.</summary>
    internal (string Name, string Value)[] InStep =>
    [
        (nameof(Epochs), Invariant($"{Epochs}")),
        (nameof(CheckpointPath), CheckpointPath is null ? "none" : "a file"),
        (nameof(Resume), Invariant($"{Resume}")),
        (nameof(OnBatch), OnBatch is null ? "none" : "a function"),
        (nameof(OnEpoch), OnEpoch is null ? "none" : "a function"),
    ];

    /// <summary>Throws unless every setting is in its range.</summary>
    internal void Check()
    {
        if (Shards is { } shards && !(shards is >= 1 and <= 1024 && BitOperations.IsPow2(shards)))
            throw new ArgumentException(Invariant($"Expected a power of two from 1 to 1024 as {nameof(Shards)}, but got {shards}."), "options");
        if (Cluster is { } cluster && cluster.Size > ShardCount)
            throw new ArgumentException(Invariant($"Expected at most {ShardCount} processes for {ShardCount} {nameof(Shards)}, but got {cluster.Size}: set {nameof(Shards)} to {BitOperations.RoundUpToPowerOf2((uint)cluster.Size)} or more."), "options");
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
        Invariant($"{nameof(Shards)} = {options.ShardCount}"),
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
