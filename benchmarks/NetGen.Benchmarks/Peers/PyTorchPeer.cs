using System.Text.Json.Nodes;

namespace NetGen.Benchmarks;

/// <summary>PyTorch of the system's Python, in a second process: <c>pytorch_rows.py</c>.</summary>
internal sealed class PyTorchPeer() : ProcessPeer("/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "pytorch_rows.py"))
{
    public override string Name => "PyTorch";

    public override bool Supports(Workload workload, int threads) => true;

    protected override string Describe(Workload workload, int threads)
    {
        var architecture = new Architecture(workload);
        JsonNode?[] layers = [.. architecture.Layers.Select(layer => Describe(architecture, layer))];
        return new JsonObject
        {
            ["layers"] = new JsonArray(layers),
            ["is_chain"] = architecture.IsChain,
            ["input_shape"] = Numbers(architecture.InputShape),
            ["outputs"] = workload.Info.OutputSize,
            ["pass"] = workload.Pass.ToString(),
            ["loss"] = workload.Info.Loss.ToString(),
            ["rule"] = workload.Rule.ToString(),
            ["learning_rate"] = workload.LearningRate,
            ["probe_steps"] = Job.ProbeSteps,
            ["threads"] = threads,
            ["inputs"] = Encode<float>(workload.Samples.Inputs),
            ["targets"] = Encode<float>(workload.Samples.Targets),
            ["labels"] = Encode<int>(workload.Samples.Labels),
        }.ToJsonString();
    }

    private static JsonObject Describe(Architecture architecture, PeerLayer layer)
    {
        var tensors = new JsonObject();
        foreach (PeerTensor tensor in layer.Tensors)
            tensors[tensor.Name] = new JsonObject { ["shape"] = Numbers(tensor.Shape), ["values"] = Encode<float>(tensor.Values) };

        return new JsonObject
        {
            ["kind"] = layer.Info.Kind,
            ["arguments"] = Arguments(layer),
            ["flattens"] = architecture.Flattens(layer),
            ["activation"] = layer.Info.Activation.ToString(),
            ["reads"] = Numbers(layer.Reads),
            ["tensors"] = tensors,
        };
    }

    /// <summary>Those of the constructor of PyTorch's module.</summary>
    private static JsonObject Arguments(PeerLayer layer) => layer.Declaration switch
    {
        DenseAttribute => new JsonObject { ["in_features"] = layer.Info.InputSize, ["out_features"] = layer.Info.OutputSize },
        Conv2DAttribute conv => new JsonObject
        {
            ["in_channels"] = layer.Info.InputShape[0],
            ["out_channels"] = conv.Filters,
            ["kernel_size"] = Numbers([conv.KernelHeight, conv.KernelWidth]),
            ["stride"] = conv.Stride,
            ["padding"] = conv.Padding,
            ["dilation"] = conv.Dilation,
            ["groups"] = conv.Groups,
            ["bias"] = conv.Bias,
        },
        BatchNormAttribute norm => new JsonObject
        {
            ["num_features"] = layer.Info.InputShape[0],
            ["eps"] = norm.Epsilon,
            ["momentum"] = norm.Momentum,
        },
        MaxPoolAttribute pool => new JsonObject
        {
            ["kernel_size"] = pool.Window,
            ["stride"] = pool.Stride == 0 ? pool.Window : pool.Stride,
            ["padding"] = pool.Padding,
        },
        AddAttribute or GlobalAveragePoolAttribute => [],
        _ => throw new NotSupportedException($"{layer.Info.Kind} has no module here."),
    };

    private static JsonArray Numbers(IEnumerable<int> numbers) => [.. numbers.Select(number => (JsonNode)number)];
}
