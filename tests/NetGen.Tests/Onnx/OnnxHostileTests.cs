using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Files that no exporter writes: they end in a fault that names the expected and the actual, neither in an exception nor in a long run.</summary>
public sealed class OnnxHostileTests
{
    public static TheoryData<string, byte[]> Files => new()
    {
        { "Expected MatMul 'n1' to read values of nodes before it, but 'y' comes from one behind it, or from itself.", Dense("MatMul y w > y") },
        { "Expected Add 'n1' to read values of nodes before it, but 'b' comes from one behind it, or from itself.", Dense("Add x b > a; Add a x > b; Add a b > y") },
        { "Expected Relu 'n1' to read values of nodes before it, but 'nothing' comes from nowhere.", Dense("Relu nothing > y") },
        { "Expected one origin of 'y', but Tanh 'n2' computes it again.", Dense("Relu x > y; Tanh x > y") },
        { "Expected one origin of 'x', but Relu 'n1' computes it again.", Dense("Relu x > x; Relu x > y") },
        { "Expected one initializer 'w', but got two.", Model().Weights("w", 3, 4).Weights("w", 3, 4).Nodes("MatMul x w > y").ToBytes() },
        { "Expected one input 'x', but got two.", Model().Input("x", 3).Nodes("Relu x > y").ToBytes() },
        { "Expected the output 'y' to be computed by a node, but none does.", Dense("Relu x > z") },
        { "Expected sizes of 0 or more for 'w', but got (-3, 4).", Tensor([-3, 4], 48) },
        { "Expected sizes of 0 or more for 'w', but got (0, -1).", Tensor([0, -1], 0) },
        { "Expected at most 2,147,483,647 numbers in 'w', but got shape (65536, 65536).", Tensor([65536, 65536], 48) },
        { "Expected at most 2,147,483,647 numbers in 'w', but got shape (4294967296, 4294967296, 4294967296).", Tensor([1L << 32, 1L << 32, 1L << 32], 0) },
        { "Expected at most 2,147,483,647 numbers in 'w', but got shape (9223372036854775807).", Tensor([long.MaxValue], 0) },
        { "Expected 12 numbers in 'w', float of shape (3, 4), but got 47 bytes.", Tensor([3, 4], 47) },
        { "Expected 12 numbers in 'w', float of shape (3, 4), but got 44 bytes.", Tensor([3, 4], 44) },
        { "Expected at most 64 dimensions of 'w', but got 65.", Tensor([.. Enumerable.Repeat(1L, 65)], 4) },
        { "Expected whole tensors, but got a segment of one: save the model again.", Model().Add(5, OnnxProto.Message((3, OnnxProto.Message((1, 0), (2, 4))), (8, "w"))).Nodes("MatMul x w > y").ToBytes() },
        { "Expected dense initializers, but got a sparse one: save the model with dense tensors.", Model().Add(15, []).Nodes("Relu x > y").ToBytes() },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_contradicts_itself_is_refused(string fault, byte[] model)
    {
        Assert.Equal($"file: {fault}", Assert.Throws<OnnxException>(() => OnnxModel.Parse(model, "file")).Message);
        Assert.StartsWith("NETGEN08", OnnxProject.Fault(model));
    }

    [Theory]
    [InlineData(new byte[] { 0x3A, 0x80 })]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 })]
    [InlineData(new byte[] { 0x3A, 0x02, 0x0A, 0x7F })]
    [InlineData(new byte[] { 0x00 })]
    [InlineData(new byte[] { 0x07, 0x01 })]
    [InlineData(new byte[] { 0x3B, 0x3C })]
    [InlineData(new byte[] { 0x38, 0x01 })]
    public void Lengths_and_keys_stay_within_the_file(byte[] model)
    {
        Assert.Throws<OnnxException>(() => OnnxModel.Parse(model, "file"));
        Assert.StartsWith("NETGEN082", OnnxProject.Fault(model));
    }

    /// <summary>Nodes that lack what they need.</summary>
    [Theory]
    [InlineData("Gemm > y")]
    [InlineData("Gemm x > y")]
    [InlineData("Gemm _ w > y")]
    [InlineData("MatMul x > y")]
    [InlineData("MatMul w x > y")]
    [InlineData("MatMul x _ > y")]
    [InlineData("Conv > y")]
    [InlineData("Conv x > y")]
    [InlineData("Conv x w > y")]
    [InlineData("Conv x c > y")]
    [InlineData("Relu > y")]
    [InlineData("Relu _ > y")]
    [InlineData("Relu w > y")]
    [InlineData("Add > y")]
    [InlineData("Add x _ > y")]
    [InlineData("Add _ _ > y")]
    [InlineData("Sum > y")]
    [InlineData("Sum x _ x > y")]
    [InlineData("Concat > y")]
    [InlineData("Concat x _ > y")]
    [InlineData("Concat x x > y")]
    [InlineData("Clip > y")]
    [InlineData("Clip x x > y")]
    [InlineData("Clip x s > y")]
    [InlineData("Reshape > y")]
    [InlineData("Reshape x > y")]
    [InlineData("Reshape x x > y")]
    [InlineData("Reshape x w > y")]
    [InlineData("Reshape x s > y")]
    [InlineData("Expand > y")]
    [InlineData("Expand x > y")]
    [InlineData("Expand x x > y")]
    [InlineData("Expand x w > y")]
    [InlineData("Expand x s > y")]
    [InlineData("Expand s s > y")]
    [InlineData("ConstantOfShape > y")]
    [InlineData("ConstantOfShape x > y")]
    [InlineData("ConstantOfShape s > y")]
    [InlineData("Equal > y")]
    [InlineData("Equal s > y")]
    [InlineData("Equal x s > y")]
    [InlineData("Equal s s > y")]
    [InlineData("Where > y")]
    [InlineData("Where s s > y")]
    [InlineData("Where s s x > y")]
    [InlineData("Where s s s > t; Reshape x t > y")]
    [InlineData("Squeeze > y")]
    [InlineData("Squeeze x s > y")]
    [InlineData("Unsqueeze x > y")]
    [InlineData("Unsqueeze x s > y")]
    [InlineData("Flatten > y")]
    [InlineData("Transpose > y")]
    [InlineData("Transpose x > y")]
    [InlineData("Shape > y")]
    [InlineData("Shape x > y")]
    [InlineData("Gather x s > y")]
    [InlineData("Slice x s s > y")]
    [InlineData("Slice > y")]
    [InlineData("Pad > y")]
    [InlineData("Pad x > y")]
    [InlineData("Pad x s > y")]
    [InlineData("Pad x s x x > y")]
    [InlineData("MaxPool > y")]
    [InlineData("MaxPool x > y")]
    [InlineData("AveragePool x > y")]
    [InlineData("GlobalAveragePool > y")]
    [InlineData("GlobalAveragePool x > y")]
    [InlineData("ReduceMean > y")]
    [InlineData("ReduceMean x x > y")]
    [InlineData("BatchNormalization > y")]
    [InlineData("BatchNormalization x w w w w > y")]
    [InlineData("LayerNormalization > y")]
    [InlineData("LayerNormalization x w > y")]
    [InlineData("Softmax > y")]
    [InlineData("Softmax w > y")]
    [InlineData("Dropout > y")]
    [InlineData("Dropout x x x > y")]
    [InlineData("Cast > y")]
    [InlineData("Constant > y")]
    [InlineData("Identity > y")]
    [InlineData("ai.onnx.ml:Scaler > y")]
    [InlineData("Pow x s > y")]
    [InlineData("Sub w x > y")]
    [InlineData("Div 1 x > y")]
    [InlineData("Add x w > y")]
    [InlineData("Max x > y")]
    public void Nodes_that_lack_what_they_need_are_refused(string nodes) =>
        Assert.Matches("^NETGEN0(02|82|83): ", OnnxProject.Fault(Model().Nodes("Relu x > unused").Weights("w", 3, 4).Weights("c", 2, 1, 3, 3).Tensor("s", [7L, long.MaxValue, long.MinValue], 3).Nodes(nodes)));

    [Fact]
    public void Nodes_with_hostile_attributes_are_refused()
    {
        long[] hostile = [long.MinValue, -1, 0, int.MaxValue, long.MaxValue];
        (string Node, string Attribute, bool IsList)[] attributes =
        [
            ("Conv x k > y", "group", false), ("Conv x k > y", "strides", true), ("Conv x k > y", "dilations", true), ("Conv x k > y", "pads", true),
            ("MaxPool x > y", "kernel_shape", true), ("AveragePool x > y", "kernel_shape", true), ("Softmax x > y", "axis", false), ("Flatten x > y", "axis", false),
            ("Concat x x > y", "axis", false), ("LayerNormalization x k > y", "axis", false), ("ReduceMean x > y", "axes", true), ("Squeeze x > y", "axes", true), ("Unsqueeze x > y", "axes", true),
            ("Transpose x > y", "perm", true), ("Shape x > y", "start", false), ("Shape x > y", "end", false), ("Cast x > y", "to", false), ("Pad x > y", "pads", true), ("Reshape x > y", "shape", true),
        ];
        foreach ((string node, string attribute, bool isList) in attributes)
        {
            foreach (long number in hostile)
            {
                foreach (int count in isList ? new[] { 0, 2, 4, 100 } : [1])
                {
                    string[] parts = node.Split(' ');
                    object value = isList ? Enumerable.Repeat(number, count).ToArray() : number;
                    OnnxGraph graph = new OnnxGraph().Input("x", 2, 6, 6).Output("y").Weights("k", 3, 2, 3, 3).Node(parts[0], string.Join(' ', parts[1..^2]), "y", (attribute, value));
                    Assert.All(OnnxProject.Generate(graph).Diagnostics, diagnostic => Assert.StartsWith("NETGEN", diagnostic.Id));
                }
            }
        }
    }

    /// <summary>Each node reads the value before twice, so that a function of them would be evaluated 2^n times.</summary>
    [Fact]
    public void Values_that_are_read_twice_are_computed_once()
    {
        OnnxGraph graph = Model();
        for (int i = 0; i < 10_000; i++)
            graph.Nodes($"Mul {(i == 0 ? "x" : $"v{i}")} {(i == 0 ? "x" : $"v{i}")} > {(i == 9999 ? "y" : $"v{i + 1}")}");

        // Products are layers without weights.
        Assert.StartsWith("NETGEN002: ", OnnxProject.Fault(graph));
    }

    [Theory]
    [InlineData("Relu", 5_000)]
    [InlineData("Identity", 100_000)]
    [InlineData("Sin", 100_000)]
    [InlineData("Abs", 100_000)]
    public void Long_chains_neither_overflow_the_stack_nor_take_long(string operation, int count)
    {
        OnnxGraph graph = Model().Weights("w", 3, 4).Nodes("MatMul x w > v0");
        for (int i = 0; i < count; i++)
            graph.Nodes($"{operation} v{i} > v{i + 1}");
        byte[] model = graph.Nodes($"Identity v{count} > y").ToBytes();

        Assert.Equal(count + 2, OnnxModel.Parse(model, "file").NodesOf("y").Count);
        Assert.All(OnnxProject.Generate(OnnxProject.Network, ("model.onnx", model)).Diagnostics, diagnostic => Assert.Equal("NETGEN083", diagnostic.Id));
    }

    /// <summary>A graph in an attribute of a node, and so on: neither the build nor the parser goes all the way down.</summary>
    [Fact]
    public void Deep_nesting_is_skipped()
    {
        byte[] graph = [];
        for (int i = 0; i < 3000; i++)
            graph = OnnxProto.Message((1, OnnxProto.Message((4, "If"), (5, OnnxProto.Message((1, "then_branch"), (6, graph))))));
        byte[] model = OnnxProto.Message((1, 8), (7, graph));

        Assert.NotNull(OnnxModels.Thin(model));
        Assert.Single(OnnxModel.Parse(model, "file").Nodes);
        Assert.StartsWith("NETGEN082", OnnxProject.Fault(model));
    }

    /// <summary>Text is text, and bytes that are not are a fault.</summary>
    [Fact]
    public void Names_are_text()
    {
        byte[] model = Model().Add(1, OnnxProto.Message((1, "x"), (2, new byte[] { 0xC3 }), (4, "Relu"))).ToBytes();

        Assert.Matches("^file: Expected text in UTF-8 at byte [0-9]+, but got other bytes: ", Assert.Throws<OnnxException>(() => OnnxModel.Parse(model, "file")).Message);
    }

    private static OnnxGraph Model() => new OnnxGraph().Input("x", 3).Output("y");

    private static byte[] Dense(string nodes) => Model().Weights("w", 3, 3).Nodes(nodes).ToBytes();

    private static byte[] Tensor(long[] shape, int bytes) => Model().Add(5, OnnxProto.Tensor("w", OnnxProto.Float, shape, new byte[bytes])).Nodes("MatMul x w > y").ToBytes();
}
