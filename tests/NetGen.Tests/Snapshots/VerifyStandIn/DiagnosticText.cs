using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace VerifyXunit;

/// <summary>
/// Diagnostics in the notation of Verify: JSON indented by two spaces, but without quotes and escapes.
/// </summary>
internal static class DiagnosticText
{
    public static string Write(IEnumerable<Diagnostic> diagnostics) =>
        Object(0, [("Diagnostics", List(1, diagnostics.Select(diagnostic => Object(2, Members(diagnostic)))))]);

    private static IEnumerable<(string Name, string Value)> Members(Diagnostic diagnostic)
    {
        if (diagnostic.Location != Location.None)
            yield return ("Location", Where(diagnostic.Location));
        yield return ("Message", Scalar(diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        yield return ("Severity", Scalar(diagnostic.Severity.ToString()));
        if (diagnostic.WarningLevel != 0)
            yield return ("WarningLevel", Scalar(diagnostic.WarningLevel.ToString(CultureInfo.InvariantCulture)));
        yield return ("Descriptor", " " + Object(3, Members(diagnostic.Descriptor)));
    }

    private static IEnumerable<(string Name, string Value)> Members(DiagnosticDescriptor descriptor)
    {
        yield return ("Id", Scalar(descriptor.Id));
        yield return ("Title", Scalar(descriptor.Title));
        if (!string.IsNullOrWhiteSpace(Text(descriptor.Description)))
            yield return ("Description", Scalar(descriptor.Description));
        if (!string.IsNullOrWhiteSpace(descriptor.HelpLinkUri))
            yield return ("HelpLink", Scalar(descriptor.HelpLinkUri));
        yield return ("MessageFormat", Scalar(descriptor.MessageFormat));
        yield return ("Category", Scalar(descriptor.Category));
        yield return ("DefaultSeverity", Scalar(descriptor.DefaultSeverity.ToString()));
        yield return ("IsEnabledByDefault", Scalar(descriptor.IsEnabledByDefault ? "true" : "false"));
        if (descriptor.CustomTags.Any())
            yield return ("CustomTags", List(4, descriptor.CustomTags));
    }

    private static string Object(int depth, IEnumerable<(string Name, string Value)> members) =>
        $"{{{Items(depth, members.Select(member => $"{member.Name}:{member.Value}"))}}}";

    private static string List(int depth, IEnumerable<string> items) => $" [{Items(depth, items)}]";

    private static string Items(int depth, IEnumerable<string> items)
    {
        string indent = "\n" + new string(' ', 2 * depth);
        return string.Join(',', items.Select(item => $"{indent}  {item}")) + indent;
    }

    // A value of several lines starts on a line of its own, at the left margin.
    private static string Scalar(string value) =>
        !value.Contains('\n') ? " " + value : value.StartsWith('\n') ? value : "\n" + value;

    private static string Scalar(LocalizableString value) => Scalar(Text(value));

    private static string Text(LocalizableString value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The position, lines and columns counted from 0 and paths with backslashes, after a comment that
    /// shows the source: the lines of the location, underlined, and one line before and after.
    /// </summary>
    private static string Where(Location location)
    {
        FileLinePositionSpan position = location.GetMappedLineSpan();
        string value = $" {position.Path.Replace('/', '\\')}: {position.Span}";
        if (location.SourceTree is null)
            return value;

        TextLineCollection lines = location.SourceTree.GetText().Lines;
        int first = Math.Max(position.StartLinePosition.Line - 1, 0);
        int last = Math.Min(position.EndLinePosition.Line + 1, lines.Count - 1);
        var comment = new StringBuilder(" /*\n");
        for (int i = first; i <= last; i++)
        {
            comment.Append($"{lines[i]}\n");
            if (lines[i].Span.Intersection(location.SourceSpan) is TextSpan marked)
                comment.Append(' ', marked.Start - lines[i].Start).Append('^', marked.Length).Append('\n');
        }

        return $"{comment}*/\n{value}";
    }
}
