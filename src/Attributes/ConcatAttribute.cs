namespace NetGen;

/// <summary>
/// Concatenates vectors: <c>z = [u, v]</c>, <c>a = g(z)</c>, where u is the output of the layer above and v the value with the given
/// name. Shapes (m) and (n) give (m + n).
/// Source: Huang, Liu, van der Maaten and Weinberger, "Densely Connected Convolutional Networks" (2017).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConcatAttribute : ActivatedLayerAttribute
{
    /// <summary>Appends one value to the output of the layer above.</summary>
    /// <param name="other">The name of the value to append; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g.</param>
    public ConcatAttribute(string other, Activation activation = Activation.Identity)
        : this([other], activation)
    {
    }

    /// <summary>Appends several values to the output of the layer above.</summary>
    /// <param name="others">The names of the values to append, in this order.</param>
    /// <param name="activation">The activation function g.</param>
    public ConcatAttribute(string[] others, Activation activation = Activation.Identity)
        : base(activation) => Others = others;

    /// <summary>Appends one value to the output of the layer above, with an activation function of your own.</summary>
    /// <param name="other">The name of the value to append; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public ConcatAttribute(string other, Type activation)
        : this([other], activation)
    {
    }

    /// <summary>Appends several values to the output of the layer above, with an activation function of your own.</summary>
    /// <param name="others">The names of the values to append, in this order.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public ConcatAttribute(string[] others, Type activation)
        : base(activation) => Others = others;

    /// <summary>The names of the appended values.</summary>
    public IReadOnlyList<string> Others { get; }
}
