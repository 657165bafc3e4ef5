using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetGen.Benchmarks;

/// <summary>
/// Writes a workload's network as an ONNX model: for each layer a Gemm, as PyTorch exports it, and its activation.
/// The field numbers are those of onnx.proto.
/// </summary>
internal static class OnnxModel
{
    public const string Input = "input", Output = "output";
    private const int IrVersion = 8, OperatorSetVersion = 13, Float = 1;

    public static byte[] Write(Workload workload)
    {
        var graph = new ProtobufWriter();
        ITrainableNetwork<float> network = workload.CreateNetwork();
        string value = Input;
        foreach (LayerInfo layer in workload.Info.Layers)
        {
            var weights = new float[layer.InputSize * layer.OutputSize];
            network.Weights(layer.Index).CopyTo(weights);
            string w = $"W{layer.Index}", b = $"b{layer.Index}";
            graph.Message(5, Tensor(w, [layer.OutputSize, layer.InputSize], weights));
            graph.Message(5, Tensor(b, [layer.OutputSize], network.Biases(layer.Index)));

            bool isOutput = layer.Index == workload.Info.Layers.Count, isLinear = layer.Activation == Activation.Identity;
            string z = isOutput && isLinear ? Output : $"z{layer.Index}", a = isOutput ? Output : $"a{layer.Index}";
            graph.Message(1, Node("Gemm", z, [value, w, b], Attribute("transB", 1)));
            if (!isLinear)
                graph.Message(1, Node(Operator(layer.Activation), a, [z]));
            value = isLinear ? z : a;
        }

        graph.Text(2, workload.Id);
        graph.Message(11, ValueInfo(Input, workload.Batch, workload.Info.InputSize));
        graph.Message(12, ValueInfo(Output, workload.Batch, workload.Info.OutputSize));
        return new ProtobufWriter()
            .Number(1, IrVersion)
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Number(2, OperatorSetVersion))
            .ToArray();
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
