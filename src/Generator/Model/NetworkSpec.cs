using System.Linq;
using NetGen.Generator.Functions;

namespace NetGen.Generator.Model;

/// <summary>
/// What the user declared, checked. Immutable and compared by value: it holds strings, numbers, enums
/// and arrays of them, never a symbol or a syntax node.
/// </summary>
internal sealed record NetworkSpec(
    TypeSpec Type,
    Shape Input,
    Loss Loss,
    Precision Precision,
    EquatableArray<NeuronSpec> Layers,
    EquatableArray<ElementwiseSpec> Elementwise)
{
    /// <summary>The shape of the last layer's output, of one sample.</summary>
    public Shape Output => Layers.Aggregate(Input, (shape, layer) => layer.Kind.OutputShape(layer, shape));

    /// <summary>The first layer without a useful derivative, from 0; -1 where there is none.</summary>
    public int LayerWithoutDerivative => Layers.TakeWhile(layer => Activations.Of(layer.Activation).HasDerivative).Count() is var count && count < Layers.Count ? count : -1;

    /// <summary>Whether there is a Backward.</summary>
    public bool IsTrainable => Loss != Loss.None && LayerWithoutDerivative < 0;

    /// <summary>How many classes labels may name as targets; null where targets cannot be labels.</summary>
    public int? Classes => !IsTrainable ? null : (Loss, Layers[Layers.Count - 1].Activation.Function, Output.Size) switch
    {
        (Loss.CrossEntropy, _, var classes and > 1) => classes,
        (Loss.BinaryCrossEntropy, Activation.Sigmoid, 1) => 2,
        _ => null,
    };

    /// <summary>Whether Backward draws masks of dropout.</summary>
    public bool DrawsMasks => IsTrainable && Elementwise.Any(change => change.Kind.Factor(change) is not null);
}

/// <summary>A layer as declared: one sealed record for each kind, defined in the file of that kind.</summary>
internal abstract record LayerSpec;

/// <summary>A layer that has a number in the notes, with its z and a.</summary>
internal abstract record NeuronSpec(ActivationSpec Activation) : LayerSpec
{
    /// <summary>The kind, which plans and prints the layer. A singleton, so it is no part of the equality.</summary>
    public abstract Layers.NeuronKind Kind { get; }
}

/// <summary>A layer that changes a value number by number, on its way to the next layer of neurons.</summary>
/// <param name="Layer">The number of the layer whose a it changes; 0 for the input x.</param>
internal abstract record ElementwiseSpec(int Layer) : LayerSpec
{
    /// <summary>The kind, a singleton as well.</summary>
    public abstract Layers.ElementwiseKind Kind { get; }
}

/// <summary>An activation function with its parameter.</summary>
/// <param name="Function">The function.</param>
/// <param name="Alpha">Its alpha, where it has one; otherwise 0.</param>
/// <param name="Custom">The user's type, where the function is <see cref="Activation.Custom"/>; otherwise null.</param>
internal sealed record ActivationSpec(Activation Function, double Alpha, CustomActivationSpec? Custom = null)
{
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
/// <param name="HidesVectors">Whether something of the user's has a short name that generated code gives to vectors.</param>
/// <param name="CanCreate">Whether <c>new(seed)</c> makes one: the class is not abstract and requires no members to be set.</param>
/// <param name="HasText">Whether the class or a base class has a ToString of its own, or something else of that name.</param>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> Containers, string Name, string Reference, string HintName, bool HidesVectors, bool CanCreate, bool HasText)
{
    /// <summary>The name as C# writes it: <c>@class</c> for a class called class.</summary>
    public string Identifier => Parsing.TypeReader.EscapeType(Name);
}
