using System.Text;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.SafeTensors;

/// <summary>However a file is made, what it costs and what is said of it are in proportion to its bytes and to what a person reads.</summary>
public sealed class SafeTensorsLimitTests
{
    private const int MessageLength = 10_000;

    public static TheoryData<string> Headers => new()
    {
        Dimensions("1", 500_000),
        Dimensions("0", 500_000),
        Dimensions("9223372036854775807", 50_000),
        $"{{\"a\":{{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[{Repeat("0,", 500_000)}0]}}}}",
        Many(20_000) + " ",
        $"{{\"{new string('n', 1_000_000)}\":{{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,2]}}}}",
        $"{{\"{Repeat("\\n", 500_000)}\":{{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,2]}}}}",
        $"{{\"a\":{{\"dtype\":\"{new string('t', 1_000_000)}\",\"shape\":[1],\"data_offsets\":[0,2]}}}}",
        $"{{\"a\":{{\"{new string('k', 1_000_000)}\":1}}}}",
        $"{{\"{new string('m', 500_000)}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}},\"{new string('m', 500_000)}\":{{}}}}",
        $"{{\"__metadata__\":{{\"{new string('m', 500_000)}\":\"\",\"{new string('m', 500_000)}\":\"\"}}}}",
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_refusal_costs_a_few_times_the_header(string header)
    {
        // A byte too many, where nothing else is wrong.
        byte[] file = SafeTensorsFormatTests.Bytes(header, new byte[1]);
        foreach (bool canSeek in new[] { true, false })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var exception = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Read(new SlowStream(file, canSeek)));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 15L * file.Length);
            Assert.InRange(exception.Message.Length, 0, MessageLength);
        }
    }

    [Fact]
    public void Many_tensors_cost_a_few_times_the_header()
    {
        byte[] file = SafeTensorsFormatTests.Bytes(Many(20_000), []);
        Assert.InRange(file.Length, 1_000_000, 1_500_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var read = SafeTensorsFile.Read(new MemoryStream(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 15L * file.Length);
        Assert.Equal((20_000, "19999"), (read.Tensors.Count, read.Tensors[19_999].Name));

        // All are too many; the list is complete, the message is not.
        var network = new SmallNet(seed: 1);
        before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.Throws<SafeTensorsException>(() => network.LoadWeights(read));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 15L * file.Length);
        Assert.Equal(20_004, exception.Faults.Count);
        string[] lines = exception.Message.Split('\n');
        Assert.Equal(1 + 20 + 1, lines.Length);
        Assert.Equal("The stream: 20004 faults", lines[0]);
        Assert.Equal(exception.Faults.Take(20), lines[1..21]);
        Assert.Equal("... (19984 more)", lines[21]);
    }

    [Fact]
    public void A_tensor_has_up_to_64_dimensions()
    {
        long[] most = [.. Enumerable.Repeat(1L, 64)];
        using var stream = new MemoryStream();
        new SafeTensorsFile([new SafeTensor("a", SafeTensorType.U8, most, new byte[1])]).Write(stream);
        stream.Position = 0;
        Assert.Equal(most, SafeTensorsFile.Read(stream).Tensors[0].Shape);

        var refused = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Read(new MemoryStream(SafeTensorsFormatTests.Bytes(Dimensions("1", 65), new byte[1]))));
        Assert.Equal("Expected at most 64 dimensions of tensor 'a', but got more.", Assert.Single(refused.Faults));
        Assert.StartsWith("Expected at most 64 dimensions for 'a', but got 65.", Assert.Throws<ArgumentException>(() => new SafeTensor("a", SafeTensorType.U8, [.. most, 1], new byte[1])).Message);
    }

    [Fact]
    public void What_is_cut_says_how_much_there_is()
    {
        string name = new('n', 300);
        var file = new SafeTensorsFile([new SafeTensor(name, SafeTensorType.U8, [1, 2, 3, 4, 5, 6, 7, 8, 0], default)]);
        var exception = Assert.Throws<SafeTensorsException>(() => new SmallNet(seed: 1).LoadWeights(file));
        Assert.Equal(
            $"Expected only the tensors of SmallNet, but got '{name[..200]}... (300 characters)' of shape (1, 2, 3, 4, 5, 6, 7, 8, ... of 9).",
            exception.Faults[^1]);

        // Shapes are compared whole, whatever a message shows of them.
        Assert.True(SafeTensorTypes.AreSame([1, 2], [1, 2]));
        Assert.False(SafeTensorTypes.AreSame([1, 1, 1, 1, 1, 1, 1, 1, 2, 3], [1, 1, 1, 1, 1, 1, 1, 1, 3, 2]));
        Assert.False(SafeTensorTypes.AreSame([4294967297], [1]));
        Assert.False(SafeTensorTypes.AreSame([1, 2], [1]));
    }

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static string Dimensions(string size, int count) => $"{{\"a\":{{\"dtype\":\"U8\",\"shape\":[{Repeat(size + ",", count - 1)}{size}],\"data_offsets\":[0,1]}}}}";

    /// <summary>Tensors without numbers, which take 50 to 55 bytes each.</summary>
    private static string Many(int count) =>
        $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}"))}}}";
}
