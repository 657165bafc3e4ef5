using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Documentation;

/// <summary>
/// What the README and the pages of docs show is what the product does: all C# compiles, and programs print the text that stands
/// behind them. CONTRIBUTING.md says how a page marks a fragment. The examples of the diagnostics have tests of their own.
/// </summary>
public sealed partial class CodeBlockTests
{
    /// <summary>What no test can check: output, shell, and the languages of others. <c>MermaidTests</c> compare the diagram.</summary>
    private static readonly string[] _uncheckedLanguages = ["text", "sh", "python", "vb", "fsharp", "mermaid"];

    public static TheoryData<string, int> CSharp => [.. Blocks("csharp").Select(block => (block.Page, block.Line))];

    [Theory]
    [MemberData(nameof(CSharp))]
    public async Task CSharp_compiles_and_prints_what_the_page_says(string page, int line)
    {
        CodeBlock block = MarkdownPage.Read(page).Blocks.Single(block => block.Line == line);
        if (block.Directive("emitted") is { } network)
        {
            Assert.Contains(Unindented(block.Text), Unindented(Emitted(page, network)), StringComparison.Ordinal);
            return;
        }

        CSharpCompilation compilation = DocumentedCode.Compile(block);
        if (block.Output is { } output)
        {
            Assert.Equal(OutputKind.ConsoleApplication, compilation.Options.OutputKind);
            string printed = (await DocumentedCode.Run(compilation)).TrimEnd('\n');
            Assert.True(output == printed, $"The program prints:\n{printed}");
        }
    }

    [Fact]
    public void Every_block_has_a_language_that_is_checked_or_cannot_be() =>
        Assert.All(AllBlocks(), block => Assert.True(
            block.Language is "csharp" or "xml" or "json" || _uncheckedLanguages.Contains(block.Language),
            $"{block.Page}, line {block.Line}: nothing checks a block of '{block.Language}'."));

    [Fact]
    public void Comments_above_blocks_say_something() =>
        Assert.All(AllBlocks().Where(block => block.Comment.Length > 0), block => Assert.True(
            ((string[])["context", "project", "emitted"]).Any(key => block.Directive(key) is not null),
            $"{block.Page}, line {block.Line}: '{block.Comment}' is no directive."));

    [Fact]
    public void Xml_is_well_formed() =>
        Assert.All(Blocks("xml"), block => Assert.Null(Record.Exception(() => Elements(block))));

    [Fact]
    public void Json_is_well_formed() =>
        Assert.All(Blocks("json"), block => Assert.Null(Record.Exception(() => JsonDocument.Parse(block.Text).Dispose())));

    [Fact]
    public void Shell_commands_name_projects_and_scripts_that_exist()
    {
        string[] paths = [.. Blocks("sh").SelectMany(block => RepositoryPath().Matches(block.Text)).Select(match => match.Value)];
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(MarkdownPage.Root, path)), $"There is no {path}."));
    }

    /// <summary>.ci/run takes its first two commands from there.</summary>
    [Fact]
    public void The_first_block_of_the_readme_is_its_two_commands()
    {
        CodeBlock first = MarkdownPage.Read("README.md").Blocks[0];
        Assert.Equal("sh", first.Language);
        Assert.Equal("dotnet run --project samples/Digits -c Release\ndotnet test -c Release", first.Text);
    }

    /// <summary>A resource is found by its LogicalName alone, so the two must be the same.</summary>
    [Fact]
    public void Embedded_resources_are_read_by_their_logical_names()
    {
        MarkdownPage page = MarkdownPage.Read("docs/weights.md");
        var names = page.Blocks.Where(block => block.Language == "xml").SelectMany(Elements)
            .DescendantsAndSelf("EmbeddedResource").Select(resource => resource.Attribute("LogicalName")!.Value).ToHashSet();
        string[] read = [.. ResourceName().Matches(page.Text).Select(match => match.Groups["name"].Value)];
        Assert.NotEmpty(read);
        Assert.All(read, name => Assert.Contains(name, names));
    }

    private static IEnumerable<CodeBlock> Blocks(string language) => AllBlocks().Where(block => block.Language == language);

    private static IEnumerable<CodeBlock> AllBlocks() =>
        MarkdownPage.Documentation
            .Where(page => page.Path != "docs/diagnostics.md" && !page.Path.StartsWith("docs/diagnostics/", StringComparison.Ordinal))
            .SelectMany(page => page.Blocks);

    /// <summary>What the generator writes for the network of a block on the same page.</summary>
    private static string Emitted(string page, string network)
    {
        CodeBlock declaration = MarkdownPage.Read(page).Blocks.First(block =>
            block.Language == "csharp" && block.Directive("emitted") is null && block.Text.Contains($"class {network}", StringComparison.Ordinal));
        return DocumentedCode.Compile(declaration).SyntaxTrees
            .Single(tree => tree.FilePath.EndsWith($"{network}.g.cs", StringComparison.Ordinal)).ToString();
    }

    /// <summary>The elements of a project file or of a part of one.</summary>
    private static IEnumerable<XElement> Elements(CodeBlock block)
    {
        using var reader = XmlReader.Create(new StringReader(block.Text), new XmlReaderSettings { ConformanceLevel = ConformanceLevel.Fragment });
        reader.MoveToContent();
        var elements = new List<XElement>();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element)
                elements.Add((XElement)XNode.ReadFrom(reader));
            else
                reader.Read();
        }

        return elements;
    }

    private static string Unindented(string code) => string.Join('\n', code.Trim().Split('\n').Select(line => line.Trim()));

    [GeneratedRegex(@"(?<=[ \n]|^)(src|samples|tests|benchmarks|tools)/[\w./-]+")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex("GetManifestResourceStream\\(\"(?<name>[^\"]+)\"\\)")]
    private static partial Regex ResourceName();
}
