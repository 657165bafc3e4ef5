namespace NetGen;

/// <summary>
/// Gives a vector the shape of an image or a signal, in the same order: number <c>(c height + y) width + x</c> becomes number (c, y, x). The
/// opposite of <see cref="FlattenAttribute"/>, and PyTorch's <c>Unflatten</c>. A value of any shape with as many numbers will do.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ReshapeAttribute : LayerAttribute
{
    /// <summary>Makes a signal of shape (channels, length).</summary>
    /// <param name="channels">The number of channels, 1 or more.</param>
    /// <param name="length">The length of each channel, 1 or more.</param>
    public ReshapeAttribute(int channels, int length) => Shape = [channels, length];

    /// <summary>Makes an image of shape (channels, height, width).</summary>
    /// <param name="channels">The number of channels, 1 or more.</param>
    /// <param name="height">The number of rows, 1 or more.</param>
    /// <param name="width">The number of columns, 1 or more.</param>
    public ReshapeAttribute(int channels, int height, int width) => Shape = [channels, height, width];

    /// <summary>The shape of the output: (channels, length) or (channels, height, width). It has as many numbers as the input.</summary>
    public IReadOnlyList<int> Shape { get; }
}
