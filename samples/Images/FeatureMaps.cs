using NetGen;

namespace Images;

/// <summary>What one convolution makes of pictures: its filters, and the maps that it hands on.</summary>
internal sealed class FeatureMaps
{
    private readonly LayerInfo _convolution, _end;

    /// <summary>Finds a network's convolution number <paramref name="index"/>, from 0, and a normalization right behind it.</summary>
    public FeatureMaps(NetworkInfo network, int index)
    {
        _convolution = network.Layers.Where(layer => layer.Kind == "Conv2D").ElementAt(index);
        LayerInfo next = network.Layers[_convolution.Index];
        _end = next.Kind == "BatchNorm" ? next : _convolution;
    }

    public string Name => _convolution.Name!;

    public int Count => _convolution.OutputShape[0];

    /// <summary>The height and the width of a map.</summary>
    public int Side => _convolution.OutputShape[1];

    /// <summary>The height and the width of a filter.</summary>
    public int KernelSide => Weights.Shape[2];

    private ParameterInfo Weights => _convolution.Parameters.Single(tensor => tensor.Role == ParameterRole.Weight);

    /// <summary>A filter's weights for one channel, row by row: how they lie in the buffer, their strides tell.</summary>
    public float[] Filter(INetwork<float> network, int filter, int channel)
    {
        IReadOnlyList<int> strides = Weights.Strides;
        var values = new float[KernelSide * KernelSide];
        for (int i = 0; i < values.Length; i++)
            values[i] = network.Parameters[Weights.Offset + filter * strides[0] + channel * strides[1] + i / KernelSide * strides[2] + i % KernelSide * strides[3]];
        return values;
    }

    /// <summary>A map of a picture, row by row, out of its trace.</summary>
    public ReadOnlySpan<float> Map(float[] trace, int filter) => trace.AsSpan(_end.AOffset + filter * Side * Side, Side * Side);

    /// <summary>The number that all but one in a hundred of some pictures' maps stay below: a few larger ones would leave the rest pale.</summary>
    public float Most(float[][] traces)
    {
        float[] values = [.. traces.SelectMany(trace => trace.AsSpan(_end.AOffset, Count * Side * Side).ToArray()).Order()];
        return values[values.Length * 99 / 100];
    }
}
