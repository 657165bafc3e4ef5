using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Analysis;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>The layers of a network as a graph, each with its attribute. Resolves which values each layer reads, by position or by name.</summary>
internal sealed class DeclaredLayers
{
    /// <summary>The name of the network's input.</summary>
    private const string InputName = "x";

    private const string NameProperty = "As";

    private readonly Dictionary<string, int> _values = new() { [InputName] = 0 };

    // Includes the names of layers that have not been read yet.
    private readonly HashSet<string?> _names;

    private readonly string _network;

    private DeclaredLayers(string network, Shape input, IEnumerable<string?> names) => (_network, Shapes, _names) = (network, [input], [.. names]);

    public List<(NodeSpec Node, DeclaredAttribute Attribute)> Nodes { get; } = [];

    /// <summary>The shapes of all values: x and the output of each layer.</summary>
    public List<Shape> Shapes { get; }

    /// <summary>The number of numbered layers.</summary>
    public int Count => Nodes.Count(layer => layer.Node.Layer.IsNumbered);

    /// <summary>
    /// Reads the attributes of layers, in their order, up to one that is invalid, because shapes and names are unknown after it. Reports that one
    /// and all others that are. Null if the order of the layers is undefined.
    /// </summary>
    public static LayerDeclarations? Read(INamedTypeSymbol type, ImmutableArray<AttributeData> attributes, Compilation compilation, List<Diagnostic> diagnostics)
    {
        var layers = new List<(LayerDeclaration, DeclaredAttribute)>();
        (int Above, DeclaredAttribute Attribute)? freeze = null;
        SyntaxNode? home = null;
        bool complete = true;
        int count = 0;
        foreach (AttributeData data in attributes)
        {
            Func<DeclaredAttribute, Layer?>? read = LayerKinds.ReaderOf(data);
            if (read is null && !FrozenLayers.IsFreeze(data))
                continue;

            var attribute = new DeclaredAttribute(data, compilation, diagnostics);
            home ??= attribute.Declaration;
            if (attribute.Declaration != home)
            {
                diagnostics.Add(Diagnostic.Create(Descriptors.ScatteredLayers, attribute.Location, type.Name));
                return null;
            }

            // The compiler reports a second [Freeze] (CS0579). Until it is removed, the last one counts.
            if (read is null)
            {
                freeze = (count, attribute);
                continue;
            }

            count++;
            Layer? layer = attribute.IsBound ? read(attribute) : null;
            complete = complete && layer is not null;
            if (complete)
                layers.Add((new LayerDeclaration(layer!, attribute.Text("From"), attribute.NamesArgument, attribute.Names.ToEquatableArray(), attribute.Text(NameProperty)), attribute));
        }

        return new LayerDeclarations(layers, complete, freeze?.Above, freeze?.Attribute);
    }

    /// <summary>
    /// Connects layers to a graph: those of a file, if there are any, and those that are declared. Reports what does not fit, and returns null.
    /// </summary>
    public static DeclaredLayers? Connect(string network, Shape input, IReadOnlyList<NodeSpec> imported, DeclaredAttribute importer, LayerDeclarations declared, Loss loss)
    {
        var layers = new DeclaredLayers(network, input, declared.Layers.Select(layer => layer.Declared.Name));
        foreach (NodeSpec node in imported)
        {
            if (node.Name is { } name)
                layers._values[name] = layers.Nodes.Count + 1;
            layers.Shapes.Add(node.Layer.OutputShape([.. node.Inputs.Select(value => layers.Shapes[value])]));
            layers.Nodes.Add((node, importer));
        }

        bool isValid = declared.Layers.All(layer => layers.TryAdd(layer.Declared, layer.Attribute)) && declared.IsComplete && layers.CheckReaders();
        if (isValid && layers.Count > 0 && declared is { FrozenLayers: { } frozen, Freeze: { } freeze })
            isValid = FrozenLayers.Mark(layers, imported.Count + frozen, freeze, loss, network);
        return isValid ? layers : null;
    }

    /// <summary>Leaves out layers that only change a value on its way.</summary>
    public void LeaveOut(Func<NodeSpec, bool> isLeftOut)
    {
        (NodeSpec Node, DeclaredAttribute Attribute)[] all = [.. Nodes];
        Nodes.Clear();
        Nodes.AddRange(NetworkSpec.Without(all.Select(layer => layer.Node), isLeftOut).Zip(all.Where(layer => !isLeftOut(layer.Node)), (node, layer) => (node, layer.Attribute)));
        for (int i = all.Length - 1; i >= 0; i--)
        {
            if (isLeftOut(all[i].Node))
                Shapes.RemoveAt(i + 1);
        }
    }

    /// <summary>The name of a layer in messages: its own, or its number or kind.</summary>
    public string TitleOf(int index) => Nodes[index].Node.Name is { } name ? $"'{name}'" : PlaceOf(index);

    private bool TryAdd(LayerDeclaration declared, DeclaredAttribute attribute)
    {
        Layer layer = declared.Layer;
        List<int> inputs = [];
        if (declared.From is null)
            inputs.Add(Nodes.Count);
        else if (!TryFind(declared, attribute, "From", declared.From, inputs))
            return false;

        if (declared.NamesArgument.Length > 0 && declared.Names.Count == 0)
        {
            attribute.Report(Descriptors.NoOtherValue, declared.NamesArgument, [attribute.Remove()], layer.Kind, inputs[0] == 0 ? InputName : TitleOf(inputs[0] - 1), string.Join(", ", _values.Keys));
            return false;
        }

        foreach (string other in declared.Names)
        {
            if (!TryFind(declared, attribute, declared.NamesArgument, other, inputs))
                return false;
        }

        if (!CheckPlace(layer, attribute, inputs[0]))
            return false;

        Shape[] shapes = [.. inputs.Select(value => Shapes[value])];
        if (layer.ShapeFault(shapes) is var (needs, cure))
        {
            string reads = string.Join(" and ", inputs.Select((value, index) => $"{(value == 0 ? InputName : TitleOf(value - 1))} of shape {shapes[index]}"));
            attribute.Report(Descriptors.UnfittingShapes, declared.NamesArgument, layer.Kind, needs, reads, cure);
            return false;
        }

        // No layer may read a shape that is too large for an array: its size would overflow.
        Shape shape = layer.OutputShape(shapes);
        if (shape.LongSize > int.MaxValue)
        {
            attribute.Report(Descriptors.TooLarge, "", _network, "an array for a value of shape", $"{shape}", int.MaxValue.ToString("N0", CultureInfo.InvariantCulture));
            return false;
        }

        if (declared.Name is { } name && !TryName(attribute, name))
            return false;

        Shapes.Add(shape);
        Nodes.Add((new NodeSpec(layer, inputs.ToEquatableArray(), declared.Name), attribute));
        return true;
    }

    private bool TryFind(LayerDeclaration declared, DeclaredAttribute attribute, string argument, string name, List<int> inputs)
    {
        if (_values.TryGetValue(name, out int value))
        {
            inputs.Add(value);
            return true;
        }

        (string what, string cure) =
            name.Length == 0 ? ("a value without a name", "write the name of a value")
            : name == declared.Name ? ($"'{name}', its own output", "read another value")
            : _names.Contains(name) ? ($"'{name}', the output of a layer below", "move that layer up, or read another value")
            : ($"'{name}', but no layer has that name", $"correct the name, or write As = \"{name}\" on a layer above");
        Cure[] cures = Nearest.To(name, _values.Keys) is { } nearest ? [attribute.Correct(argument, name, nearest)] : [];
        attribute.Report(Descriptors.UnknownName, argument, cures, what, string.Join(", ", _values.Keys), cure);
        return false;
    }

    private bool TryName(DeclaredAttribute attribute, string name)
    {
        string? fault = name == InputName ? "is reserved for the network's input"
            : name.Length == 0 ? "is empty, but needs a letter or a digit"
            : name.All(character => character is '_' or '-' or '.') ? "has no letter or digit, but needs one"
            : !name.All(IsOfNames) ? $"has '{name.First(character => !IsOfNames(character))}', but only letters, digits, _, - and . are allowed"
            : _values.TryGetValue(name, out int value) ? $"is already used by {PlaceOf(value - 1)}"
            : null;
        if (fault is null)
        {
            _values.Add(name, Nodes.Count + 1);
            return true;
        }

        attribute.Report(Descriptors.BadName, NameProperty, name, fault);
        return false;
    }

    /// <summary>Whether a layer may have this name.</summary>
    public static bool IsName(string name) => name != InputName && name.Any(char.IsLetterOrDigit) && name.All(IsOfNames);

    private static bool IsOfNames(char character) => character is '_' or '-' or '.' || char.IsLetterOrDigit(character);

    /// <summary>Whether a layer is in a valid position.</summary>
    private bool CheckPlace(Layer layer, DeclaredAttribute attribute, int input)
    {
        if (layer is Standardize && Nodes.Count > 0)
            attribute.Report(Descriptors.MisplacedStandardize, "", Nodes[0].Node.Layer is Standardize ? [attribute.Remove()] : [Cure.By("Move [Standardize] before all other layers", attribute.Before(Nodes[0].Attribute)), attribute.Remove()], Count > 0 ? $"layer {Count}" : TitleOf(Nodes.Count - 1));
        else if (layer is Dropout && input > 0 && Nodes[input - 1].Node.Layer is Dropout)
            attribute.Report(Descriptors.DropoutPair, "", [attribute.Remove()]);
        else
            return true;

        return false;
    }

    /// <summary>Whether the output of every layer but the last is read.</summary>
    private bool CheckReaders()
    {
        HashSet<int> read = [.. Nodes.SelectMany(layer => layer.Node.Inputs)];
        bool valid = true;
        for (int i = 0; i < Nodes.Count; i++)
        {
            (NodeSpec node, DeclaredAttribute attribute) = Nodes[i];
            bool isLast = i == Nodes.Count - 1;
            if (isLast && node.Layer is Dropout && Count > 0)
                attribute.Report(Descriptors.DroppedOutputs, "", [Cure.By("Move [Dropout] before the last layer", attribute.Before(Nodes[LastNumbered()].Attribute)), attribute.Remove()], Count);
            else if (!isLast && !read.Contains(i + 1))
                attribute.Report(Descriptors.UnreadValue, "", [attribute.Remove()], TitleOf(i), TitleOf(Nodes.Count - 1), node.Name is { } name ? $"read '{name}' in a layer below" : "name it with As and read it in a layer below");
            else
                continue;

            valid = false;
        }

        return valid;
    }

    private int LastNumbered() => Nodes.FindLastIndex(layer => layer.Node.Layer.IsNumbered);

    private string PlaceOf(int index)
    {
        Layer layer = Nodes[index].Node.Layer;
        return layer.IsNumbered ? $"layer {Nodes.Take(index + 1).Count(other => other.Node.Layer.IsNumbered)}" : $"[{layer.Kind}]";
    }
}

/// <summary>A layer as its attribute declares it, before it is known what it reads. Compared by value.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="From">The name of the value that it reads; null for the one above.</param>
/// <param name="NamesArgument">The parameter that names other values; empty if there is none.</param>
/// <param name="Names">The names of other values that it reads.</param>
/// <param name="Name">The name of its output, or null.</param>
internal sealed record LayerDeclaration(Layer Layer, string? From, string NamesArgument, EquatableArray<string> Names, string? Name);

/// <summary>The layers of a network as its attributes declare them.</summary>
/// <param name="Layers">The layers, with their attributes.</param>
/// <param name="IsComplete">Whether all are valid.</param>
/// <param name="FrozenLayers">The number of layers above [Freeze]; null without one.</param>
/// <param name="Freeze">That attribute.</param>
internal sealed record LayerDeclarations(IReadOnlyList<(LayerDeclaration Declared, DeclaredAttribute Attribute)> Layers, bool IsComplete, int? FrozenLayers, DeclaredAttribute? Freeze);
