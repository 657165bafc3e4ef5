using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Networks from files of PyTorch's exporter and of scikit-learn's converter compute what ONNX Runtime computes.</summary>
public sealed class OnnxRuntimeTests
{
    public static TheoryData<string, Func<string, INetwork<float>>, Func<string, INetwork<double>>> Files => new()
    {
        { "activations", path => OnnxActivationsNet.LoadOnnx(path), path => OnnxActivationsInDouble.LoadOnnx(path) },
        { "lenet", path => OnnxLeNet.LoadOnnx(path), path => OnnxLeNetInDouble.LoadOnnx(path) },
        { "mnist", path => OnnxMnist.LoadOnnx(path), path => OnnxMnistInDouble.LoadOnnx(path) },
        { "resnet", path => OnnxResNet.LoadOnnx(path), path => OnnxResNetInDouble.LoadOnnx(path) },
        { "signal", path => OnnxSignalNet.LoadOnnx(path), path => OnnxSignalInDouble.LoadOnnx(path) },
        { "shapes", path => OnnxShapesNet.LoadOnnx(path), path => OnnxShapesInDouble.LoadOnnx(path) },
        { "normalized", path => OnnxNormalized.LoadOnnx(path), path => OnnxNormalizedInDouble.LoadOnnx(path) },
        { "squeeze", path => OnnxSqueezeNet.LoadOnnx(path), path => OnnxSqueezeInDouble.LoadOnnx(path) },
        { "decoder", path => OnnxDecoder.LoadOnnx(path), path => OnnxDecoderInDouble.LoadOnnx(path) },
        { "classifier", path => OnnxClassifier.LoadOnnx(path), path => OnnxClassifierInDouble.LoadOnnx(path) },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Outputs_are_those_of_ONNX_Runtime(string name, Func<string, INetwork<float>> single, Func<string, INetwork<double>> inDouble)
    {
        string path = PathOf(name);
        byte[] model = File.ReadAllBytes(path);
        string? output = null;
        if (name == "classifier")
        {
            // Its own outputs are labels. Messages that are written one after the other are merged, so this adds an output.
            output = "out_activations_result";
            model = [.. model, .. OnnxProto.Message((7, OnnxProto.Message((12, OnnxProto.Value(output, OnnxProto.Float, null, 3)))))];
        }

        foreach (int batch in new[] { 1, 3, 20 })
        {
            OnnxProject.AssertSame(single(path), model, batch, output);
            OnnxProject.AssertSame(inDouble(path), model, batch, output);
        }
    }

    [Fact]
    public void One_number_for_each_channel_is_expanded_to_its_pixels()
    {
        string[] kinds = [.. OnnxSqueezeNet.Info.Layers.Select(layer => layer.Kind)];

        Assert.Equal(4, kinds.Count(kind => kind == "Expand"));
        Assert.Equal(["Conv2D", "GlobalAveragePool", "Dense", "Dense", "Expand", "Multiply"], kinds[..6]);
        Assert.Equal(["Dense", "Dense", "Reshape", "Conv2D", "Reshape", "Conv1D"], OnnxDecoder.Info.Layers.Select(layer => layer.Kind));
    }

    [Fact]
    public void Layers_have_the_names_of_the_file()
    {
        IEnumerable<string> names = new OnnxResNet(seed: 0).ToTensors().Select(tensor => tensor.Name[..tensor.Name.LastIndexOf('.')]).Distinct();

        Assert.Equal(
            ["bn", "head", "one.bn1", "one.bn2", "one.conv1", "one.conv2", "stem", "two.bn1", "two.bn2", "two.conv1", "two.conv2", "two.skip.0", "two.skip.1"],
            names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_stream_and_a_file_give_the_same_weights()
    {
        using FileStream stream = File.OpenRead(PathOf("lenet"));

        Assert.Equal(OnnxLeNet.LoadOnnx(PathOf("lenet")).Parameters, OnnxLeNet.LoadOnnx(stream).Parameters);
        Assert.True(stream.CanRead);
    }

    internal static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", "onnx", name + ".onnx");
}
