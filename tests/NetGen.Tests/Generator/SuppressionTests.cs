using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>The user has the last word: .editorconfig, #pragma and [SuppressMessage] work on every diagnostic.</summary>
public sealed class SuppressionTests
{
    public static TheoryData<string> Ids => [.. DiagnosticTests.InOrder().Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Pragma_silences_it(string id)
    {
        Assert.Empty(await Diagnose(id, source => $"#pragma warning disable {id}\n{source}"));
        Assert.NotEmpty(await Diagnose(id, source => $"#pragma warning disable {id}\n#pragma warning restore {id}\n{source}"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task SuppressMessage_silences_it(string id)
    {
        Assert.Empty(await Diagnose(id, source => $"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"NetGen\", \"{id}\")]\n{source}"));
        Assert.NotEmpty(await Diagnose(id, source => $"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"NetGen\", \"NETGEN099\")]\n{source}"));
    }

    [Fact]
    public async Task SuppressMessage_on_a_class_silences_that_class_alone()
    {
        const string pair = "[Network(2, Loss = Loss.Huber), Dense(3), Dense(1)] partial class";
        string source = $"using NetGen;\n[System.Diagnostics.CodeAnalysis.SuppressMessage(\"NetGen\", \"NETGEN012\")] {pair} Silent;\n{pair} Loud;";

        Assert.Equal(source.LastIndexOf("Dense(3)", StringComparison.Ordinal), Assert.Single(await Sources.Diagnose(source)).Location.SourceSpan.Start);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Editorconfig_sets_its_severity(string id)
    {
        Assert.Empty(await Diagnose(id, severity: ReportDiagnostic.Suppress));
        Assert.All(await Diagnose(id, severity: ReportDiagnostic.Warn), diagnostic => Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity));
        Assert.All(await Diagnose(id, severity: ReportDiagnostic.Error), diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
        Assert.NotEmpty(await Diagnose(id, severity: ReportDiagnostic.Warn));
    }

    /// <summary>What the first case of a diagnostic reports, with the source changed, and under a severity of .editorconfig.</summary>
    private static Task<ImmutableArray<Diagnostic>> Diagnose(string id, Func<string, string>? change = null, ReportDiagnostic severity = ReportDiagnostic.Default)
    {
        string source = Sources.Unmark(DiagnosticCases.All.First(row => row.Data.Item1 == id).Data.Item3).Source;
        LanguageVersion version = DiagnosticTests.VersionFor(id);
        CSharpCompilation compilation = Sources.Lenient(Compilations.Create($"using NetGen;\n{(change ?? (text => text))(source)}", version));
        return Sources.Diagnose(compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Severities(id, severity))), version);
    }

    /// <summary>A line of .editorconfig for all files.</summary>
    private sealed class Severities(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value)
        {
            value = severity;
            return diagnosticId == id && severity != ReportDiagnostic.Default;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value)
        {
            value = default;
            return false;
        }
    }
}
