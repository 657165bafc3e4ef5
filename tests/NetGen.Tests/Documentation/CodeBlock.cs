using System.Text.RegularExpressions;

namespace NetGen.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's path from the root of the repository.</param>
/// <param name="Line">The number of the line with the opening fence.</param>
/// <param name="Language">The word behind the fence; empty where there is none.</param>
/// <param name="Comment">The text of the HTML comment on the line above; empty where there is none.</param>
/// <param name="Text">The lines between the fences.</param>
internal sealed partial record CodeBlock(string Page, int Line, string Language, string Comment, string Text)
{
    /// <summary>The text block that follows with nothing in between: what the program of this block prints.</summary>
    public string? Output { get; set; }

    /// <summary>What the comment says of the block: CONTRIBUTING.md explains the keys.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value, or null where the comment does not have the key.</returns>
    public string? Directive(string key)
    {
        Match match = KeyAndValue().Match(Comment);
        return match.Success && match.Groups["key"].Value == key ? match.Groups["value"].Value : null;
    }

    [GeneratedRegex(@"^(?<key>context|project|emitted): (?<value>\S.*)$")]
    private static partial Regex KeyAndValue();
}
