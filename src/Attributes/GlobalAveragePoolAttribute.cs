namespace NetGen;

/// <summary>
/// Takes the mean of each channel of an image (channels, height, width) or a signal (channels, length): <c>z[c] = mean of u[c]</c> and
/// <c>a = g(z)</c>, a vector of shape (channels). PyTorch's <c>AdaptiveAvgPool2d(1)</c>, flattened.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalAveragePoolAttribute : ActivatedLayerAttribute
{
    /// <summary>Adds a global average pooling.</summary>
    /// <param name="activation">The activation function g.</param>
    public GlobalAveragePoolAttribute(Activation activation = Activation.Identity)
        : base(activation)
    {
    }

    /// <summary>Adds a global average pooling with an activation function of your own.</summary>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public GlobalAveragePoolAttribute(Type activation)
        : base(activation)
    {
    }
}
