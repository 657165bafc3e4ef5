using System.Text;
using Xunit;

namespace NetGen.Tests.SafeTensors;

/// <summary>Files that break one rule of the format each, and what is said of them.</summary>
public sealed class SafeTensorsFaultTests
{
    private const string A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    /// <summary>Headers, the number of bytes behind them, and the fault.</summary>
    public static TheoryData<string, int, string> Headers => new()
    {
        { "", 0, "Expected a header that starts with '{', but it is empty." },
        { " {}", 0, "Expected a header that starts with '{', but got ' '." },
        { "\uFEFF{}", 0, "Expected a header that starts with '{', but got '\uFEFF'." },
        { "[]", 0, "Expected a header that starts with '{', but got '['." },
        { "{", 0, "Expected '\"' at character 1 of the header, but it ends there." },
        { "{}{}", 0, "Expected only spaces at character 2 of the header, but got '{'." },
        { "{} \0", 0, "Expected only spaces at character 3 of the header, but got the control character 0." },
        { "{" + A + ",}", 8, "Expected '\"' at character 54 of the header, but got '}'." },
        { "{" + A + "," + A + "}", 8, "Expected each key once, but 'a' appears twice in the header." },
        { "{" + A + ",\"\\u0061\":{}}", 8, "Expected each key once, but 'a' appears twice in the header." },
        { "{\"__metadata__\":{},\"__metadata__\":{}}", 0, "Expected each key once, but '__metadata__' appears twice in the header." },
        { "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "Expected each key once, but 'a' appears twice in __metadata__." },
        { "{\"__metadata__\":{\"a\":1}}", 0, "Expected '\"' at character 21 of the header, but got '1'." },
        { "{\"__metadata__\":null}", 0, "Expected '{' at character 16 of the header, but got 'n'." },
        { "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "Expected dtype, shape and data_offsets of tensor 'a', but there is no dtype." },
        { "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", 8, "Expected dtype, shape and data_offsets of tensor 'a', but there is no shape." },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8, "Expected dtype, shape and data_offsets of tensor 'a', but there is no data_offsets." },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "Expected dtype, shape and data_offsets of tensor 'a', each once, but got 'shape'." },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"offsets\":[0,8]}}", 8, "Expected dtype, shape and data_offsets of tensor 'a', each once, but got 'offsets'." },
        { "{\"a\":{\"dtype\":\"f32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "Expected a known dtype for tensor 'a', but got 'f32'." },
        { Entry("[-1]", "[0,8]"), 8, "Expected an integer of 0 or more at character 29 of the header, but got '-'." },
        { Entry("[2.0]", "[0,8]"), 8, "Expected an integer of 0 or more at character 29 of the header, but got '2'." },
        { Entry("[2e0]", "[0,8]"), 8, "Expected an integer of 0 or more at character 29 of the header, but got '2'." },
        { Entry("[02]", "[0,8]"), 8, "Expected an integer of 0 or more at character 29 of the header, but got '0'." },
        { Entry("[9223372036854775808]", "[0,8]"), 8, "Expected a number below 2^63 at character 29 of the header, but got more." },
        { Entry("[1,[2]]", "[0,8]"), 8, "Expected an integer of 0 or more at character 31 of the header, but got '['." },
        { Entry("[2]", "[0]"), 8, "Expected data_offsets [begin, end] of tensor 'a', begin at most end, but got [0]." },
        { Entry("[2]", "[0,8,8]"), 8, "Expected data_offsets [begin, end] of tensor 'a', begin at most end, but got [0, 8, 8]." },
        { Entry("[2]", "[8,0]"), 8, "Expected data_offsets [begin, end] of tensor 'a', begin at most end, but got [8, 0]." },
        { Entry("[3]", "[0,8]"), 8, "Expected 12 bytes for tensor 'a', F32 of shape (3), but got data_offsets [0, 8]: 8 bytes." },
        { Entry("[2]", "[4,12]"), 12, "Expected data without gaps or overlaps, with tensor 'a', F32 of shape (2), starting at 0, but got data_offsets [4, 12]." },
        { Entry("[4294967296,4294967296]", "[0,8]"), 8, "Expected a size below 2^63 bits, but tensor 'a', F32 of shape (4294967296, 4294967296), has more." },
        { Entry("[1152921504606846976]", "[0,4611686018427387904]"), 8, "Expected a size below 2^63 bits, but tensor 'a', F32 of shape (1152921504606846976), has more." },
        { "{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}", 1, "Expected whole bytes, but tensor 'a', F4 of shape (3), has 12 bits." },
        { "{" + A + ",\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[7,8]}}", 8, "Expected data without gaps or overlaps, with tensor 'b', U8 of shape (1), starting at 8, but got data_offsets [7, 8]." },
        { "{" + A + ",\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[9,10]}}", 10, "Expected data without gaps or overlaps, with tensor 'b', U8 of shape (1), starting at 8, but got data_offsets [9, 10]." },
        { "{" + A + "}", 9, "Expected 8 bytes of data, the size of the tensors, but the file has 9." },
        { "{" + A + "}", 7, "Expected 8 bytes of data, the size of the tensors, but the file has 7." },
        { "{\"a", 0, "Expected the end of a string at character 3 of the header, but it ends there." },
        { "{\"a\n\":{}}", 0, "Expected the end of a string at character 3 of the header, but got the control character 10." },
        { "{\"\\x\":{}}", 0, "Expected a JSON escape at character 3 of the header, but got 'x'." },
        { "{\"\\u00g0\":{}}", 0, "Expected a JSON escape at character 3 of the header, but got 'u'." },
        { "{\"\\ud800\":{}}", 0, "Expected a surrogate pair at character 8 of the header, but got '\"'." },
        { "{\"\\udc00\":{}}", 0, "Expected a surrogate pair at character 8 of the header, but got '\"'." },
        { "{\"\\ud800\\n\":{}}", 0, "Expected a surrogate pair at character 10 of the header, but got '\"'." },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Says_what_is_wrong_with_a_header(string header, int data, string fault) =>
        AssertRefused(SafeTensorsFormatTests.Bytes(header, new byte[data]), fault);

    [Theory]
    [InlineData("", "Expected 8 bytes with the size of the header, but got 0.")]
    [InlineData("02000000000000", "Expected 8 bytes with the size of the header, but got 7.")]
    [InlineData("0300000000000000 7B7D", "Expected a header of 3 bytes, but got 2.")]
    [InlineData("01E1F50500000000 7B7D", "Expected a header of at most 100000000 bytes, but got one of 100000001.")]
    [InlineData("0000000000000010 7B7D", "Expected a header of at most 100000000 bytes, but got one of 1152921504606846976.")]
    [InlineData("FFFFFFFFFFFFFFFF 7B7D", "Expected a header of at most 100000000 bytes, but got one of 18446744073709551615.")]
    [InlineData("00E1F50500000000 7B7D", "Expected a header of 100000000 bytes, but got 2.")]
    [InlineData("0400000000000000 7B7D20FF", "Expected a header in UTF-8, but got the byte FF at 3.")]
    public void Says_what_is_wrong_before_the_header(string bytes, string fault) => AssertRefused(Convert.FromHexString(bytes.Replace(" ", "")), fault);

    [Fact]
    public void What_is_only_claimed_is_not_allocated()
    {
        // 2^60 bytes, 2^30 bytes and a header of 100 MB, in files of less than 200 bytes.
        byte[][] files =
        [
            SafeTensorsFormatTests.Bytes("""{"a":{"dtype":"U8","shape":[1152921504606846976],"data_offsets":[0,1152921504606846976]}}""", new byte[8]),
            SafeTensorsFormatTests.Bytes("""{"a":{"dtype":"U8","shape":[1073741824],"data_offsets":[0,1073741824]}}""", new byte[8]),
            [.. BitConverter.GetBytes(100_000_000L), .. "{}"u8],
        ];
        foreach (byte[] file in files)
        {
            foreach (bool canSeek in new[] { true, false })
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Read(new SlowStream(file, canSeek)));
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000);
            }
        }
    }

    [Fact]
    public void A_file_is_named()
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, "{}"u8.ToArray());

        var exception = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Read(path));

        Assert.Equal($"{path}: Expected 8 bytes with the size of the header, but got 2.", exception.Message);
        File.Delete(path);
        Assert.Throws<FileNotFoundException>(() => SafeTensorsFile.Read(path));
    }

    private static void AssertRefused(byte[] bytes, string fault)
    {
        var exception = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Read(new MemoryStream(bytes)));
        Assert.Equal(fault, Assert.Single(exception.Faults));
        Assert.Equal($"The stream: {fault}", exception.Message);

        // Where the length is not known, the end comes as a surprise; but no fault is missed.
        Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Read(new SlowStream(bytes, canSeek: false)));
    }

    private static string Entry(string shape, string offsets) => $"{{\"a\":{{\"dtype\":\"F32\",\"shape\":{shape},\"data_offsets\":{offsets}}}}}";
}
