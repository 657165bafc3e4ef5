using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>What versions of the operators write in other ways, and the number types of weights.</summary>
public sealed class OnnxVersionTests
{
    private static readonly long[] _pads = [0, 0, 1, 1, 0, 0, 1, 1];

    private static readonly Dictionary<string, OnnxGraph> _graphs = new()
    {
        ["Clip 6"] = Dense(7).Node("Clip", "z", "y", ("min", 0f)),
        ["Clip 11"] = Dense(11).Nodes("Clip z 0 > y"),
        ["Clip 13 without a minimum"] = Dense(13).Number("top", 1).Number("bottom", -1).Nodes("Clip z _ top > a; Clip a bottom > y"),
        ["Squeeze 1"] = Dense(9).Node("Unsqueeze", "z", "a", ("axes", new long[] { 2 })).Node("Squeeze", "a", "y", ("axes", new long[] { -1 })),
        ["Squeeze 13"] = Dense(13).Tensor("two", [2L], 1).Tensor("last", [-1L], 1).Nodes("Unsqueeze z two > a; Squeeze a last > y"),
        ["Squeeze 13 of all"] = Dense(13).Tensor("two", [2L, 3], 2).Nodes("Unsqueeze z two > a; Squeeze a > y"),
        ["Pad 2"] = Image(7).Node("Pad", "x", "a", ("pads", _pads), ("mode", "constant")).Nodes("Conv a k > y"),
        ["Pad 11"] = Image(11).Tensor("p", _pads, 8).Nodes("Pad x p > a; Conv a k > y"),
        ["Pad 13 with a value"] = Image(13).Tensor("p", _pads, 8).Nodes("Pad x p 0 > a; Conv a k > y"),
        ["Dropout 7"] = Dense(7).Node("Dropout", "z", "y", ("ratio", 0.3f)),
        ["Dropout 12"] = Dense(12).Number("ratio", 0.5f).Nodes("Dropout z ratio > y"),
        ["Dropout 13 in inference"] = Dense(13).Number("ratio", 0.5f).Add(5, OnnxProto.Tensor("training", 9, [], [0])).Nodes("Dropout z ratio training > y"),
        ["Softmax 1"] = Dense(11).Nodes("Softmax z > y"),
        ["Softmax 13"] = Dense(13).Nodes("Softmax z > y"),
        ["Softmax with an axis"] = Dense(13).Node("Softmax", "z", "y", ("axis", 1)),
        ["BatchNormalization 7"] = Image(7).Weights("g", 3).Weights("b", 3).Weights("m", 3).Weights("v", 1f, 2, 3).Nodes("Conv x k > z; BatchNormalization z g b m v > y"),
        ["BatchNormalization 15"] = Image(15).Weights("g", 3).Weights("b", 3).Weights("m", 3).Weights("v", 1f, 2, 3).Node("Conv", "x k", "z").Node("BatchNormalization", "z g b m v", "y", ("training_mode", 0)),
        ["AveragePool 7"] = Image(7).Node("Conv", "x k", "z").Node("AveragePool", "z", "y", ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 })),
        ["AveragePool 7 with padding"] = Image(7).Node("Conv", "x k", "z").Node("AveragePool", "z", "y", ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 }), ("count_include_pad", 1)),
        ["ReduceMean 13"] = Image(13).Node("Conv", "x k", "z").Node("ReduceMean", "z", "y", ("axes", new long[] { 2, 3 })),
        ["ReduceMean 18"] = Image(18).Tensor("axes", [2L, 3], 2).Node("Conv", "x k", "z").Node("ReduceMean", "z axes", "y", ("keepdims", 0)),
        ["Gelu 20"] = Dense(20).Nodes("Gelu z > y"),
        ["Gelu 20 by tanh"] = Dense(20).Node("Gelu", "z", "y", ("approximate", "tanh")),
        ["Mish 18"] = Dense(18).Nodes("Mish z > y"),
        ["Flatten 21"] = Image(21).Weights("w", 48, 2).Nodes("Conv x k > z; Flatten z > f; MatMul f w > y"),
        ["Reshape 19"] = Image(19).Tensor("s", [0L, -1], 2).Weights("w", 48, 2).Nodes("Conv x k > z; Reshape z s > f; MatMul f w > y"),
        ["Conv 22 with SAME_UPPER"] = new OnnxGraph(22).Input("x", 2, 6, 6).Output("y").Weights("k", 3, 2, 3, 3).Node("Conv", "x k", "y", ("auto_pad", "SAME_UPPER")),
        ["MaxPool 22 with VALID"] = new OnnxGraph(22).Input("x", 2, 6, 6).Output("y").Weights("k", 3, 2, 3, 3).Node("Conv", "x k", "z").Node("MaxPool", "z", "y", ("auto_pad", "VALID"), ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 })),
        ["Constant of a tensor"] = Bare(13).Node("Constant", "", "c", ("value", OnnxProto.Tensor("t", [0.5f, -1, 2], 3))).Nodes("Add z c > y"),
        ["Constant of a number"] = Bare(13).Node("Constant", "", "c", ("value_float", 0.5f)).Nodes("Mul z c > y"),
        ["Constant of numbers"] = Bare(13).Node("Constant", "", "c", ("value_floats", new[] { 0.5f, -1, 2 })).Nodes("Add z c > y"),
        ["Constant of an integer"] = Bare(13).Node("Constant", "", "c", ("value_int", 2L)).Tensor("zero", [0L], 1).Nodes("Unsqueeze c zero > axes; Unsqueeze z axes > a; Squeeze a axes > y"),
        ["Constant of integers"] = Bare(13).Node("Constant", "", "c", ("value_ints", new long[] { 0, 3, 1 })).Nodes("Reshape z c > y"),
        ["float16 in bytes"] = Typed(OnnxProto.Float16, OnnxProto.Bytes(Halves())),
        ["float16 in integers"] = Typed(OnnxProto.Message((1, new long[] { 3, 4 }), (2, OnnxProto.Float16), (5, Halves().Select(half => (long)BitConverter.HalfToUInt16Bits(half)).ToArray()), (8, "v"))),
        ["bfloat16 in bytes"] = Typed(OnnxProto.BFloat16, OnnxProto.Bytes(Floats().Select(number => (ushort)(BitConverter.SingleToUInt32Bits(number) >> 16)).ToArray())),
        ["double in bytes"] = Typed(OnnxProto.Double, OnnxProto.Bytes(Floats().Select(number => (double)number).ToArray())),
        ["double in numbers"] = Typed(OnnxProto.Message((1, new long[] { 3, 4 }), (2, OnnxProto.Double), (8, "v"), (10, Floats().Select(number => (double)number).ToArray()))),
        ["float in numbers"] = Typed(OnnxProto.Message((1, new long[] { 3, 4 }), (2, OnnxProto.Float), (4, Floats()), (8, "v"))),
    };

    public static TheoryData<string> Names => [.. _graphs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_version_is_read(string name) => OnnxProject.AssertSame(_graphs[name]);

    /// <summary>A writer of the third version of protocol buffers leaves zeros out, such as that of ML.NET.</summary>
    [Fact]
    public void An_attribute_without_a_number_is_zero()
    {
        byte[] keepdims = OnnxProto.Message((1, "keepdims"), (20, 2)), axes = OnnxProto.Attribute("axes", new long[] { 2, 3 });
        OnnxGraph graph = Image(13).Weights("w", 3, 2).Node("Conv", "x k", "z")
            .Add(1, OnnxProto.Node("mean", "ReduceMean", ["z"], ["m"], [axes, keepdims])).Nodes("MatMul m w > y");

        OnnxProject.AssertSame(graph);
    }

    private static OnnxGraph Dense(long opset) => new OnnxGraph(opset).Input("x", 3).Output("y").Weights("w", 3, 4).Weights("c", 4).Node("Gemm", "x w c", "z");

    private static OnnxGraph Image(long opset) => new OnnxGraph(opset).Input("x", 2, 6, 6).Output("y").Weights("k", 3, 2, 3, 3);

    private static OnnxGraph Bare(long opset) => new OnnxGraph(opset).Input("x", 3).Output("y").Weights("w", 3, 3).Node("MatMul", "x w", "z");

    private static OnnxGraph Typed(int type, byte[] bytes) => Typed(OnnxProto.Tensor("v", type, [3, 4], bytes));

    private static OnnxGraph Typed(byte[] tensor) => new OnnxGraph(13).Input("x", 3).Output("y").Add(5, tensor).Node("Cast", "v", "w", ("to", 1)).Nodes("MatMul x w > y");

    private static float[] Floats() => [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))];

    private static Half[] Halves() => [.. Floats().Select(number => (Half)number)];
}
