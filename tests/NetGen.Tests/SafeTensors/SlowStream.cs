namespace NetGen.Tests.SafeTensors;

/// <summary>A stream that hands out at most 100 bytes at a time, and may not be able to seek, like a network's.</summary>
internal sealed class SlowStream(byte[] bytes, bool canSeek) : MemoryStream(bytes)
{
    public override bool CanSeek => canSeek;

    public override long Length => canSeek ? base.Length : throw new NotSupportedException();

    public override long Position
    {
        get => canSeek ? base.Position : throw new NotSupportedException();
        set => base.Position = canSeek ? value : throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 100)]);
}
