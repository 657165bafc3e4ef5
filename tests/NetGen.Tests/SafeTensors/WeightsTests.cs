using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.SafeTensors;

/// <summary>Networks into files and back.</summary>
public sealed class WeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen").FullName;

    private string PathOf(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_trained_network_is_saved_as_its_views_show_it_and_loaded_bit_by_bit()
    {
        var network = new DigitsNet(seed: 4);
        float[] x = [.. Enumerable.Range(0, 640).Select(i => i * 7 % 17 / 16f)];
        Trainer.Fit(network, Dataset.FromLabels(x, [.. Enumerable.Range(0, 10)], inputSize: 64, classes: 10), new TrainingOptions { Epochs = 3, BatchSize = 4 });

        network.Save(PathOf("digits.safetensors"));

        var file = SafeTensorsFile.Read(PathOf("digits.safetensors"));
        Assert.Equal([KeyValuePair.Create("format", "pt")], file.Metadata);
        Assert.Equal(["layers.0.bias", "layers.0.weight", "layers.1.bias", "layers.1.weight"], file.Tensors.Select(tensor => tensor.Name));
        Assert.All(file.Tensors, tensor => Assert.Equal(SafeTensorType.F32, tensor.Type));
        SafeTensor weights = file.Find("layers.0.weight")!;
        Assert.Equal([32, 64], weights.Shape);
        var rows = new float[32 * 64];
        weights.CopyTo<float>(rows);
        for (int j = 0; j < 32; j++)
        {
            for (int k = 0; k < 64; k++)
                Assert.Equal(network.W1[j, k], rows[j * 64 + k]);
        }

        var biases = new float[10];
        file.Find("layers.1.bias")!.CopyTo<float>(biases);
        Assert.Equal(network.B2.ToArray(), biases);

        AssertSameBits(network.Parameters, DigitsNet.Load(PathOf("digits.safetensors")).Parameters);
        AssertSameBits(network.Parameters, DigitsNet.Load(new SlowStream(File.ReadAllBytes(PathOf("digits.safetensors")), canSeek: false)).Parameters);
        var other = new DigitsNet(seed: 5);
        other.LoadWeights(PathOf("digits.safetensors"));
        AssertSameBits(network.Parameters, other.Parameters);

        // Through the file, a network in double precision has the same weights, widened.
        var inDouble = DigitsNetInDouble.Load(PathOf("digits.safetensors"));
        Assert.Equal(network.Parameters.ToArray().Select(w => (double)w), inDouble.Parameters.ToArray());
    }

    [Fact]
    public void Double_precision_is_saved_as_such_and_read_by_either()
    {
        var network = new SmallNetInDouble(seed: 4);
        network.Parameters[0] = 1e-300;
        using var stream = new MemoryStream();
        network.Save(stream, new Dictionary<string, string> { ["epoch"] = "12", ["format"] = "netgen" });
        stream.Position = 0;

        var file = SafeTensorsFile.Read(stream);
        Assert.Equal([("epoch", "12"), ("format", "netgen")], file.Metadata.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        Assert.All(file.Tensors, tensor => Assert.Equal(SafeTensorType.F64, tensor.Type));
        var same = new SmallNetInDouble(seed: 1);
        same.LoadWeights(file);
        Assert.Equal(network.Parameters.ToArray(), same.Parameters.ToArray());
        var single = new SmallNet(seed: 1);
        single.LoadWeights(file);
        Assert.Equal(network.Parameters.ToArray().Select(w => (float)w), single.Parameters.ToArray());
    }

    [Fact]
    public void Special_numbers_keep_their_bits()
    {
        var network = new SmallNet(seed: 1);
        int[] bits = [0x7F800000, unchecked((int)0xFF800000), 0x7FC12345, unchecked((int)0x80000000), 1, 0x7F7FFFFF];
        for (int i = 0; i < bits.Length; i++)
            network.Parameters[i] = BitConverter.Int32BitsToSingle(bits[i]);

        using var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        AssertSameBits(network.Parameters, SmallNet.Load(stream).Parameters);
    }

    [Fact]
    public void Everything_that_does_not_fit_is_listed_and_nothing_is_changed()
    {
        var file = new SafeTensorsFile(
        [
            SafeTensor.Create<float>("layers.0.weight", [4, 16], new float[64]),
            SafeTensor.Create<float>("layers.0.bias", [16], new float[16]),
            new SafeTensor("layers.1.weight", SafeTensorType.I32, [3, 16], new byte[192]),
            SafeTensor.Create<float>("layers.2.weight", [], [1]),
            SafeTensor.Create<float>("head", [0], []),
        ]);
        var network = new SmallNet(seed: 1);
        float[] before = network.Parameters.ToArray();

        var exception = Assert.Throws<SafeTensorsException>(() => network.LoadWeights(file));

        Assert.Equal(
            [
                "Expected 'layers.0.weight' of shape (16, 4) for W1, but got (4, 16).",
                "Expected 'layers.1.weight' to be F64, F32, F16 or BF16, but got I32.",
                "Expected 'layers.1.bias' of shape (3) for b2, but there is no such tensor.",
                "Expected only the tensors of SmallNet, but got 'layers.2.weight' of shape ().",
                "Expected only the tensors of SmallNet, but got 'head' of shape (0).",
            ],
            exception.Faults);
        Assert.Equal($"the tensors: 5 faults\n{string.Join('\n', exception.Faults)}", exception.Message);
        Assert.Equal(before, network.Parameters.ToArray());

        // Names of another convention are looked up, and asked for, as the file has them.
        exception = Assert.Throws<SafeTensorsException>(() => network.LoadWeights(file, new LoadOptions { Names = name => name.Replace("layers", "model") }));
        Assert.Equal("Expected 'model.0.weight' of shape (16, 4) for W1, but there is no such tensor.", exception.Faults[0]);
        Assert.Equal(4 + 5, exception.Faults.Count);
    }

    [Fact]
    public void Without_strictness_only_what_is_there_must_fit()
    {
        var network = new SmallNet(seed: 1);
        float[] w1 = network.Parameters[..64].ToArray(), rest = network.Parameters[80..].ToArray();
        var options = new LoadOptions { Strict = false };
        network.LoadWeights(new SafeTensorsFile([SafeTensor.Create<float>("layers.0.bias", [16], Enumerable.Range(0, 16).Select(i => (float)i).ToArray()), SafeTensor.Create<float>("head", [1], [1])]), options);

        Assert.Equal(w1, network.Parameters[..64].ToArray());
        Assert.Equal(Enumerable.Range(0, 16).Select(i => (float)i), network.B1.ToArray());
        Assert.Equal(rest, network.Parameters[80..].ToArray());

        float[] before = network.Parameters.ToArray();
        var wrong = new SafeTensorsFile([SafeTensor.Create<float>("layers.0.bias", [16], new float[16]), SafeTensor.Create<float>("layers.1.bias", [2], [1, 2])]);
        Assert.Equal(["Expected 'layers.1.bias' of shape (3) for b2, but got (2)."], Assert.Throws<SafeTensorsException>(() => network.LoadWeights(wrong, options)).Faults);
        Assert.Equal(before, network.Parameters.ToArray());

        // What the file lacks is drawn.
        wrong.Tensors[0].CopyTo<float>(network.B1);
        using var stream = new MemoryStream();
        new SafeTensorsFile([wrong.Tensors[0]]).Write(stream);
        stream.Position = 0;
        Assert.Equal(new SmallNet(seed: 0).Parameters.ToArray(), SmallNet.Load(stream, options).Parameters.ToArray());
    }

    [Fact]
    public void A_checkpoint_holds_more_than_weights()
    {
        var network = new SmallNet(seed: 2);
        new SafeTensorsFile([.. network.ToTensors(), SafeTensor.Create<float>("velocity", [131], new float[131])], new Dictionary<string, string> { ["epoch"] = "7" }).Write(PathOf("checkpoint"));

        var file = SafeTensorsFile.Read(PathOf("checkpoint"));
        var again = new SmallNet(seed: 3);
        again.LoadWeights(file, new LoadOptions { Strict = false });

        AssertSameBits(network.Parameters, again.Parameters);
        Assert.Equal(("7", 131), (file.Metadata["epoch"], file.Find("velocity")!.Data.Length / 4));
        string fault = Assert.Single(Assert.Throws<SafeTensorsException>(() => again.LoadWeights(PathOf("checkpoint"))).Faults);
        Assert.Equal("Expected only the tensors of SmallNet, but got 'velocity' of shape (131).", fault);
    }

    [Fact]
    public void A_file_is_written_whole_or_not_at_all()
    {
        string path = PathOf("net.safetensors");
        new SmallNet(seed: 1).Save(path);
        byte[] before = File.ReadAllBytes(path);

        // A lone surrogate is no text, which shows only when all tensors are there and writing has begun.
        Assert.ThrowsAny<ArgumentException>(() => new SmallNet(seed: 2).Save(path, new Dictionary<string, string> { ["a"] = "\uD800" }));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("The disk is full.");
        }));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Throws<DirectoryNotFoundException>(() => new SmallNet(seed: 2).Save(PathOf("nowhere/net.safetensors")));

        new SmallNet(seed: 2).Save(path);
        Assert.NotEqual(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    private static void AssertSameBits(Span<float> expected, Span<float> actual) =>
        Assert.Equal(expected.ToArray().Select(BitConverter.SingleToInt32Bits), actual.ToArray().Select(BitConverter.SingleToInt32Bits));
}
