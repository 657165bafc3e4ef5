namespace NetGen;

/// <summary>
/// Divides a value by another of the same shape, element by element: <c>z = u / v</c>, <c>a = g(z)</c>, where u is the
/// output of the layer above and v the value with the given name. The shape does not change.
/// Where v is 0, z is infinite or NaN, as IEEE 754 has it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DivideAttribute : ActivatedLayerAttribute
{
    /// <summary>Divides by the value with a name.</summary>
    /// <param name="other">The name of v; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g.</param>
    public DivideAttribute(string other, Activation activation = Activation.Identity)
        : base(activation) => Other = other;

    /// <summary>Divides by the value with a name, with an activation function of your own.</summary>
    /// <param name="other">The name of v; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public DivideAttribute(string other, Type activation)
        : base(activation) => Other = other;

    /// <summary>The name of v.</summary>
    public string Other { get; }
}
