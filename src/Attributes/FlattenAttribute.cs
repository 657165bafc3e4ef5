namespace NetGen;

/// <summary>
/// Turns an image or a signal into a vector: number (c, y, x) becomes number (c height + y) width + x, as in PyTorch's <c>Flatten</c>. A
/// <see cref="DenseAttribute"/> layer does this implicitly.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
