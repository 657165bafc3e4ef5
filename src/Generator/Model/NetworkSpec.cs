using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Import;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Model;

/// <summary>
/// The declared network after validation: a graph of layers. Immutable and compared by value. It holds strings, numbers, enums and arrays of
/// them, never a symbol or a syntax node.
/// </summary>
/// <param name="Type">Where the generated part belongs.</param>
/// <param name="Input">The shape of x for one sample.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Precision">The number type.</param>
/// <param name="Nodes">The layers, in the order of their declaration. Each reads only values from above; the last one is the output.</param>
internal sealed record NetworkSpec(TypeSpec Type, Shape Input, Loss Loss, Precision Precision, EquatableArray<NodeSpec> Nodes)
{
    /// <summary>The ONNX file that the first layers come from; null without one.</summary>
    public OnnxSpec? Onnx { get; init; }

    /// <summary>The last layer.</summary>
    public Layer Output => Nodes[Nodes.Count - 1].Layer;

    /// <summary>The zero-based index of the first layer without a useful derivative; -1 if there is none.</summary>
    public int NodeWithoutDerivative => Nodes.TakeWhile(node => Activations.Of(node.Layer.Activation).HasDerivative).Count() is var count && count < Nodes.Count ? count : -1;

    /// <summary>Whether the network has a Backward.</summary>
    public bool IsTrainable => Loss != Loss.None && NodeWithoutDerivative < 0;

    /// <summary>The number of classes if targets can be labels, for a number of outputs; null if they cannot.</summary>
    public int? ClassesOf(int outputSize) => !IsTrainable ? null : (Loss, Output.Activation.Function, outputSize) switch
    {
        (Loss.CrossEntropy, _, var classes and > 1) => classes,
        (Loss.BinaryCrossEntropy, Activation.Sigmoid, 1) => 2,
        _ => null,
    };

    /// <summary>The only numbered layer that reads the output of a layer, directly or through unnumbered layers; null if there are several or none.</summary>
    public int? OnlyReader(int node)
    {
        int[] readers = [.. Enumerable.Range(0, Nodes.Count).Where(index => Nodes[index].Inputs.Contains(node + 1))];
        return readers.Length != 1 ? null
            : Nodes[readers[0]].Layer.IsNumbered ? readers[0]
            : OnlyReader(readers[0]);
    }

    /// <summary>The nodes without some that only change a value on its way: readers of their output read their input instead.</summary>
    public static IEnumerable<NodeSpec> Without(IEnumerable<NodeSpec> nodes, Func<NodeSpec, bool> isLeftOut)
    {
        var values = new List<int> { 0 };
        int count = 0;
        foreach (NodeSpec node in nodes)
        {
            bool stays = !isLeftOut(node);
            values.Add(stays ? ++count : values[node.Inputs[0]]);
            if (stays)
                yield return node with { Inputs = node.Inputs.Select(value => values[value]).ToEquatableArray() };
        }
    }

    /// <summary>Whether Backward draws dropout masks.</summary>
    public bool DrawsMasks => IsTrainable && Nodes.Any(node => node.Layer.IsForTrainingOnly);
}

/// <summary>A layer in the graph.</summary>
/// <param name="Layer">The layer as declared.</param>
/// <param name="Inputs">The values that it reads: 0 is x, and i + 1 is the output of node i.</param>
/// <param name="Name">The user's name for its output, or null.</param>
internal sealed record NodeSpec(Layer Layer, EquatableArray<int> Inputs, string? Name)
{
    /// <summary>Where its tensors are in the ONNX file that it comes from, in the order of the layer; empty if it was declared.</summary>
    public EquatableArray<OnnxBinding> Bindings { get; init; }

    /// <summary>The nodes of the ONNX file that it comes from; null if it was declared.</summary>
    public string? Source { get; init; }

    /// <summary>Whether training leaves the layer as it is. A frozen dropout would do nothing, so the parser leaves it out.</summary>
    public bool IsFrozen { get => Layer.IsFrozen; init => Layer = Layer with { IsFrozen = value }; }
}

/// <summary>An activation function with its parameters.</summary>
/// <param name="Function">The function.</param>
/// <param name="Parameters">Their values, in the order of the function's row.</param>
/// <param name="Custom">The user's type, if the function is <see cref="Activation.Custom"/>; otherwise null.</param>
internal sealed record ActivationSpec(Activation Function, EquatableArray<double> Parameters, CustomActivationSpec? Custom = null)
{
    public static readonly ActivationSpec Identity = Of(Activation.Identity);

    /// <summary>The name that the user knows.</summary>
    public string Name => Custom?.Name ?? Function.ToString();

    /// <summary>A function without parameters.</summary>
    public static ActivationSpec Of(Activation function) => new(function, new EquatableArray<double>([]));
}

/// <summary>A user's type that is an activation function.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Type">The fully qualified name for generated code: <c>global::App.Squareplus</c>.</param>
/// <param name="HasVectors">Whether it also has methods for vectors.</param>
/// <param name="Warnings">The compiler warnings that every use of it causes, because it is obsolete or experimental.</param>
internal sealed record CustomActivationSpec(string Name, string Type, bool HasVectors, EquatableArray<string> Warnings);

/// <summary>How the parameters of a layer are initialized.</summary>
/// <param name="Weights">How its weights are drawn; never Default.</param>
/// <param name="Value">The value of all weights with Constant; otherwise 0.</param>
internal sealed record InitializerSpec(Initializer Weights, double Value = 0)
{
    /// <summary>How biases are drawn. Only PyTorch's default draws them; otherwise they are 0.</summary>
    public Initializer Biases => Weights == Initializer.PyTorchDefault ? Weights : Initializer.Zeros;
}

/// <summary>Where the generated part of the class belongs.</summary>
/// <param name="Namespace">The namespace, escaped; empty for the global one.</param>
/// <param name="Containers">The types around the class, outermost first, such as <c>partial struct Outer</c>.</param>
/// <param name="Name">The name in metadata.</param>
/// <param name="Reference">The name of the type inside the class: its identifier, or the full name if the identifier also means something else there.</param>
/// <param name="HintName">The name of the generated file, without its extension.</param>
/// <param name="HidesAliases">Whether the user's code already uses a short name that generated code would use as an alias.</param>
/// <param name="CanCreate">Whether <c>new(seed)</c> creates an instance: the class is not abstract and has no required members.</param>
/// <param name="HasText">Whether the class or a base class declares ToString, or another member of that name.</param>
/// <param name="HasDisplay">Whether the class or a base class says what a debugger shows.</param>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> Containers, string Name, string Reference, string HintName, bool HidesAliases, bool CanCreate, bool HasText, bool HasDisplay)
{
    /// <summary>The name in C#: <c>@class</c> for a class named class.</summary>
    public string Identifier => Parsing.TypeReader.EscapeType(Name);
}
