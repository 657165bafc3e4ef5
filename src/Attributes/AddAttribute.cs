namespace NetGen;

/// <summary>
/// Adds values of one shape, number by number: <c>z = u + v</c>, <c>a = g(z)</c>, where u is what the layer above writes and v what has
/// the given name. The shape stays. A value that goes around some layers and is added behind them is a skip connection.
/// Source: He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition" (2016).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AddAttribute : ActivatedLayerAttribute
{
    /// <summary>Takes one value to that of the layer above.</summary>
    /// <param name="other">The name of the value that is added; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g.</param>
    public AddAttribute(string other, Activation activation = Activation.Identity)
        : this([other], activation)
    {
    }

    /// <summary>Takes several values to that of the layer above.</summary>
    /// <param name="others">The names of the values that are added, in this order.</param>
    /// <param name="activation">The activation function g.</param>
    public AddAttribute(string[] others, Activation activation = Activation.Identity)
        : base(activation) => Others = others;

    /// <summary>Takes one value to that of the layer above, with an activation function of your own.</summary>
    /// <param name="other">The name of the value that is added; <c>x</c> is the input of the network.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public AddAttribute(string other, Type activation)
        : this([other], activation)
    {
    }

    /// <summary>Takes several values to that of the layer above, with an activation function of your own.</summary>
    /// <param name="others">The names of the values that are added, in this order.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public AddAttribute(string[] others, Type activation)
        : base(activation) => Others = others;

    /// <summary>The names of the values that are added.</summary>
    public IReadOnlyList<string> Others { get; }
}
