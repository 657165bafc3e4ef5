extern alias generator;

using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Tests.Onnx;
using NetGen.Tests.Support;
using Xunit;
using NetworkAnalyzer = generator::NetGen.Generator.Analysis.NetworkAnalyzer;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Tests.Generator;

/// <summary>
/// Whatever stands in the editor, the generator does not throw, and does not make it worse: no error is ever
/// in a generated file, nor in the user's where neither the compiler alone nor the generator finds one. The analyzer, which sees
/// the class with its generated part, reports what the generator reports without it.
/// </summary>
public sealed class MutationTests
{
    /// <summary>How many mutations share a compilation, each in a namespace of its own.</summary>
    private const int BatchSize = 500;

    // Only errors matter here, so the compiler is spared what finds warnings alone.
    private static readonly CSharpParseOptions _options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.None)
        .WithFeatures([KeyValuePair.Create("run-nullable-analysis", "never")]);

    private readonly CSharpCompilation _empty = Compilations.Create("").RemoveAllSyntaxTrees()
        .WithOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Suppress));

    // Mutations that come to the same text are compiled once.
    private readonly Fuzzing _fuzzing = new(count: 5_000, seed: 12);
    private readonly List<string> _failures = [];
    private int _compiled;
    private int _refused;

    [Fact]
    public async Task Generator_never_makes_it_worse()
    {
        var mutations = new Mutations(_fuzzing.Seed);
        var seen = new HashSet<string>();
        for (int done = 0; done < _fuzzing.Count; done += BatchSize)
        {
            SyntaxTree[] batch = [.. Enumerable.Range(done, Math.Min(BatchSize, _fuzzing.Count - done)).Select(number => (number, Source: mutations.Next())).Where(mutation => seen.Add(mutation.Source)).Select(mutation =>
                CSharpSyntaxTree.ParseText($"using NetGen; namespace M{mutation.number};\n{mutation.Source}\n", _options, $"M{mutation.number}.cs"))];
            await Check([.. batch.Where(StaysInItsNamespace)]);
            foreach (SyntaxTree loner in batch.Where(tree => !StaysInItsNamespace(tree)))
                await Check([loner]);
            _fuzzing.Report(Math.Min(done + BatchSize, _fuzzing.Count));
        }

        Assert.True(_failures.Count == 0, $"{_failures.Count} failures, such as\n{string.Join('\n', _failures.Take(10))}");

        // The mutations are of all kinds: some still compile, and some are refused by the generator.
        Assert.InRange(_compiled, seen.Count / 40, seen.Count);
        Assert.InRange(_refused, seen.Count / 20, seen.Count);
    }

    private async Task Check(SyntaxTree[] trees)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], [WeightsText.Standard, OnnxModels.Standard], _options, new BuildProperties(("RunAnalyzers", "false"))).RunGeneratorsAndUpdateCompilation(
            _empty.AddSyntaxTrees(trees), out Compilation full, out ImmutableArray<Diagnostic> reported);
        GeneratorDriverRunResult run = driver.GetRunResult();
        int failuresBefore = _failures.Count;
        if (run.Results.Single().Exception is { } exception)
        {
            // Which of them it is shows when each is alone.
            foreach (SyntaxTree tree in trees.Length > 1 ? trees : [])
                await Check([tree]);
            if (_failures.Count == failuresBefore)
                Fail($"{exception}", trees);
            return;
        }

        await Analyze(full, reported);
        var generated = run.GeneratedTrees.ToHashSet();
        ILookup<SyntaxTree, Diagnostic> errors = ErrorsByTree(full.GetDiagnostics());
        foreach ((SyntaxTree source, Diagnostic error) in errors.Where(group => generated.Contains(group.Key)).Select(group => (trees.Single(tree => trees.Length == 1 || IsMadeFrom(tree, group.Key)), group.First())).DistinctBy(pair => pair.Item1))
            Fail($"{error} in generated code", source);

        // The user's own source is compiled alone only where the whole has an error that the generator did not announce.
        HashSet<SyntaxTree> refused = [.. ErrorsByTree(reported).Select(group => group.Key)];
        // (CS7036: a class derived from a network must hand it a seed, which the compiler alone cannot know.)
        SyntaxTree[] suspects = [.. trees.Where(tree => errors[tree].Any(error => error.Id != "CS7036") && !refused.Contains(tree))];
        ILookup<SyntaxTree, Diagnostic> errorsAlone = ErrorsByTree(_empty.AddSyntaxTrees(suspects).GetDiagnostics());
        foreach (SyntaxTree tree in suspects.Where(tree => !errorsAlone.Contains(tree)))
            Fail($"{errors[tree].First()} only with the generated code", tree);

        _compiled += trees.Length - suspects.Union(refused).Count();
        _refused += refused.Count;
    }

    private async Task Analyze(Compilation full, ImmutableArray<Diagnostic> reported)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([WeightsText.Standard, OnnxModels.Standard]), (exception, _, _) => Fail($"{exception}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> analyzed = await full.WithAnalyzers([new NetworkAnalyzer()], options).GetAnalyzerDiagnosticsAsync();

        // Layers without a network are for the analyzer alone.
        string[] expected = [.. reported.Select(Line).Order(StringComparer.Ordinal)];
        string[] actual = [.. analyzed.Where(diagnostic => diagnostic.Id != "NETGEN018").Select(Line).Order(StringComparer.Ordinal)];
        foreach (string line in expected.Except(actual))
            Fail($"The generator alone reports {line}");

        foreach (string line in actual.Except(expected))
            Fail($"The analyzer alone reports {line}");

        static string Line(Diagnostic diagnostic) => $"{diagnostic} in\n{diagnostic.Location.SourceTree}";
    }

    private void Fail(string message, params SyntaxTree[] trees)
    {
        string source = string.Join('\n', trees.AsEnumerable());
        _failures.Add($"{message} {_fuzzing.Save(Encoding.UTF8.GetBytes(source), ".cs")}\nfor\n{source}");
    }

    // A brace too many ends even a namespace without braces; what follows would meet that of other mutations.
    private static bool StaysInItsNamespace(SyntaxTree tree) =>
        tree.GetCompilationUnitRoot() is { Members: [FileScopedNamespaceDeclarationSyntax], AttributeLists: [] };

    // M12.Net.g.cs comes from the namespace of M12.cs.
    private static bool IsMadeFrom(SyntaxTree tree, SyntaxTree generated) =>
        Path.GetFileName(generated.FilePath).StartsWith(tree.FilePath[..^"cs".Length], StringComparison.Ordinal);

    private static ILookup<SyntaxTree, Diagnostic> ErrorsByTree(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToLookup(diagnostic => diagnostic.Location.SourceTree!);
}
