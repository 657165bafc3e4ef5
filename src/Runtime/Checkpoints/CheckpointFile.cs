using System.Buffers.Binary;

namespace NetGen;

/// <summary>
/// The file around a checkpoint's contents: eight bytes that name the format, its version in four, the contents, and four
/// bytes with the checksum of all before them.
/// </summary>
internal static class CheckpointFile
{
    private const int Version = 1;
    private const int HeaderSize = 12, ChecksumSize = 4;

    // As in PNG: line ends that a transfer as text would change.
    private static ReadOnlySpan<byte> Magic => "NGTrain\n"u8;

    /// <summary>Writes a checkpoint in place of the former file, if there is one.</summary>
    public static void Write(string path, Action<ICheckpointPass> transfer)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, stream =>
        {
            int version = Version;
            var writer = new CheckpointWriter(stream);
            writer.Bytes(Magic);
            writer.Number(ref version);
            transfer(writer);
            writer.Complete();
            if (stream.Length > Array.MaxLength)
                throw new IOException($"Expected a checkpoint of up to {Array.MaxLength} bytes, but got {stream.Length}: {path}");
        });
    }

    /// <summary>Checks all of a checkpoint, then reads it: what is refused has changed nothing.</summary>
    public static void Read(string path, Action<ICheckpointPass> transfer)
    {
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            ReadOnlyMemory<byte> contents = Contents(bytes);
            var check = new CheckpointReader(contents, applies: false);
            transfer(check);
            if (!check.IsAtEnd)
                throw new InvalidDataException("Expected a checkpoint that ends with its training's state, but got more.");

            transfer(new CheckpointReader(contents, applies: true));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{e.Message} File: {path}", e);
        }
    }

    private static ReadOnlyMemory<byte> Contents(byte[] bytes)
    {
        if (bytes.Length < HeaderSize + ChecksumSize || !bytes.AsSpan().StartsWith(Magic))
            throw new InvalidDataException("Expected a checkpoint of a training, but got another file, or a part of one.");

        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length));
        if (version != Version)
            throw new InvalidDataException($"Expected a checkpoint of version {Version}, but got version {version}.");

        int end = bytes.Length - ChecksumSize;
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(end)), actual = Crc32C.Finish(Crc32C.Append(Crc32C.Start, bytes.AsSpan(0, end)));
        if (actual != expected)
            throw new InvalidDataException($"Expected a checkpoint with the checksum {expected:X8}, but got {actual:X8}: it is damaged or cut off.");

        return bytes.AsMemory(HeaderSize, end - HeaderSize);
    }
}
