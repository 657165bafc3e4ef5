using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// A network as an ONNX file, a ModelProto (https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto). Fields are in ascending order, so
/// that a program that reads the file and writes it again gets the same bytes. Weights are not copied before they are written.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
internal sealed class OnnxFile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int IrVersion = 8, Opset = 17;

    // TensorProto.DataType
    private const int FloatType = 1, DoubleType = 11;

    /// <summary>The largest number of bytes of a message.</summary>
    private const long MaxSize = int.MaxValue;

    /// <summary>The numbers that are copied at a time.</summary>
    private const int PieceLength = 1 << 14;

    private const string InputName = "x", BatchName = "batch";

    private readonly INetwork<T> _network;

    // What comes before the tensors, before the numbers of each, and after all of them.
    private readonly ProtoWriter _start = new(), _end = new();
    private readonly List<(ProtoWriter Head, ParameterInfo Tensor)> _tensors = [];

    /// <exception cref="ArgumentException">The network was not compiled by NetGen, or it is too large for a file.</exception>
    /// <exception cref="NotSupportedException">ONNX has no operators for an activation function.</exception>
    public OnnxFile(INetwork<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network is not IOnnxSource source)
            throw new ArgumentException($"Expected a network that NetGen compiled from its attributes, but got {network.GetType()}.", nameof(network));

        _network = network;
        NetworkInfo info = network.Info;
        var description = new OnnxGraph(info);
        source.Describe(description);

        var graph = new ProtoWriter();
        description.Write<T>(graph);
        foreach (ParameterInfo tensor in WeightExtensions.Parameters(info))
            _tensors.Add((Field(5, StartTensor(description.ShapeOf(tensor), tensor.FileName, tensor.Length), SizeOf(tensor.Length)), tensor));

        var graphEnd = new ProtoWriter();
        graphEnd.Message(11, Value(InputName, info.Layers[0].InputShape));
        graphEnd.Message(12, Value(description.Output, info.Layers[^1].OutputShape));

        _start.Integer(1, IrVersion);
        _start.Text(2, "NetGen");
        _start.Text(3, typeof(OnnxGraph).Assembly.GetName().Version!.ToString(3));
        long tensors = _tensors.Sum(tensor => tensor.Head.Bytes.Length + SizeOf(tensor.Tensor.Length));
        _start.Start(7, graph.Bytes.Length + tensors + graphEnd.Bytes.Length);
        _start.Append(graph.Bytes);

        var opset = new ProtoWriter();
        opset.Integer(2, Opset);
        _end.Append(graphEnd.Bytes);
        _end.Message(8, opset);

        long size = _start.Bytes.Length + tensors + _end.Bytes.Length;
        if (size > MaxSize)
            throw new ArgumentException($"Expected an ONNX file of at most {MaxSize} bytes, the limit of its format, but {info.Name} takes {size}. Save writes larger networks, as safetensors.", nameof(network));
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(_start.Bytes);
        foreach ((ProtoWriter head, ParameterInfo tensor) in _tensors)
        {
            stream.Write(head.Bytes);
            Write(tensor, stream);
        }

        stream.Write(_end.Bytes);
    }

    /// <summary>A TensorProto up to its numbers.</summary>
    public static ProtoWriter StartTensor(IReadOnlyList<int> shape, string name, int length)
    {
        var tensor = new ProtoWriter();
        foreach (int size in shape)
            tensor.Integer(1, size);

        tensor.Integer(2, ElementType);
        tensor.Text(8, name);
        tensor.Start(9, SizeOf(length));
        return tensor;
    }

    /// <summary>Writes the numbers of a tensor row by row, in pieces.</summary>
    private void Write(ParameterInfo tensor, Stream stream)
    {
        ReadOnlySpan<T> values = _network.ValuesOf(tensor);
        int size = Unsafe.SizeOf<T>();
        var piece = new byte[Math.Min(tensor.Length, PieceLength) * size];
        for (int first = 0; first < values.Length; first += PieceLength)
        {
            int count = Math.Min(PieceLength, values.Length - first);
            for (int i = 0; i < count; i++)
                NumberBytes.WriteLittleEndian(piece.AsSpan(i * size), values[tensor.PositionOf(first + i)]);

            stream.Write(piece, 0, count * size);
        }
    }

    private static int ElementType => typeof(T) == typeof(double) ? DoubleType : FloatType;

    private static long SizeOf(int length) => (long)length * Unsafe.SizeOf<T>();

    /// <summary>A field that starts with some bytes, and continues with as many others as given.</summary>
    private static ProtoWriter Field(int field, ProtoWriter start, long others)
    {
        var writer = new ProtoWriter();
        writer.Start(field, start.Bytes.Length + others);
        writer.Append(start.Bytes);
        return writer;
    }

    /// <summary>A ValueInfoProto: a tensor of shape (batch, ...).</summary>
    private static ProtoWriter Value(string name, IReadOnlyList<int> sampleShape)
    {
        var shape = new ProtoWriter();
        var batch = new ProtoWriter();
        batch.Text(2, BatchName);
        shape.Message(1, batch);
        foreach (int size in sampleShape)
        {
            var dimension = new ProtoWriter();
            dimension.Integer(1, size);
            shape.Message(1, dimension);
        }

        var tensor = new ProtoWriter();
        tensor.Integer(1, ElementType);
        tensor.Message(2, shape);
        var type = new ProtoWriter();
        type.Message(1, tensor);
        var value = new ProtoWriter();
        value.Text(1, name);
        value.Message(2, type);
        return value;
    }
}
