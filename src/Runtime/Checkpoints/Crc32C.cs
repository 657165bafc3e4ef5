using System.Buffers.Binary;
using System.Numerics;

namespace NetGen;

/// <summary>
/// A checksum of bytes: CRC-32C (Castagnoli; RFC 3720, appendix B.4), which detects every change within 32 consecutive bits.
/// Started at <see cref="Start"/>; the bytes can come in pieces.
/// </summary>
internal static class Crc32C
{
    public const uint Start = uint.MaxValue;

    /// <summary>Returns the state after more bytes.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte value in bytes)
            state = BitOperations.Crc32C(state, value);
        return state;
    }

    /// <summary>Returns the state after more numbers, as in memory; they may take more bytes than a span can have.</summary>
    public static uint AppendNumbers<TNumber>(uint state, ReadOnlySpan<TNumber> numbers)
        where TNumber : unmanaged
    {
        while (!numbers.IsEmpty)
            state = Append(state, NumberBytes.Take(ref numbers));
        return state;
    }

    /// <summary>Returns the checksum of a state.</summary>
    public static uint Finish(uint state) => ~state;
}
