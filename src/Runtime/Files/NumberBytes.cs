using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Numbers as bytes, of which a span holds less than 2^31: so they come in pieces.</summary>
internal static class NumberBytes
{
    private const int Piece = 1 << 20;

    /// <summary>The bytes of the next numbers, which are taken away from those that are left.</summary>
    public static ReadOnlySpan<byte> Take<TNumber>(ref ReadOnlySpan<TNumber> left)
        where TNumber : unmanaged
    {
        int count = Math.Min(left.Length, Piece);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(left[..count]);
        left = left[count..];
        return bytes;
    }
}
