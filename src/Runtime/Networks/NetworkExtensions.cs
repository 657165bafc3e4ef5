using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>Gives access to the parameters of a network and their gradients, layer by layer.</summary>
public static class NetworkExtensions
{
    /// <summary>The weights W of a layer. Writing to them changes the network.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="layer">The number of the layer: 1 is the first after the input.</param>
    /// <returns>A view of shape (out, in).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    /// <exception cref="InvalidOperationException">The layer has no weights, or they are not a matrix.</exception>
    public static WeightMatrix<T> Weights<T>(this INetwork<T> network, int layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Matrix(network, layer, areGradients: false);

    /// <summary>The biases b of a layer. Writing to them changes the network.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="layer">The number of the layer: 1 is the first after the input.</param>
    /// <returns>A view of shape (out).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    /// <exception cref="InvalidOperationException">The layer has no biases.</exception>
    public static Span<T> Biases<T>(this INetwork<T> network, int layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector(network, layer, areGradients: false);

    /// <summary>The gradient dL/dW of a layer's weights, from the last call of Backward.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="layer">The number of the layer: 1 is the first after the input.</param>
    /// <returns>A view of shape (out, in).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    /// <exception cref="InvalidOperationException">The layer has no weights, they are not a matrix, or the layer is frozen.</exception>
    public static WeightMatrix<T> WeightGradients<T>(this ITrainableNetwork<T> network, int layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Matrix(network, layer, areGradients: true);

    /// <summary>The gradient dL/db of a layer's biases, from the last call of Backward.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="layer">The number of the layer: 1 is the first after the input.</param>
    /// <returns>A view of shape (out).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    /// <exception cref="InvalidOperationException">The layer has no biases, or it is frozen.</exception>
    public static Span<T> BiasGradients<T>(this ITrainableNetwork<T> network, int layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector(network, layer, areGradients: true);

    private static WeightMatrix<T> Matrix<T>(INetwork<T> network, int layer, bool areGradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterInfo weights = Find(network.Info, layer, ParameterRole.Weight);
        if (weights.Shape.Count != 2)
            throw new InvalidOperationException($"Expected weights of shape (out, in), but {weights.Name} of {network.Info.Name} has shape ({string.Join(", ", weights.Shape)}).");

        return new(ValuesOf(network, weights, layer, areGradients), weights.Shape[0], weights.Shape[1], isByNeuron: weights.Strides[0] > 1);
    }

    private static Span<T> Vector<T>(INetwork<T> network, int layer, bool areGradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ValuesOf(network, Find(network.Info, layer, ParameterRole.Bias), layer, areGradients);

    /// <summary>The numbers of a tensor, whether it is trained or not.</summary>
    internal static Span<T> ValuesOf<T>(this INetwork<T> network, ParameterInfo tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (tensor.IsStatistic ? network.Statistics : network.Parameters).Slice(tensor.Offset, tensor.Length);

    private static Span<T> ValuesOf<T>(INetwork<T> network, ParameterInfo tensor, int layer, bool areGradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        !areGradients ? network.ValuesOf(tensor)
        : tensor.IsFrozen ? throw new InvalidOperationException($"Expected a layer that is trained, but layer {layer} of {network.Info.Name} is frozen and has no gradients.")
        : ((ITrainableNetwork<T>)network).Gradients.Slice(tensor.Offset, tensor.Length);

    private static ParameterInfo Find(NetworkInfo info, int layer, ParameterRole role)
    {
        if (layer < 1 || layer > info.Layers.Count)
            throw new ArgumentOutOfRangeException(nameof(layer), Invariant($"Expected a layer from 1 to {info.Layers.Count} of {info.Name}, but got {layer}."));

        // By index: enumerating an interface would allocate.
        IReadOnlyList<ParameterInfo> tensors = info.Layers[layer - 1].WeightsAndBiases;
        for (int i = 0; i < tensors.Count; i++)
        {
            if (tensors[i].Role == role)
                return tensors[i];
        }

        string name = role == ParameterRole.Weight ? "weights" : "biases";
        throw new InvalidOperationException($"Expected a layer with {name}, but layer {layer} of {info.Name} ({info.Layers[layer - 1].Kind}) has none.");
    }
}
