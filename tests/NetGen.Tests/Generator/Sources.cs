extern alias generator;

using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetGen.Tests.Support;
using OrphanLayerAnalyzer = generator::NetGen.Generator.Parsing.OrphanLayerAnalyzer;

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

    /// <summary>What the generator and the analyzer say and no pragma silences, in the order of the source, with the severity that each declares.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Diagnose(string source, LanguageVersion version = LanguageVersion.CSharp12)
    {
        Compilations.Driver(version).RunGeneratorsAndUpdateCompilation(Lenient(Compilations.Create(source, version)), out Compilation compiled, out ImmutableArray<Diagnostic> generated);
        ImmutableArray<Diagnostic> analyzed = await compiled
            .WithAnalyzers([new OrphanLayerAnalyzer()])
            .GetAnalyzerDiagnosticsAsync();
        return [.. generated.Concat(analyzed).Where(diagnostic => !diagnostic.IsSuppressed).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>The helper makes every warning an error; here each keeps its own severity.</summary>
    public static CSharpCompilation Lenient(CSharpCompilation strict) =>
        strict.WithOptions(strict.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));

    /// <summary>The files that the generator made, with their names.</summary>
    public static IEnumerable<(string HintName, string Text)> Generated(GeneratorRun run) =>
        run.Driver.GetRunResult().Results.Single().GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString()));
}
