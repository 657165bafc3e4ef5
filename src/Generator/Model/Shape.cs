using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>The shape of a value or a tensor: (64) for a vector, (channels, height, width) for an image.</summary>
internal sealed record Shape(EquatableArray<int> Dimensions)
{
    public static Shape Of(params int[] dimensions) => new(dimensions.ToEquatableArray());

    /// <summary>The number of elements, which the parser has checked against <see cref="int.MaxValue"/>.</summary>
    public int Size => checked((int)LongSize);

    /// <summary>The number of elements before that check. The product stops growing above <see cref="int.MaxValue"/>, so it cannot overflow.</summary>
    public long LongSize => Dimensions.Aggregate(1L, (product, size) => product > int.MaxValue ? product : product * size);

    /// <summary>The text in notes and messages: <c>(32, 64)</c>.</summary>
    public override string ToString() => $"({string.Join(", ", Dimensions)})";
}
