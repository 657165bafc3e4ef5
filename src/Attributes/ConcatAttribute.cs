namespace NetGen;

/// <summary>
/// Joins vectors one behind the other: <c>z = [u, v]</c>, <c>a = g(z)</c>, where u is what the layer above writes and v what has the given
/// name. Of shapes (m) and (n) it makes (m + n).
/// Source: Huang, Liu, van der Maaten and Weinberger, "Densely Connected Convolutional Networks" (2017).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConcatAttribute : ActivatedLayerAttribute
{
    /// <summary>Takes one value to that of the layer above.</summary>
    /// <param name="other">The name of the value that follows; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g.</param>
    public ConcatAttribute(string other, Activation activation = Activation.Identity)
        : this([other], activation)
    {
    }

    /// <summary>Takes several values to that of the layer above.</summary>
    /// <param name="others">The names of the values that follow, in this order.</param>
    /// <param name="activation">The activation function g.</param>
    public ConcatAttribute(string[] others, Activation activation = Activation.Identity)
        : base(activation) => Others = others;

    /// <summary>Takes one value to that of the layer above, with an activation function of your own.</summary>
    /// <param name="other">The name of the value that follows; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public ConcatAttribute(string other, Type activation)
        : this([other], activation)
    {
    }

    /// <summary>Takes several values to that of the layer above, with an activation function of your own.</summary>
    /// <param name="others">The names of the values that follow, in this order.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public ConcatAttribute(string[] others, Type activation)
        : base(activation) => Others = others;

    /// <summary>The names of the values that follow.</summary>
    public IReadOnlyList<string> Others { get; }
}
