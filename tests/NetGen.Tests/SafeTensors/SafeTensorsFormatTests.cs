using System.Text;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.SafeTensors;

/// <summary>Files byte by byte. The first three are those of the tests of the reference implementation (safetensors/src/tensor.rs).</summary>
public sealed class SafeTensorsFormatTests
{
    private static readonly float[] _values = [0, 1, 2, 3, 4, 5];

    public static TheoryData<SafeTensorsFile, string, string> Written => new()
    {
        { new([SafeTensor.Create<float>("attn.0", [1, 2, 3], _values)]), """{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}""", "00000000 0000803F 00000040 00004040 00008040 0000A040" },
        { new([SafeTensor.Create<float>("attn0", [1, 1, 2, 3], _values)]), """{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       """, "00000000 0000803F 00000040 00004040 00008040 0000A040" },
        { new([], new Dictionary<string, string> { ["framework"] = "pt" }), """{"__metadata__":{"framework":"pt"}}     """, "" },
        { new([]), "{}      ", "" },
        { new([new SafeTensor("four bits", SafeTensorType.F4, [1, 2], new byte[] { 0x5A })]), """{"four bits":{"dtype":"F4","shape":[1,2],"data_offsets":[0,1]}} """, "5A" },

        // Larger numbers first, then by name; text is escaped as JSON requires, and otherwise as it is.
        {
            new(
                [new SafeTensor("z", SafeTensorType.U8, [1], new byte[] { 9 }), SafeTensor.Create<float>("b", [], [1]), SafeTensor.Create<double>("\"ü\\\n", [2], [1, -2]), SafeTensor.Create<float>("a", [0, 4], [])],
                new Dictionary<string, string> { ["ß"] = "\t😀", ["a"] = "" }),
            """{"__metadata__":{"a":"","ß":"\u0009😀"},"\"ü\\\u000a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"a":{"dtype":"F32","shape":[0,4],"data_offsets":[16,16]},"b":{"dtype":"F32","shape":[],"data_offsets":[16,20]},"z":{"dtype":"U8","shape":[1],"data_offsets":[20,21]}}       """,
            "000000000000F03F 00000000000000C0 0000803F 09"
        },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Writes_what_the_format_says_and_reads_it_again(SafeTensorsFile file, string header, string data)
    {
        byte[] bytes = Bytes(header, Convert.FromHexString(data.Replace(" ", "")));
        Assert.Equal(0, bytes[0] % 8);

        using var stream = new MemoryStream();
        file.Write(stream);
        Assert.Equal(bytes, stream.ToArray());

        foreach (bool canSeek in new[] { true, false })
        {
            var read = SafeTensorsFile.Read(new SlowStream(bytes, canSeek));
            Assert.Equal(file.Metadata.OrderBy(pair => pair.Key), read.Metadata.OrderBy(pair => pair.Key));
            Assert.Equal(file.Tensors.Select(tensor => tensor.Name).Order(), read.Tensors.Select(tensor => tensor.Name).Order());
            foreach (SafeTensor tensor in file.Tensors)
            {
                SafeTensor same = read.Find(tensor.Name)!;
                Assert.Equal((tensor.Type, Convert.ToHexString(tensor.Data.Span)), (same.Type, Convert.ToHexString(same.Data.Span)));
                Assert.Equal(tensor.Shape, same.Shape);
            }
        }
    }

    [Fact]
    public void Reads_what_Python_wrote_in_every_type_of_weights()
    {
        var file = SafeTensorsFile.Read(Fixture("types.safetensors"));
        Assert.Equal([KeyValuePair.Create("größe", "€ \"quoted\" 😀\n")], file.Metadata);
        Assert.Equal(["float64", "float32", "float16", "bfloat16", "int64", "bool", "nothing", "scalar"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([SafeTensorType.F64, SafeTensorType.F32, SafeTensorType.F16, SafeTensorType.BF16, SafeTensorType.I64, SafeTensorType.BOOL, SafeTensorType.F32, SafeTensorType.F32], file.Tensors.Select(tensor => tensor.Type));
        Assert.Equal([0, 3], file.Find("nothing")!.Shape);
        Assert.Empty(file.Find("scalar")!.Shape);
        Assert.Equal("0100000000000000FEFFFFFFFFFFFFFF", Convert.ToHexString(file.Find("int64")!.Data.Span));
        Assert.Equal("010001", Convert.ToHexString(file.Find("bool")!.Data.Span));
        Assert.Null(file.Find("float"));

        using var json = JsonDocument.Parse(File.ReadAllBytes(Fixture("safetensors.json")));
        foreach (JsonProperty type in json.RootElement.GetProperty("types").EnumerateObject())
        {
            SafeTensor tensor = file.Find(type.Name)!;
            double[] expected = [.. type.Value.EnumerateArray().Select(text => text.GetString()!.Replace("inf", "Infinity")).Select(double.Parse)];
            var doubles = new double[11];
            var singles = new float[11];
            tensor.CopyTo<double>(doubles);
            tensor.CopyTo<float>(singles);
            Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), doubles.Select(BitConverter.DoubleToInt64Bits));
            Assert.Equal(expected.Select(value => BitConverter.SingleToInt32Bits((float)value)), singles.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void Every_type_of_the_format_is_known_by_its_name()
    {
        (string Name, int Bits)[] types =
        [
            ("BOOL", 8), ("F4", 4), ("F6_E2M3", 6), ("F6_E3M2", 6), ("U8", 8), ("I8", 8), ("F8_E5M2", 8), ("F8_E4M3", 8), ("F8_E8M0", 8), ("F8_E4M3FNUZ", 8), ("F8_E5M2FNUZ", 8),
            ("I16", 16), ("U16", 16), ("F16", 16), ("BF16", 16), ("I32", 32), ("U32", 32), ("F32", 32), ("C64", 64), ("F64", 64), ("I64", 64), ("U64", 64),
        ];
        Assert.Equal(types.Select(type => type.Name), Enum.GetNames<SafeTensorType>());
        foreach ((string name, int bits) in types)
        {
            // Four numbers of any type are whole bytes.
            byte[] bytes = Bytes($$$"""{"t":{"dtype":"{{{name}}}","shape":[2,2],"data_offsets":[0,{{{bits / 2}}}]}}""", new byte[bits / 2]);
            SafeTensor tensor = Assert.Single(SafeTensorsFile.Read(new MemoryStream(bytes)).Tensors);
            Assert.Equal(Enum.Parse<SafeTensorType>(name), tensor.Type);
            if (name is "F64" or "F32" or "F16" or "BF16")
                continue;

            var exception = Assert.Throws<NotSupportedException>(() => tensor.CopyTo<float>(new float[4]));
            Assert.Equal($"Expected 't' to be F64, F32, F16 or BF16, but it is {name}.", exception.Message);
        }
    }

    [Fact]
    public void Tensors_are_checked_when_they_are_made()
    {
        AssertThrows("name", "Expected the name of a tensor, but got __metadata__, which is reserved for metadata.", () => SafeTensor.Create<float>("__metadata__", [1], [1]));
        AssertThrows("type", "Expected a defined SafeTensorType, but got 22.", () => new SafeTensor("a", (SafeTensorType)22, [1], new byte[1]));
        AssertThrows("shape", "Expected sizes of 0 or more for 'a', but got (1, -1).", () => SafeTensor.Create<float>("a", [1, -1], []));
        AssertThrows("data", "Expected the bytes of 'a', F32 of shape (2), but got 4 bytes.", () => SafeTensor.Create<float>("a", [2], [1]));
        AssertThrows("data", "Expected the bytes of 'a', F64 of shape (4611686018427387904, 2), but got 0 bytes.", () => SafeTensor.Create<double>("a", [1L << 62, 2], []));
        AssertThrows("data", "Expected the bytes of 'a', F6_E2M3 of shape (3), but got 2 bytes.", () => new SafeTensor("a", SafeTensorType.F6_E2M3, [3], new byte[2]));
        AssertThrows("values", "Expected room for the 1 numbers of 'a', but got 2.", () => SafeTensor.Create<float>("a", [], [1]).CopyTo<float>(new float[2]));
        AssertThrows("tensors", "Expected each name once, but got 'a' twice.", () => new SafeTensorsFile([SafeTensor.Create<float>("a", [], [1]), SafeTensor.Create<double>("a", [], [1])]));
        Assert.Equal("Expected numbers of type float or double, but got Half.", Assert.Throws<NotSupportedException>(() => SafeTensor.Create<Half>("a", [], [Half.One])).Message);
        Assert.ThrowsAny<ArgumentException>(() => new SafeTensorsFile([SafeTensor.Create<float>("\uD800", [], [1])]).Write(Stream.Null));
    }

    internal static byte[] Bytes(string header, ReadOnlySpan<byte> data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. data];
    }

    internal static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", name);

    private static void AssertThrows(string parameter, string message, Action call) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(parameter, call).Message);
}
