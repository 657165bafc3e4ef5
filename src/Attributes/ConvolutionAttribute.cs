namespace NetGen;

#pragma warning disable CS3015 // The class is abstract: the parameter types of its constructors do not matter.

/// <summary>
/// The base of <see cref="Conv1DAttribute"/> and <see cref="Conv2DAttribute"/>: filters that slide over channels. Definition (a
/// correlation: the kernel is not flipped), names and order in files are those of PyTorch's <c>Conv1d</c> and <c>Conv2d</c>.
/// </summary>
public abstract class ConvolutionAttribute : ActivatedLayerAttribute
{
    private protected ConvolutionAttribute(int filters, Activation activation)
        : base(activation) => Filters = filters;

    private protected ConvolutionAttribute(int filters, Type activation)
        : base(activation) => Filters = filters;

    /// <summary>The number of filters, which is the number of output channels.</summary>
    public int Filters { get; }

    /// <summary>The distance between neighboring positions of the kernel, in each dimension: 1 or more.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>The number of zeros at each end of each dimension: 0 or more. Cannot be combined with <see cref="Same"/>.</summary>
    public int Padding { get; set; }

    /// <summary>
    /// Whether the input is padded with zeros so that the output has its size: Dilation (kernel - 1) zeros, half at each end, and any odd
    /// one at the far end. Requires a stride of 1.
    /// </summary>
    public bool Same { get; set; }

    /// <summary>The distance in the input between the numbers that neighboring weights read: 1 or more.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// The number of groups into which the channels are divided: each filter reads the channels of its group, and each group has
    /// Filters / Groups filters. With as many groups as channels, the convolution is depthwise.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether each filter has a bias b. If false, z is the sum alone, as usual before <see cref="BatchNormAttribute"/>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn before training. The fan-in is channels / Groups x kernel.</summary>
    public Initializer Initializer { get; set; } = Initializer.Default;

    /// <summary>The initial value of every weight: a finite number. Only for <see cref="Initializer.Constant"/>.</summary>
    public double InitialValue { get; set; } = double.NaN;
}
