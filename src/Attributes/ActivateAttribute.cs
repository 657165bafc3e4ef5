namespace NetGen;

/// <summary>Adds an activation function alone: <c>a = g(z)</c>, with z the output of the layer above. The shape does not change.</summary>
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
