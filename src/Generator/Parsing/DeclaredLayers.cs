using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>The layers of a network as a graph, each with its attribute: who reads what, by position or by name.</summary>
internal sealed class DeclaredLayers
{
    /// <summary>What layers call the input of the network.</summary>
    private const string InputName = "x";

    private readonly Dictionary<string, int> _values = new() { [InputName] = 0 };
    private readonly List<Shape> _shapes;

    private DeclaredLayers(Shape input) => _shapes = [input];

    public List<(NodeSpec Node, DeclaredAttribute Attribute)> Nodes { get; } = [];

    /// <summary>How many numbered layers there are.</summary>
    public int Count => Nodes.Count(layer => layer.Node.Layer.IsNumbered);

    /// <summary>Reads them in the order in which they stand; null where one is wrong, which is then reported.</summary>
    public static DeclaredLayers? Read(INamedTypeSymbol type, ImmutableArray<AttributeData> attributes, Shape input, Compilation compilation, List<Diagnostic> diagnostics)
    {
        var layers = new DeclaredLayers(input);
        SyntaxNode? home = null;
        bool complete = true;
        foreach (AttributeData data in attributes)
        {
            if (LayerKinds.ReaderOf(data) is not { } read)
                continue;

            var attribute = new DeclaredAttribute(data, compilation, diagnostics);
            home ??= attribute.Declaration;
            if (attribute.Declaration != home)
            {
                diagnostics.Add(Diagnostic.Create(Diagnostics.ScatteredLayers, attribute.Location, type.Name));
                return null;
            }

            Layer? layer = attribute.IsBound ? read(attribute) : null;

            // Behind a layer that is wrong, nobody knows what shape and names there are.
            complete = complete && layer is not null;
            if (complete)
                complete = layers.TryAdd(layer!, attribute);
        }

        return complete && layers.CheckReaders() ? layers : null;
    }

    /// <summary>What messages call a layer.</summary>
    public string TitleOf(int index)
    {
        NodeSpec node = Nodes[index].Node;
        int number = Nodes.Take(index + 1).Count(layer => layer.Node.Layer.IsNumbered);
        return node.Name is { } name ? $"'{name}'" : node.Layer.IsNumbered ? $"layer {number}" : $"[{node.Layer.Kind}]";
    }

    private bool TryAdd(Layer layer, DeclaredAttribute attribute)
    {
        List<int> inputs = [];
        string? from = attribute.Text("From");
        if (from is null)
            inputs.Add(Nodes.Count);
        else if (!TryFind(attribute, "From", from, inputs))
            return false;

        foreach (string other in attribute.Names)
        {
            if (!TryFind(attribute, attribute.NamesArgument, other, inputs))
                return false;
        }

        if (!CheckPlace(layer, attribute, inputs[0]))
            return false;

        Shape[] shapes = [.. inputs.Select(value => _shapes[value])];
        if (layer.ShapeFault(shapes) is { } fault)
        {
            attribute.Report(Diagnostics.UnfittingShapes, attribute.NamesArgument, fault);
            return false;
        }

        string? name = attribute.Text("As");
        if (name is not null && !TryName(attribute, name))
            return false;

        _shapes.Add(layer.OutputShape(shapes));
        Nodes.Add((new NodeSpec(layer, inputs.ToEquatableArray(), name), attribute));
        return true;
    }

    private bool TryFind(DeclaredAttribute attribute, string argument, string name, List<int> inputs)
    {
        if (_values.TryGetValue(name, out int value))
        {
            inputs.Add(value);
            return true;
        }

        attribute.Report(Diagnostics.UnknownName, argument, name, string.Join(", ", _values.Keys));
        return false;
    }

    private bool TryName(DeclaredAttribute attribute, string name)
    {
        string? fault = name == InputName ? "is that of the input of the network"
            : name.Length == 0 || !name.All(character => character is '_' or '-' or '.' || char.IsLetterOrDigit(character)) ? "may have letters, digits, _, - and . alone, and one of them at least"
            : _values.TryGetValue(name, out int value) ? $"is already that of what {KindOf(value)} writes"
            : null;
        if (fault is null)
        {
            _values.Add(name, Nodes.Count + 1);
            return true;
        }

        attribute.Report(Diagnostics.BadName, "As", name, fault);
        return false;
    }

    /// <summary>Whether a layer may stand where it does.</summary>
    private bool CheckPlace(Layer layer, DeclaredAttribute attribute, int input)
    {
        if (layer is Standardize && Nodes.Count > 0)
            attribute.Report(Diagnostics.MisplacedStandardize, "", Count > 0 ? $"layer {Count}" : TitleOf(Nodes.Count - 1));
        else if (layer is Dropout && input > 0 && Nodes[input - 1].Node.Layer is Dropout)
            attribute.Report(Diagnostics.DropoutPair, "");
        else
            return true;

        return false;
    }

    /// <summary>Whether every value but the last is read.</summary>
    private bool CheckReaders()
    {
        HashSet<int> read = [.. Nodes.SelectMany(layer => layer.Node.Inputs)];
        bool valid = true;
        for (int i = 0; i < Nodes.Count; i++)
        {
            (NodeSpec node, DeclaredAttribute attribute) = Nodes[i];
            bool isLast = i == Nodes.Count - 1;
            if (isLast && node.Layer is Dropout && Count > 0)
                attribute.Report(Diagnostics.DroppedOutputs, "", Count);
            else if (!isLast && !read.Contains(i + 1))
                attribute.Report(Diagnostics.UnreadValue, "", TitleOf(i), KindOf(Nodes.Count));
            else
                continue;

            valid = false;
        }

        return valid;
    }

    private string KindOf(int value) => $"[{Nodes[value - 1].Node.Layer.Title}]";
}
