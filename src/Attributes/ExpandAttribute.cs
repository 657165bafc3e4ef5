namespace NetGen;

/// <summary>
/// Repeats the number of each channel at all of its pixels: a vector of shape (channels) becomes an image (channels, height, width) with
/// <c>z[c, y, x] = u[c]</c>, or a signal (channels, length). PyTorch's <c>u[:, :, None, None].expand(-1, -1, height, width)</c>. The gradient
/// of a number is the sum over its pixels. With <see cref="MultiplyAttribute"/>, it scales the channels of an image, as in
/// Hu, Shen and Sun, "Squeeze-and-Excitation Networks" (2018).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ExpandAttribute : LayerAttribute
{
    /// <summary>Makes a signal of shape (channels, length).</summary>
    /// <param name="length">The length of each channel, 1 or more.</param>
    public ExpandAttribute(int length) => Size = [length];

    /// <summary>Makes an image of shape (channels, height, width).</summary>
    /// <param name="height">The number of rows, 1 or more.</param>
    /// <param name="width">The number of columns, 1 or more.</param>
    public ExpandAttribute(int height, int width) => Size = [height, width];

    /// <summary>The size of each channel: (length) or (height, width).</summary>
    public IReadOnlyList<int> Size { get; }
}
