using System.Diagnostics;

namespace NetGen;

#pragma warning disable CS3015 // No attribute of this type itself can be written, whatever its constructor takes.

/// <summary>
/// A layer of a network. Layers run in the order in which they stand. Each reads what the one above it writes, the first one the
/// input x; <see cref="From"/> makes it read something else, and <see cref="As"/> gives a name to what it writes.
/// </summary>
[Conditional(NetworkAttribute.KeepAttributes)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>Only NetGen's layers can be compiled.</summary>
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The name of what the layer writes, for layers below that read it, and of its weights in files: <c>encoder</c> has
    /// <c>encoder.weight</c>. Letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; every name stands once. Without one, files say
    /// <c>layers.N</c>, where N counts the layers that have weights.
    /// </summary>
    public string? As { get; set; }

    /// <summary>The name of what the layer reads, if that is not what the layer above it writes; <c>x</c> is the input of the network.</summary>
    public string? From { get; set; }
}
