namespace NetGen;

/// <summary>
/// Multiplies every number by a gain and adds a bias: <c>z = gain u + b</c>, <c>a = g(z)</c>. Both are learned and start at 1 and 0. The
/// shape does not change. It is the last step of <see cref="LayerNormAttribute"/> on its own, also in files: <c>weight</c> is the gain.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AffineAttribute : ActivatedLayerAttribute
{
    /// <summary>Adds a gain and a bias.</summary>
    /// <param name="activation">The activation function g.</param>
    public AffineAttribute(Activation activation = Activation.Identity)
        : base(activation)
    {
    }

    /// <summary>Adds a gain and a bias, with an activation function of your own.</summary>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public AffineAttribute(Type activation)
        : base(activation)
    {
    }

    /// <summary>
    /// Images and signals: whether all numbers of a channel share one gain and one bias. The default is false: each number has its own.
    /// </summary>
    public bool PerChannel { get; set; }
}
