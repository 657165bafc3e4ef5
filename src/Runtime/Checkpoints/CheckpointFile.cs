using System.Buffers.Binary;

namespace NetGen;

/// <summary>
/// The file format of a checkpoint: eight bytes that name the format, four with its version, the contents, and four
/// with the checksum of everything before them.
/// </summary>
internal static class CheckpointFile
{
    private const int Version = 1;
    private const int HeaderSize = 12, ChecksumSize = 4;

    // As in PNG: a line end, which a transfer as text would change.
    private static ReadOnlySpan<byte> Magic => "NGTrain\n"u8;

    /// <summary>Creates the folder of a checkpoint, and throws if it is not writable: before the work, not after it.</summary>
    public static void Prepare(string path)
    {
        CreateFolder(path);
        AtomicFile.CheckWritable(path);
    }

    /// <summary>Writes a checkpoint, which replaces the previous file, if any.</summary>
    public static void Write(string path, Action<CheckpointPass> transfer)
    {
        CreateFolder(path);
        AtomicFile.Write(path, stream =>
        {
            int version = Version;
            var writer = new CheckpointWriter(stream);
            writer.Write(Magic);
            writer.Number(ref version);
            transfer(writer);
            writer.Complete();
        });
    }

    /// <summary>Checks a whole checkpoint, then reads it: one that is rejected changes nothing.</summary>
    public static void Read(string path, Action<CheckpointPass> transfer)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Read(stream, path, transfer);
    }

    /// <summary>The same for a checkpoint that has been read from the file.</summary>
    public static void Read(Stream stream, string path, Action<CheckpointPass> transfer)
    {
        var bytes = new CheckpointBytes(stream);
        try
        {
            Check(bytes);
            long end = bytes.Length - ChecksumSize;
            var check = new CheckpointReader(bytes, HeaderSize, end, applies: false);
            transfer(check);
            if (!check.IsAtEnd)
                throw new InvalidDataException("Expected a checkpoint to end after the training state, but got more data.");

            transfer(new CheckpointReader(bytes, HeaderSize, end, applies: true));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{e.Message} File: {path}", e);
        }
    }

    private static void CreateFolder(string path) => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path);

    private static void Check(CheckpointBytes bytes)
    {
        Span<byte> header = stackalloc byte[HeaderSize], checksum = stackalloc byte[ChecksumSize];
        bool isWhole = bytes.Length >= HeaderSize + ChecksumSize;
        if (isWhole)
            bytes.CopyTo(0, header);
        if (!isWhole || !header.StartsWith(Magic))
            throw new InvalidDataException("Expected a training checkpoint, but got another or a truncated file.");

        int version = BinaryPrimitives.ReadInt32LittleEndian(header[Magic.Length..]);
        if (version != Version)
            throw new InvalidDataException($"Expected a checkpoint of version {Version}, but got version {version}.");

        long end = bytes.Length - ChecksumSize;
        bytes.CopyTo(end, checksum);
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(checksum), actual = bytes.ChecksumTo(end);
        if (actual != expected)
            throw new InvalidDataException($"Expected a checkpoint with the checksum {expected:X8}, but got {actual:X8}: it is damaged or truncated.");
    }
}
