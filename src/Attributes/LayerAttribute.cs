using System.Diagnostics;

namespace NetGen;

#pragma warning disable CS3015 // The class is abstract: the parameter types of its constructors do not matter.

/// <summary>
/// A layer of a network. Layers run in the order in which they are declared. Each reads the output of the one above it, and the first one
/// the input x. <see cref="From"/> makes a layer read another value, and <see cref="As"/> names its output.
/// </summary>
[Conditional(NetworkAttribute.KeepAttributes)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>Only NetGen's layers can be compiled.</summary>
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The name of the layer's output, for layers below that read it, and of its weights in files: <c>encoder</c> has
    /// <c>encoder.weight</c>. Letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; names are unique. Without a name, files use
    /// <c>layers.N</c>, where N counts the layers that have weights.
    /// </summary>
    public string? As { get; set; }

    /// <summary>The name of the value the layer reads, if not the output of the layer above; <c>x</c> is the network's input.</summary>
    public string? From { get; set; }
}
