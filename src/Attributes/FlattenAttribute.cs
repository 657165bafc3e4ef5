namespace NetGen;

/// <summary>
/// Makes a vector of an image or a signal: number (c, y, x) becomes number (c height + y) width + x, as PyTorch's <c>Flatten</c>. A
/// <see cref="DenseAttribute"/> layer does so by itself.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
