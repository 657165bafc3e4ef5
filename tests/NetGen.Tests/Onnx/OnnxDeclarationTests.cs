using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>A network from a file and the same network with attributes.</summary>
public sealed partial class OnnxDeclarationTests
{
    private const string Declared = """
        using NetGen;
        [Network(1, 12, 12, Loss = Loss.CrossEntropy)]
        [Conv2D(4, 5, Activation.ReLU, Padding = 2, As = "conv1"), MaxPool(2)]
        [Conv2D(6, 3, Activation.ReLU, As = "conv2"), MaxPool(2)]
        [Flatten]
        [Dense(20, Activation.ReLU, As = "fc1"), Dense(10, Activation.Softmax, As = "fc2")]
        public sealed partial class Net;
        """;

    private const string Imported = "using NetGen; [Network(Onnx = \"model.onnx\", Loss = Loss.CrossEntropy)] public sealed partial class Net;";

    private static readonly byte[] _lenet = File.ReadAllBytes(OnnxRuntimeTests.PathOf("lenet"));

    /// <summary>The code is the same but for the comment at its head, the source of the weights, and LoadOnnx.</summary>
    [Fact]
    public void A_file_compiles_to_the_code_of_its_declaration()
    {
        string[] imported = Text(OnnxProject.Generate(Imported, ("model.onnx", _lenet))), declared = Text(Compilations.Generate(Declared));

        string[] without = [.. imported.Select(text => OfTheFile().Replace(Head().Replace(text, ""), ""))];
        Assert.NotEqual(imported, without);
        Assert.Equal(declared.Select(text => Head().Replace(text, "")), without);
    }

    [Theory]
    [InlineData("Dense(2, Activation.Softmax)", 2)]
    [InlineData("Dense(7, Activation.Tanh), Dense(3)", 3)]
    public void Layers_may_follow_a_value_of_the_file(string layers, int outputs)
    {
        string until = Value("Relu", 2);
        var assembly = OnnxProject.Compile(_lenet, $"using NetGen; [Network(Onnx = \"model.onnx\", Until = \"{until}\", Loss = Loss.HalfSquaredError), {layers}] public sealed partial class Net;");

        INetwork<float> network = OnnxProject.Load<float>(assembly, _lenet);
        Assert.Equal((144, outputs), (network.Info.InputSize, network.Info.OutputSize));

        // The value itself, as ONNX Runtime gives it.
        var truncated = OnnxProject.Load<float>(OnnxProject.Compile(_lenet, $"using NetGen; [Network(Onnx = \"model.onnx\", Until = \"{until}\")] public sealed partial class Net;"), _lenet);
        byte[] model = [.. _lenet, .. OnnxProto.Message((7, OnnxProto.Message((12, OnnxProto.Value(until, OnnxProto.Float, null, 20)))))];
        OnnxProject.AssertSame(truncated, model, batch: 4, until);

        // Both have the file's weights, and the added layers those of their seed.
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 144).Select(_ => random.NextSingle())], hidden = new float[20], expected = new float[20];
        truncated.Forward(inputs, expected);
        float[] trace = new float[network.Info.TraceSize];
        network.Trace(inputs, trace);
        int last = network.Info.Layers.Count - layers.Split("Dense").Length + 1;
        trace.AsSpan(network.Info.Layers[last - 1].AOffset, 20).CopyTo(hidden);
        Assert.Equal(expected, hidden);
    }

    /// <summary>The output of a node of the file, by its operator and its place among those.</summary>
    private static string Value(string operation, int index) =>
        OnnxModel.Parse(_lenet, "lenet").Nodes.Where(node => node.Operator == operation).ElementAt(index).Outputs[0];

    private static string[] Text(GeneratorRun run)
    {
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        return [.. run.Driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())];
    }

    /// <summary>Comments before the first line of code.</summary>
    [GeneratedRegex(@"\A(//[^\n]*\n|\n)+")]
    private static partial Regex Head();

    /// <summary>The source of the weights, and each LoadOnnx with its documentation.</summary>
    [GeneratedRegex(@"\n\n *internal static readonly [^\n]*OnnxSource Onnx = (.|\n)*?\};(?=\n)|\n\n( *///[^\n]*\n)+ *\[[^\n]*\]\n *public static [^\n]* LoadOnnx\([^\n]*\n *\{\n([^\n]*;\n)+ *\}")]
    private static partial Regex OfTheFile();
}
