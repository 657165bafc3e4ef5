using System.Numerics;

namespace NetGen;

/// <summary>Room for one batch, to which chosen samples of a data set are copied. Allocated once, used for every step.</summary>
internal sealed class Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ITrainableNetwork<T> _network;
    private readonly Dataset _data;
    private readonly T[] _inputs;
    private readonly T[] _targets;
    private readonly int[] _labels;

    /// <summary>Makes room for <paramref name="capacity"/> samples of a data set that fits the network.</summary>
    public Batch(ITrainableNetwork<T> network, Dataset data, int capacity)
    {
        _network = network;
        _data = data;
        Samples<T> all = Samples<T>.Of(network, data);
        _inputs = new T[capacity * data.InputSize];
        _targets = new T[all.Targets.IsEmpty ? 0 : capacity * data.TargetSize];
        _labels = new int[all.Labels.IsEmpty ? 0 : capacity];
    }

    /// <summary>Copies the chosen samples and returns them; valid until the next call.</summary>
    public Samples<T> Gather(ReadOnlySpan<int> rows)
    {
        Samples<T> all = Samples<T>.Of(_network, _data);
        return new(
            Gather(all.Inputs, _data.InputSize, rows, _inputs),
            Gather(all.Targets, _data.TargetSize, rows, _targets),
            Gather(all.Labels, 1, rows, _labels));
    }

    private static ReadOnlySpan<TValue> Gather<TValue>(ReadOnlySpan<TValue> source, int width, ReadOnlySpan<int> rows, TValue[] destination)
    {
        if (source.IsEmpty)
            return default;

        Rows.Gather(source, width, rows, destination);
        return destination.AsSpan(0, rows.Length * width);
    }
}
