using System.Buffers.Binary;
using System.Numerics;

namespace NetGen;

/// <summary>
/// A checksum of bytes: CRC-32C (Castagnoli; RFC 3720, appendix B.4), which tells every change of up to 32 bits in a row.
/// Started at <see cref="Start"/>; the bytes can come in pieces.
/// </summary>
internal static class Crc32C
{
    public const uint Start = uint.MaxValue;

    /// <summary>The state after more bytes.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte value in bytes)
            state = BitOperations.Crc32C(state, value);
        return state;
    }

    /// <summary>The state after more numbers, as they lie in memory; they may take more bytes than a span can have.</summary>
    public static uint AppendNumbers<TNumber>(uint state, ReadOnlySpan<TNumber> numbers)
        where TNumber : unmanaged
    {
        while (!numbers.IsEmpty)
            state = Append(state, NumberBytes.Take(ref numbers));
        return state;
    }

    /// <summary>The checksum that a state stands for.</summary>
    public static uint Finish(uint state) => ~state;
}
