using System.Globalization;

namespace NetGen.Tests.Onnx;

/// <summary>Builds a model node by node, with random weights.</summary>
internal sealed class OnnxGraph(long opset = 17, int seed = 1)
{
    private readonly Random _random = new(seed);
    private readonly List<(int Field, object Value)> _fields = [];
    private readonly List<string> _domains = [];
    private readonly HashSet<string> _numbers = [];
    private int _nodes;

    /// <summary>An input with a batch of any size.</summary>
    public OnnxGraph Input(string name, params int[] shape) => Add(11, OnnxProto.Value(name, OnnxProto.Float, ["batch", .. shape.Cast<object>()]));

    public OnnxGraph Output(string name) => Add(12, OnnxProto.Value(name, OnnxProto.Float));

    /// <summary>A tensor of random numbers in (-1, 1).</summary>
    public OnnxGraph Weights(string name, params long[] shape) => Weights(name, -1, 1, shape);

    public OnnxGraph Weights(string name, float least, float most, params long[] shape) =>
        Tensor(name, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => least + (most - least) * _random.NextSingle())], shape);

    public OnnxGraph Tensor(string name, float[] numbers, params long[] shape) => Add(5, OnnxProto.Tensor(name, numbers, shape));

    public OnnxGraph Tensor(string name, long[] numbers, params long[] shape) => Add(5, OnnxProto.Tensor(name, numbers, shape));

    /// <summary>A single number.</summary>
    public OnnxGraph Number(string name, float number) => Tensor(name, [number]);

    /// <summary>A field of the graph as it is.</summary>
    public OnnxGraph Add(int field, byte[] value)
    {
        _fields.Add((field, value));
        return this;
    }

    /// <summary>A node with the name n1, n2 and so on.</summary>
    /// <param name="operation">The operator, with its domain if it has one: <c>ai.onnx.ml:Scaler</c>.</param>
    /// <param name="inputs">The inputs with spaces between; _ for one that is missing.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="attributes">The attributes.</param>
    public OnnxGraph Node(string operation, string inputs, string outputs, params (string Name, object Value)[] attributes)
    {
        string domain = operation.Contains(':') ? operation.Split(':')[0] : "";
        if (domain.Length > 0 && !_domains.Contains(domain))
            _domains.Add(domain);
        return Add(1, OnnxProto.Node($"n{++_nodes}", operation.Split(':')[^1], Names(inputs), Names(outputs), [.. attributes.Select(attribute => OnnxProto.Attribute(attribute.Name, attribute.Value))], domain));
    }

    /// <summary>Nodes as a program: <c>Mul x 0.5 > h; Add h w > y</c>. A number is a tensor with one.</summary>
    public OnnxGraph Nodes(string program)
    {
        foreach (string[] node in program.Split(';').Select(line => line.Trim().Split([' ', '>'], StringSplitOptions.RemoveEmptyEntries)))
        {
            foreach (string input in node[1..^1])
            {
                if (float.TryParse(input, CultureInfo.InvariantCulture, out float number) && _numbers.Add(input))
                    Number(input, number);
            }

            Node(node[0], string.Join(' ', node[1..^1]), node[^1]);
        }

        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => OnnxProto.Message(
    [
        (1, opset < 13 ? 4 : 8),
        (7, OnnxProto.Message([(2, "graph"), .. _fields])),
        (8, OnnxProto.Message((1, ""), (2, opset))),
        .. _domains.Select(domain => (8, (object)OnnxProto.Message((1, domain), (2, 1)))),
    ]);

    private static string[] Names(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name == "_" ? "" : name)];
}
