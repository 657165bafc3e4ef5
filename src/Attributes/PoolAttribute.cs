namespace NetGen;

#pragma warning disable CS3015 // The class is abstract: the parameter types of its constructors do not matter.

/// <summary>
/// The base of <see cref="MaxPoolAttribute"/> and <see cref="AveragePoolAttribute"/>: a window that slides over each channel of
/// an image (channels, height, width) or a signal (channels, length). PyTorch's <c>MaxPool2d</c>, <c>AvgPool2d</c> and their
/// one-dimensional forms. The output has <c>(size + 2 Padding - window) / Stride + 1</c> numbers in each dimension, rounded down.
/// </summary>
public abstract class PoolAttribute : ActivatedLayerAttribute
{
    private protected PoolAttribute(int window, Activation activation)
        : base(activation) => Window = window;

    private protected PoolAttribute(int window, Type activation)
        : base(activation) => Window = window;

    /// <summary>The size of the window in each dimension.</summary>
    public int Window { get; }

    /// <summary>The distance between neighboring positions of the window: 1 or more. The default is the size of the window.</summary>
    public int Stride { get; set; }

    /// <summary>How far the window reaches beyond each edge: 0 or more, at most half the window.</summary>
    public int Padding { get; set; }
}
