using System.Text.Json;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.SafeTensors;

/// <summary>Weights from PyTorch, and for it: see tests/fixtures/make_safetensors_fixtures.py and check_safetensors.py.</summary>
public sealed class PyTorchWeightsTests
{
    // In torch.nn.Sequential the activation between the layers counts.
    private static readonly LoadOptions _sequential = new() { Names = name => name.Replace("layers.1.", "2.").Replace("layers.0.", "0.") };

    [Theory]
    [InlineData("float64")]
    [InlineData("float32")]
    [InlineData("float16")]
    [InlineData("bfloat16")]
    public void Loads_what_PyTorch_saved(string type)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(SafeTensorsFormatTests.Fixture("safetensors.json")));
        double[] inputs = Numbers("inputs"), expected = Numbers(type);
        string path = SafeTensorsFormatTests.Fixture($"pytorch_{type}.safetensors");

        var outputs = new double[15];
        SmallNetInDouble.Load(path, _sequential).Forward(inputs, outputs);
        AssertClose(expected, outputs, 1e-14);

        var singles = new float[15];
        SmallNet.Load(path, _sequential).Forward([.. inputs.Select(x => (float)x)], singles);
        AssertClose(expected, [.. singles.Select(y => (double)y)], 1e-6);

        double[] Numbers(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
    }

    /// <summary>PyTorch was given this file, and computed the same outputs from it.</summary>
    [Fact]
    public void Saves_what_PyTorch_loaded()
    {
        var network = new SmallNet(seed: 3);
        float[] inputs = [.. Enumerable.Range(0, 20).Select(i => i * 7 % 20 / 8f - 1)], outputs = new float[15];
        network.Forward(inputs, outputs);
        var file = SafeTensorsFile.Read(SafeTensorsFormatTests.Fixture("netgen.safetensors"));

        // The inputs and weights to the last bit; the outputs up to the fused operations that a processor may lack.
        var saved = new float[15];
        file.Find("outputs")!.CopyTo<float>(saved);
        AssertClose([.. saved.Select(y => (double)y)], [.. outputs.Select(y => (double)y)], 1e-6);
        using var stream = new MemoryStream();
        new SafeTensorsFile(
            [.. network.ToTensors(), SafeTensor.Create<float>("inputs", [5, 4], inputs), SafeTensor.Create<float>("outputs", [5, 3], saved)],
            new Dictionary<string, string> { ["format"] = "pt" }).Write(stream);
        Assert.Equal(File.ReadAllBytes(SafeTensorsFormatTests.Fixture("netgen.safetensors")), stream.ToArray());
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, tolerance));
    }
}
