namespace NetGen;

/// <summary>Adds an activation function by itself: <c>a = g(z)</c>, with z as the layer above writes it. The shape stays.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivateAttribute : ActivatedLayerAttribute
{
    /// <summary>Adds an activation function.</summary>
    /// <param name="activation">The activation function g.</param>
    public ActivateAttribute(Activation activation)
        : base(activation)
    {
    }

    /// <summary>Adds an activation function of your own.</summary>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public ActivateAttribute(Type activation)
        : base(activation)
    {
    }
}
