using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Views numbers as bytes, in pieces, because a span holds fewer than 2^31.</summary>
internal static class NumberBytes
{
    private const int Piece = 1 << 20;

    /// <summary>Returns the bytes of the next numbers, and removes these from <paramref name="left"/>.</summary>
    public static ReadOnlySpan<byte> Take<TNumber>(ref ReadOnlySpan<TNumber> left)
        where TNumber : unmanaged
    {
        int count = Math.Min(left.Length, Piece);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(left[..count]);
        left = left[count..];
        return bytes;
    }

    /// <summary>Writes a number with its lowest byte first, on any machine.</summary>
    public static void WriteLittleEndian<TNumber>(Span<byte> bytes, TNumber number)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        if (typeof(TNumber) == typeof(double))
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.CreateTruncating(number));
        else
            BinaryPrimitives.WriteSingleLittleEndian(bytes, float.CreateTruncating(number));
    }
}
