using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>
/// A model in the ONNX format: a graph of nodes, with its initial tensors. Parsed without an opinion on operators. Compiled into the
/// generator too.
/// </summary>
/// <remarks>Source: onnx.proto of the ONNX project, IR versions 3 to 10.</remarks>
internal sealed class OnnxModel
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _initializers = [];
    private readonly List<OnnxValueInfo> _inputs = [], _outputs = [];
    private readonly Dictionary<string, long> _opsets = [];
    private readonly Dictionary<string, OnnxTensor> _tensors = [];

    private OnnxModel()
    {
    }

    /// <summary>The nodes. Each reads only values of nodes before it.</summary>
    public IReadOnlyList<OnnxNode> Nodes => _nodes;

    public IReadOnlyList<OnnxTensor> Initializers => _initializers;

    /// <summary>The inputs, without initializers.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs => _inputs;

    public IReadOnlyList<OnnxValueInfo> Outputs => _outputs;

    /// <summary>The version of the operators of a domain; 0 if the model imports none.</summary>
    public long OpsetOf(string domain) => _opsets.TryGetValue(domain, out long version) ? version : 0;

    /// <summary>Parses a model.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">The name of the file in messages.</param>
    /// <exception cref="OnnxException">The bytes are no valid model.</exception>
    public static OnnxModel Parse(byte[] bytes, string file)
    {
        var model = new OnnxModel();
        var reader = new ProtoReader(bytes, 0, bytes.Length, file);
        bool hasGraph = false;
        while (reader.Next())
        {
            if (reader.Field == 7)
            {
                // The format merges several, and ReadGraph adds to what there is.
                model.ReadGraph(reader.Message(), bytes, file);
                hasGraph = true;
            }
            else if (reader.Field == 8)
            {
                model.ReadOpset(reader.Message());
            }
            else
            {
                reader.Skip();
            }
        }

        if (!hasGraph)
            throw new OnnxException(file, "Expected a model with a graph, but got none: the file is no ONNX model.");
        model.Check(file);
        model.FindTensors();
        return model;
    }

    /// <summary>The nodes that a value depends on, in their order.</summary>
    public List<OnnxNode> NodesOf(string value)
    {
        var needed = new HashSet<string> { value };
        var nodes = new List<OnnxNode>();
        foreach (OnnxNode node in _nodes.AsEnumerable().Reverse())
        {
            if (!node.Outputs.Any(needed.Contains))
                continue;

            nodes.Add(node);
            needed.UnionWith(node.Inputs.Where(input => input.Length > 0));
        }

        nodes.Reverse();
        return nodes;
    }

    /// <summary>The name of the numbers in an attribute of a node.</summary>
    public static string NameOf(OnnxNode node, string attribute) => $"{node.Outputs.FirstOrDefault()}:{attribute}";

    /// <summary>The tensor with a name: an initializer, the value of a Constant, or the numbers of a Scaler. Null if there is none.</summary>
    public OnnxTensor? FindTensor(string name) => _tensors.TryGetValue(name, out OnnxTensor? tensor) ? tensor : null;

    /// <summary>
    /// A hash of what a network compiled from the model depends on besides its weights: the nodes that a value depends on, with their
    /// attributes, all integers, the version of the operators, and the sizes of the input.
    /// </summary>
    public uint FingerprintOf(string value)
    {
        var hash = new Fnv();
        var seen = new HashSet<string>();
        hash.Add(OpsetOf(""));
        foreach (OnnxNode node in NodesOf(value))
        {
            hash.Add(node.Domain);
            hash.Add(node.Operator);
            foreach (string name in node.Inputs.Concat(node.Outputs))
                hash.Add(name);
            foreach (OnnxAttribute attribute in node.Attributes.Where(attribute => FindTensor(NameOf(node, attribute.Name)) is null).OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
                attribute.AddTo(hash);
            foreach (string name in node.Inputs)
            {
                if (!seen.Add(name))
                    continue;

                FindTensor(name)?.AddTo(hash);
                IReadOnlyList<long?> shape = _inputs.Find(input => input.Name == name)?.Shape ?? [];
                for (int d = 1; d < shape.Count; d++)
                    hash.Add(shape[d] ?? 0);
            }
        }

        return hash.Value;
    }

    private void FindTensors()
    {
        foreach (OnnxTensor tensor in _initializers)
            _tensors[tensor.Name] = tensor;

        foreach (OnnxNode node in _nodes)
        {
            if (node is { Domain: "", Operator: "Constant" } && node.Outputs.Count > 0)
            {
                if (node.Find("value")?.Tensor is { } tensor)
                    _tensors[node.Outputs[0]] = tensor.Named(node.Outputs[0]);
                else if (node.Find("value_float")?.Float is { } number)
                    _tensors[node.Outputs[0]] = OnnxTensor.Of(node.Outputs[0], [number], []);
                else if (node.Find("value_floats") is { } numbers)
                    _tensors[node.Outputs[0]] = OnnxTensor.Of(node.Outputs[0], numbers.Floats, [numbers.Floats.Count]);
            }
            else if (node is { Domain: "ai.onnx.ml", Operator: "Scaler" })
            {
                foreach (OnnxAttribute attribute in node.Attributes)
                    _tensors[NameOf(node, attribute.Name)] = OnnxTensor.Of(NameOf(node, attribute.Name), attribute.Floats, [attribute.Floats.Count]);
            }
        }
    }

    private void ReadGraph(ProtoReader reader, byte[] bytes, string file)
    {
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: _nodes.Add(OnnxNode.Parse(bytes, reader.Message(), file)); break;
                case 5: _initializers.Add(OnnxTensor.Parse(bytes, reader.Message(), file)); break;
                case 11: _inputs.Add(OnnxValueInfo.Parse(reader.Message())); break;
                case 12: _outputs.Add(OnnxValueInfo.Parse(reader.Message())); break;
                case 15: throw new OnnxException(file, "Expected dense initializers, but got a sparse one: save the model with dense tensors.");
                default: reader.Skip(); break;
            }
        }
    }

    private void ReadOpset(ProtoReader reader)
    {
        string domain = "";
        long version = 0;
        while (reader.Next())
        {
            if (reader.Field == 1)
                domain = reader.Text();
            else if (reader.Field == 2)
                version = reader.Int64();
            else
                reader.Skip();
        }

        _opsets[domain == "ai.onnx" ? "" : domain] = version;
    }

    /// <summary>Whether every value has one name and one origin, before its readers.</summary>
    private void Check(string file)
    {
        var known = new HashSet<string>();
        foreach (OnnxTensor tensor in _initializers)
        {
            if (!known.Add(tensor.Name))
                throw new OnnxException(file, $"Expected one initializer '{Excerpt.Of(tensor.Name)}', but got two.");
        }

        _inputs.RemoveAll(input => known.Contains(input.Name));
        foreach (OnnxValueInfo input in _inputs)
        {
            if (!known.Add(input.Name))
                throw new OnnxException(file, $"Expected one input '{Excerpt.Of(input.Name)}', but got two.");
        }

        HashSet<string> later = [.. _nodes.SelectMany(node => node.Outputs)];
        foreach (OnnxNode node in _nodes)
        {
            foreach (string input in node.Inputs.Where(input => input.Length > 0 && !known.Contains(input)))
                throw new OnnxException(file, $"Expected {node} to read values of nodes before it, but '{Excerpt.Of(input)}' {(later.Contains(input) ? "comes from one behind it, or from itself" : "comes from nowhere")}.");

            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                if (!known.Add(output))
                    throw new OnnxException(file, $"Expected one origin of '{Excerpt.Of(output)}', but {node} computes it again.");
            }
        }

        foreach (OnnxValueInfo output in _outputs.Where(output => !known.Contains(output.Name)))
            throw new OnnxException(file, $"Expected the output '{Excerpt.Of(output.Name)}' to be computed by a node, but none does.");
    }
}

/// <summary>An input or output of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its number type.</param>
/// <param name="Shape">Its dimensions: a size, or null for one with a name or without. Null if the model does not say.</param>
internal sealed record OnnxValueInfo(string Name, OnnxType Type, IReadOnlyList<long?>? Shape)
{
    public static OnnxValueInfo Parse(ProtoReader reader)
    {
        string name = "";
        OnnxType type = OnnxType.None;
        List<long?>? shape = null;
        while (reader.Next())
        {
            if (reader.Field == 1)
                name = reader.Text();
            else if (reader.Field == 2)
                ReadType(reader.Message(), ref type, ref shape);
            else
                reader.Skip();
        }

        return new OnnxValueInfo(name, type, shape);
    }

    private static void ReadType(ProtoReader reader, ref OnnxType type, ref List<long?>? shape)
    {
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            ProtoReader tensor = reader.Message();
            while (tensor.Next())
            {
                if (tensor.Field == 1)
                    type = (OnnxType)Math.Min(int.MaxValue, Math.Max(0, tensor.Int64()));
                else if (tensor.Field == 2)
                    shape = ReadShape(tensor.Message());
                else
                    tensor.Skip();
            }
        }
    }

    private static List<long?> ReadShape(ProtoReader reader)
    {
        var shape = new List<long?>();
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            long? size = null;
            ProtoReader dimension = reader.Message();
            while (dimension.Next())
            {
                if (dimension.Field == 1)
                    size = dimension.Int64();
                else
                    dimension.Skip();
            }

            shape.Add(size);
        }

        return shape;
    }
}
