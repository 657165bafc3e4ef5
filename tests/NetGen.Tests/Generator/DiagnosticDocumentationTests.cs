using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>The pages of docs/diagnostics, their index and the analyzer's release notes say what the analyzers do.</summary>
public sealed partial class DiagnosticDocumentationTests
{
    public static TheoryData<string> Ids => [.. DiagnosticTests.InOrder().Select(descriptor => descriptor.Id)];

    [Fact]
    public void Each_diagnostic_has_a_page() =>
        Assert.Equal(
            DiagnosticTests.InOrder().Select(descriptor => $"{descriptor.Id}: {descriptor.Title}, {descriptor.DefaultSeverity}"),
            Directory.GetFiles(PathOf("docs/diagnostics")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).Select(id => Read(id!)).Select(page => $"{page.Id}: {page.Title}, {page.Severity}"));

    [Fact]
    public void The_index_lists_each_page() =>
        Assert.Equal(
            DiagnosticTests.InOrder().Select(descriptor => $"| [{descriptor.Id}](diagnostics/{descriptor.Id}.md) | {descriptor.DefaultSeverity} | {descriptor.Title} |"),
            Repository("docs/diagnostics.md").Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page(string id)
    {
        string project = XDocument.Load(PathOf("Directory.Build.props")).Descendants("PackageProjectUrl").Single().Value;
        string link = DiagnosticTests.InOrder().Single(descriptor => descriptor.Id == id).HelpLinkUri;

        Assert.Equal($"{project}/blob/main/docs/diagnostics/{id}.md", link);
        Assert.True(File.Exists(PathOf(link[$"{project}/blob/main/".Length..])));
    }

    [Fact]
    public void Each_diagnostic_is_in_the_release_notes() =>
        Assert.Equal(
            DiagnosticTests.InOrder().Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}"),
            Repository("src/Generator/AnalyzerReleases.Unshipped.md").Split('\n').Where(line => line.StartsWith("NETGEN", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_raises_it_and_the_cure_raises_nothing(string id)
    {
        string[] examples = Read(id).Examples;
        Assert.Equal(2, examples.Length);

        Assert.Equal([id], (await Sources.Diagnose($"using NetGen;\n{examples[0]}", DiagnosticTests.VersionFor(id))).Select(diagnostic => diagnostic.Id));

        string cured = $"using NetGen;\n{examples[1]}";
        Assert.Empty(await Sources.Diagnose(cured, LanguageVersion.CSharp12));
        Compilations.AssertNoDiagnostics(Compilations.Generate(cured).Compilation);
    }

    private static (string Id, string Title, string Severity, string[] Examples) Read(string id)
    {
        Match page = Page().Match(Repository($"docs/diagnostics/{id}.md"));
        Assert.True(page.Success, id);
        return (
            page.Groups["id"].Value,
            page.Groups["title"].Value,
            page.Groups["severity"].Value,
            [.. Example().Matches(page.Groups["body"].Value).Select(example => example.Groups["code"].Value)]);
    }

    private static string Repository(string path) => File.ReadAllText(PathOf(path));

    private static string PathOf(string path, [CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "../../..", path);

    [GeneratedRegex(@"\A# (?<id>NETGEN\d+): (?<title>.+)\n\n\*(?<severity>\w+)\.\*(?<body>(.|\n)*)\z")]
    private static partial Regex Page();

    [GeneratedRegex(@"^```csharp\n(?<code>(.|\n)*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
