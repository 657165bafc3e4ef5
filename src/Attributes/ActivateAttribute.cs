namespace NetGen;

/// <summary>Adds an activation function by itself: <c>a = g(z)</c>, with z as the layer above writes it. The shape stays.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivateAttribute : LayerAttribute
{
    /// <summary>Adds an activation function.</summary>
    /// <param name="activation">The activation function g.</param>
    public ActivateAttribute(Activation activation) => Activation = activation;

    /// <summary>Adds an activation function of your own.</summary>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public ActivateAttribute(Type activation) => (Activation, CustomActivation) = (Activation.Custom, activation);

    /// <summary>The activation function g.</summary>
    public Activation Activation { get; }

    /// <summary>The type that is the activation function; null unless <see cref="Activation"/> is <see cref="Activation.Custom"/>.</summary>
    public Type? CustomActivation { get; }

    /// <summary>As <see cref="DenseAttribute.Alpha"/>.</summary>
    public double Alpha { get; set; }
}
