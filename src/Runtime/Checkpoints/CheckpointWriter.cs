using System.Runtime.InteropServices;
using System.Text;

namespace NetGen;

/// <summary>Writes a checkpoint: texts and tables after their length, numbers as they lie in memory (little-endian), and at last the checksum of it all.</summary>
internal sealed class CheckpointWriter(Stream stream) : ICheckpointPass
{
    private uint _checksum = Crc32C.Start;

    public bool Applies => false;

    public void Identity(string name, string value)
    {
        Text(name);
        Text(value);
    }

    public void Number<TNumber>(ref TNumber value)
        where TNumber : unmanaged => Bytes(MemoryMarshal.AsBytes(new ReadOnlySpan<TNumber>(in value)));

    public void Numbers<TNumber>(string name, Span<TNumber> values, Func<ReadOnlySpan<TNumber>, string?>? fault = null)
        where TNumber : unmanaged
    {
        int count = values.Length;
        Number(ref count);
        for (ReadOnlySpan<TNumber> left = values; !left.IsEmpty;)
            Bytes(NumberBytes.Take(ref left));
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _checksum = Crc32C.Append(_checksum, bytes);
    }

    /// <summary>Writes the checksum.</summary>
    public void Complete()
    {
        uint checksum = Crc32C.Finish(_checksum);
        Number(ref checksum);
    }

    private void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Numbers("text", bytes.AsSpan());
    }
}
