using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Import;

/// <summary>The layers that a graph was compiled to.</summary>
/// <param name="Input">The shape of one sample.</param>
/// <param name="Nodes">The layers.</param>
/// <param name="Spec">What a program must know to load the weights.</param>
internal sealed record OnnxImport(Shape Input, EquatableArray<NodeSpec> Nodes, OnnxSpec Spec);

/// <summary>
/// Compiles the graph of an ONNX file to layers. Nodes are read in their order; <see cref="OnnxOperators"/> says what each operator does
/// with what its inputs stand for. A node that does not fit is noted, and so are all others, so that one message can name them all.
/// </summary>
internal sealed partial class OnnxImporter
{
    private readonly OnnxModel _model;
    private readonly string _output;
    private readonly List<OnnxNode> _nodes;
    private readonly Dictionary<string, OnnxValue> _values = [];

    /// <summary>Which nodes read a name; -1 for the end of the network.</summary>
    private readonly Dictionary<string, List<int>> _readers = [];

    /// <summary>The names of a value of the network, of which several nodes may change only the shape.</summary>
    private readonly Dictionary<int, HashSet<string>> _names = [];

    /// <summary>The nodes that only gave a value its shape.</summary>
    private readonly Dictionary<DataValue, int> _views = [];

    private readonly List<OnnxLayer> _layers = [];
    private readonly List<Shape> _shapes = [];

    /// <summary>The values that layers read.</summary>
    private readonly HashSet<int> _read = [];

    private readonly HashSet<OnnxConstant> _constants = [];
    private readonly List<(OnnxNode Node, string Reason)> _faults = [];

    private OnnxImporter(OnnxModel model, string output)
    {
        (_model, _output) = (model, output);
        _nodes = model.NodesOf(output);
        for (int i = 0; i < _nodes.Count; i++)
        {
            foreach (string input in _nodes[i].Inputs)
                AddReader(input, i);
        }

        AddReader(output, -1);
        foreach (OnnxTensor tensor in model.Initializers)
            _values[tensor.Name] = new ConstantValue(tensor, tensor.Shape);
    }

    /// <summary>The version of ONNX's operators.</summary>
    public long Opset => _model.OpsetOf("");

    /// <summary>The size of the batch in the file, if it is fixed.</summary>
    public long? FixedBatch { get; private set; }

    /// <summary>Compiles the graph up to a value. Returns null and the faults if that is not possible.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">The file, as written in the attribute.</param>
    /// <param name="input">The input.</param>
    /// <param name="output">The name of the value.</param>
    /// <param name="isFollowed">Whether layers follow, which read the value in the shape that the file gives it.</param>
    /// <param name="faults">Every node that cannot be compiled, with its reason.</param>
    public static OnnxImport? Run(OnnxModel model, string file, OnnxValueInfo input, string output, bool isFollowed, out IReadOnlyList<string> faults)
    {
        var importer = new OnnxImporter(model, output);
        OnnxImport? result = importer.Run(file, input, isFollowed);
        faults = [.. importer._faults.Select(fault => $"{fault.Node}: {fault.Reason}").Distinct()];
        return faults.Count == 0 ? result : null;
    }

    private OnnxImport? Run(string file, OnnxValueInfo input, bool isFollowed)
    {
        FixedBatch = input.Shape![0];
        _shapes.Add(new Shape(input.Shape.Skip(1).Select(size => (int)size!.Value).ToEquatableArray()));
        Name(input.Name, new DataValue(0, _shapes[0]));
        int? result = null;
        for (int i = 0; i < _nodes.Count; i++)
            Read(i);

        if (_faults.Count > 0)
            return null;

        try
        {
            DataValue value = DataOf(_output);
            bool isVector = OnnxNormalization.Narrow(value).View.Equals(_shapes[value.Index]);
            result = isFollowed && !isVector ? InShape(value, _nodes.Count - 1) : value.Index;
        }
        catch (UnsupportedException exception)
        {
            _faults.Add((exception.Node ?? _nodes[_nodes.Count - 1], exception.Message));
        }

        return result is null ? null : Finish(file, result.Value);
    }

    private void Read(int i)
    {
        OnnxNode node = _nodes[i];
        OnnxValue value = UnknownValue.Instance;
        try
        {
            if (OnnxOperators.Find(node) is not { } read)
                throw new UnsupportedException(OnnxOperators.ReasonOf(node));
            if (node.Inputs.All(name => !(_values.TryGetValue(name, out OnnxValue? known) && known is UnknownValue)))
                value = read(this, node, i);
        }
        catch (UnsupportedException exception)
        {
            _faults.Add((exception.Node ?? node, exception.Message));
        }

        foreach (string output in node.Outputs)
            Name(output, output == node.Outputs[0] ? value : UnknownValue.Instance);
    }

    private void Name(string name, OnnxValue value)
    {
        _values[name] = value;
        if (value is DataValue data)
            (_names.TryGetValue(data.Index, out HashSet<string>? names) ? names : _names[data.Index] = []).Add(name);
    }

    private void AddReader(string name, int node) =>
        (_readers.TryGetValue(name, out List<int>? readers) ? readers : _readers[name] = []).Add(node);

    /// <summary>The layers that the output depends on, with the names of the file.</summary>
    private OnnxImport? Finish(string file, int output)
    {
        var needed = new HashSet<int> { output };
        for (int index = output; index > 0; index--)
        {
            if (needed.Contains(index))
                needed.UnionWith(_layers[index - 1].Inputs);
        }

        int[] kept = [.. Enumerable.Range(1, output).Where(needed.Contains)];
        Dictionary<int, int> places = kept.Select((index, place) => (index, place: place + 1)).ToDictionary(pair => pair.index, pair => pair.place);
        places[0] = 0;
        OnnxLayer[] layers = [.. kept.Select(index => _layers[index - 1])];
        NodeSpec[] nodes = [.. layers.Zip(OnnxNames.Of(layers), (layer, name) => new NodeSpec(WithDefaults(layer.Layer), layer.Inputs.Select(input => places[input]).ToEquatableArray(), name)
        {
            Bindings = layer.Bindings.ToEquatableArray(),
            Source = string.Join(", ", layer.Nodes.Select(node => _nodes[node].ToString())),
        })];
        int softmax = kept.Take(kept.Length - 1).ToList().FindIndex(index => Activations.Of(_layers[index - 1].Layer.Activation).Exact is null);
        if (softmax >= 0)
            _faults.Add((_nodes[_layers[kept[softmax] - 1].Nodes.Max], "it is read by another node, but NetGen normalizes only the outputs of a network"));

        return new OnnxImport(_shapes[0], nodes.ToEquatableArray(), new OnnxSpec(file, _output, _model.FingerprintOf(_output), _constants.OrderBy(constant => constant.Name, StringComparer.Ordinal).ToEquatableArray()));
    }

    /// <summary>A layer with the initializer that it would have if it were declared. It matters only to a training from the start.</summary>
    private static Layer WithDefaults(Layer layer)
    {
        var initializer = new InitializerSpec(Activations.Of(layer.Activation).DefaultInitializer);
        return layer switch
        {
            Dense dense => dense with { Initializer = initializer },
            Convolution convolution => convolution with { Initializer = initializer },
            _ => layer,
        };
    }
}
