namespace NetGen;

/// <summary>
/// Adds a convolution over a signal of shape (channels, length):
/// <c>z[o, x] = b[o] + sum over c, k of W[o, c, k] u[c, x + k]</c> and <c>a = g(z)</c>, with W of shape (filters, channels / Groups,
/// kernel) and b of shape (filters). With a stride S, a dilation D and a padding P, it reads <c>u[c, S x + D k - P]</c>, and 0 beyond
/// the ends. The output has the shape (filters, length') with <c>length' = (length + 2 P - D (kernel - 1) - 1) / S + 1</c>, rounded
/// down.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute : ConvolutionAttribute
{
    /// <summary>Adds a convolution.</summary>
    /// <param name="filters">The number of filters, which is the number of output channels; 1 or more.</param>
    /// <param name="kernel">The length of the kernel; 1 or more.</param>
    /// <param name="activation">The activation function g.</param>
    public Conv1DAttribute(int filters, int kernel, Activation activation = Activation.Identity)
        : base(filters, activation) => Kernel = kernel;

    /// <summary>Adds a convolution with an activation function of your own.</summary>
    /// <param name="filters">The number of filters, which is the number of output channels; 1 or more.</param>
    /// <param name="kernel">The length of the kernel; 1 or more.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public Conv1DAttribute(int filters, int kernel, Type activation)
        : base(filters, activation) => Kernel = kernel;

    /// <summary>The length of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>
    /// Whether output x reads no input after x: the signal is padded with Dilation (kernel - 1) zeros at its start, so the output has its
    /// length. Requires a stride of 1, and neither <see cref="ConvolutionAttribute.Padding"/> nor
    /// <see cref="ConvolutionAttribute.Same"/>.
    /// </summary>
    public bool Causal { get; set; }
}
