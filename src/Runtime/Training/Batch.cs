using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>A buffer for one batch, into which chosen samples of a data set are copied. Allocated once and reused for every step.</summary>
internal sealed class Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ITrainableNetwork<T> _network;
    private readonly Dataset _data;
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly int[] _labels;
    private readonly T[] _weights;

    private readonly double _smoothing;

    /// <summary>Makes room for <paramref name="capacity"/> samples of a data set that fits the network; smoothed labels become targets.</summary>
    public Batch(ITrainableNetwork<T> network, Dataset data, int capacity, double labelSmoothing)
    {
        _network = network;
        _data = data;
        _smoothing = labelSmoothing;
        Samples<T> all = Samples<T>.Of(network, data);
        _inputs = new T[capacity * data.InputSize];
        _targets = new T[all.Targets.IsEmpty && labelSmoothing == 0 ? 0 : Rows.Length(capacity, data.TargetSize, "targets", "options")];
        _labels = new int[all.Labels.IsEmpty ? 0 : capacity];
        _weights = new T[all.Weights.IsEmpty ? 0 : capacity];
    }

    /// <summary>Copies the chosen samples and returns them; valid until the next call.</summary>
    public Samples<T> Gather(ReadOnlySpan<int> rows)
    {
        Samples<T> all = Samples<T>.Of(_network, _data);
        ReadOnlySpan<T> inputs = Gather(all.Inputs, _data.InputSize, rows, _inputs);
        ReadOnlySpan<int> labels = Gather(all.Labels, 1, rows, _labels);
        ReadOnlySpan<T> weights = Gather(all.Weights, 1, rows, _weights);
        if (_smoothing == 0)
            return new(inputs, Gather(all.Targets, _data.TargetSize, rows, _targets), labels, weights);

        Span<T> targets = _targets.AsSpan(0, rows.Length * _data.TargetSize);
        if (labels.IsEmpty)
            Gather(all.Targets, _data.TargetSize, rows, _targets);
        else
            OneHot.Write(labels, targets, _data.Classes);

        T kept = T.CreateTruncating(1 - _smoothing), spread = T.CreateTruncating(_smoothing / _network.Info.Classes);
        foreach (ref T target in targets)
            target = target * kept + spread;

        return new(inputs, targets, default, weights);
    }

    private static ReadOnlySpan<TValue> Gather<TValue>(ReadOnlySpan<TValue> source, int width, ReadOnlySpan<int> rows, TValue[] destination)
    {
        if (source.IsEmpty)
            return default;

        Rows.Gather(source, width, rows, destination);
        return destination.AsSpan(0, rows.Length * width);
    }
}
