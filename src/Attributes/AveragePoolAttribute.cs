namespace NetGen;

/// <summary>
/// Takes the mean of each window: <c>z[c, y, x] = 1/N sum over ky, kx of u[c, S y + ky, S x + kx]</c> and <c>a = g(z)</c>. PyTorch's
/// <c>AvgPool2d</c>, or <c>AvgPool1d</c> over a signal.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AveragePoolAttribute : PoolAttribute
{
    /// <summary>Adds an average pooling.</summary>
    /// <param name="window">The size of the window in each dimension; 1 or more.</param>
    /// <param name="activation">The activation function g.</param>
    public AveragePoolAttribute(int window, Activation activation = Activation.Identity)
        : base(window, activation)
    {
    }

    /// <summary>Adds an average pooling with an activation function of your own.</summary>
    /// <param name="window">The size of the window in each dimension; 1 or more.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public AveragePoolAttribute(int window, Type activation)
        : base(window, activation)
    {
    }

    /// <summary>
    /// Whether the zeros of the padding count, like PyTorch's <c>count_include_pad</c>: if so, N is the size of the window within the padded
    /// image; if not, the number of inputs in the window.
    /// </summary>
    public bool CountPadding { get; set; } = true;
}
