using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <content>What operators build layers with.</content>
internal sealed partial class OnnxImporter
{
    /// <summary>What a name stands for; null for an optional input that is missing.</summary>
    public OnnxValue? Find(string name) => name.Length == 0 ? null : _values[name];

    /// <summary>A tensor of the file by its name; null if there is none.</summary>
    public OnnxTensor? FindTensor(string name) => _model.FindTensor(name);

    /// <summary>A tensor of the file.</summary>
    public ConstantValue ConstantOf(OnnxNode node, int input, string what, bool mayBeTransposed = false) => Find(node.Input(input)) switch
    {
        ConstantValue { IsTransposed: true } when !mayBeTransposed => throw new UnsupportedException($"its {what} is transposed"),
        ConstantValue { Tensor.IsFloat: true } constant => constant,
        ConstantValue constant => throw new UnsupportedException($"its {what} is of type {OnnxTensor.NameOf(constant.Tensor.Type)}, where NetGen takes floating-point numbers"),
        _ => throw new UnsupportedException($"its {what} must be a tensor of the file, but is computed"),
    };

    /// <summary>Integers that the graph is compiled with, such as a shape.</summary>
    public SizesValue? SizesOf(string name) => Find(name) switch
    {
        null => null,
        SizesValue sizes => sizes,
        ConstantValue { Tensor: var tensor } when tensor.ToIntegers() is { } integers => new SizesValue(integers, tensor.Shape.Count == 0),
        ConstantValue => throw new UnsupportedException($"'{Excerpt.Of(name, 60)}' must hold a few integers"),
        _ => throw new UnsupportedException($"'{Excerpt.Of(name, 60)}' must be known at build time, but depends on the input"),
    };

    /// <summary>A value of the network. A pending function becomes a layer.</summary>
    public DataValue DataOf(string name)
    {
        switch (Find(name))
        {
            case null:
                throw new UnsupportedException("an input is missing");
            case DataValue data:
                return data;
            case PointwiseValue pending:
                DataValue value = Settle(pending);
                Name(name, value);
                return value;
            case PaddedValue:
                throw new UnsupportedException("it reads padded values, where NetGen takes padding only before a convolution or an average");
            case NormalizationValue:
                throw new UnsupportedException("it reads a mean or variance of a sample, which NetGen takes only in a layer normalization");
            case UnknownValue:
                throw new UnsupportedException("it depends on a node that NetGen does not compile");
            default:
                throw new UnsupportedException($"'{Excerpt.Of(name, 60)}' must depend on the input, but is constant");
        }
    }

    /// <summary>The same numbers in another shape, which a node gives them.</summary>
    public DataValue Viewed(DataValue value, Shape view, int node)
    {
        DataValue viewed = value with { View = view };
        _views[viewed] = node;
        return viewed;
    }

    /// <summary>The same numbers as a value of exactly this shape, as a layer reads it.</summary>
    public int InShape(DataValue value, int node)
    {
        Shape actual = _shapes[value.Index];
        if (actual.Equals(value.View))
            return value.Index;

        int dimensions = value.View.Dimensions.Count;
        if (dimensions > 3)
            throw new UnsupportedException($"it reads shape {value.View} for each sample, where NetGen takes up to 3 dimensions");

        // The input may be declared in the shape in which its only reader sees it.
        if (dimensions > 1 && value.Index == 0 && !_read.Contains(0))
        {
            _shapes[0] = value.View;
            return 0;
        }

        Layer layer = dimensions == 1 ? new Flatten(ActivationSpec.Identity) : new Reshape(value.View);
        return AppendOnce(layer, value.Index, _views.TryGetValue(value, out int view) ? view : node);
    }

    /// <summary>Several values of one shape, which a layer reads number by number: as they are, if their shapes are equal.</summary>
    public IReadOnlyList<int> InShape(IReadOnlyList<DataValue> values, int node) => values.All(value => _shapes[value.Index].Equals(_shapes[values[0].Index]))
        ? [.. values.Select(value => value.Index)]
        : [.. values.Select(value => InShape(value, node))];

    /// <summary>Adds a layer without tensors, unless there is the same one already.</summary>
    public int AppendOnce(Layer layer, int input, int node)
    {
        int known = _layers.FindIndex(other => other.Layer == layer && other.Inputs[0] == input);
        return known >= 0 ? known + 1 : Append(layer, [input], node, []).Index;
    }

    /// <summary>Adds a layer.</summary>
    public DataValue Append(Layer layer, IReadOnlyList<int> inputs, int node, IReadOnlyList<OnnxBinding> bindings)
    {
        Shape[] shapes = [.. inputs.Select(input => _shapes[input])];
        if (layer.ShapeFault(shapes) is var (needs, _))
            throw new UnsupportedException($"it needs {needs}, but reads {string.Join(" and ", shapes.Select(shape => shape.ToString()))}");

        Shape shape = layer.OutputShape(shapes);
        if (shape.LongSize > int.MaxValue || layer.TensorCount(shapes) > int.MaxValue)
            throw new UnsupportedException($"its output of shape {shape} or its parameters are too large for an array");

        var added = new OnnxLayer(layer, inputs, bindings);
        added.Nodes.Add(node);
        _layers.Add(added);
        _read.UnionWith(inputs);
        _shapes.Add(shape);
        return new DataValue(_layers.Count, shape);
    }

    /// <summary>The layer that writes a value; null for the input.</summary>
    public OnnxLayer? LayerOf(DataValue value) => value.Index == 0 ? null : _layers[value.Index - 1];

    /// <summary>Whether only these nodes read a value.</summary>
    public bool IsReadOnlyBy(DataValue value, IReadOnlyCollection<int> nodes) =>
        _names.TryGetValue(value.Index, out HashSet<string>? names) && names.All(name => ReadersOf(name).All(reader => nodes.Contains(reader) || (reader >= 0 && _nodes[reader].Outputs.All(names.Contains))))
        && !_read.Contains(value.Index);

    /// <summary>Remembers a number of the file that becomes part of the code.</summary>
    public void Keep(IEnumerable<OnnxConstant> constants) => _constants.UnionWith(constants.Where(constant => constant.Name.Length > 0));

    private IEnumerable<int> ReadersOf(string name) => _readers.TryGetValue(name, out List<int>? readers) ? readers : [];

    /// <summary>Makes a pointwise function a layer: an activation, if it is one; otherwise its last node by itself.</summary>
    private DataValue Settle(PointwiseValue pending)
    {
        if (OnnxActivations.Find(pending.Function) is not { } activation)
            return SettleLast(pending);

        Keep(pending.Constants);
        if (activation.Function == Activation.Identity)
            return pending.Base;

        DataValue value = Activate(pending, activation);
        _layers[value.Index - 1].Nodes.UnionWith(pending.Nodes);
        return value with { View = pending.Base.View };
    }

    /// <summary>Makes the last node of a function a layer, and before it those that it reads.</summary>
    private DataValue SettleLast(PointwiseValue pending)
    {
        OnnxNode last = _nodes[pending.Last];
        try
        {
            if (pending.Nodes.Count == 1)
                return OnnxElementwise.Settle(this, last, pending.Last);

            foreach (string input in last.Inputs.Where(input => Find(input) is PointwiseValue))
                DataOf(input);
            return OnnxElementwise.Read(this, last, pending.Last) is PointwiseValue alone ? Settle(alone) : OnnxElementwise.Settle(this, last, pending.Last);
        }
        catch (UnsupportedException exception) when (exception.Node is null)
        {
            throw new UnsupportedException(exception.Message, last);
        }
    }

    private DataValue Activate(PointwiseValue pending, ActivationSpec activation)
    {
        bool isInside = pending.Nodes.Where(node => node != pending.Last).All(node => _nodes[node].Outputs.All(output => ReadersOf(output).All(pending.Nodes.Contains)));
        if (isInside && LayerOf(pending.Base) is { TakesActivation: true } layer && IsReadOnlyBy(pending.Base, pending.Nodes))
        {
            layer.Layer = layer.Layer with { Activation = activation };
            return pending.Base;
        }

        return Append(new Activate(activation), [pending.Base.Index], pending.Last, []);
    }
}
