using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>docs/diagnostics.md and the analyzer's release notes say what the generator does.</summary>
public sealed partial class DiagnosticDocumentationTests
{
    public static TheoryData<string> Ids => [.. DiagnosticTests.Descriptors().Select(descriptor => descriptor.Id)];

    [Fact]
    public void Each_diagnostic_has_a_section() =>
        Assert.Equal(
            DiagnosticTests.Descriptors().Select(descriptor => $"{descriptor.Id}: {descriptor.Title}, {descriptor.DefaultSeverity}"),
            Sections().Select(section => $"{section.Id}: {section.Title}, {section.Severity}"));

    [Fact]
    public void Each_diagnostic_is_in_the_release_notes() =>
        Assert.Equal(
            DiagnosticTests.Descriptors().Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}"),
            Repository("src/Generator/AnalyzerReleases.Unshipped.md").Split('\n').Where(line => line.StartsWith("NETGEN", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_raises_it_and_the_cure_raises_nothing(string id)
    {
        string[] examples = Sections().Single(section => section.Id == id).Examples;
        Assert.Equal(2, examples.Length);

        Assert.Equal([id], (await Sources.Diagnose($"using NetGen;\n{examples[0]}", DiagnosticTests.VersionFor(id))).Select(diagnostic => diagnostic.Id));

        string cured = $"using NetGen;\n{examples[1]}";
        Assert.Empty(await Sources.Diagnose(cured, LanguageVersion.CSharp12));
        Compilations.AssertNoDiagnostics(Compilations.Generate(cured).Compilation);
    }

    private static IEnumerable<(string Id, string Title, string Severity, string[] Examples)> Sections() =>
        from section in Section().Matches(Repository("docs/diagnostics.md"))
        select (
            section.Groups["id"].Value,
            section.Groups["title"].Value,
            section.Groups["severity"].Value,
            Example().Matches(section.Groups["body"].Value).Select(example => example.Groups["code"].Value).ToArray());

    private static string Repository(string path, [CallerFilePath] string thisFile = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../..", path));

    [GeneratedRegex(@"^## (?<id>NETGEN\d+): (?<title>.+)\n\n\*(?<severity>\w+)\.\*(?<body>(.|\n)*?)(?=^## |\z)", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^```csharp\n(?<code>(.|\n)*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
