using Mnist;
using Xunit;

namespace NetGen.Tests.Files;

/// <summary>The reader of samples/Images, on files made in memory.</summary>
public sealed class IdxFileTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_their_bytes(bool isGzipped)
    {
        byte[] file = Idx.File(Idx.Images, [2, 2, 3], 0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255);
        ReadOnlyMemory<byte> pixels = IdxFile.ReadImages(new MemoryStream(isGzipped ? Idx.Gzip(file) : file), "images", height: 2, width: 3);
        Assert.Equal([0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255], pixels.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_are_their_bytes(bool isGzipped)
    {
        byte[] file = Idx.File(Idx.Labels, [4], 9, 0, 5, 9);
        Assert.Equal([9, 0, 5, 9], IdxFile.ReadLabels(new MemoryStream(isGzipped ? Idx.Gzip(file) : file), "labels", classes: 10).ToArray());
    }

    [Fact]
    public void A_file_of_labels_is_not_one_of_images()
    {
        Refused("the magic number 0x00000803 of images, but got 0x00000801", Idx.File(Idx.Labels, [1], 7));
        Refused("the magic number 0x00000801 of labels, but got 0x00000803", Idx.ImagesFile(1), areLabels: true);

        // Of floats instead of bytes, and in the order of bytes of x64.
        Refused("the magic number 0x00000803 of images, but got 0x00000D03", Idx.File(0xD03, [1, 2, 3], new byte[24]));
        Refused("the magic number 0x00000801 of labels, but got 0x01080000", Idx.File(0x01080000, [1], 7), areLabels: true);
    }

    [Theory]
    [InlineData(3, 2, "3 x 2")]
    [InlineData(2, 2, "2 x 2")]
    [InlineData(0, 3, "0 x 3")]
    [InlineData(2, -1, "2 x 4294967295")]
    public void Images_have_the_expected_size(int height, int width, string text) =>
        Refused($"images of 2 x 3 pixels, but got images of {text}", Idx.File(Idx.Images, [1, height, width], new byte[6]));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(15)]
    public void A_header_is_whole(int length)
    {
        Refused($"a header of 16 bytes, but got a file of {length}", Idx.File(Idx.Images, [1, 2, 3])[..length]);
        if (length < 8)
            Refused($"a header of 8 bytes, but got a file of {length}", Idx.File(Idx.Labels, [1])[..length], areLabels: true);
    }

    [Theory]
    [InlineData(2, 11, "12 bytes of 2 images, but got 11")]
    [InlineData(2, 13, "12 bytes of 2 images, but got 13")]
    [InlineData(2, 0, "12 bytes of 2 images, but got 0")]
    [InlineData(1000, 6, "6,000 bytes of 1,000 images, but got 6")]
    [InlineData(-1, 6, "25,769,803,770 bytes of 4,294,967,295 images, but got 6")]
    [InlineData(0, 0, "1 or more images, but got 0")]
    public void There_are_as_many_images_as_the_header_says(int count, int bytes, string message) =>
        Refused(message, Idx.File(Idx.Images, [count, 2, 3], new byte[bytes]));

    [Theory]
    [InlineData(2, "3 bytes of 3 labels, but got 2")]
    [InlineData(4, "3 bytes of 3 labels, but got 4")]
    public void There_are_as_many_labels_as_the_header_says(int bytes, string message) =>
        Refused(message, Idx.File(Idx.Labels, [3], new byte[bytes]), areLabels: true);

    [Fact]
    public void Labels_are_of_the_classes()
    {
        Refused("labels from 0 to 9, but got 10 as label 2, counted from 0", Idx.File(Idx.Labels, [4], 0, 9, 10, 255), areLabels: true);
        Refused("labels from 0 to 9, but got 255 as label 0, counted from 0", Idx.File(Idx.Labels, [1], 255), areLabels: true);
    }

    [Fact]
    public void A_gzip_file_is_whole_and_what_is_in_it_too()
    {
        byte[] packed = Idx.Gzip(Idx.ImagesFile(3));
        foreach (int length in new[] { 2, 12, packed.Length / 2 })
            Assert.StartsWith("file: ", Error(packed[..length], areLabels: false).Message);

        Assert.StartsWith("file: expected a whole gzip file, but it cannot be unpacked.", Error([0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], areLabels: false).Message);
        Refused("12 bytes of 2 images, but got 7", Idx.Gzip(Idx.File(Idx.Images, [2, 2, 3], new byte[7])));
    }

    private static void Refused(string message, byte[] file, bool areLabels = false) =>
        Assert.Equal($"file: expected {message}.", Error(file, areLabels).Message);

    private static InvalidDataException Error(byte[] file, bool areLabels) => Assert.Throws<InvalidDataException>(() => areLabels
        ? IdxFile.ReadLabels(new MemoryStream(file), "file", classes: 10)
        : IdxFile.ReadImages(new MemoryStream(file), "file", height: 2, width: 3));
}
