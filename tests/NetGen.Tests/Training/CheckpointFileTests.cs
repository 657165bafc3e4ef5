using System.Text;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_write_that_fails_midway_leaves_the_former_file_and_no_other()
    {
        string path = _folder.File("state");
        File.WriteAllText(path, "former");
        var exception = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half of the la"u8);
            stream.Flush();
            Assert.Equal("former", File.ReadAllText(path));
            throw new IOException("The disk is full.");
        }));
        Assert.Equal("The disk is full.", exception.Message);
        Assert.Equal("former", File.ReadAllText(path));
        Assert.Equal(["state"], _folder.Names);
    }

    [Fact]
    public void What_a_crash_left_is_overwritten()
    {
        string path = _folder.File("state");
        File.WriteAllText(path, "former");
        File.WriteAllText(path + ".tmp", "half of a file that is longer than the next one");
        AtomicFile.Write(path, stream => stream.Write("latter"u8));
        Assert.Equal("latter", File.ReadAllText(path));
        Assert.Equal(["state"], _folder.Names);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_ends_the_training_with_an_exception()
    {
        string path = _folder.File("state");
        Directory.CreateDirectory(path);
        FakeNetwork<double> net = Lines.Line(0, 0);
        Assert.ThrowsAny<SystemException>(() => Trainer.Fit(net, Lines.Point(4), new() { Epochs = 3, Optimizer = new Sgd(0.25), CheckpointPath = path }));
        Assert.Equal(1, net.Parameters[1]); // the first epoch's
        Assert.Equal(["state"], _folder.Names);
    }

    [Fact]
    public void Folders_are_made()
    {
        string path = Path.Combine(_folder.File("a"), "b", "state");
        Trainer.Fit(Lines.Line(0, 0), Lines.Point(4), new() { Epochs = 1, CheckpointPath = path });
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void The_format_is_as_documented()
    {
        string path = _folder.File("state");
        CheckpointFile.Write(path, pass =>
        {
            int number = 258;
            pass.Identity("a", "bc");
            pass.Number(ref number);
            pass.Numbers("shorts", new short[] { 1, -2 }.AsSpan());
        });
        byte[] expected =
        [
            .. "NGTrain\n"u8, 1, 0, 0, 0, // the format and its version
            1, 0, 0, 0, (byte)'a', 2, 0, 0, 0, (byte)'b', (byte)'c', // texts after their length
            2, 1, 0, 0, // a number, little-endian
            2, 0, 0, 0, 1, 0, 0xFE, 0xFF, // a table after its length
        ];
        byte[] actual = File.ReadAllBytes(path);
        Assert.Equal(expected, actual[..^4]);
        Assert.Equal(Crc32C.Finish(Crc32C.Append(Crc32C.Start, expected)), BitConverter.ToUInt32(actual.AsSpan(actual.Length - 4)));
    }

    [Fact]
    public void The_checksum_is_CRC_32C()
    {
        // The check value of the catalogue of CRCs, and the first example of RFC 3720, B.4.
        Assert.Equal(0xE3069283, Crc32C.Finish(Crc32C.Append(Crc32C.Start, "123456789"u8)));
        Assert.Equal(0x8A9136AAu, Crc32C.Finish(Crc32C.Append(Crc32C.Start, new byte[32])));

        byte[] bytes = Encoding.ASCII.GetBytes("in pieces of any length");
        for (int cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(Crc32C.Append(Crc32C.Start, bytes), Crc32C.Append(Crc32C.Append(Crc32C.Start, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }
}
