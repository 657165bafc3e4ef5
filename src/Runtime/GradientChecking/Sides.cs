using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// The side of each kink that every sample is on. Activations such as ReLU, and some losses, are piecewise; a difference quotient
/// across the border of two pieces is not an approximation of the derivative. The kinks of a custom
/// activation are unknown. The pieces of a max pooling are the places of its maxima.
/// </summary>
internal sealed class Sides<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ITrainableNetwork<T> _network;
    private readonly Dataset _data;
    private readonly LayerInfo[] _layers;
    private readonly LayerInfo[] _pools;
    private readonly int _lossTerms;
    private readonly int _length;
    private readonly T[] _trace;
    private readonly short[] _sample;

    public Sides(ITrainableNetwork<T> network, Dataset data)
    {
        _network = network;
        _data = data;
        NetworkInfo info = network.Info;
        _layers = [.. info.Layers.Where(HasKinks)];
        _pools = [.. info.Layers.Where(layer => layer.PlacesOffset is not null)];
        _lossTerms = info.Loss is Loss.MeanAbsoluteError or Loss.Huber ? info.OutputSize : 0;
        _sample = new short[_layers.Sum(layer => layer.OutputSize) + _pools.Sum(layer => layer.OutputSize) + _lossTerms];

        // Both are computed here, so that too much data is rejected before any other work.
        int traced = network is IBatchTrace<T> ? Rows.Length(data.Count, info.TraceSize, "traced numbers", nameof(data)) : info.TraceSize;
        _length = _sample.Length == 0 ? 0 : Rows.Length(data.Count, _sample.Length, "sides of kinks", nameof(data));
        _trace = new T[traced];
    }

    /// <summary>Records the sides of all samples at the network's current parameters and the inputs of the data, sample by sample; empty without kinks.</summary>
    public short[] Record()
    {
        TraceBatch(_data.InputsOf<T>());
        var sides = new short[_length];
        for (int i = 0; i < _data.Count; i++)
            SidesOf(i, _data.InputsOf<T>()).CopyTo(sides.AsSpan(i * _sample.Length));
        return sides;
    }

    /// <summary>Whether the sides at the network's current parameters and with these inputs of all samples are the recorded ones.</summary>
    public bool AreStill(ReadOnlySpan<short> recorded, ReadOnlySpan<T> inputs)
    {
        TraceBatch(inputs);
        for (int i = 0; i < _data.Count; i++)
        {
            if (!SidesOf(i, inputs).SequenceEqual(recorded.Slice(i * _sample.Length, _sample.Length)))
                return false;
        }

        return true;
    }

    /// <summary>Samples that are normalized together are traced together.</summary>
    private void TraceBatch(ReadOnlySpan<T> inputs)
    {
        if (_network is IBatchTrace<T> batch && _sample.Length > 0)
            batch.TraceBatch(inputs, _trace);
    }

    /// <summary>The sides of one sample; valid until the next call.</summary>
    private ReadOnlySpan<short> SidesOf(int sample, ReadOnlySpan<T> inputs)
    {
        if (_sample.Length == 0)
            return default;

        int size = _network.Info.TraceSize;
        Span<T> trace = _trace;
        if (_network is IBatchTrace<T>)
            trace = trace.Slice(sample * size, size);
        else
            _network.TraceInTraining(inputs.Slice(sample * _data.InputSize, _data.InputSize), sample, trace);

        int next = 0;
        foreach (LayerInfo layer in _layers)
        {
            foreach (T z in trace.Slice(layer.ZOffset, layer.OutputSize))
                _sample[next++] = SideOf(layer, z);
        }

        foreach (LayerInfo pool in _pools)
        {
            foreach (T place in trace.Slice(pool.PlacesOffset!.Value, pool.OutputSize))
                _sample[next++] = short.CreateTruncating(place);
        }

        for (int j = 0; j < _lossTerms; j++)
        {
            T a = trace[_network.Info.Layers[^1].AOffset + j], y = _data.TargetsOf<T>()[sample * _data.TargetSize + j];
            _sample[next++] = LossSide(a - y);
        }

        return _sample;
    }

    private static bool HasKinks(LayerInfo layer) =>
        layer.Activation is Activation.ReLU or Activation.LeakyReLU or Activation.ELU or Activation.SELU or Activation.HardTanh
            or Activation.HardSigmoid or Activation.HardSwish or Activation.ClippedReLU;

    /// <summary>The piece of the activation function that z is on.</summary>
    private static short SideOf(LayerInfo layer, T z) => layer.Activation switch
    {

        // Networks compiled for version 0.1 do not say that these are -1 and 1.
        Activation.HardTanh => SideOf(z, T.CreateTruncating(layer.Min ?? -1), T.CreateTruncating(layer.Max ?? 1)),
        Activation.HardSigmoid or Activation.HardSwish => SideOf(z, T.CreateTruncating(-3), T.CreateTruncating(3)),
        Activation.ClippedReLU when z > T.CreateTruncating(layer.Alpha!.Value) => 2,
        _ => (short)(z > T.Zero ? 1 : 0),
    };

    /// <summary>The piece of the loss: |r| has two, and Huber's function two lines around a parabola.</summary>
    private short LossSide(T r) => _network.Info.Loss == Loss.Huber ? SideOf(r, -T.One, T.One) : SideOf(r, T.Zero, T.Zero);

    /// <summary>Below, between or above two kinks.</summary>
    private static short SideOf(T value, T low, T high) => (short)(value > high ? 1 : value < low ? -1 : 0);
}
