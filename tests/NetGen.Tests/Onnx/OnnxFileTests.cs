using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NetGen.CompilerServices;
using NetGen.Tests.Networks;
using NetGen.Tests.Runtime;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>The bytes of ONNX files, and what cannot be written.</summary>
public sealed class OnnxFileTests
{
    /// <summary>Worked out from onnx.proto and the wire format: tags are 8 number + type, type 0 for whole numbers and 2 for what has a length.</summary>
    [Fact]
    public void The_smallest_network_has_the_bytes_of_the_format()
    {
        var net = new Smallest(seed: 1);
        net.Parameters[0] = 1;
        net.Parameters[1] = -2;
        string version = typeof(INetwork<>).Assembly.GetName().Version!.ToString(3);

        // The lengths are those of what is inside.
        const string node = "0A 01 {x} 0A 0F {layers.0.weight} 12 01 {y} 1A 01 {y} 22 04 {Gemm} 2A 0D 0A 06 {transB} 18 01 A0 01 02";
        const string weights = "08 01 08 02 10 01 42 0F {layers.0.weight} 4A 08 00 00 80 3F 00 00 00 C0";
        const string x = "0A 01 {x} 12 13 0A 11 08 01 12 0D 0A 07 12 05 {batch} 0A 02 08 02";
        const string y = "0A 01 {y} 12 13 0A 11 08 01 12 0D 0A 07 12 05 {batch} 0A 02 08 01";
        const string graph = $"0A 2F {node} 12 08 {{Smallest}} 2A 21 {weights} 5A 18 {x} 62 18 {y}";
        string model = $"08 08 12 06 {{NetGen}} 1A {version.Length:X2} {{{version}}} 3A 92 01 {graph} 42 02 10 11";

        Assert.Equal(Bytes(model), net.Save());
    }

    [Fact]
    public void A_file_and_a_stream_have_the_same_bytes_every_time()
    {
        using var folder = new TemporaryFolder();
        var net = new DigitsNet(seed: 1);
        net.SaveOnnx(folder.File("digits.onnx"));
        Assert.Equal(net.Save(), File.ReadAllBytes(folder.File("digits.onnx")));
        Assert.Equal(net.Save(), new DigitsNet(seed: 1).Save());
        Assert.Equal(["digits.onnx"], folder.Names);
    }

    [Fact]
    public void A_custom_activation_is_refused_and_the_previous_file_is_intact()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("old.onnx"), "old");
        var refusal = Assert.Throws<NotSupportedException>(() => new OwnActivation(seed: 1).SaveOnnx(folder.File("old.onnx")));
        Assert.Equal("Expected activation functions that ONNX has operators for, but layer 1 of OwnActivation uses Squareplus, which is a type of your own.", refusal.Message);
        Assert.Equal("old", File.ReadAllText(folder.File("old.onnx")));
        Assert.Equal(["old.onnx"], folder.Names);
    }

    [Fact]
    public void A_network_that_NetGen_did_not_compile_is_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new FakeNetwork<float>(Loss.HalfSquaredError, 2, (1, Activation.Identity)).Save());
        Assert.StartsWith("Expected a network that NetGen compiled from its attributes, but got NetGen.Tests.Runtime.FakeNetwork`1[System.Single].", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("folder"));
        Assert.Throws<IOException>(() => new DigitsNet(seed: 1).SaveOnnx(folder.File("folder")));
        Assert.Throws<DirectoryNotFoundException>(() => new DigitsNet(seed: 1).SaveOnnx(folder.File("missing/digits.onnx")));
        Assert.Equal(["folder"], folder.Names);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => ((INetwork<float>)null!).SaveOnnx("x.onnx"));
        Assert.Throws<ArgumentNullException>(() => new DigitsNet(seed: 1).SaveOnnx((string)null!));
        Assert.Throws<ArgumentNullException>(() => new DigitsNet(seed: 1).SaveOnnx((Stream)null!));
    }

    [Fact]
    public void A_file_of_more_than_2_GB_is_refused()
    {
        using var folder = new TemporaryFolder();
        var refusal = Assert.Throws<ArgumentException>(() => new HugeNetwork(40_000, 20_000).SaveOnnx(folder.File("huge.onnx")));
        Match match = Regex.Match(refusal.Message, "^Expected an ONNX file of at most 2147483647 bytes, the limit of its format, but Huge takes ([0-9]+)\\. Save writes larger networks, as safetensors\\.");
        Assert.True(match.Success, refusal.Message);

        // The weights, and less than a page around them.
        Assert.InRange(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), 3_200_000_100, 3_200_000_400);
        Assert.Empty(folder.Names);
    }

    /// <summary>Text in braces stands for its characters.</summary>
    private static byte[] Bytes(string text) =>
        [.. Regex.Matches(text, @"\{([^}]*)\}|([0-9A-F]{2})").SelectMany(match => match.Groups[1].Success ? Encoding.ASCII.GetBytes(match.Groups[1].Value) : Convert.FromHexString(match.Value))];

    /// <summary>A network that only says how large it is.</summary>
    private sealed class HugeNetwork(int inputs, int outputs) : INetwork<float>, IOnnxSource
    {
        public NetworkInfo Info { get; } = new("Huge", Precision.Single, Loss.None, new LayerInfo(
            1, "Dense", [inputs], [outputs], Activation.Identity, 0, 0,
            new ParameterInfo("W1", ParameterRole.Weight, [outputs, inputs], [1, outputs], 0, Initializer.Zeros, inputs, outputs) { FileName = "layers.0.weight" }));

        public Span<float> Parameters => throw new InvalidOperationException("No weights are needed.");

        public void Describe(CompilerServices.OnnxGraph graph) => graph.Node("Gemm", "y", "x", "layers.0.weight").Int("transB", 1);

        public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => throw new NotSupportedException();

        public void Trace(ReadOnlySpan<float> input, Span<float> values) => throw new NotSupportedException();
    }
}
