using System.Runtime.CompilerServices;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>What the README shows is what the product does.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_quoted_code_is_the_emitted_code()
    {
        string[] blocks = CodeBlocks();
        string declaration = Assert.Single(blocks, block => block.StartsWith("[Network(2,", StringComparison.Ordinal));
        string quoted = Assert.Single(blocks, block => block.StartsWith("// z1 = W1 x + b1", StringComparison.Ordinal));

        string emitted = Compilations.Generate("using NetGen;\n" + declaration).Compilation.SyntaxTrees
            .Single(tree => tree.FilePath.EndsWith("XorNet.g.cs", StringComparison.Ordinal)).ToString();

        Assert.Contains(Unindented(quoted), Unindented(emitted));
    }

    [Fact]
    public void The_first_example_is_that_of_the_package_test()
    {
        string example = Assert.Single(CodeBlocks(), block => block.StartsWith("using NetGen;", StringComparison.Ordinal));
        string program = File.ReadAllText(Path.Combine(Root(), "tests", "Package", "Program.cs"));

        string fit = example[example.IndexOf("(Dataset train", StringComparison.Ordinal)..example.IndexOf("Metrics", StringComparison.Ordinal)];
        string network = example[example.IndexOf("[Network", StringComparison.Ordinal)..];
        Assert.Contains(fit, program);
        Assert.Contains(network, program);
    }

    [Theory]
    [InlineData("TrainingHistory history = Trainer.Fit")]
    [InlineData("var grid = from rate")]
    public void The_examples_of_training_compile(string start)
    {
        string example = Assert.Single(CodeBlocks(), block => block.StartsWith(start, StringComparison.Ordinal));
        string network = CodeBlocks()[0][CodeBlocks()[0].IndexOf("[Network", StringComparison.Ordinal)..];
        string source = $$"""
            using System;
            using System.Linq;
            using NetGen;

            internal static class Program
            {
                internal static object Run(Dataset train, DigitsNet net)
                {
                    {{example}}
                    return net;
                }
            }

            {{network}}
            """;
        Compilations.AssertNoDiagnostics(Compilations.Generate(source).Compilation);
    }

    [Fact]
    public void The_own_activation_passes_its_gradient_check()
    {
        string example = Assert.Single(CodeBlocks(), block => block.Contains("IActivation", StringComparison.Ordinal));

        var network = (ITrainableNetwork<float>)Activator.CreateInstance(Compilations.CompileAndLoad(example).GetType("PlusNet", throwOnError: true)!, 1)!;

        GradientCheckReport report = GradientCheck.Run(network, new Dataset([0.5, -1, 1.5, 0.25], [1.0, -1], inputSize: 2, targetSize: 1));
        Assert.True(report.Passed, report.ToString());
    }

    private static string[] CodeBlocks()
    {
        string[] parts = File.ReadAllText(Path.Combine(Root(), "README.md")).Split("```");
        return [.. parts.Where((_, index) => index % 2 == 1).Where(block => block.StartsWith("csharp\n", StringComparison.Ordinal)).Select(block => block["csharp\n".Length..].Trim())];
    }

    private static string Unindented(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()));

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(path, "..", "..", "..", ".."));
}
