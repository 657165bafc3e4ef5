extern alias generator;

using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetGen.Tests.Onnx;
using NetGen.Tests.Support;
using Xunit;
using LearningRateAnalyzer = generator::NetGen.Generator.Analysis.LearningRateAnalyzer;
using NetworkAnalyzer = generator::NetGen.Generator.Analysis.NetworkAnalyzer;

namespace NetGen.Tests.Generator;

/// <summary>Sources that mark the place of an expected diagnostic: <c>[Network([|0|])]</c>.</summary>
internal static class Sources
{
    /// <summary>Takes the marks out.</summary>
    public static (string Source, ImmutableArray<TextSpan> Spans) Unmark(string marked)
    {
        var source = new StringBuilder();
        var spans = ImmutableArray.CreateBuilder<TextSpan>();
        int at = 0;
        for (int open = marked.IndexOf("[|", StringComparison.Ordinal); open >= 0; open = marked.IndexOf("[|", at, StringComparison.Ordinal))
        {
            int close = marked.IndexOf("|]", open, StringComparison.Ordinal);
            source.Append(marked, at, open - at);
            spans.Add(new TextSpan(source.Length, close - open - 2));
            source.Append(marked, open + 2, close - open - 2);
            at = close + 2;
        }

        return (source.Append(marked, at, marked.Length - at).ToString(), spans.ToImmutable());
    }

    /// <summary>What the analyzers report and nothing in the source suppresses, in the order of the source, with the severity that each declares.</summary>
    public static Task<ImmutableArray<Diagnostic>> Diagnose(string source, LanguageVersion version = LanguageVersion.CSharp12) =>
        Diagnose(Lenient(Compilations.Create(source, version)), version);

    /// <summary>The same for a compilation, which is generated first, as in a build: analyzers see classes with their generated parts.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Diagnose(CSharpCompilation compilation, LanguageVersion version = LanguageVersion.CSharp12)
    {
        Compilations.Driver(version).WithUpdatedAnalyzerConfigOptions(new BuildProperties())
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation compiled, out ImmutableArray<Diagnostic> generated);
        Assert.Empty(generated);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([WeightsText.Standard, OnnxModels.Standard]), (exception, analyzer, _) => Assert.Fail($"{analyzer}: {exception}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> analyzed = await compiled.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync();
        return [.. analyzed.Where(diagnostic => !diagnostic.IsSuppressed).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>NetGen's analyzers.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers => [new NetworkAnalyzer(), new LearningRateAnalyzer()];

    /// <summary>The helper makes every warning an error; here each keeps its own severity.</summary>
    public static CSharpCompilation Lenient(CSharpCompilation strict) =>
        strict.WithOptions(strict.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));

    /// <summary>The files that the generator made, with their names.</summary>
    public static IEnumerable<(string HintName, string Text)> Generated(GeneratorRun run) =>
        run.Driver.GetRunResult().Results.Single().GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString()));
}
