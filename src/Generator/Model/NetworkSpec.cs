using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Model;

/// <summary>
/// What the user declared, checked: a graph of layers. Immutable and compared by value: it holds strings, numbers, enums
/// and arrays of them, never a symbol or a syntax node.
/// </summary>
/// <param name="Type">Where the generated part goes.</param>
/// <param name="Input">The shape of x, of one sample.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Precision">The number type.</param>
/// <param name="Nodes">The layers, in the order in which they stand. Each reads only what stands above it; the last one is the output.</param>
internal sealed record NetworkSpec(TypeSpec Type, Shape Input, Loss Loss, Precision Precision, EquatableArray<NodeSpec> Nodes)
{
    /// <summary>The last layer.</summary>
    public Layer Output => Nodes[Nodes.Count - 1].Layer;

    /// <summary>The first layer without a useful derivative, from 0; -1 where there is none.</summary>
    public int NodeWithoutDerivative => Nodes.TakeWhile(node => Activations.Of(node.Layer.Activation).HasDerivative).Count() is var count && count < Nodes.Count ? count : -1;

    /// <summary>Whether there is a Backward.</summary>
    public bool IsTrainable => Loss != Loss.None && NodeWithoutDerivative < 0;

    /// <summary>How many classes labels may name as targets of so many outputs; null where targets cannot be labels.</summary>
    public int? ClassesOf(int outputSize) => !IsTrainable ? null : (Loss, Output.Activation.Function, outputSize) switch
    {
        (Loss.CrossEntropy, _, var classes and > 1) => classes,
        (Loss.BinaryCrossEntropy, Activation.Sigmoid, 1) => 2,
        _ => null,
    };

    /// <summary>The one numbered layer that reads what a layer writes, changed on its way or not; null if there are more, or none.</summary>
    public int? OnlyReader(int node)
    {
        int[] readers = [.. Enumerable.Range(0, Nodes.Count).Where(index => Nodes[index].Inputs.Contains(node + 1))];
        return readers.Length != 1 ? null
            : Nodes[readers[0]].Layer.IsNumbered ? readers[0]
            : OnlyReader(readers[0]);
    }

    /// <summary>Whether Backward draws masks of dropout.</summary>
    public bool DrawsMasks => IsTrainable && Nodes.Any(node => node.Layer.IsForTrainingOnly);
}

/// <summary>A layer at its place in the graph.</summary>
/// <param name="Layer">The layer as declared.</param>
/// <param name="Inputs">The values that it reads: 0 is x, and value i + 1 is what node i writes.</param>
/// <param name="Name">The name that the user gave to what it writes, or null.</param>
internal sealed record NodeSpec(Layer Layer, EquatableArray<int> Inputs, string? Name);

/// <summary>An activation function with its parameter.</summary>
/// <param name="Function">The function.</param>
/// <param name="Alpha">Its alpha, where it has one; otherwise 0.</param>
/// <param name="Custom">The user's type, where the function is <see cref="Activation.Custom"/>; otherwise null.</param>
internal sealed record ActivationSpec(Activation Function, double Alpha, CustomActivationSpec? Custom = null)
{
    public static readonly ActivationSpec Identity = new(Activation.Identity, 0);

    /// <summary>What the user calls it.</summary>
    public string Name => Custom?.Name ?? Function.ToString();
}

/// <summary>A type of the user's that is an activation function.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Type">The name by which generated code calls it from anywhere: <c>global::App.Squareplus</c>.</param>
/// <param name="HasVectors">Whether it computes vectors itself.</param>
/// <param name="Warnings">The warnings with which the compiler meets every use of it, since it is obsolete or experimental.</param>
internal sealed record CustomActivationSpec(string Name, string Type, bool HasVectors, EquatableArray<string> Warnings);

/// <summary>How a layer's parameters begin.</summary>
/// <param name="Weights">How its weights are drawn; never Default.</param>
/// <param name="Value">Their value, with Constant; otherwise 0.</param>
internal sealed record InitializerSpec(Initializer Weights, double Value = 0)
{
    /// <summary>How its biases are drawn: PyTorch's default is the one that is for biases, too.</summary>
    public Initializer Biases => Weights == Initializer.PyTorchDefault ? Weights : Initializer.Zeros;
}

/// <summary>Where the generated part of the class goes.</summary>
/// <param name="Namespace">The namespace, escaped; empty for the global one.</param>
/// <param name="Containers">The types around the class, from the outside, as <c>partial struct Outer</c>.</param>
/// <param name="Name">The name as it stands in metadata.</param>
/// <param name="Reference">The name by which the class itself refers to it as a type: its identifier, or the full name where something of the user's has that as well.</param>
/// <param name="HintName">The name of the generated file, without its ending.</param>
/// <param name="HidesAliases">Whether something of the user's has a short name that generated code gives to a type.</param>
/// <param name="CanCreate">Whether <c>new(seed)</c> makes one: the class is not abstract and requires no members to be set.</param>
/// <param name="HasText">Whether the class or a base class has a ToString of its own, or something else of that name.</param>
/// <param name="HasDisplay">Whether it says itself what a debugger shows.</param>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> Containers, string Name, string Reference, string HintName, bool HidesAliases, bool CanCreate, bool HasText, bool HasDisplay)
{
    /// <summary>The name as C# writes it: <c>@class</c> for a class called class.</summary>
    public string Identifier => Parsing.TypeReader.EscapeType(Name);
}
