using System.Buffers.Binary;
using System.Text;

namespace NetGen;

/// <summary>Reads untrusted files: sizes that a file merely claims are not allocated.</summary>
internal static class SafeTensorsReader
{
    /// <summary>The initial allocation if the length of a stream is unknown.</summary>
    private const int FirstBytes = 1 << 16;

    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static SafeTensorsFile Read(Stream stream, string file)
    {
        // If the length is known, every size is checked against it and then allocated at once.
        long? length = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        byte[] prefix = Take(stream, sizeof(ulong), isThere: true);
        if (prefix.Length < sizeof(ulong))
            throw new SafeTensorsException(file, $"Expected 8 bytes with the size of the header, but got {prefix.Length}.");

        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (size > SafeTensorsHeader.MaxSize)
            throw new SafeTensorsException(file, $"Expected a header of at most {SafeTensorsHeader.MaxSize} bytes, but got one of {size}.");

        long? rest = length - sizeof(ulong);
        byte[] bytes = (long)size > rest ? [] : Take(stream, (long)size, isThere: rest is not null);
        if (bytes.Length < (long)size)
            throw new SafeTensorsException(file, $"Expected a header of {size} bytes, but got {rest ?? bytes.Length}.");

        SafeTensorsHeader header = SafeTensorsHeader.Parse(Decode(bytes, file), file, rest - (long)size);
        var tensors = new List<SafeTensor>(header.Entries.Count);
        foreach (SafeTensorsEntry entry in header.Entries)
            tensors.Add(SafeTensor.OfEntry(entry, TakeData(stream, entry, file, isThere: rest is not null)));

        if (rest is null && stream.ReadByte() >= 0)
            throw new SafeTensorsException(file, $"Expected {header.DataLength} bytes of data, the size of the tensors, but the file has more.");

        return new SafeTensorsFile(tensors, header.Metadata, file);
    }

    private static string Decode(byte[] bytes, string file)
    {
        try
        {
            return _strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new SafeTensorsException(file, $"Expected a header in UTF-8, but got the byte {exception.BytesUnknown?[0]:X2} at {exception.Index}.");
        }
    }

    private static byte[] TakeData(Stream stream, SafeTensorsEntry entry, string file, bool isThere)
    {
        long count = entry.End - entry.Begin;
        if (count > Array.MaxLength)
            throw new SafeTensorsException(file, $"Expected at most {Array.MaxLength} bytes in a tensor, but '{Excerpt.Of(entry.Name)}' has {count}.");

        byte[] data = count == 0 ? [] : Take(stream, count, isThere);
        if (data.Length < count)
            throw new SafeTensorsException(file, $"Expected {count} bytes of tensor '{Excerpt.Of(entry.Name)}', but the file ends after {data.Length}.");

        return data;
    }

    /// <summary>Reads <paramref name="count"/> bytes, or as many as there are.</summary>
    private static byte[] Take(Stream stream, long count, bool isThere)
    {
        byte[] bytes = new byte[isThere ? count : Math.Min(count, FirstBytes)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < bytes.Length || filled == count)
                return filled == bytes.Length ? bytes : bytes[..filled];

            Array.Resize(ref bytes, (int)Math.Min(count, 2L * filled));
        }
    }
}
