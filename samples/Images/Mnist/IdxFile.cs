using System.Buffers.Binary;
using System.IO.Compression;
using static System.FormattableString;

namespace Mnist;

/// <summary>
/// Reads IDX files, the format of MNIST: a magic number (two zeros, 8 for bytes, the number of dimensions), each dimension as a big-endian
/// integer, then the bytes. Whether a file is gzipped, its first bytes tell, not its name.
/// </summary>
internal static class IdxFile
{
    private const uint BytesOfOneDimension = 0x801, BytesOfThreeDimensions = 0x803;

    /// <summary>Reads pictures of one size: a byte for each pixel, 0 for paper and 255 for ink, row by row.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="height">The height that its pictures must have.</param>
    /// <param name="width">The width that they must have.</param>
    /// <exception cref="InvalidDataException">It is no such file; the message names what was expected and what was there.</exception>
    public static ReadOnlyMemory<byte> ReadImages(Stream stream, string name, int height, int width)
    {
        byte[] file = ReadAll(stream, name);
        uint[] shape = ReadHeader(file, name, BytesOfThreeDimensions, "images", dimensions: 3);
        if (shape[1] != height || shape[2] != width)
            throw Wrong(name, Invariant($"images of {height} x {width} pixels"), Invariant($"images of {shape[1]} x {shape[2]}"));

        return Body(file, name, shape[0], "images", size: height * width, header: 16);
    }

    /// <summary>Reads labels: a byte each.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="classes">The labels are less than this.</param>
    /// <exception cref="InvalidDataException">It is no such file; the message names what was expected and what was there.</exception>
    public static ReadOnlyMemory<byte> ReadLabels(Stream stream, string name, int classes)
    {
        byte[] file = ReadAll(stream, name);
        uint[] shape = ReadHeader(file, name, BytesOfOneDimension, "labels", dimensions: 1);
        ReadOnlyMemory<byte> labels = Body(file, name, shape[0], "labels", size: 1, header: 8);
        int wrong = labels.Span.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        return wrong < 0
            ? labels
            : throw Wrong(name, Invariant($"labels from 0 to {classes - 1}"), Invariant($"{labels.Span[wrong]} as label {wrong}, counted from 0"));
    }

    private static byte[] ReadAll(Stream stream, string name)
    {
        byte[] file = ToEnd(stream);
        if (file is not [0x1F, 0x8B, ..])
            return file;

        try
        {
            return ToEnd(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{name}: expected a whole gzip file, but it cannot be unpacked. {e.Message}", e);
        }
    }

    private static byte[] ToEnd(Stream stream)
    {
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static uint[] ReadHeader(ReadOnlySpan<byte> file, string name, uint magic, string what, int dimensions)
    {
        // Of another file, it says more what it is than how long it is.
        if (file.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32BigEndian(file) is uint actual && actual != magic)
            throw Wrong(name, Invariant($"the magic number 0x{magic:X8} of {what}"), Invariant($"0x{actual:X8}"));

        int length = sizeof(uint) * (1 + dimensions);
        if (file.Length < length)
            throw Wrong(name, Invariant($"a header of {length} bytes"), Invariant($"a file of {file.Length}"));

        var shape = new uint[dimensions];
        for (int i = 0; i < dimensions; i++)
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(file[(sizeof(uint) * (1 + i))..]);
        return shape;
    }

    private static ReadOnlyMemory<byte> Body(byte[] file, string name, uint count, string what, int size, int header)
    {
        if (count == 0)
            throw Wrong(name, Invariant($"1 or more {what}"), "0");

        long expected = (long)count * size, actual = file.Length - header;
        return actual == expected
            ? file.AsMemory(header)
            : throw Wrong(name, Invariant($"{expected:N0} bytes of {count:N0} {what}"), Invariant($"{actual:N0}"));
    }

    private static InvalidDataException Wrong(string name, string expected, string actual) =>
        new($"{name}: expected {expected}, but got {actual}.");
}
