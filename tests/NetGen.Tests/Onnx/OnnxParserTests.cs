using Google.Protobuf;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>The parser reads what Google's library reads.</summary>
public sealed class OnnxParserTests
{
    public static TheoryData<string> Files => ["activations", "lenet", "resnet", "signal", "shapes", "classifier"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_are_read_alike(string name) => AssertAlike(File.ReadAllBytes(OnnxRuntimeTests.PathOf(name)));

    [Fact]
    public void Random_models_are_read_alike()
    {
        for (int seed = 0; seed < 300; seed++)
            AssertAlike(RandomModel(new Random(seed)));
    }

    /// <summary>Without its large tensors, a model has the same nodes, and every network has the same fingerprint.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void The_build_keeps_what_a_network_depends_on(string name)
    {
        byte[] file = File.ReadAllBytes(OnnxRuntimeTests.PathOf(name)), thin = OnnxModels.Thin(file)!;
        OnnxModel whole = OnnxModel.Parse(file, name), left = OnnxModel.Parse(thin, name);

        Assert.Equal(whole.Nodes.Select(node => node.ToString()), left.Nodes.Select(node => node.ToString()));
        Assert.Equal(whole.Initializers.Select(tensor => tensor.ToString()), left.Initializers.Select(tensor => tensor.ToString()));
        Assert.All(whole.Nodes.SelectMany(node => node.Outputs), value => Assert.Equal(whole.FingerprintOf(value), left.FingerprintOf(value)));
        Assert.All(left.Initializers.Where(tensor => tensor.Count > 64), tensor => Assert.False(tensor.HasNumbers));
    }

    [Theory]
    [InlineData(25, true)]
    [InlineData(26, false)]
    [InlineData(1000, false)]
    public void Integers_count_if_they_are_few(int count, bool counts)
    {
        uint[] prints = [.. new[] { 1L, 2 }.Select(number => OnnxModel.Parse(Model(number), "").FingerprintOf("y"))];
        uint[] thin = [.. new[] { 1L, 2 }.Select(number => OnnxModel.Parse(OnnxModels.Thin(Model(number))!, "").FingerprintOf("y"))];

        Assert.Equal(prints, thin);
        Assert.Equal(counts, prints[0] != prints[1]);

        byte[] Model(long number) => new OnnxGraph().Input("x", 3).Output("y").Tensor("s", [.. Enumerable.Repeat(number, count)], count).Nodes("Reshape x s > y").ToBytes();
    }

    private static void AssertAlike(byte[] model)
    {
        string[] domains = [.. OnnxReference.Fields(model).Where(field => field.Number == 8).Select(field => OnnxReference.Fields(field.Bytes)).Select(fields => System.Text.Encoding.UTF8.GetString(fields.FirstOrDefault(field => field.Number == 1).Bytes ?? []))];
        Assert.Equal(OnnxReference.Text(model), OnnxReference.Text(OnnxModel.Parse(model, "model"), domains));
    }

    /// <summary>A model of random nodes and tensors, in the order that the format leaves open, with fields that no version has.</summary>
    private static byte[] RandomModel(Random random)
    {
        var values = new List<string> { "x" };
        var fields = new List<(int, object)> { (11, OnnxProto.Value("x", random.Next(20), "n", random.Next(9), null, -1L)), (2, "graph"), (77, 5L) };
        for (int i = 0; i < random.Next(6); i++)
        {
            values.Add($"w{i}é");
            fields.Add((5, Tensor(random, values[^1])));
        }

        for (int i = 0; i < random.Next(9); i++)
        {
            string[] inputs = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5) == 0 ? "" : values[random.Next(values.Count)])];
            string[] outputs = [.. Enumerable.Range(0, random.Next(3)).Select(j => $"v{i}.{j}")];
            byte[][] attributes = [.. Enumerable.Range(0, random.Next(4)).Select(j => Attribute(random, $"a{j}"))];
            values.AddRange(outputs);
            fields.Add((1, OnnxProto.Node($"node {i}", $"Op{random.Next(9)}", inputs, outputs, attributes, random.Next(3) == 0 ? "ai.onnx" : random.Next(3) == 0 ? "own" : "")));
        }

        fields.Add((12, OnnxProto.Value(values[^1], 1)));
        return OnnxProto.Message((1, 8), (2, "producer"), (8, OnnxProto.Message((1, ""), (2, random.NextInt64()))), (7, OnnxProto.Message([.. fields])), (8, OnnxProto.Message((1, "own"), (2, 3))), (99, "unknown"));
    }

    private static byte[] Tensor(Random random, string name)
    {
        long[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (long)random.Next(4))];
        int count = (int)shape.Aggregate(1L, (product, size) => product * size);
        (int Field, object Value)[] dimensions = random.Next(2) == 0 ? [(1, shape)] : [.. shape.Select(size => (1, (object)size))];
        long[] integers = [.. Enumerable.Range(0, count).Select(_ => random.NextInt64() - random.NextInt64())];
        return random.Next(5) switch
        {
            0 => OnnxProto.Message([.. dimensions, (2, OnnxProto.Float), (8, name), (9, OnnxProto.Bytes(integers.Select(number => (float)number).ToArray()))]),
            1 when count > 0 => OnnxProto.Message([(4, integers.Select(number => (float)number).ToArray()), .. dimensions, (8, name), (2, OnnxProto.Float)]),
            2 when count > 0 => OnnxProto.Message([(10, integers.Select(number => (double)number).ToArray()), (2, OnnxProto.Double), .. dimensions, (8, name)]),
            3 => OnnxProto.Message([.. dimensions, (2, OnnxProto.Int64), .. integers.Select(number => (7, (object)number)), (8, name)]),
            _ => OnnxProto.Message([(8, name), .. dimensions, (2, OnnxProto.Int64), .. count > 0 ? [(7, (object)integers)] : Array.Empty<(int, object)>(), (12, "text")]),
        };
    }

    private static byte[] Attribute(Random random, string name) => random.Next(7) switch
    {
        0 => OnnxProto.Attribute(name, random.NextSingle()),
        1 => OnnxProto.Attribute(name, random.NextInt64() - random.NextInt64()),
        2 => OnnxProto.Attribute(name, "texté"),
        3 => OnnxProto.Attribute(name, Tensor(random, "t")),
        4 => OnnxProto.Attribute(name, new[] { random.NextSingle(), float.NaN, -0f }),
        5 => OnnxProto.Message([(20, 7), .. Enumerable.Range(0, random.Next(4)).Select(i => (8, (object)(long)-i)), (1, name)]),
        _ => OnnxProto.Message((1, name), (20, random.Next(1, 3))),
    };
}
