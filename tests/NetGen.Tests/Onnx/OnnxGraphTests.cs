using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Graphs as exporters write them: each computes what ONNX Runtime computes, with the layers that it would have if it were declared.</summary>
public sealed class OnnxGraphTests
{
    private static readonly Dictionary<string, (string Layers, OnnxGraph Graph)> _graphs = new()
    {
        ["bias (n)"] = ("Dense", Vector().Weights("b", 4).Nodes("MatMul x w > z; Add z b > y")),
        ["bias (1, n)"] = ("Dense", Vector().Weights("b", 1, 4).Nodes("MatMul x w > z; Add b z > y")),
        ["bias of one number"] = ("Dense", Vector().Weights("b", 1).Nodes("MatMul x w > z; Add z b > y")),
        ["bias of no dimensions"] = ("Dense", Vector().Nodes("MatMul x w > z; Add z 0.5 > y")),
        ["bias behind Identity"] = ("Dense", Vector().Weights("a", 4).Nodes("Identity a > b; MatMul x w > z; Add z b > y")),
        ["bias read before"] = ("Dense, Dense, Add", Vector().Weights("b", 4).Weights("v", 4, 4).Nodes("MatMul x w > z; Add z b > a; MatMul a v > c; Add c a > y")),
        ["product with factors"] = ("Dense", Vector().Weights("b", 4).Node("Gemm", "x w b", "y", ("alpha", 0.5f), ("beta", -2f))),
        ["product by columns"] = ("Dense", Vector().Weights("v", 5, 3).Weights("b", 1, 5).Node("Gemm", "x v b", "y", ("transB", 1))),
        ["product with one bias"] = ("Dense", Vector().Weights("b", 1).Node("Gemm", "x w b", "y", ("beta", 3f))),
        ["product without its bias"] = ("Dense", Vector().Weights("b", 4).Node("Gemm", "x w b", "y", ("beta", 0f))),
        ["matrix transposed by a node"] = ("Dense", Vector().Weights("v", 5, 3).Nodes("Transpose v > t; MatMul x t > y")),
        ["matrix transposed by its order"] = ("Dense", Vector().Weights("v", 5, 3).Node("Transpose", "v", "t", ("perm", new long[] { 1, 0 })).Nodes("MatMul x t > y")),
        ["matrix transposed twice"] = ("Dense", Vector().Weights("v", 5, 3).Nodes("Transpose v > t; Transpose t > u").Node("Gemm", "x u", "y", ("transB", 1))),
        ["matrix reshaped"] = ("Dense", Vector().Weights("v", 12).Tensor("s", [3L, -1], 2).Nodes("Reshape v s > r; MatMul x r > y")),
        ["two layers"] = ("Dense, Dense", Vector().Weights("v", 4, 2).Nodes("MatMul x w > z; Relu z > a; MatMul a v > y")),
        ["kernel and bias (C, 1, 1)"] = ("Conv2D", Image().Weights("b", 3, 1, 1).Nodes("Conv x k > z; Add z b > y")),
        ["kernel and bias (1, C, 1, 1)"] = ("Conv2D", Image().Weights("b", 1, 3, 1, 1).Nodes("Conv x k > z; Add z b > a; Relu a > y")),
        ["kernel of a signal and bias (C, 1)"] = ("Conv1D", Signal().Weights("b", 3, 1).Nodes("Conv x k > z; Add z b > y")),
        ["kernel with dilations of its own in each dimension"] = ("Conv2D", Image().Node("Conv", "x k", "y", ("dilations", new long[] { 1, 2 }), ("strides", new long[] { 2, 1 }))),
        ["kernel over one pixel"] = ("GlobalAveragePool, Dense", Image().Weights("v", 4, 2, 1, 1).Weights("b", 4).Nodes("GlobalAveragePool x > p; Conv p v b > y")),
        ["kernel over one pixel with padding"] = ("Conv2D, Conv2D", new OnnxGraph().Input("x", 2, 3, 3).Output("y").Weights("k", 3, 2, 3, 3).Weights("v", 4, 3, 1, 1).Nodes("Conv x k > z").Node("Conv", "z v", "y", ("pads", new long[] { 1, 1, 1, 1 }))),
        ["softmax of flattened pixels"] = ("Conv2D", Image().Nodes("Conv x k > z; Flatten z > f; Softmax f > y")),
        ["activation of flattened pixels"] = ("Conv2D", Image().Nodes("Conv x k > z; Flatten z > f; Relu f > y")),
        ["standardization of a vector"] = ("Standardize, Dense", Vector().Weights("m", 3).Weights("s", 0.5f, 2, 1, 3).Nodes("Sub x m > a; Div a s > b; MatMul b w > y")),
        ["standardization by one number"] = ("Standardize, Scale, Dense", Vector().Nodes("Sub x 0.5 > a; Div a 0.25 > b; MatMul b w > y")),
        ["standardization of channels"] = ("Standardize, Conv2D", Image().Weights("m", 1, 2, 1, 1).Weights("s", 0.5f, 2, 2, 1, 1).Nodes("Sub x m > a; Div a s > b; Conv b k > y")),
        ["standardization of pixels"] = ("Standardize, Conv2D", Image().Weights("m", 2, 6, 6).Nodes("Sub x m > a; Conv a k > y")),
        ["scaler of scikit-learn"] = ("Standardize, Dense", Vector().Node("ai.onnx.ml:Scaler", "x", "a", ("offset", new[] { 1f, 2, -3 }), ("scale", new[] { 0.5f, 2, 4 })).Nodes("MatMul a w > y")),
        ["scaler of one number"] = ("Standardize, Dense", Vector().Node("ai.onnx.ml:Scaler", "x", "a", ("offset", new[] { 1f }), ("scale", new[] { 0.5f })).Nodes("MatMul a w > y")),
        ["factors"] = ("Dense, Scale", Vector().Nodes("MatMul x w > z; Mul z 0.3 > y")),
        ["divisor"] = ("Scale, Dense", Vector().Nodes("Div x 255 > a; MatMul a w > y")),
        ["sum of three"] = ("Dense, Dense, Dense, Add", Vector().Weights("v", 3, 4).Weights("u", 3, 4).Nodes("MatMul x w > a; MatMul x v > b; MatMul x u > c; Sum a b c > y")),
        ["two readers of a product"] = ("Dense, Dense, Add", Vector().Weights("b", 4).Weights("v", 4, 4).Nodes("MatMul x w > z; Add z b > a; Relu a > r; MatMul r v > c; Add c r > y")),
        ["identity around all"] = ("Dense", Vector().Nodes("Identity x > a; MatMul a w > b; Identity b > y")),
        ["dead nodes"] = ("Dense", Vector().Weights("dead", 9, 9).Nodes("MatMul x w > z; Erf z > unused; Relu z > y; Sin z > other")),
        ["fixed batch"] = ("Flatten, Dense", new OnnxGraph().Add(11, OnnxProto.Value("x", OnnxProto.Float, 5, 2, 3)).Output("y").Weights("w", 6, 4).Tensor("s", [5L, 6], 2).Nodes("Reshape x s > a; MatMul a w > y")),
        ["shape from the input"] = ("Flatten, Dense", new OnnxGraph().Input("x", 2, 3).Output("y").Weights("w", 6, 4).Tensor("zero", [0L], []).Tensor("axis", [0L], 1).Tensor("rest", [-1L], 1).Node("Shape", "x", "s").Node("Gather", "s zero", "n").Nodes("Unsqueeze n axis > m").Node("Concat", "m rest", "t", ("axis", 0)).Nodes("Reshape x t > a; MatMul a w > y")),
        ["shape with a slice"] = ("Flatten, Dense", new OnnxGraph().Input("x", 2, 3).Output("y").Weights("w", 6, 4).Tensor("zero", [0L], 1).Tensor("one", [1L], 1).Tensor("rest", [-1L], 1).Nodes("Shape x > s; Slice s zero one > m").Node("Concat", "m rest", "t", ("axis", 0)).Nodes("Reshape x t > a; MatMul a w > y")),
        ["concatenation"] = ("Dense, Dense, Concat", Vector().Weights("v", 3, 2).Nodes("MatMul x w > a; MatMul x v > b").Node("Concat", "a b a", "y", ("axis", -1))),
        ["concatenation of channels"] = ("Conv2D, Conv2D, Concat", Image().Weights("l", 2, 2, 3, 3).Nodes("Conv x k > a; Conv x l > b").Node("Concat", "b a", "y", ("axis", 1))),
        ["batch normalization of a vector"] = ("Dense, BatchNorm", Vector().Weights("g", 4).Weights("b", 4).Weights("m", 4).Weights("v", 0.5f, 2, 4).Node("MatMul", "x w", "z").Node("BatchNormalization", "z g b m v", "a", ("epsilon", 0.01f)).Nodes("Relu a > y")),
        ["layer normalization"] = ("Dense, LayerNorm", Vector().Weights("g", 4).Weights("b", 4).Node("MatMul", "x w", "z").Node("LayerNormalization", "z g b", "y")),
        ["layer normalization without a bias"] = ("Dense, LayerNorm", Vector().Weights("g", 4).Node("MatMul", "x w", "z").Node("LayerNormalization", "z g", "y", ("epsilon", 0.1f))),
        ["mean over pixels"] = ("Conv2D, GlobalAveragePool", Image().Node("Conv", "x k", "z").Node("ReduceMean", "z", "y", ("axes", new long[] { -1, 2 }), ("keepdims", 0))),
        ["padding before a kernel"] = ("Conv2D", Image().Tensor("p", [0L, 0, 1, 1, 0, 0, 1, 1], 8).Nodes("Pad x p > a; Conv a k > y")),
        ["padding before an average"] = ("Conv2D, AveragePool", Image().Tensor("p", [0L, 0, 1, 1, 0, 0, 1, 1], 8).Nodes("Conv x k > z; Pad z p > a").Node("AveragePool", "a", "y", ("kernel_shape", new long[] { 2, 2 }))),
        ["padding before an average that is rounded up evenly"] = ("Conv2D, AveragePool", Image().Tensor("p", [0L, 0, 1, 1, 0, 0, 1, 1], 8).Nodes("Conv x k > z; Pad z p > a").Node("AveragePool", "a", "y", ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }), ("ceil_mode", 1))),
        ["largest numbers with gaps, rounded up"] = ("Conv2D, MaxPool", Image().Nodes("Conv x k > z").Node("MaxPool", "z", "y", ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }), ("dilations", new long[] { 2, 1 }), ("ceil_mode", 1))),
        ["vector as an image behind the first layer"] = ("Dense, Reshape, Conv2D", Vector().Weights("k", 2, 1, 2, 2).Tensor("s", [0L, 1, 2, 2], 4).Nodes("MatMul x w > z; Reshape z s > a; Conv a k > y")),
        ["vector as a signal behind the first layer"] = ("Dense, Reshape, Conv1D", Vector().Weights("k", 2, 1, 2).Tensor("axes", [1L], 1).Nodes("MatMul x w > z; Tanh z > t; Unsqueeze t axes > a; Conv a k > y")),
        ["image as another image"] = ("Conv2D, Reshape, Conv2D", Image().Weights("l", 2, 12, 1, 1).Tensor("s", [-1L, 12, 2, 2], 4).Nodes("Conv x k > z; Reshape z s > a; Conv a l > y")),
        ["image as a vector and back"] = ("Conv2D, Conv2D", Image().Weights("l", 2, 3, 1, 1).Tensor("s", [0L, 3, 4, 4], 4).Nodes("Conv x k > z; Flatten z > f; Reshape f s > a; Conv a l > y")),
        ["one view with two readers"] = ("Dense, Reshape, Conv2D, Conv2D, Add", Vector().Weights("k", 2, 1, 2, 2).Weights("l", 2, 1, 2, 2).Tensor("s", [0L, 1, 2, 2], 4).Nodes("MatMul x w > z; Reshape z s > a; Conv a k > b; Conv a l > c; Add b c > y")),
        ["image of the input, which another layer reads as a vector"] = ("Dense, Reshape, Conv2D, Flatten, Add", new OnnxGraph().Input("x", 9).Output("y").Weights("w", 9, 4).Weights("k", 1, 1, 2, 2).Tensor("s", [0L, 1, 3, 3], 4).Nodes("MatMul x w > a; Reshape x s > b; Conv b k > c; Flatten c > d; Add a d > y")),
        ["means times an image"] = ("Conv2D, GlobalAveragePool, Expand, Multiply", Image().Nodes("Conv x k > z; GlobalAveragePool z > p; Mul p z > y")),
        ["image plus means"] = ("Conv2D, GlobalAveragePool, Expand, Add", Image().Nodes("Conv x k > z; GlobalAveragePool z > p; Sigmoid p > g; Add z g > y")),
        ["image minus means"] = ("Conv2D, GlobalAveragePool, Expand, Subtract", Image().Nodes("Conv x k > z; GlobalAveragePool z > p; Sub z p > y")),
        ["means over an image"] = ("Conv2D, GlobalAveragePool, Expand, Divide", Image().Nodes("Conv x k > z; Softplus z > a; GlobalAveragePool a > p; Div p a > y")),
        ["sum of images and means"] = ("Conv2D, GlobalAveragePool, Expand, Add", Image().Nodes("Conv x k > z; GlobalAveragePool z > p; Sum p z p > y")),
        ["signal times means"] = ("Conv1D, GlobalAveragePool, Expand, Multiply", Signal().Nodes("Conv x k > z; GlobalAveragePool z > p; Mul z p > y")),
        ["one pixel of each channel times an image"] = ("Conv2D, Conv2D, Flatten, Expand, Multiply", Image().Weights("l", 3, 3, 4, 4).Nodes("Conv x k > z; Conv z l > p; Mul z p > y")),
        ["expansion by a constant shape"] = ("Dense, Expand, Conv2D", Vector().Weights("l", 2, 4, 2, 2).Tensor("axes", [2L, 3], 2).Tensor("s", [1L, 4, 2, 3], 4).Nodes("MatMul x w > z; Unsqueeze z axes > a; Expand a s > e; Conv e l > y")),
        ["expansion by a shorter shape"] = ("Dense, Expand, Conv1D", Vector().Weights("l", 2, 4, 2).Tensor("axes", [2L], 1).Tensor("s", [5L], 1).Nodes("MatMul x w > z; Unsqueeze z axes > a; Expand a s > e; Conv e l > y")),
        ["expansion to the same shape"] = ("Conv2D", Image().Tensor("s", [1L, 3, 1, 4], 4).Nodes("Conv x k > z; Expand z s > y")),
        ["expansion by the shape of another value"] = ("Conv2D, GlobalAveragePool, Expand, Add", Image().Nodes("Conv x k > z; GlobalAveragePool z > p; Shape z > s; Expand p s > e; Add e z > y")),
        ["expansion of a vector that is read as one as well"] = ("Dense, Expand, GlobalAveragePool, Add", Vector().Tensor("axes", [2L], 1).Tensor("s", [1L, 1, 5], 3).Nodes("MatMul x w > z; Unsqueeze z axes > a; Expand a s > e; GlobalAveragePool e > p; Add p a > y")),
        ["vectors in a shape that NetGen does not have"] = ("Dense, Dense, Activate, Add", Vector().Weights("v", 4, 8).Tensor("s", [0L, 2, 2, 1, 2], 5).Nodes("MatMul x w > z; MatMul z v > a; Reshape a s > b; Tanh b > c; Add b c > y")),
        ["fused activation after a view"] = ("Dense, Dense", Vector().Tensor("s", [0L, 4, 1], 3).Tensor("f", [0L, 4], 2).Weights("v", 4, 2).Nodes("MatMul x w > z; Reshape z s > a; Relu a > b; Reshape b f > c; MatMul c v > y")),
    };

    /// <summary>Why graphs are refused that repeat numbers in other ways than one for each channel at all of its pixels, or have other shapes.</summary>
    private static readonly Dictionary<string, OnnxGraph> _refused = new()
    {
        ["Add 'n2': it combines shapes (3, 4, 4) and (2, 6, 6), where NetGen takes equal shapes"] = Image().Nodes("Conv x k > z; Add z x > y"),
        ["Mul 'n3': it combines shapes (3, 1, 4) and (3, 4, 4), where NetGen takes equal shapes"] = Image().Weights("l", 3, 2, 6, 3).Nodes("Conv x k > z; Conv x l > p; Mul p z > y"),
        ["Mul 'n3': it combines shapes (3, 4, 4) and (1, 1, 1), where NetGen takes equal shapes"] = Image().Weights("l", 1, 2, 6, 6).Nodes("Conv x k > z; Conv x l > p; Mul z p > y"),
        ["Sub 'n4': it combines shapes (4) and (3, 4, 4), where NetGen takes equal shapes"] = Image().Weights("w", 72, 4).Nodes("Conv x k > z; Flatten x > f; MatMul f w > p; Sub p z > y"),
        ["Sum 'n3': it adds shapes (3, 4, 4) and (1, 4, 4), where NetGen takes equal shapes"] = Image().Weights("l", 1, 2, 3, 3).Nodes("Conv x k > z; Conv x l > p; Sum z p z > y"),
        ["Expand 'n3': it repeats shape (batch, 1, 1, 1) to (batch, 3, 1, 1), where NetGen repeats one number for each channel at all of its pixels"] = Image().Weights("l", 1, 2, 6, 6).Tensor("s", [3L, 1, 1], 3).Nodes("Conv x k > z; Conv x l > p; Expand p s > e; Add e z > y"),
        ["Expand 'n1': its shape (1, 1, 2, 6, 6) has more dimensions than (batch, 2, 6, 6)"] = Image().Tensor("s", [1L, 1, 2, 6, 6], 5).Nodes("Expand x s > e; Conv e k > y"),
        ["Expand 'n1': its shape (2, 5, 6) does not fit (batch, 2, 6, 6)"] = Image().Tensor("s", [2L, 5, 6], 3).Nodes("Expand x s > e; Conv e k > y"),
        ["Expand 'n1': its shape (4, 2, 6, 6) does not fit (batch, 2, 6, 6)"] = Image().Tensor("s", [4L, 2, 6, 6], 4).Nodes("Expand x s > e; Conv e k > y"),
        ["Expand 'n2': it has a size of -1, where NetGen takes 1 to 2,147,483,647"] = Image().Tensor("s", [-1L, -1], 2).Nodes("GlobalAveragePool x > p; Expand p s > y"),
        ["Add 'n6': it reads shape (3, 4, 2, 2) for each sample, where NetGen takes up to 3 dimensions"] = Image().Weights("w", 48, 48).Tensor("s", [0L, 3, 4, 2, 2], 5).Nodes("Conv x k > z; Flatten z > f; MatMul f w > d; Reshape z s > a; Reshape d s > b; Add a b > y"),
        ["ConstantOfShape 'n1': it makes other numbers than those of a shape"] = Vector().Tensor("n", [4L], 1).Nodes("ConstantOfShape n > s; MatMul x w > z; Reshape z s > y"),

        // Nodes that are no layers, and layers that do not fit.
        ["If 'n1': NetGen compiles no branches"] = Vector().Nodes("If x > y"),
        ["DequantizeLinear 'n1': NetGen compiles no quantized models: export the model before it is quantized"] = Vector().Nodes("DequantizeLinear x > y"),
        ["MatMul 'n1': its matrix of shape (4, 5) is for 4 inputs, but it reads (3)"] = Vector().Weights("v", 4, 5).Nodes("MatMul x v > y"),
        ["Gemm 'n1': its matrix is of type int64, where NetGen takes floating-point numbers"] = Vector().Tensor("v", [1L, 2, 3], 3, 1).Nodes("Gemm x v > y"),
        ["Conv 'n1': its kernel is for 3 channels, but it reads (2, 6, 6)"] = Image().Weights("l", 3, 3, 3, 3).Nodes("Conv x l > y"),
        ["Pow 'n3': NetGen has no Pow of two values"] = Vector().Nodes("MatMul x w > a; Tanh a > b; Pow a b > y"),
        ["Softmax 'n2': it is read by another node, but NetGen normalizes only the outputs of a network"] = Vector().Weights("v", 4, 2).Nodes("MatMul x w > z; Softmax z > s; MatMul s v > y"),
        ["LogSoftmax 'n2': it is read by another node, but NetGen normalizes only the outputs of a network"] = Vector().Weights("v", 4, 2).Nodes("MatMul x w > z; LogSoftmax z > s; MatMul s v > y"),
        ["AveragePool 'n1': it has dilations, where NetGen averages numbers side by side"] = Image().Node("AveragePool", "x", "y", ("kernel_shape", new long[] { 2, 2 }), ("dilations", new long[] { 2, 2 })),
        ["MaxPool 'n1': its padding is as large as its window, which may then see no input"] = Image().Node("MaxPool", "x", "y", ("kernel_shape", new long[] { 2, 2 }), ("pads", new long[] { 2, 2, 2, 2 })),
        ["Pad 'n1': it pads the batch or the channels"] = Image().Tensor("p", [0L, 1, 0, 0, 0, 0, 0, 0], 8).Nodes("Pad x p > a; Conv a k > y"),
        ["Tanh 'n2': it reads padded values, where NetGen takes padding only before a convolution or an average"] = Image().Tensor("p", [0L, 0, 1, 1, 0, 0, 1, 1], 8).Nodes("Pad x p > a; Tanh a > y"),
    };

    public static TheoryData<string> Names => [.. _graphs.Keys];

    public static TheoryData<string> Refused => [.. _refused.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_graph_becomes_its_layers(string name)
    {
        (string layers, OnnxGraph graph) = _graphs[name];

        INetwork<float> network = OnnxProject.AssertSame(graph);

        // A standardization is no layer of the network's description.
        string[] before = network.ToTensors().Any(tensor => tensor.Name.StartsWith("standardize", StringComparison.Ordinal)) ? ["Standardize"] : [];
        Assert.Equal(layers, string.Join(", ", before.Concat(network.Info.Layers.Select(layer => layer.Kind))));
    }

    /// <summary>Layers that follow read a value in the shape that the file gives it.</summary>
    [Fact]
    public void A_layer_that_follows_reads_the_shape_of_the_file()
    {
        byte[] model = Vector().Tensor("s", [0L, 1, 2, 2], 4).Nodes("MatMul x w > z; Reshape z s > y").ToBytes();

        INetwork<float> network = OnnxProject.Load<float>(OnnxProject.Compile(model, "using NetGen; [Network(Onnx = \"model.onnx\"), Conv2D(3, 2)] public sealed partial class Net;"), model);

        Assert.Equal(["Dense", "Reshape", "Conv2D"], network.Info.Layers.Select(layer => layer.Kind));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_does_not_fit_is_refused(string reason) => Assert.Contains($". {reason}: change", OnnxProject.Fault(_refused[reason]));

    private static OnnxGraph Vector() => new OnnxGraph().Input("x", 3).Output("y").Weights("w", 3, 4);

    private static OnnxGraph Image() => new OnnxGraph().Input("x", 2, 6, 6).Output("y").Weights("k", 3, 2, 3, 3);

    private static OnnxGraph Signal() => new OnnxGraph().Input("x", 2, 9).Output("y").Weights("k", 3, 2, 3);
}
