using static System.FormattableString;

namespace NetGen;

/// <summary>The settings of <see cref="Trainer.Fit"/>, which checks them.</summary>
public sealed class TrainingOptions
{
    /// <summary>How many times to pass over all samples: 1 or more.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The number of samples of one step, 1 or more; the last step of an epoch takes those that are left.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How the parameters follow their gradients.</summary>
    public Optimizer Optimizer { get; init; } = new Sgd(0.01);

    /// <summary>
    /// The strength lambda of the penalty <c>lambda / 2 sum w^2</c> over all weights, not biases: each step adds
    /// <c>lambda w</c> to the gradient of every weight. Finite and 0 or more. Reported losses are without the penalty.
    /// </summary>
    public double L2 { get; init; }

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

    /// <summary>Data to evaluate the network on after each epoch, or null.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>Whether each epoch takes the samples in a new random order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the random order: the same seed gives the same training.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// How many threads a step may use, 1 or more. The trained parameters are the same to the last bit, whatever
    /// their number; small networks use one.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told of every batch, or null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Looked at before every batch: training stops between two steps.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Throws unless every setting is in its range.</summary>
    internal void Check()
    {
        CheckAtLeastOne(nameof(Epochs), Epochs);
        CheckAtLeastOne(nameof(BatchSize), BatchSize);
        CheckAtLeastOne(nameof(Threads), Threads);
        if (!(L2 >= 0 && double.IsFinite(L2)))
            throw new ArgumentException(Invariant($"Expected a finite {nameof(L2)} of 0 or more, but got {L2}."), "options");
        CheckBound(nameof(ClipValue), ClipValue);
        CheckBound(nameof(ClipNorm), ClipNorm);
        if (Optimizer is null)
            throw new ArgumentException($"Expected an {nameof(Optimizer)}, but got null.", "options");
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
