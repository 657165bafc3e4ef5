using System.Numerics;

namespace NetGen;

/// <summary>
/// On which side of each kink every sample is. ReLU and its like, and some losses, are put together from
/// pieces; a difference quotient across the border of two pieces says nothing of the derivative. The kinks of a user's own
/// activation are not known.
/// </summary>
internal sealed class Sides<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ITrainableNetwork<T> _network;
    private readonly Dataset _data;
    private readonly LayerInfo[] _layers;
    private readonly int _lossTerms;
    private readonly T[] _trace;
    private readonly sbyte[] _sample;

    public Sides(ITrainableNetwork<T> network, Dataset data)
    {
        _network = network;
        _data = data;
        NetworkInfo info = network.Info;
        _layers = [.. info.Layers.Where(layer => layer.Activation is Activation.ReLU or Activation.LeakyReLU or Activation.ELU or Activation.SELU or Activation.HardTanh)];
        _lossTerms = info.Loss is Loss.MeanAbsoluteError or Loss.Huber ? info.OutputSize : 0;
        _trace = new T[info.TraceSize];
        _sample = new sbyte[_layers.Sum(layer => layer.OutputSize) + _lossTerms];
    }

    /// <summary>The sides of all samples at the network's present parameters and the inputs of the data, sample by sample; empty if it has no kinks.</summary>
    public sbyte[] Record()
    {
        var sides = new sbyte[_data.Count * _sample.Length];
        for (int i = 0; i < _data.Count; i++)
            SidesOf(i, _data.InputsOf<T>()).CopyTo(sides.AsSpan(i * _sample.Length));
        return sides;
    }

    /// <summary>Whether the sides at the network's present parameters, and with these inputs of all samples, are the recorded ones.</summary>
    public bool AreStill(ReadOnlySpan<sbyte> recorded, ReadOnlySpan<T> inputs)
    {
        for (int i = 0; i < _data.Count; i++)
        {
            if (!SidesOf(i, inputs).SequenceEqual(recorded.Slice(i * _sample.Length, _sample.Length)))
                return false;
        }

        return true;
    }

    /// <summary>The sides of one sample; valid until the next call.</summary>
    private ReadOnlySpan<sbyte> SidesOf(int sample, ReadOnlySpan<T> inputs)
    {
        if (_sample.Length == 0)
            return default;

        _network.TraceInTraining(inputs.Slice(sample * _data.InputSize, _data.InputSize), sample, _trace);
        int next = 0;
        foreach (LayerInfo layer in _layers)
        {
            foreach (T z in _trace.AsSpan(layer.ZOffset, layer.OutputSize))
                _sample[next++] = layer.Activation == Activation.HardTanh ? SideOf(z, T.One) : (sbyte)(z > T.Zero ? 1 : 0);
        }

        for (int j = 0; j < _lossTerms; j++)
        {
            T a = _trace[^(_lossTerms - j)], y = _data.TargetsOf<T>()[sample * _data.TargetSize + j];
            _sample[next++] = LossSide(a - y);
        }

        return _sample;
    }

    /// <summary>The piece of the loss: |r| has two, and Huber's function two straight ones around a parabola.</summary>
    private sbyte LossSide(T r) => SideOf(r, _network.Info.Loss == Loss.Huber ? T.One : T.Zero);

    /// <summary>Below, between or above two kinks at -edge and edge.</summary>
    private static sbyte SideOf(T value, T edge) => (sbyte)(value > edge ? 1 : value < -edge ? -1 : 0);
}
