namespace NetGen;

/// <summary>The bytes of a checkpoint in memory: in pieces, because an array is limited to 2 GB.</summary>
internal sealed class CheckpointBytes
{
    private readonly List<byte[]> _pieces = [];
    private readonly int _pieceSize;

    /// <summary>Reads a stream from its start to its current end.</summary>
    public CheckpointBytes(Stream stream, int pieceSize = 1 << 26)
    {
        (_pieceSize, Length) = (pieceSize, stream.Length);
        for (long left = Length; left > 0; left -= _pieces[^1].Length)
        {
            var piece = new byte[Math.Min(left, pieceSize)];
            stream.ReadExactly(piece);
            _pieces.Add(piece);
        }
    }

    public long Length { get; }

    /// <summary>Copies bytes, starting at <paramref name="at"/>.</summary>
    public void CopyTo(long at, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<byte> piece = PieceAt(at, destination.Length);
            piece.CopyTo(destination);
            destination = destination[piece.Length..];
            at += piece.Length;
        }
    }

    /// <summary>The checksum of all bytes before <paramref name="end"/>.</summary>
    public uint ChecksumTo(long end)
    {
        uint state = Crc32C.Start;
        for (long at = 0; at < end;)
        {
            ReadOnlySpan<byte> piece = PieceAt(at, end - at);
            state = Crc32C.Append(state, piece);
            at += piece.Length;
        }

        return Crc32C.Finish(state);
    }

    /// <summary>Returns the contiguous bytes from <paramref name="at"/>, up to a length.</summary>
    private ReadOnlySpan<byte> PieceAt(long at, long length)
    {
        ReadOnlySpan<byte> piece = _pieces[(int)(at / _pieceSize)].AsSpan((int)(at % _pieceSize));
        return piece[..(int)Math.Min(piece.Length, length)];
    }
}
