using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetGen.Benchmarks;

/// <summary>
/// Writes a workload's network as an ONNX model: for each layer the node that PyTorch exports, and its activation. The field
/// numbers are those of onnx.proto.
/// </summary>
internal static class OnnxModel
{
    public const string Input = "input", Output = "output";
    private const int IrVersion = 8, OperatorSetVersion = 13, Float = 1;

    public static byte[] Write(Workload workload)
    {
        var graph = new ProtobufWriter();
        var architecture = new Architecture(workload);

        // What each layer writes; first the input.
        List<string> values = [Input];
        foreach (PeerLayer layer in architecture.Layers)
        {
            int index = layer.Info.Index;
            string[] tensors = [.. layer.Tensors.Select(tensor => $"{tensor.Name}{index}")];
            foreach ((PeerTensor tensor, string name) in layer.Tensors.Zip(tensors))
                graph.Message(5, Tensor(name, tensor.Shape, tensor.Values));

            bool isOutput = index == architecture.Layers.Count, isLinear = layer.Info.Activation == Activation.Identity;
            string z = isOutput && isLinear ? Output : $"z{index}", a = isOutput ? Output : $"a{index}";
            string[] inputs = [.. layer.Reads.Select(number => values[number])];
            if (architecture.Flattens(layer))
            {
                graph.Message(1, Node("Flatten", $"flat{index}", inputs));
                inputs = [$"flat{index}"];
            }

            foreach (ProtobufWriter node in Nodes(layer, z, [.. inputs, .. tensors]))
                graph.Message(1, node);
            if (!isLinear)
                graph.Message(1, Node(Operator(layer.Info.Activation), a, [z]));
            values.Add(isLinear ? z : a);
        }

        graph.Text(2, workload.Id);
        graph.Message(11, ValueInfo(Input, [workload.Batch, .. architecture.InputShape]));
        graph.Message(12, ValueInfo(Output, workload.Batch, workload.Info.OutputSize));
        return new ProtobufWriter()
            .Number(1, IrVersion)
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Number(2, OperatorSetVersion))
            .ToArray();
    }

    /// <summary>A layer without its activation. Inputs are in the order of PyTorch's tensors, which is that of ONNX.</summary>
    private static ProtobufWriter[] Nodes(PeerLayer layer, string z, string[] inputs) => layer.Declaration switch
    {
        DenseAttribute => [Node("Gemm", z, inputs, Attribute("transB", 1))],
        Conv2DAttribute conv =>
        [
            Node(
                "Conv",
                z,
                inputs,
                Attribute("kernel_shape", [conv.KernelHeight, conv.KernelWidth]),
                Attribute("strides", [conv.Stride, conv.Stride]),
                Attribute("pads", [conv.Padding, conv.Padding, conv.Padding, conv.Padding]),
                Attribute("dilations", [conv.Dilation, conv.Dilation]),
                Attribute("group", conv.Groups)),
        ],
        BatchNormAttribute norm => [Node("BatchNormalization", z, inputs, Attribute("epsilon", (float)norm.Epsilon))],
        MaxPoolAttribute pool => [Node("MaxPool", z, inputs, Window(pool))],
        AddAttribute => [Node("Add", z, inputs)],
        GlobalAveragePoolAttribute => [Node("GlobalAveragePool", z + "map", inputs), Node("Flatten", z, [z + "map"])],
        _ => throw new NotSupportedException($"{layer.Info.Kind} has no node here."),
    };

    private static ProtobufWriter[] Window(PoolAttribute pool)
    {
        int stride = pool.Stride == 0 ? pool.Window : pool.Stride;
        return
        [
            Attribute("kernel_shape", [pool.Window, pool.Window]),
            Attribute("strides", [stride, stride]),
            Attribute("pads", [pool.Padding, pool.Padding, pool.Padding, pool.Padding]),
        ];
    }

    private static string Operator(Activation activation) => activation switch
    {
        Activation.Sigmoid => "Sigmoid",
        Activation.Tanh => "Tanh",
        Activation.ReLU => "Relu",
        Activation.ELU => "Elu",
        Activation.Softmax => "Softmax",
        _ => throw new UnreachableException(),
    };

    private static ProtobufWriter Node(string op, string output, string[] inputs, params ProtobufWriter[] attributes)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
            node.Text(1, input);
        node.Text(2, output).Text(4, op);
        foreach (ProtobufWriter attribute in attributes)
            node.Message(5, attribute);
        return node;
    }

    private static ProtobufWriter Attribute(string name, int value)
    {
        const int IsInteger = 2;
        return new ProtobufWriter().Text(1, name).Number(3, value).Number(20, IsInteger);
    }

    private static ProtobufWriter Attribute(string name, float value)
    {
        const int IsFloat = 1;
        return new ProtobufWriter().Text(1, name).Number(2, value).Number(20, IsFloat);
    }

    private static ProtobufWriter Attribute(string name, int[] values)
    {
        const int AreIntegers = 7;
        ProtobufWriter attribute = new ProtobufWriter().Text(1, name);
        foreach (int value in values)
            attribute.Number(8, value);
        return attribute.Number(20, AreIntegers);
    }

    private static ProtobufWriter Tensor(string name, int[] shape, ReadOnlySpan<float> values)
    {
        var tensor = new ProtobufWriter();
        foreach (int size in shape)
            tensor.Number(1, size);
        return tensor.Number(2, Float).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values));
    }

    private static ProtobufWriter ValueInfo(string name, params int[] sizes)
    {
        var shape = new ProtobufWriter();
        foreach (int size in sizes)
            shape.Message(1, new ProtobufWriter().Number(1, size));
        ProtobufWriter tensor = new ProtobufWriter().Number(1, Float).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
