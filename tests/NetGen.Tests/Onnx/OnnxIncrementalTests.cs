extern alias generator;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Tests.Onnx;

/// <summary>What an edit of a source or of a file makes the generator do again.</summary>
public sealed class OnnxIncrementalTests
{
    private const string Declared = "using NetGen; [Network(2), Dense(1)] public sealed partial class Line;";

    private static readonly OnnxModels _models = OnnxModels.Of(("model.onnx", Model().ToBytes()));

    [Fact]
    public void The_first_run_is_new() => Assert.Equal(["Models: New", "Import: New", "code: New"], Steps(First()));

    [Theory]
    [InlineData("// A comment.")]
    [InlineData("class Other { int X => 3; }")]
    [InlineData(Declared)]
    public void An_edit_elsewhere_imports_nothing(string other)
    {
        CSharpCompilation compilation = Compilations.Create(OnnxProject.Network);

        GeneratorDriver driver = First().RunGenerators(compilation.AddSyntaxTrees(Compilations.Parse(other).WithFilePath("Other.cs")));

        Assert.Equal(["Models: Cached", "Import: Cached", "code: Cached"], Steps(driver));
    }

    [Fact]
    public void An_edit_beside_the_attributes_imports_nothing()
    {
        GeneratorDriver driver = First().RunGenerators(Compilations.Create("// Moved.\n" + OnnxProject.Network.Replace("class Net;", "class Net { int Own => 3; }", StringComparison.Ordinal)));

        Assert.Equal(["Models: Cached", "Import: Cached", "code: Cached"], Steps(driver));
    }

    /// <summary>The file is another, and has small tensors that the build passes on, but the code does not depend on them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Other_weights_emit_nothing(bool areLarge)
    {
        OnnxModels before = OnnxModels.Of(("model.onnx", Model(areLarge, seed: 1).ToBytes())), after = OnnxModels.Of(("model.onnx", Model(areLarge, seed: 2).ToBytes()));
        GeneratorDriver driver = OnnxProject.Driver(before).RunGenerators(Compilations.Create(OnnxProject.Network));

        driver = driver.ReplaceAdditionalText(before, after).RunGenerators(Compilations.Create(OnnxProject.Network));

        Assert.Equal([areLarge ? "Models: Cached" : "Models: Modified", areLarge ? "Import: Cached" : "Import: Unchanged", "code: Cached"], Steps(driver));
    }

    [Fact]
    public void Another_graph_emits_its_network_alone()
    {
        OnnxModels after = OnnxModels.Of(("model.onnx", Model().Nodes("Tanh z > other").ToBytes()), ("second.onnx", Model().ToBytes()));
        GeneratorDriver driver = First().ReplaceAdditionalText(_models, after).RunGenerators(Compilations.Create(OnnxProject.Network));
        Assert.Equal(["Models: Modified", "Import: Unchanged", "code: Cached"], Steps(driver));

        OnnxModels other = OnnxModels.Of(("model.onnx", new OnnxGraph().Input("x", 3).Output("y").Weights("w", 3, 5).Nodes("MatMul x w > y").ToBytes()));
        driver = driver.ReplaceAdditionalText(after, other).RunGenerators(Compilations.Create(OnnxProject.Network));
        Assert.Equal(["Models: Modified", "Import: Modified", "code: Modified"], Steps(driver));
    }

    [Fact]
    public void Two_runs_emit_the_same_text() => Assert.Equal(
        First().GetRunResult().GeneratedTrees.Select(tree => tree.ToString()),
        First().GetRunResult().GeneratedTrees.Select(tree => tree.ToString()));

    private static GeneratorDriver First() => OnnxProject.Driver(_models).RunGenerators(Compilations.Create(OnnxProject.Network));

    private static OnnxGraph Model(bool isLarge = false, int seed = 1)
    {
        int units = isLarge ? 100 : 4;
        return new OnnxGraph(seed: seed).Input("x", 3).Output("y").Weights("w", 3, units).Weights("b", isLarge ? units : 4).Node("Gemm", "x w b", "z").Nodes("Relu z > y");
    }

    private static IEnumerable<string> Steps(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        foreach (string name in new[] { NetworkGenerator.ModelsStep, NetworkGenerator.ImportStep })
            yield return $"{name}: {Reasons(result.TrackedSteps[name])}";

        yield return $"code: {Reasons(result.TrackedOutputSteps.Values.SelectMany(steps => steps).Where(step => step.Inputs.Single().Source.Name == NetworkGenerator.ImportStep))}";
    }

    private static string Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        string.Join(", ", steps.SelectMany(step => step.Outputs).Select(output => output.Reason));
}
