namespace NetGen;

/// <summary>
/// Multiplies every number by a constant: <c>z = factor u</c>. The shape does not change. It keeps the branch of a residual block small,
/// or divides the weighted inputs of a softmax by a temperature.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ScaleAttribute : ActivatedLayerAttribute
{
    /// <summary>Multiplies by <paramref name="factor"/>.</summary>
    /// <param name="factor">The factor: from 1e-38 to 3.4e38 in magnitude, of either sign.</param>
    /// <param name="activation">The activation function g.</param>
    public ScaleAttribute(double factor, Activation activation = Activation.Identity)
        : base(activation) => Factor = factor;

    /// <summary>Multiplies by <paramref name="factor"/>, with an activation function of your own.</summary>
    /// <param name="factor">The factor: from 1e-38 to 3.4e38 in magnitude, of either sign.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public ScaleAttribute(double factor, Type activation)
        : base(activation) => Factor = factor;

    /// <summary>The factor.</summary>
    public double Factor { get; }
}
