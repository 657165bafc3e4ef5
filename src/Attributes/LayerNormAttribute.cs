namespace NetGen;

/// <summary>
/// Normalizes each sample over its n numbers: <c>xhat = (u - mean u) / sqrt(var u + epsilon)</c> with the variance
/// <c>1/n sum (u - mean u)^2</c>, then <c>z = gain xhat + b</c> with a gain and a bias for each number, which are learned and start at 1
/// and 0, and <c>a = g(z)</c>. The shape does not change. PyTorch's <c>LayerNorm</c>, also in files: <c>weight</c> is the gain. Source: Ba,
/// Kiros and Hinton, "Layer Normalization" (2016).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : ActivatedLayerAttribute
{
    /// <summary>Adds a normalization of each sample.</summary>
    /// <param name="activation">The activation function g.</param>
    public LayerNormAttribute(Activation activation = Activation.Identity)
        : base(activation)
    {
    }

    /// <summary>Adds a normalization of each sample, with an activation function of your own.</summary>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public LayerNormAttribute(Type activation)
        : base(activation)
    {
    }

    /// <summary>The number added to the variance, to avoid division by zero: 1e-12 or more. The default is 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
