using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Layers are called as in the file, where that is a name that a declaration could have.</summary>
public sealed class OnnxNameTests
{
    [Theory]
    [InlineData("fc1.weight", "fc1.bias", "fc1.weight, fc1.bias, layers.1.weight")]
    [InlineData("model.fc1.weight", "model.fc1.bias", "model.fc1.weight, model.fc1.bias, layers.1.weight")]
    [InlineData("fc1.weight", "fc2.bias", "layers.0.weight, layers.0.bias, layers.1.weight")]
    [InlineData("onnx::MatMul_17", "fc1.bias", "fc1.weight, fc1.bias, layers.1.weight")]
    [InlineData("weight", "bias", "layers.0.weight, layers.0.bias, layers.1.weight")]
    [InlineData("layers.0.weight", "layers.0.bias", "layers.0.weight, layers.0.bias, layers.1.weight")]
    [InlineData("layers.1.weight", "layers.1.bias", "layers.0.weight, layers.0.bias, layers.1.weight")]
    [InlineData("layers.7.weight", "layers.7.bias", "layers.7.weight, layers.7.bias, layers.1.weight")]
    [InlineData("x.weight", "x.bias", null)]
    [InlineData("class.weight", "class.bias", null)]
    [InlineData("standardize.weight", "standardize.bias", null)]
    [InlineData("a b.weight", "a b.bias", null)]
    [InlineData(".weight", ".bias", null)]
    [InlineData("..weight", "..bias", null)]
    [InlineData("/fc\n.weight", "/fc\n.bias", null)]
    [InlineData("Net.weight", "Net.bias", null)]
    public void A_layer_has_the_prefix_of_its_tensors(string weight, string bias, string? expected)
    {
        byte[] model = new OnnxGraph().Input("x", 3).Output("y").Weights(weight, 3, 4).Weights(bias, 4).Weights("v", 4, 2)
            .Add(1, OnnxProto.Node("first", "Gemm", ["x", weight, bias], ["z"], [])).Nodes("MatMul z v > y").ToBytes();

        INetwork<float> network = OnnxProject.AssertSame(model);

        string names = string.Join(", ", network.ToTensors().Select(tensor => tensor.Name).OrderBy(name => name.StartsWith("layers.1.", StringComparison.Ordinal)).ThenByDescending(name => name, StringComparer.Ordinal));
        Assert.Equal(expected ?? names, names);
        Assert.Equal(3, network.ToTensors().Select(tensor => tensor.Name).Distinct().Count());
    }

    /// <summary>Two layers with one matrix have it twice.</summary>
    [Fact]
    public void A_tensor_may_be_read_by_two_layers() =>
        OnnxProject.AssertSame(new OnnxGraph().Input("x", 3).Output("y").Weights("fc.weight", 3, 3).Nodes("MatMul x fc.weight > a; Tanh a > b; MatMul b fc.weight > y"));

    [Fact]
    public void A_model_with_two_outputs_is_compiled_up_to_one()
    {
        byte[] model = new OnnxGraph().Input("x", 3).Output("a").Output("y").Weights("w", 3, 4).Weights("v", 3, 2).Nodes("MatMul x w > a; MatMul x v > y").ToBytes();
        INetwork<float> network = OnnxProject.Load<float>(OnnxProject.Compile(model, "using NetGen; [Network(Onnx = \"model.onnx\", Until = \"y\")] public sealed partial class Net;"), model);

        OnnxProject.AssertSame(network, model, batch: 3, output: "y");
    }

    /// <summary>Files in folders, and two with one name.</summary>
    [Fact]
    public void The_end_of_a_path_names_a_file()
    {
        byte[] model = new OnnxGraph().Input("x", 3).Output("y").Weights("w", 3, 4).Nodes("MatMul x w > y").ToBytes();
        string list = OnnxModels.List(("model.onnx", model)), text = list + list.Replace("/project/", "/project/other/", StringComparison.Ordinal);

        Assert.Equal("NETGEN081", Diagnose("[Network(Onnx = \"model.onnx\")]"));
        Assert.Equal("", Diagnose("[Network(Onnx = \"other/model.onnx\")]"));
        Assert.Equal("", Diagnose("[Network(Onnx = \"project/model.onnx\")]"));

        string Diagnose(string attributes)
        {
            OnnxProject.Driver(new OnnxModels(text)).RunGeneratorsAndUpdateCompilation(Support.Compilations.Create($"using NetGen; {attributes} public sealed partial class Net;"), out _, out var diagnostics);
            return string.Join(", ", diagnostics.Select(diagnostic => diagnostic.Id));
        }
    }
}
