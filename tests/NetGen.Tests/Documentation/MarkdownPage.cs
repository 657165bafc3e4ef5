using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NetGen.Tests.Documentation;

/// <summary>What the tests need of a Markdown page: its fenced blocks, its links, and the anchors of its headings.</summary>
internal sealed partial class MarkdownPage
{
    private readonly List<CodeBlock> _blocks = [];
    private readonly List<(int Line, string Target)> _links = [];
    private readonly HashSet<string> _anchors = [];
    private readonly List<(int Line, string Title)> _headings = [];

    private MarkdownPage(string path)
    {
        Path = path;
        Text = File.ReadAllText(System.IO.Path.Combine(Root, path));
        string[] lines = Text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i]) is { Success: true } fence)
                i = AddBlock(lines, i, fence);
            else
                AddText(lines[i], i + 1);
        }
    }

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = RootOf();

    /// <summary>The README and the pages of docs.</summary>
    public static IEnumerable<MarkdownPage> Documentation =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Prepend("README.md")
            .Select(Read);

    /// <summary>The path from the root of the repository.</summary>
    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    /// <summary>Where links and pictures point to.</summary>
    public IReadOnlyList<(int Line, string Target)> Links => _links;

    public IReadOnlyList<(int Line, string Title)> Headings => _headings;

    /// <summary>What can stand behind the # of a link.</summary>
    public IReadOnlySet<string> Anchors => _anchors;

    public static MarkdownPage Read(string path) => new(path);

    /// <summary>Adds the block that begins on a line.</summary>
    /// <returns>The line with its closing fence.</returns>
    private int AddBlock(string[] lines, int first, Match fence)
    {
        string indent = fence.Groups["indent"].Value;
        int last = Array.FindIndex(lines, first + 1, line => line == indent + "```");
        if (last < 0)
            throw new InvalidDataException($"{Path}, line {first + 1}: the block is not closed.");

        string text = string.Join('\n', lines[(first + 1)..last].Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line));
        string comment = first > 0 && HtmlComment().Match(lines[first - 1]) is { Success: true } match ? match.Groups["text"].Value : "";
        var block = new CodeBlock(Path, first + 1, fence.Groups["language"].Value, comment, text);
        if (block.Language == "text" && _blocks is [.., { Language: "csharp" } program] && IsDirectlyBehind(lines, program, first))
            program.Output = text;

        _blocks.Add(block);
        return last;
    }

    private static bool IsDirectlyBehind(string[] lines, CodeBlock program, int first) =>
        lines[(program.Line + program.Text.Count(character => character == '\n') + 2)..first].All(string.IsNullOrWhiteSpace);

    private void AddText(string line, int number)
    {
        if (Heading().Match(line) is { Success: true } heading)
        {
            _headings.Add((number, heading.Groups["title"].Value));
            string anchor = AnchorOf(heading.Groups["title"].Value), unique = anchor;
            for (int i = 1; !_anchors.Add(unique); i++)
                unique = $"{anchor}-{i}";
        }

        foreach (Match link in Link().Matches(InlineCode().Replace(line, "code")))
            _links.Add((number, link.Groups["target"].Value));
    }

    /// <summary>The anchor as GitHub makes it of a heading: small letters, digits, hyphens for spaces, and no punctuation.</summary>
    private static string AnchorOf(string title)
    {
        string plain = Link().Replace(title, "${text}").ToLowerInvariant().Replace(' ', '-');
        return string.Concat(plain.Where(character => char.IsLetterOrDigit(character) || character is '-' or '_'));
    }

    private static string RootOf([CallerFilePath] string path = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(path, "..", "..", "..", ".."));

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\S*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ *<!-- (?<text>.*) -->$")]
    private static partial Regex HtmlComment();

    [GeneratedRegex("^#+ (?<title>.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\[\]]*)\]\((?<target>[^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex InlineCode();
}
