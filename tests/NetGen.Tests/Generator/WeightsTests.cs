extern alias generator;

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NetGen.Tests.Support;
using Xunit;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;
using WeightsFile = generator::NetGen.Generator.Weights.WeightsFile;
using WeightsList = generator::NetGen.Generator.Weights.WeightsList;

namespace NetGen.Tests.Generator;

/// <summary>A weights file that a network names: where it is sought, what is compared, and when again.</summary>
public sealed class WeightsTests
{
    private const string Net = "using NetGen; [Network(2, Loss = Loss.Huber, Weights = \"a/same.safetensors\"), Dense(1, Bias = false)] partial class Net;";

    /// <summary>Why there is a list: a safetensors file begins with a small number in 8 bytes, and zeros are no text to Roslyn.</summary>
    [Fact]
    public void The_compiler_cannot_read_the_file_itself()
    {
        using var file = new MemoryStream();
        new SafeTensorsFile([SafeTensor.Create<float>("a", [2], [1, 2])]).Write(file);
        file.Position = 0;

        Assert.Throws<InvalidDataException>(() => SourceText.From(file, throwIfBinaryDetected: true));
    }

    [Theory]
    [InlineData("/project/Net.cs", "a/same.safetensors")]
    [InlineData("/project/Net.cs", "./a/same.safetensors")]
    [InlineData("/project/Net.cs", "..\\project\\a\\same.safetensors")]
    [InlineData("/project/a/Net.cs", "same.safetensors")]
    [InlineData("/project/a/deep/Net.cs", "../same.safetensors")]
    [InlineData("C:\\src\\Net.cs", "project/a/same.safetensors")]
    [InlineData("Net.cs", "/project/a/same.safetensors")]
    public void The_path_starts_at_the_source_file_or_is_the_end_of_one(string source, string path)
    {
        string code = Net.Replace("a/same.safetensors", path.Replace("\\", "\\\\"));
        CSharpCompilation compilation = Sources.Lenient(Compilations.Create("")).RemoveAllSyntaxTrees()
            .AddSyntaxTrees(Compilations.Parse(code).WithFilePath(source));

        Compilations.Driver().RunGeneratorsAndUpdateCompilation(compilation, out _, out ImmutableArray<Diagnostic> diagnostics);

        Assert.Empty(diagnostics);
    }

    /// <summary>Layers with a name go by it, and the others by how many of those that have tensors stand before them.</summary>
    [Theory]
    [InlineData("first.weight:2,2 first.bias:2 layers.1.weight:2 layers.1.bias:2 head.weight:1,4 head.bias:1")]
    [InlineData("first.weight:2,2 layers.1.weight:2 layers.1.bias:2 head.weight:1,4 head.bias:1", "'net.safetensors' lacks the tensor 'first.bias' of shape (2) that 'first' needs", "Dense(2, Activation.Tanh, As = \"first\")")]
    [InlineData("first.weight:2,2 first.bias:2 layers.1.weight:2 head.weight:1,4 head.bias:1", "'net.safetensors' lacks the tensor 'layers.1.bias' of shape (2) that layer 2 needs", "LayerNorm")]
    [InlineData("first.weight:2,2 first.bias:2 layers.1.weight:3 layers.1.bias:2 head.weight:1,4 head.bias:1", "In 'net.safetensors', 'layers.1.weight' has shape (3), but layer 2 needs shape (2)", "LayerNorm")]
    [InlineData("first.weight:2,2 first.bias:2 layers.1.weight:2 layers.1.bias:2 head.weight:1,2 head.bias:1", "In 'net.safetensors', 'head.weight' has shape (1, 2), but 'head' needs shape (1, 4)", "Dense(1, As = \"head\")")]
    [InlineData("first.weight:2,2 first.bias:2 first.scale:2 layers.1.weight:2 layers.1.bias:2 head.weight:1,4 head.bias:1", "'net.safetensors' has the tensor 'first.scale' of shape (2), which the network 'Net' does not use", "Dense(2, Activation.Tanh, As = \"first\")")]
    [InlineData("first.weight:2,2 first.bias:2 layers.1.weight:2 layers.1.bias:2 layers.1.scale:2 head.weight:1,4 head.bias:1", "'net.safetensors' has the tensor 'layers.1.scale' of shape (2), which the network 'Net' does not use", "LayerNorm")]
    [InlineData("first.weight:2,2 first.bias:2 layers.1.weight:2 layers.1.bias:2 head.weight:1,4 head.bias:1 sum.weight:2", "'net.safetensors' has the tensor 'sum.weight' of shape (2), which the network 'Net' does not use", "Weights = \"net.safetensors\"")]
    [InlineData("first.weight:2,2 first.bias:2 layers.1.weight:2 layers.1.bias:2 head.weight:1,4 head.bias:1 tail.weight:2", "'net.safetensors' has the tensor 'tail.weight' of shape (2), which the network 'Net' does not use", "Weights = \"net.safetensors\"")]
    public void Tensors_of_a_graph_go_by_the_names_of_their_layers(string tensors, string? message = null, string place = "") => AssertFits(
        "using NetGen; [Network(2, Loss = Loss.Huber, Weights = \"net.safetensors\"), Dense(2, Activation.Tanh, As = \"first\"), LayerNorm, Add(\"first\", As = \"sum\"), Concat(\"x\"), Dense(1, As = \"head\")] partial class Net;",
        tensors,
        message,
        place);

    /// <summary>Shapes of convolutions and running statistics are compared too; PyTorch's counter of batches is no tensor of the network.</summary>
    [Theory]
    [InlineData("conv.weight:3,2,3,3 conv.bias:3 norm.weight:3 norm.bias:3 norm.running_mean:3 norm.running_var:3 head.weight:1,3 head.bias:1")]
    [InlineData("conv.weight:3,2,3,3 conv.bias:3 norm.weight:3 norm.bias:3 norm.running_mean:3 norm.running_var:3 norm.num_batches_tracked: head.weight:1,3 head.bias:1")]
    [InlineData("conv.weight:3,2,5,5 conv.bias:3 norm.weight:3 norm.bias:3 norm.running_mean:3 norm.running_var:3 head.weight:1,3 head.bias:1", "In 'net.safetensors', 'conv.weight' has shape (3, 2, 5, 5), but 'conv' needs shape (3, 2, 3, 3)", "Conv2D(3, 3, As = \"conv\")")]
    [InlineData("conv.weight:3,2,3,3 conv.bias:3 norm.weight:3 norm.bias:3 norm.running_mean:3 head.weight:1,3 head.bias:1", "'net.safetensors' lacks the tensor 'norm.running_var' of shape (3) that 'norm' needs", "BatchNorm(As = \"norm\")")]
    public void Tensors_of_images_are_compared(string tensors, string? message = null, string place = "") => AssertFits(
        "using NetGen; [Network(2, 6, 6, Loss = Loss.Huber, Weights = \"net.safetensors\"), Conv2D(3, 3, As = \"conv\"), BatchNorm(As = \"norm\"), GlobalAveragePool, Dense(1, As = \"head\")] partial class Net;",
        tensors,
        message,
        place);

    /// <summary>Asserts what is said of a file with these tensors, and where, before the cure.</summary>
    private static void AssertFits(string code, string tensors, string? message, string place)
    {
        int offset = 0;
        IEnumerable<string> header = tensors.Split(' ').Select(tensor =>
        {
            string[] parts = tensor.Split(':');
            int length = 4 * parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Aggregate(1, (product, size) => product * int.Parse(size));
            return $"\"{parts[0]}\":{{\"dtype\":\"F32\",\"shape\":[{parts[1]}],\"data_offsets\":[{offset},{offset += length}]}}";
        });
        string text = $"{{{string.Join(",", header)}}}";

        GeneratorDriver driver = Compilations.Driver().RemoveAdditionalTexts([WeightsText.Standard]).AddAdditionalTexts([WeightsText.Of(("/project/net.safetensors", offset, text))]);
        driver.RunGeneratorsAndUpdateCompilation(Sources.Lenient(Compilations.Create(code)), out _, out ImmutableArray<Diagnostic> diagnostics);

        Assert.Equal(message is null ? [] : [(message, place)], diagnostics.Select(diagnostic => (
            diagnostic.GetMessage()[..diagnostic.GetMessage().LastIndexOf(": ", StringComparison.Ordinal)], code.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length))));
    }

    /// <summary>As the build writes it: a new line in a name is no end of a line, and a percent sign begins no code.</summary>
    [Theory]
    [InlineData("new\\nline.safetensors", "new%0Aline.safetensors")]
    [InlineData("50%0A.safetensors", "50%250A.safetensors")]
    [InlineData("a/same.safetensors", "new%0Aline.safetensors")]
    public void A_name_may_have_a_new_line(string named, string listed)
    {
        var list = new WeightsText($"/project/{listed}\n8\n{WeightsText.Line}\n/project/a/same.safetensors\n8\n{WeightsText.Line}\n");

        GeneratorDriver driver = Compilations.Driver().RemoveAdditionalTexts([WeightsText.Standard]).AddAdditionalTexts([list]);

        Assert.Empty(driver.RunGenerators(Compilations.Create(Net.Replace("a/same.safetensors", named))).GetRunResult().Diagnostics);
    }

    [Fact]
    public async Task Everything_that_does_not_fit_is_said_at_its_layer()
    {
        (string source, ImmutableArray<TextSpan> spans) = Sources.Unmark("""
            using NetGen;
            [Network(64, Loss = Loss.CrossEntropy, [|Weights = "digits.safetensors"|])]
            [[|Dense(16, Activation.ReLU)|]]
            partial class Net;
            """);

        ImmutableArray<Diagnostic> diagnostics = await Sources.Diagnose(source);

        Assert.Equal(
            [
                (spans[0], "'digits.safetensors' has the tensor 'layers.1.bias' of shape (10), which the network 'Net' does not use: change the layers, or save the weights of this network"),
                (spans[0], "'digits.safetensors' has the tensor 'layers.1.weight' of shape (10, 32), which the network 'Net' does not use: change the layers, or save the weights of this network"),
                (spans[1], "In 'digits.safetensors', 'layers.0.weight' has shape (32, 64), but layer 1 needs shape (16, 64): change the layer, or save the weights of this network"),
                (spans[1], "In 'digits.safetensors', 'layers.0.bias' has shape (32), but layer 1 needs shape (16): change the layer, or save the weights of this network"),
            ],
            diagnostics.Where(diagnostic => diagnostic.Id != "NETGEN013").Select(diagnostic => (diagnostic.Location.SourceSpan, diagnostic.GetMessage())));
    }

    [Fact]
    public void A_project_without_weights_has_none_to_name()
    {
        GeneratorDriver driver = Compilations.Driver().RemoveAdditionalTexts([WeightsText.Standard]);
        Assert.Equal(
            ["Expected exactly one .safetensors file in the project that matches 'a/same.safetensors', but found none: add it to the project, or write enough of its path to identify it"],
            driver.RunGenerators(Compilations.Create(Net)).GetRunResult().Diagnostics.Select(diagnostic => diagnostic.GetMessage()));
    }

    [Theory]
    [InlineData("/project/same.safetensors", WeightsText.Line, 8, IncrementalStepRunReason.Cached)] // written again
    [InlineData("/project/same.safetensors", """{ "__metadata__": {"epoch": "2"}, "layers.0.weight":{"dtype":"F32","data_offsets":[0,8],"shape":[1,2]}}""", 8, IncrementalStepRunReason.Cached)]
    [InlineData("/project/same.safetensors", """{"layers.0.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}""", 8, IncrementalStepRunReason.Modified)]
    [InlineData("/project/other.safetensors", WeightsText.Line, 8, IncrementalStepRunReason.Modified)]
    public void A_changed_file_is_compared_again_only_if_its_tensors_changed(string path, string header, long length, IncrementalStepRunReason expected)
    {
        var before = WeightsText.Of(("/project/same.safetensors", 8, WeightsText.Line));
        CSharpCompilation compilation = Compilations.Create(Net.Replace("a/same", "same"));
        GeneratorDriver driver = Compilations.Driver().RemoveAdditionalTexts([WeightsText.Standard]).AddAdditionalTexts([before]).RunGenerators(compilation);
        Assert.Empty(driver.GetRunResult().Diagnostics);

        GeneratorRunResult result = driver.ReplaceAdditionalText(before, WeightsText.Of((path, length, header))).RunGenerators(compilation).GetRunResult().Results.Single();

        Assert.Equal(expected, result.TrackedSteps[NetworkGenerator.WeightsStep].Single().Outputs.Single().Reason);
        Assert.Equal(IncrementalStepRunReason.Cached, result.TrackedSteps[NetworkGenerator.SpecStep].Single().Outputs.Single().Reason);
        Assert.Equal(expected == IncrementalStepRunReason.Modified ? 1 : 0, result.Diagnostics.Length);
    }

    [Fact]
    public void What_is_said_is_what_a_person_reads()
    {
        // 5000 tensors too many, the last with a name of 10,000 characters; a file with a fault of 10,000; and 100 files.
        string more = string.Concat(Enumerable.Range(0, 5000).Select(i => $",\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[8,8]}}"));
        string header = WeightsText.Line[..^1] + more + "}", fault = $"{{\"{new string('n', 10_000)}\":1}}";
        Assert.Equal(
            [.. Enumerable.Range(0, 19).Select(i => Extra($"{i}", "(0)")), Extra("19", "(0), and 4980 more")],
            Messages(("/project/same.safetensors", 8, header)));
        Assert.InRange(Assert.Single(Messages(("/project/same.safetensors", 0, "!" + fault))).Length, 200, 1000);
        Assert.InRange(Assert.Single(Messages(("/project/same.safetensors", 0, fault))).Length, 50, 1000);
        string missing = Assert.Single(Messages([.. Enumerable.Range(0, 100).Select(i => ($"/project/{i}.safetensors", 8L, WeightsText.Line))]));
        Assert.Contains("/project/19.safetensors, ... (80 more)", missing);

        static string Extra(string name, string shape) =>
            $"'same.safetensors' has the tensor '{name}' of shape {shape}, which the network 'Net' does not use: change the layers, or save the weights of this network";
        static IEnumerable<string> Messages(params (string, long, string)[] files) =>
            Compilations.Driver().RemoveAdditionalTexts([WeightsText.Standard]).AddAdditionalTexts([WeightsText.Of(files)])
                .RunGenerators(Compilations.Create(Net.Replace("a/same", "same"))).GetRunResult().Diagnostics.Select(diagnostic => diagnostic.GetMessage());
    }

    [Fact]
    public void No_list_however_damaged_makes_it_throw()
    {
        string list = WeightsText.Standard.GetText().ToString();
        var random = new Random(5);
        int faults = 0;
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = list.ToCharArray();
            for (int edits = random.Next(1, 9); edits > 0; edits--)
                text[random.Next(text.Length)] = list[random.Next(list.Length)];

            var damaged = new WeightsText(new string(text, 0, random.Next(4) == 0 ? random.Next(text.Length) : text.Length));
            faults += WeightsList.Read(damaged, default).Count((WeightsFile file) => file.Fault is not null);
        }

        Assert.InRange(faults, 20_000, 200_000);
    }
}
