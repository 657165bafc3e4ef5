using System.Text;

namespace NetGen;

/// <summary>Writes a checkpoint: texts and tables after their length, numbers as in memory (little-endian), and finally the checksum of everything.</summary>
internal sealed class CheckpointWriter(Stream stream) : CheckpointPass
{
    private uint _checksum = Crc32C.Start;

    public override bool Applies => false;

    protected override bool Checks => false;

    public override void Identity(string name, string value)
    {
        Text(name);
        Text(value);
    }

    public void Write(ReadOnlySpan<byte> bytes)
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

    protected override void Count(string name, int count) => Number(ref count);

    protected override void Bytes(Span<byte> bytes) => Write(bytes);

    // There is always room.
    protected override void CheckLeft(long size)
    {
    }

    protected override void Skip(long size) => throw new NotSupportedException("A writer cannot skip bytes.");

    private void Text(string text) => Numbers("text", Encoding.UTF8.GetBytes(text).AsSpan());
}
