namespace NetGen;

/// <summary>
/// Subtracts a value from another of the same shape, element by element: <c>z = u - v</c>, <c>a = g(z)</c>, where u is the
/// output of the layer above and v the value with the given name. The shape does not change.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SubtractAttribute : ActivatedLayerAttribute
{
    /// <summary>Subtracts the value with a name.</summary>
    /// <param name="other">The name of v; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g.</param>
    public SubtractAttribute(string other, Activation activation = Activation.Identity)
        : base(activation) => Other = other;

    /// <summary>Subtracts the value with a name, with an activation function of your own.</summary>
    /// <param name="other">The name of v; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public SubtractAttribute(string other, Type activation)
        : base(activation) => Other = other;

    /// <summary>The name of v.</summary>
    public string Other { get; }
}
