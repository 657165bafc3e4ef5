using System.Buffers.Binary;
using System.IO.Compression;

namespace NetGen.Tests.Files;

/// <summary>IDX files made in memory: see <see cref="Mnist.IdxFile"/>.</summary>
internal static class Idx
{
    public const uint Labels = 0x801, Images = 0x803;

    /// <summary>A file with a magic number, sizes and bytes, whether they fit or not.</summary>
    public static byte[] File(uint magic, int[] sizes, params byte[] bytes)
    {
        var header = new byte[4 * (1 + sizes.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * (1 + i)), sizes[i]);
        return [.. header, .. bytes];
    }

    /// <summary>Images of 28 x 28 pixels, the first pixel of each being its number.</summary>
    public static byte[] ImagesFile(int count)
    {
        var pixels = new byte[count * 784];
        for (int i = 0; i < count; i++)
            pixels[784 * i] = (byte)i;
        return File(Images, [count, 28, 28], pixels);
    }

    /// <summary>The labels 0, 1, 2, ... and after 9 from 0 on.</summary>
    public static byte[] LabelsFile(int count) => File(Labels, [count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);

    public static byte[] Gzip(byte[] file)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(file);
        return packed.ToArray();
    }
}
