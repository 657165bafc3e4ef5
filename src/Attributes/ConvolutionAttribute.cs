namespace NetGen;

#pragma warning disable CS3015 // No attribute of this type itself can be written, whatever its constructors take.

/// <summary>
/// What <see cref="Conv1DAttribute"/> and <see cref="Conv2DAttribute"/> have in common: filters that slide over channels. PyTorch's
/// <c>Conv1d</c> and <c>Conv2d</c>, whose definition (a correlation: the kernel is not flipped), names and order in files they share.
/// </summary>
public abstract class ConvolutionAttribute : ActivatedLayerAttribute
{
    private protected ConvolutionAttribute(int filters, Activation activation)
        : base(activation) => Filters = filters;

    private protected ConvolutionAttribute(int filters, Type activation)
        : base(activation) => Filters = filters;

    /// <summary>The number of filters, which is the number of output channels.</summary>
    public int Filters { get; }

    /// <summary>How far apart neighbouring places of the kernel are, in each dimension: 1 or more.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>How many zeros lie at each end of each dimension of the input: 0 or more. Not together with <see cref="Same"/>.</summary>
    public int Padding { get; set; }

    /// <summary>
    /// Whether the input is padded with zeros so that the output has its size: with Dilation (kernel - 1) of them, half at each end, and
    /// one more at the far end if the number is odd. With a stride of 1 alone.
    /// </summary>
    public bool Same { get; set; }

    /// <summary>How far apart in the input the numbers are that neighbouring weights read: 1 or more.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// Into how many groups the channels are divided: each filter reads those of its own group, and each group has Filters / Groups
    /// filters. With as many groups as channels, the convolution is depthwise.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether each filter has a bias b. Set to false, z is the sum alone, as before a <see cref="BatchNormAttribute"/>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn before training. A number of the output has channels / Groups x kernel inputs.</summary>
    public Initializer Initializer { get; set; } = Initializer.Default;

    /// <summary>The value of every weight before training, with <see cref="Initializer.Constant"/> alone: a finite number.</summary>
    public double InitialValue { get; set; } = double.NaN;
}
