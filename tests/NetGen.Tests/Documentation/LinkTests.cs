using Xunit;

namespace NetGen.Tests.Documentation;

/// <summary>Links between files of the repository lead somewhere.</summary>
public sealed class LinkTests
{
    private static readonly string[] _others = ["CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md", "tests/Bits/README.md", "tests/fixtures/README.md"];

    [Fact]
    public void Every_relative_link_and_anchor_exists()
    {
        var pages = MarkdownPage.Documentation.Concat(_others.Select(MarkdownPage.Read)).ToDictionary(page => page.Path);
        string[] broken =
        [
            .. from page in pages.Values
               from link in page.Links
               where !link.Target.Contains("://", StringComparison.Ordinal) && !IsGood(page, link.Target)
               select $"{page.Path}, line {link.Line}: {link.Target}",
        ];
        Assert.True(broken.Length == 0, string.Join('\n', broken));

        bool IsGood(MarkdownPage page, string target)
        {
            string[] parts = target.Split('#');
            string path = parts[0].Length == 0 ? page.Path : Path.GetRelativePath(
                MarkdownPage.Root, Path.GetFullPath(Path.Combine(MarkdownPage.Root, Path.GetDirectoryName(page.Path)!, parts[0]))).Replace('\\', '/');
            return parts.Length == 1
                ? Path.Exists(Path.Combine(MarkdownPage.Root, path))
                : pages.TryGetValue(path, out MarkdownPage? other) && other.Anchors.Contains(parts[1]);
        }
    }

    /// <summary>A page that nothing links to is never read.</summary>
    [Fact]
    public void The_index_links_to_every_page()
    {
        MarkdownPage index = MarkdownPage.Read("docs/README.md");
        string[] pages = [.. Directory.EnumerateFiles(Path.Combine(MarkdownPage.Root, "docs"), "*.md").Select(file => Path.GetFileName(file)).Where(name => name != "README.md")];
        Assert.Empty(pages.Except(index.Links.Select(link => link.Target)));
    }
}
