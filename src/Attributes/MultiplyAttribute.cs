namespace NetGen;

/// <summary>
/// Multiplies values of the same shape, element by element: <c>z = u v</c>, <c>a = g(z)</c>, where u is the output of the layer above and v
/// the value with the given name. The shape does not change. A value that is multiplied by the output of a sigmoid is gated. Source:
/// Dauphin, Fan, Auli and Grangier, "Language Modeling with Gated Convolutional Networks" (2017).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MultiplyAttribute : ActivatedLayerAttribute
{
    /// <summary>Multiplies the output of the layer above by one value.</summary>
    /// <param name="other">The name of the factor; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g.</param>
    public MultiplyAttribute(string other, Activation activation = Activation.Identity)
        : this([other], activation)
    {
    }

    /// <summary>Multiplies the output of the layer above by several values.</summary>
    /// <param name="others">The names of the factors, in this order.</param>
    /// <param name="activation">The activation function g.</param>
    public MultiplyAttribute(string[] others, Activation activation = Activation.Identity)
        : base(activation) => Others = others;

    /// <summary>Multiplies the output of the layer above by one value, with an activation function of your own.</summary>
    /// <param name="other">The name of the factor; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public MultiplyAttribute(string other, Type activation)
        : this([other], activation)
    {
    }

    /// <summary>Multiplies the output of the layer above by several values, with an activation function of your own.</summary>
    /// <param name="others">The names of the factors, in this order.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public MultiplyAttribute(string[] others, Type activation)
        : base(activation) => Others = others;

    /// <summary>The names of the factors.</summary>
    public IReadOnlyList<string> Others { get; }
}
