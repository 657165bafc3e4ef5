using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1 << 20)]
    public void The_pieces_in_memory_do_not_show(int pieceSize)
    {
        byte[] file = [.. Enumerable.Range(0, 100).Select(i => (byte)(i * 37))];
        var bytes = new CheckpointBytes(new MemoryStream(file), pieceSize);
        Assert.Equal(100, bytes.Length);
        for (int at = 0; at <= 100; at += 9)
        {
            Assert.Equal(Crc32C.Finish(Crc32C.Append(Crc32C.Start, file.AsSpan(0, at))), bytes.ChecksumTo(at));
            for (int count = 0; count <= 100 - at; count += 5)
            {
                var part = new byte[count];
                bytes.CopyTo(at, part);
                Assert.Equal(file[at..(at + count)], part);
            }
        }

        // A table of 12 numbers of 8 bytes, and one that would be of 13.
        file[0] = 12;
        file.AsSpan(1, 3).Clear();
        var numbers = new long[12];
        bytes = new CheckpointBytes(new MemoryStream(file), pieceSize);
        new CheckpointReader(bytes, 0, 100, applies: true).Numbers("longs", numbers.AsSpan());
        Assert.Equal(Enumerable.Range(0, 12).Select(i => BitConverter.ToInt64(file, 4 + 8 * i)), numbers);
        Assert.Equal(
            "Expected a checkpoint with 96 more bytes, but got 95.",
            Assert.Throws<InvalidDataException>(() => new CheckpointReader(bytes, 0, 99, applies: true).Numbers("longs", numbers.AsSpan())).Message);
    }

    [Fact]
    public void More_than_2_GB_of_numbers_are_written()
    {
        // Numbers that are only read take no memory, as long as nobody has written them.
        const int Count = (1 << 28) + 1;
        long size = 8L * Count;
        nint memory = Marshal.AllocHGlobal(checked((nint)size));
        try
        {
            ref byte first = ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), memory);
            uint expected = Crc32C.Append(Crc32C.Start, BitConverter.GetBytes(Count));
            for (long at = 0; at < size; at += 1000 * 1000)
                expected = Crc32C.Append(expected, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref first, (nint)at), (int)Math.Min(1000 * 1000, size - at)));

            var stream = new CountingStream();
            var writer = new CheckpointWriter(stream);
            writer.Numbers("doubles", MemoryMarshal.CreateSpan(ref Unsafe.As<byte, double>(ref first), Count));
            Assert.Equal(4 + size, stream.Count);
            writer.Complete();
            Assert.Equal(Crc32C.Finish(expected), stream.Last);
        }
        finally
        {
            Marshal.FreeHGlobal(memory);
        }
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

    /// <summary>Forgets all but how many bytes there were, and the last four.</summary>
    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public uint Last { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Count += buffer.Length;
            Last = BitConverter.ToUInt32(buffer[^4..]);
        }
    }
}
