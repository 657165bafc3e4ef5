namespace NetGen;

/// <summary>
/// Multiplies every number by a constant: <c>z = factor u</c>. The shape stays. It keeps the branch of a residual block small, or divides
/// the weighted inputs of a softmax by a temperature.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ScaleAttribute : LayerAttribute
{
    /// <summary>Multiplies by <paramref name="factor"/>.</summary>
    /// <param name="factor">The factor: from 1e-38 to 3.4e38 in size, of either sign.</param>
    /// <param name="activation">The activation function g.</param>
    public ScaleAttribute(double factor, Activation activation = Activation.Identity) => (Factor, Activation) = (factor, activation);

    /// <summary>Multiplies by <paramref name="factor"/>, with an activation function of your own.</summary>
    /// <param name="factor">The factor: from 1e-38 to 3.4e38 in size, of either sign.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public ScaleAttribute(double factor, Type activation) => (Factor, Activation, CustomActivation) = (factor, Activation.Custom, activation);

    /// <summary>The factor.</summary>
    public double Factor { get; }

    /// <summary>The activation function g.</summary>
    public Activation Activation { get; }

    /// <summary>The type that is the activation function; null unless <see cref="Activation"/> is <see cref="Activation.Custom"/>.</summary>
    public Type? CustomActivation { get; }

    /// <summary>As <see cref="DenseAttribute.Alpha"/>.</summary>
    public double Alpha { get; set; }
}
