using System.Diagnostics;
using System.Reflection;

namespace NetGen.Benchmarks;

/// <summary>
/// A workload's network for the peers to build: what the compiled class says of itself, and the attributes that declare it, which
/// also say strides, paddings and names.
/// </summary>
internal sealed class Architecture
{
    private const string InputName = "x";

    public Architecture(Workload workload)
    {
        ITrainableNetwork<float> network = workload.CreateNetwork();
        LayerAttribute[] declared = [.. network.GetType().GetCustomAttributes<LayerAttribute>(inherit: false)];
        IReadOnlyList<LayerInfo> layers = workload.Info.Layers;

        // Reflection does not promise the order in which attributes stand. And a layer without a number would shift the others.
        if (!declared.Select(Kind).SequenceEqual(layers.Select(layer => layer.Kind)))
            throw new UnreachableException($"{workload.Id}: the attributes are not the layers.");

        var numbers = new Dictionary<string, int> { [InputName] = 0 };
        foreach ((LayerAttribute declaration, LayerInfo layer) in declared.Zip(layers))
        {
            string[] names = declaration is AddAttribute add ? [.. add.Others] : [];
            int first = declaration.From is { } from ? numbers[from] : layer.Index - 1;
            Layers.Add(new PeerLayer(layer, declaration, [first, .. names.Select(name => numbers[name])], Tensors(network, layer)));
            if (declaration.As is { } own)
                numbers[own] = layer.Index;
        }
    }

    /// <summary>The layers in the order in which they run.</summary>
    public List<PeerLayer> Layers { get; } = [];

    /// <summary>The shape of one sample.</summary>
    public IReadOnlyList<int> InputShape => Layers[0].Info.InputShape;

    /// <summary>Whether each layer reads the one before it alone.</summary>
    public bool IsChain => Layers.All(layer => layer.Reads is [int number] && number == layer.Info.Index - 1);

    /// <summary>Whether a layer reads images as one row of numbers, which peers say of their own.</summary>
    public bool Flattens(PeerLayer layer) => layer.Declaration is DenseAttribute && ShapeOf(layer.Reads[0]).Count > 1;

    private static string Kind(LayerAttribute declaration) => declaration.GetType().Name[..^nameof(Attribute).Length];

    /// <summary>The layer's parameters and statistics, under the names that PyTorch's modules have for them.</summary>
    private static List<PeerTensor> Tensors(ITrainableNetwork<float> network, LayerInfo layer)
    {
        if (layer.Parameters.Count == 0)
            return [];

        string prefix = layer.Parameters[0].FileName[..(layer.Parameters[0].FileName.LastIndexOf('.') + 1)];
        IEnumerable<ParameterInfo> statistics =
            network.Info.Statistics.Where(tensor => tensor.FileName.StartsWith(prefix, StringComparison.Ordinal));
        return
        [
            .. from tensor in layer.Parameters.Concat(statistics)
               select new PeerTensor(tensor.FileName[prefix.Length..], [.. tensor.Shape], Values(network, tensor)),
        ];
    }

    /// <summary>The numbers of a tensor row by row, however the network keeps them.</summary>
    private static float[] Values(ITrainableNetwork<float> network, ParameterInfo tensor)
    {
        ReadOnlySpan<float> buffer = tensor.IsStatistic ? network.Statistics : network.Parameters;
        var values = new float[tensor.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int position = tensor.Offset, rest = i;
            for (int d = tensor.Shape.Count - 1; d >= 0; d--)
            {
                position += rest % tensor.Shape[d] * tensor.Strides[d];
                rest /= tensor.Shape[d];
            }

            values[i] = buffer[position];
        }

        return values;
    }

    private IReadOnlyList<int> ShapeOf(int number) => number == 0 ? InputShape : Layers[number - 1].Info.OutputShape;
}

/// <summary>One layer.</summary>
/// <param name="Info">Its shapes and its activation function.</param>
/// <param name="Declaration">Its settings.</param>
/// <param name="Reads">The numbers of the layers whose outputs it reads; 0 is the input of the network.</param>
/// <param name="Tensors">What it is computed with.</param>
internal sealed record PeerLayer(LayerInfo Info, LayerAttribute Declaration, int[] Reads, IReadOnlyList<PeerTensor> Tensors);

/// <summary>Weights, biases or statistics of a layer.</summary>
/// <param name="Name">The name in PyTorch: <c>weight</c>.</param>
/// <param name="Shape">The shape in PyTorch, which is that of the notes.</param>
/// <param name="Values">The numbers, row by row.</param>
internal sealed record PeerTensor(string Name, int[] Shape, float[] Values);
