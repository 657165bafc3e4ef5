namespace NetGen;

/// <summary>
/// Adds a convolution over an image of shape (channels, height, width):
/// <c>z[o, y, x] = b[o] + sum over c, ky, kx of W[o, c, ky, kx] u[c, y + ky, x + kx]</c> and <c>a = g(z)</c>, with W of shape (filters,
/// channels / Groups, kernel height, kernel width) and b of shape (filters). With a stride S, a dilation D and a padding P, it reads
/// <c>u[c, S y + D ky - P, S x + D kx - P]</c>, and 0 beyond the edges. The output has the shape (filters, height', width') with
/// <c>height' = (height + 2 P - D (kernel - 1) - 1) / S + 1</c>, rounded down.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv2DAttribute : ConvolutionAttribute
{
    /// <summary>Adds a convolution with a square kernel.</summary>
    /// <param name="filters">The number of filters, which is the number of output channels; 1 or more.</param>
    /// <param name="kernel">The height and the width of the kernel; 1 or more.</param>
    /// <param name="activation">The activation function g.</param>
    public Conv2DAttribute(int filters, int kernel, Activation activation = Activation.Identity)
        : this(filters, kernel, kernel, activation)
    {
    }

    /// <summary>Adds a convolution with a square kernel and an activation function of your own.</summary>
    /// <param name="filters">The number of filters, which is the number of output channels; 1 or more.</param>
    /// <param name="kernel">The height and the width of the kernel; 1 or more.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public Conv2DAttribute(int filters, int kernel, Type activation)
        : this(filters, kernel, kernel, activation)
    {
    }

    /// <summary>Adds a convolution.</summary>
    /// <param name="filters">The number of filters, which is the number of output channels; 1 or more.</param>
    /// <param name="kernelHeight">The height of the kernel; 1 or more.</param>
    /// <param name="kernelWidth">The width of the kernel; 1 or more.</param>
    /// <param name="activation">The activation function g.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth, Activation activation = Activation.Identity)
        : base(filters, activation) => (KernelHeight, KernelWidth) = (kernelHeight, kernelWidth);

    /// <summary>Adds a convolution with an activation function of your own.</summary>
    /// <param name="filters">The number of filters, which is the number of output channels; 1 or more.</param>
    /// <param name="kernelHeight">The height of the kernel; 1 or more.</param>
    /// <param name="kernelWidth">The width of the kernel; 1 or more.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth, Type activation)
        : base(filters, activation) => (KernelHeight, KernelWidth) = (kernelHeight, kernelWidth);

    /// <summary>The height of the kernel.</summary>
    public int KernelHeight { get; }

    /// <summary>The width of the kernel.</summary>
    public int KernelWidth { get; }
}
