using System.Numerics;

namespace NetGen;

/// <summary>
/// Samples in the form that a network takes: with class labels and no targets if the network reads labels and the data has
/// them, and otherwise with targets and no labels. Weights are divided by their mean over the whole data set; they are empty
/// if the data set has none.
/// </summary>
internal readonly ref struct Samples<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ReadOnlySpan<T> Inputs { get; } = inputs;

    public ReadOnlySpan<T> Targets { get; } = targets;

    public ReadOnlySpan<int> Labels { get; } = labels;

    public ReadOnlySpan<T> Weights { get; } = weights;

    /// <summary>All samples of a data set that fits the network (<see cref="DatasetFit"/>).</summary>
    public static Samples<T> Of(ITrainableNetwork<T> network, Dataset data) =>
        network is IClassifierNetwork<T> && data.HasLabels
            ? new(data.InputsOf<T>(), default, data.Labels, data.RelativeWeightsOf<T>())
            : new(data.InputsOf<T>(), data.TargetsOf<T>(), default, data.RelativeWeightsOf<T>());

    /// <summary>The <paramref name="count"/> samples from <paramref name="start"/> on.</summary>
    public Samples<T> Slice(NetworkInfo info, int start, int count) => new(
        Inputs.Slice(start * info.InputSize, count * info.InputSize),
        Targets.IsEmpty ? default : Targets.Slice(start * info.OutputSize, count * info.OutputSize),
        Labels.IsEmpty ? default : Labels.Slice(start, count),
        Weights.IsEmpty ? default : Weights.Slice(start, count));

    /// <summary>The same samples with the same number of other inputs.</summary>
    public Samples<T> WithInputs(ReadOnlySpan<T> inputs) => new(inputs, Targets, Labels, Weights);

    /// <summary>Returns the weighted mean loss as a double, and writes the outputs if requested.</summary>
    public double ComputeLoss(ITrainableNetwork<T> network, Span<T> outputs = default) => double.CreateTruncating(Labels.IsEmpty
        ? network.ComputeLoss(Inputs, Targets, Weights, outputs)
        : ((IClassifierNetwork<T>)network).ComputeLoss(Inputs, Labels, Weights, outputs));

    /// <summary>Sets the network's gradients and, if requested, the input gradients for these samples. Returns their mean loss as a double.</summary>
    public double Backward(ITrainableNetwork<T> network, Span<T> inputGradients = default) => double.CreateTruncating(Labels.IsEmpty
        ? network.Backward(Inputs, Targets, Weights, inputGradients)
        : ((IClassifierNetwork<T>)network).Backward(Inputs, Labels, Weights, inputGradients));
}
