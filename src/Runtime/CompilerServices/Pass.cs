using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>Everything that a pass over a batch, or over one shard of it, reads and writes. Created by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Pass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The parameters, followed by the statistics.</summary>
    public ReadOnlySpan<T> Parameters { get; init; }

    /// <summary>The inputs of all samples.</summary>
    public ReadOnlySpan<T> Inputs { get; init; }

    /// <summary>Overwritten with the outputs of all samples, in a forward pass; empty if only the loss is needed.</summary>
    public Span<T> Outputs { get; init; }

    /// <summary>The targets of all samples; empty if <see cref="Labels"/> or <see cref="OutputGradients"/> are given.</summary>
    public ReadOnlySpan<T> Targets { get; init; }

    /// <summary>Class labels instead of targets, already checked; otherwise empty.</summary>
    public ReadOnlySpan<int> Labels { get; init; }

    /// <summary>The factor of each sample's loss; empty for 1.</summary>
    public ReadOnlySpan<T> Weights { get; init; }

    /// <summary>dL/da of the outputs of all samples, instead of targets; otherwise empty.</summary>
    public ReadOnlySpan<T> OutputGradients { get; init; }

    /// <summary>Overwritten with the gradient of the parameters; empty if it is not needed.</summary>
    public Span<T> Gradients { get; init; }

    /// <summary>Whether batch normalizations use the statistics of the batch rather than the running ones.</summary>
    public bool IsTraining { get; init; }

    /// <summary>All statistics, of which training updates the running ones; empty if they must not change.</summary>
    public Span<T> Statistics { get; init; }

    /// <summary>Overwritten with dL/dx of all samples; empty if it is not needed.</summary>
    public Span<T> InputGradients { get; init; }

    /// <summary>The buffer for intermediate values.</summary>
    public Span<T> Scratch { get; set; }

    /// <summary>The factor of every gradient: one over the size of the whole batch, or 1 with <see cref="OutputGradients"/>.</summary>
    public T Mean { get; set; }

    /// <summary>The number of samples.</summary>
    public int Count { get; init; }

    /// <summary>The number of threads that may share a product.</summary>
    public int Threads { get; init; }

    /// <summary>The dropout masks of the samples.</summary>
    public Masks Masks { get; init; }

    /// <summary>Returns the targets of some samples.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">Their number.</param>
    /// <param name="size">The numbers of a target.</param>
    /// <returns>Their targets; empty if there are labels.</returns>
    public readonly ReadOnlySpan<T> TargetsOf(int first, int count, int size) => Targets.IsEmpty ? default : Targets.Slice(first * size, count * size);

    /// <summary>Returns the labels of some samples.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">Their number.</param>
    /// <returns>Their labels; empty if there are targets.</returns>
    public readonly ReadOnlySpan<int> LabelsOf(int first, int count) => Labels.IsEmpty ? default : Labels.Slice(first, count);

    /// <summary>Returns the weights of some samples.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">Their number.</param>
    /// <returns>Their weights; empty if all are 1.</returns>
    public readonly ReadOnlySpan<T> WeightsOf(int first, int count) => Weights.IsEmpty ? default : Weights.Slice(first, count);
}
