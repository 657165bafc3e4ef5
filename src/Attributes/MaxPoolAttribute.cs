namespace NetGen;

/// <summary>
/// Takes the largest number of each window: <c>z[c, y, x] = max over ky, kx of u[c, S y + ky, S x + kx]</c>, padding excluded,
/// and <c>a = g(z)</c>. The delta goes to the largest number, the first one in case of a tie. PyTorch's <c>MaxPool2d</c>, or
/// <c>MaxPool1d</c> over a signal.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPoolAttribute : PoolAttribute
{
    /// <summary>Adds a max pooling.</summary>
    /// <param name="window">The size of the window in each dimension; 1 or more.</param>
    /// <param name="activation">The activation function g.</param>
    public MaxPoolAttribute(int window, Activation activation = Activation.Identity)
        : base(window, activation)
    {
    }

    /// <summary>Adds a max pooling with an activation function of your own.</summary>
    /// <param name="window">The size of the window in each dimension; 1 or more.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public MaxPoolAttribute(int window, Type activation)
        : base(window, activation)
    {
    }
}
