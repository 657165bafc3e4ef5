namespace NetGen;

/// <summary>
/// Adds values of the same shape, element by element: <c>z = u + v</c>, <c>a = g(z)</c>, where u is the output of the layer above and v
/// the value with the given name. The shape does not change. A value that bypasses some layers and is added after them is a skip
/// connection. Source: He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition" (2016).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AddAttribute : ActivatedLayerAttribute
{
    /// <summary>Adds one value to the output of the layer above.</summary>
    /// <param name="other">The name of the value that is added; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g.</param>
    public AddAttribute(string other, Activation activation = Activation.Identity)
        : this([other], activation)
    {
    }

    /// <summary>Adds several values to the output of the layer above.</summary>
    /// <param name="others">The names of the values that are added, in this order.</param>
    /// <param name="activation">The activation function g.</param>
    public AddAttribute(string[] others, Activation activation = Activation.Identity)
        : base(activation) => Others = others;

    /// <summary>Adds one value to the output of the layer above, with an activation function of your own.</summary>
    /// <param name="other">The name of the value that is added; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public AddAttribute(string other, Type activation)
        : this([other], activation)
    {
    }

    /// <summary>Adds several values to the output of the layer above, with an activation function of your own.</summary>
    /// <param name="others">The names of the values that are added, in this order.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public AddAttribute(string[] others, Type activation)
        : base(activation) => Others = others;

    /// <summary>The names of the values that are added.</summary>
    public IReadOnlyList<string> Others { get; }
}
