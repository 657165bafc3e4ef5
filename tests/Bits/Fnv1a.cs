namespace NetGen.Bits;

/// <summary>A hash of bits. Source: Fowler, Noll and Vo's FNV-1a with 64 bits.</summary>
internal static class Fnv1a
{
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in bytes)
            hash = (hash ^ b) * 0x100000001B3;
        return hash;
    }
}
