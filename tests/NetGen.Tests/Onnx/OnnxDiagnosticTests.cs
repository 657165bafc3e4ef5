using Microsoft.CodeAnalysis;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>What the generator says about a file that it does not compile.</summary>
public sealed class OnnxDiagnosticTests
{
    private static readonly byte[] _good = Good().ToBytes();

    /// <summary>One message has all nodes, so that nobody fixes them one by one.</summary>
    [Fact]
    public void All_unsupported_nodes_are_named_at_once()
    {
        OnnxGraph graph = Good("z").Weights("v", 4, 4).Nodes("Exp z > a; MatMul z v > b; LSTM b v > c; Sin b > d; MatMul d v > e; MatMul b b > f").Node("com.example:Own", "b", "g").Nodes("Sum a c d e f g > y");

        Assert.Equal(
            "NETGEN083: NetGen does not compile all of 'model.onnx'. LSTM 'n4': NetGen compiles no loops over a sequence; Sin 'n5': NetGen does not compile this operator; "
            + "MatMul 'n7': it multiplies two computed values, as attention does; com.example.Own 'n8': NetGen does not compile operators of the domain 'com.example' (onnx.inliner.inline_local_functions replaces those that the file defines): "
            + "change the model, or compile it up to a value before with Until",
            OnnxProject.Fault(graph));
    }

    /// <summary>A function is compiled when another node reads it, but it is its own node that does not fit.</summary>
    [Fact]
    public void The_node_is_named_that_does_not_fit()
    {
        OnnxGraph graph = Good("z").Weights("v", 4, 4).Nodes("Exp z > a; MatMul a v > y; MatMul a v > other; Add y other > all");

        Assert.Contains(". Exp 'n2': it is no activation function that NetGen has: change", OnnxProject.Fault(graph));
    }

    /// <summary>A network has something to train, also if it comes from a file.</summary>
    [Fact]
    public void A_model_without_weights_is_refused_with_its_nodes()
    {
        OnnxGraph graph = new OnnxGraph().Input("x", 2, 6, 6).Output("y").Node("MaxPool", "x", "p", ("kernel_shape", new long[] { 2, 2 })).Nodes("Tanh p > t; GlobalAveragePool t > y");

        Assert.Equal(
            "NETGEN002: The network 'Net' has no layers with weights, only MaxPool 'n1', Tanh 'n2', GlobalAveragePool 'n3' of 'model.onnx': add at least one, such as [Dense(10, Activation.Softmax)]",
            OnnxProject.Fault(graph));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "NETGEN082: 'empty.onnx' is not a model that NetGen can read. Expected a model with a graph, but got none: the file is no ONNX model.", "[Network(Onnx = \"empty.onnx\")]" },
        { "NETGEN082: 'text.onnx' is not a model that NetGen can read. Expected ", "[Network(Onnx = \"text.onnx\")]" },
        { "NETGEN082: 'two.onnx' is not a model that NetGen can read. Expected one output, but got 'y', 'z': name a value of the file with Until.", "[Network(Onnx = \"two.onnx\")]" },
        { "NETGEN082: 'inputs.onnx' is not a model that NetGen can read. Expected one input, but got 'x', 'x2'.", "[Network(Onnx = \"inputs.onnx\")]" },
        { "NETGEN082: 'open.onnx' is not a model that NetGen can read. Expected sizes of the input 'x' that are fixed but for the batch, but got (?, ?): export the model with fixed sizes.", "[Network(Onnx = \"open.onnx\")]" },
        { "NETGEN082: 'integers.onnx' is not a model that NetGen can read. Expected floating-point numbers as the input 'x', but got int64.", "[Network(Onnx = \"integers.onnx\")]" },
        { "NETGEN082: 'huge.onnx' is not a model that NetGen can read. Expected an input that fits into an array, but got (2147483647, 2147483647, 2147483647).", "[Network(Onnx = \"huge.onnx\")]" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_wrong_with_a_file_is_named(string expected, string attributes)
    {
        GeneratorRun run = OnnxProject.Generate(
            $"using NetGen; {attributes} public sealed partial class Net;",
            ("model.onnx", _good),
            ("empty.onnx", []),
            ("text.onnx", "This is no model."u8.ToArray()),
            ("two.onnx", Good().Output("z").ToBytes()),
            ("inputs.onnx", Good("z").Input("x2", 4).Nodes("Add z x2 > y").ToBytes()),
            ("open.onnx", new OnnxGraph().Add(11, OnnxProto.Value("x", OnnxProto.Float, "n", "m")).Output("y").Nodes("Relu x > y").ToBytes()),
            ("integers.onnx", new OnnxGraph().Add(11, OnnxProto.Value("x", OnnxProto.Int64, "n", 3)).Output("y").Nodes("Relu x > y").ToBytes()),
            ("huge.onnx", new OnnxGraph().Input("x", int.MaxValue, int.MaxValue, int.MaxValue).Output("y").Nodes("Relu x > y").ToBytes()));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        string message = $"{diagnostic.Id}: {diagnostic.GetMessage()}";
        Assert.StartsWith(expected, message);
        Assert.Empty(run.Driver.GetRunResult().GeneratedTrees);
    }

    /// <summary>A hint says that labels are left out. The probabilities are the outputs.</summary>
    [Fact]
    public void Labels_are_left_out()
    {
        GeneratorRun run = OnnxProject.Generate(OnnxProject.Network, ("model.onnx", File.ReadAllBytes(OnnxRuntimeTests.PathOf("classifier"))));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(
            ("NETGEN085", DiagnosticSeverity.Info, "Of 'model.onnx', NetGen compiles what leads to 'out_activations_result', and leaves out what computes 'label' and 'probabilities' from it"),
            (diagnostic.Id, diagnostic.Severity, diagnostic.GetMessage()));
    }

    [Fact]
    public void A_file_that_the_build_cannot_read_is_reported()
    {
        string list = OnnxModels.ListFiles("/nowhere/model.onnx");

        GeneratorRun run = Run(new OnnxModels(list));

        Assert.StartsWith("'model.onnx' is not a model that NetGen can read. Could not find", Assert.Single(run.Diagnostics).GetMessage());
    }

    [Theory]
    [InlineData("/project/model.onnx\n5\nno Base64!\n")]
    [InlineData("/project/model.onnx\n5\n\n")]
    [InlineData("/project/model.onnx\n")]
    [InlineData("\n\n\n\n\n")]
    [InlineData("")]
    public void A_list_that_is_broken_is_a_fault(string list) => Assert.Contains(Assert.Single(Run(new OnnxModels(list)).Diagnostics).Id, new[] { "NETGEN081", "NETGEN082" });

    [Theory]
    [InlineData("[Network(Onnx")]
    [InlineData("[Network(Onnx =")]
    [InlineData("[Network(Onnx = )]")]
    [InlineData("[Network(Onnx = \"")]
    [InlineData("[Network(Onnx = \"\")]")]
    [InlineData("[Network(Onnx = null)]")]
    [InlineData("[Network(Onnx = null!, Until = null)]")]
    [InlineData("[Network(Onnx = 3)]")]
    [InlineData("[Network(Onnx = Unknown)]")]
    [InlineData("[Network(Onnx = \"/\")]")]
    [InlineData("[Network(Onnx = \"..\")]")]
    [InlineData("[Network(Onnx = \"\\0\")]")]
    [InlineData("[Network(Onnx = \"model.onnx\", Until)]")]
    [InlineData("[Network(Onnx = \"model.onnx\", Until = )]")]
    [InlineData("[Network(Onnx = \"model.onnx\", Until = \"\")]")]
    [InlineData("[Network(Onnx = \"model.onnx\", Until = 'z')]")]
    [InlineData("[Network(Onnx = \"model.onnx\", Onnx = \"model.onnx\")]")]
    [InlineData("[Network(Onnx = \"model.onnx\"), Dense]")]
    [InlineData("[Network(Onnx = \"model.onnx\"), Dense(), Add(\"nowhere\")]")]
    [InlineData("[Network(Onnx = \"model.onnx\", Loss = )]")]
    [InlineData("[Network(0, Onnx = \"model.onnx\")]")]
    public void Half_typed_attributes_are_no_exception(string attributes)
    {
        foreach (string source in new[] { $"using NetGen; {attributes} public sealed partial class Net;", $"using NetGen; {attributes}" })
            OnnxProject.Generate(source, ("model.onnx", _good));
    }

    /// <summary>Names of a file end up in comments and texts of the code.</summary>
    [Theory]
    [InlineData("a\nb")]
    [InlineData("*/ } class Evil {")]
    [InlineData("\u2028}\u0085\"\\\u2029")]
    [InlineData("<summary>&\u0001")]
    [InlineData("{0}{")]
    public void Names_stay_within_comments_and_texts(string name)
    {
        byte[] model = new OnnxGraph().Input("x", 3).Output(name).Tensor(name + "w", [1f, 2, 3, 4, 5, 6], 3, 2)
            .Add(1, OnnxProto.Node(name, "MatMul", ["x", name + "w"], [name], [])).ToBytes();

        OnnxProject.AssertSame(OnnxProject.Load<float>(OnnxProject.Compile(model), model), model, batch: 2);
    }

    /// <summary>A name of half a character: long names are cut.</summary>
    [Fact]
    public void Long_names_are_cut_in_comments()
    {
        string name = string.Concat(Enumerable.Repeat("😀", 3000));
        byte[] model = new OnnxGraph().Input("x", 3).Output("y").Weights("w", 3, 2).Add(1, OnnxProto.Node("a" + name, "MatMul", ["x", "w"], ["y"], [])).ToBytes();

        OnnxProject.Compile(model);
    }

    private static OnnxGraph Good(string output = "y")
    {
        OnnxGraph graph = new OnnxGraph().Input("x", 3).Output("y").Weights("w", 3, 4).Node("MatMul", "x w", "z");
        return output == "z" ? graph : graph.Nodes("Relu z > y");
    }

    private static GeneratorRun Run(OnnxModels models)
    {
        GeneratorDriver driver = OnnxProject.Driver(models).RunGeneratorsAndUpdateCompilation(Compilations.Create(OnnxProject.Network), out Compilation compilation, out var diagnostics);
        Assert.All(driver.GetRunResult().Results, result => Assert.Null(result.Exception));
        return new GeneratorRun(driver, (Microsoft.CodeAnalysis.CSharp.CSharpCompilation)compilation, diagnostics);
    }
}
