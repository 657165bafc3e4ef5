using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.CompilerServices;

/// <summary>Collects the operators of an ONNX graph. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OnnxGraph
{
    private readonly List<OnnxOperator> _nodes = [];
    private readonly List<double> _numbers = [];
    private readonly Dictionary<string, int[]> _shapes = [];
    private readonly NetworkInfo _info;

    internal OnnxGraph(NetworkInfo info) => _info = info;

    /// <summary>The name of the output.</summary>
    internal string Output => _nodes[^1].Output;

    /// <summary>Adds an operator.</summary>
    /// <param name="type">The operator: <c>Gemm</c>.</param>
    /// <param name="output">The name of its output, which becomes that of the node too.</param>
    /// <param name="inputs">The names of its inputs: values, and tensors by their names in files.</param>
    /// <returns>The operator, which takes attributes.</returns>
    public OnnxOperator Node(string type, string output, params string[] inputs)
    {
        var node = new OnnxOperator(type, output, inputs);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Adds a constant, unless there is one with the same value.</summary>
    /// <param name="value">The number, which is rounded to the network's precision.</param>
    /// <returns>The name of the constant.</returns>
    public string Number(double value)
    {
        if (!_numbers.Contains(value))
            _numbers.Add(value);

        return NameOf(value);
    }

    /// <summary>Changes the shape in which a tensor is written.</summary>
    /// <param name="tensor">Its name in files.</param>
    /// <param name="shape">The shape, with the same number of elements.</param>
    /// <returns>The name of the tensor.</returns>
    public string Reshaped(string tensor, params int[] shape)
    {
        _shapes[tensor] = shape;
        return tensor;
    }

    /// <summary>Refuses a network with an activation function that exists only as C#.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="activation">The name of the activation function.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void Refuse(int layer, string activation) => throw new NotSupportedException(
        $"Expected activation functions that ONNX has operators for, but layer {layer} of {_info.Name} uses {activation}, which is a type of your own.");

    /// <summary>The shape in which a tensor is written.</summary>
    internal IReadOnlyList<int> ShapeOf(ParameterInfo tensor) => _shapes.GetValueOrDefault(tensor.FileName) ?? tensor.Shape;

    /// <summary>Writes the operators, the name of the graph and the constants, which begin a GraphProto.</summary>
    internal void Write<T>(ProtoWriter writer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (OnnxOperator node in _nodes)
            writer.Message(1, node.ToProto());

        writer.Text(2, _info.Name);
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<T>()];
        foreach (double number in _numbers)
        {
            ProtoWriter tensor = OnnxFile<T>.StartTensor([], NameOf(number), length: 1);
            NumberBytes.WriteLittleEndian(bytes, T.CreateChecked(number));
            tensor.Append(bytes);
            writer.Message(5, tensor);
        }
    }

    /// <summary>The name of a constant: a colon does not occur in names of layers.</summary>
    private static string NameOf(double number) => $"number:{number.ToString("R", CultureInfo.InvariantCulture)}";
}
