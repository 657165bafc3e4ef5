using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.RegularExpressions;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.v3;

namespace VerifyXunit;

/// <summary>
/// Stands in for the packages Verify.XunitV3 and Verify.SourceGenerators, for the one call
/// <c>Verifier.Verify(driver)</c>, where they cannot be restored. Build with -p:UseVerify=true to use the
/// packages instead; VerifierTests hold for both. These behaviours are matched:
/// <list type="bullet">
/// <item>a file for each generated source, <c>{class}.{method}#{hint name without .cs}.verified.cs</c>, next
/// to the test's source file (Outer.Inner for a nested class); its first line tells the hint name;</item>
/// <item><c>{class}.{method}.verified.txt</c> if there are diagnostics (see DiagnosticText);</item>
/// <item>UTF-8 with a byte order mark, LF whatever the generator wrote, no newline added at the end;</item>
/// <item>a file that is missing or differs leaves a <c>.received.</c> file beside it and fails the test; so
/// does a <c>.verified.</c> file that is not produced any more; older <c>.received.</c> files are deleted;</item>
/// <item>an exception in the generator is thrown.</item>
/// </list>
/// Verify also replaces the paths of this machine and names the cases of a theory: both are refused here.
/// It replaces a GUID or a date that is a whole value of a diagnostic: do not write such a thing.
/// </summary>
internal static class Verifier
{
    private static readonly UTF8Encoding _encoding = new(encoderShouldEmitUTF8Identifier: true);

    private static readonly Regex _machinePath = MachinePath();

    public static async Task Verify(GeneratorDriver target, [CallerFilePath] string sourceFile = "")
    {
        string directory = Path.GetDirectoryName(sourceFile)!;
        string test = TestName();
        foreach (string file in FilesOf(directory, test, "received"))
            File.Delete(file);

        var stale = FilesOf(directory, test, "verified").ToHashSet();
        var failures = new StringBuilder();
        foreach (Snapshot snapshot in Snapshots(target.GetRunResult(), test))
        {
            string verified = Path.Combine(directory, snapshot.FileName("verified"));
            string? expected = File.Exists(verified) ? await File.ReadAllTextAsync(verified) : null;
            stale.Remove(verified);
            if (snapshot.Text == expected)
                continue;

            string received = Path.Combine(directory, snapshot.FileName("received"));
            await File.WriteAllTextAsync(received, snapshot.Text, _encoding);
            failures.AppendLine().AppendLine(Difference(verified, expected, snapshot.Text));
        }

        foreach (string file in stale)
            failures.AppendLine().AppendLine($"{Path.GetFileName(file)} is not produced any more: delete it.");
        if (failures.Length > 0)
            Assert.Fail($"The snapshot in {directory} does not match.\n{failures}");
    }

    private static string TestName()
    {
        if (TestContext.Current.TestMethod is not IXunitTestMethod { Method: MethodInfo method })
            throw new InvalidOperationException("Verify is called outside of a test.");
        if (method.GetParameters().Length > 0)
            throw new NotSupportedException("The stand-in does not name the cases of a theory: use a [Fact].");

        string name = method.Name;
        for (Type? type = method.ReflectedType; type is not null; type = type.DeclaringType)
            name = $"{type.Name}.{name}";
        return name;
    }

    private static IEnumerable<string> FilesOf(string directory, string test, string kind) =>
        from path in Directory.EnumerateFiles(directory, $"{test}*.{kind}.*")
        let file = Path.GetFileName(path)
        where file.StartsWith($"{test}.{kind}.", StringComparison.Ordinal)
            || file.StartsWith($"{test}#", StringComparison.Ordinal)
        select path;

    private static IEnumerable<Snapshot> Snapshots(GeneratorDriverRunResult run, string test)
    {
        Exception[] exceptions = [.. run.Results.Select(result => result.Exception).OfType<Exception>()];
        if (exceptions is [Exception only])
            ExceptionDispatchInfo.Throw(only);
        if (exceptions.Length > 1)
            throw new AggregateException(exceptions);

        if (!run.Diagnostics.IsEmpty)
            yield return new Snapshot(test, "txt", Normalize(DiagnosticText.Write(run.Diagnostics)));
        foreach (GeneratedSourceResult source in run.Results.SelectMany(result => result.GeneratedSources))
        {
            string name = $"{test}#{Path.GetFileNameWithoutExtension(source.HintName)}";
            yield return new Snapshot(name, "cs", Normalize($"//HintName: {source.HintName}\n{source.SourceText}"));
        }
    }

    private static string Normalize(string text) =>
        _machinePath.Match(text) is { Success: true, Value: string path }
            ? throw new NotSupportedException($"The stand-in does not replace paths of this machine, such as {path}.")
            : text.Replace("\r\n", "\n").Replace('\r', '\n');

    private static Regex MachinePath([CallerFilePath] string thisFile = "")
    {
        // <repository>/tests/NetGen.Tests/Snapshots/VerifyStandIn/VerifyStandIn.cs
        string repository = Path.GetFullPath(Path.Combine(thisFile, "../../../../.."));
        IEnumerable<string> paths = from path in new[] { repository, Path.GetTempPath() }
                                    select Regex.Escape(Path.TrimEndingDirectorySeparator(path));
        return new Regex($@"(?<![\p{{L}}\p{{Nd}}])({string.Join('|', paths)})(?![\p{{L}}\p{{Nd}}])");
    }

    private static string Difference(string verified, string? expected, string actual)
    {
        string name = Path.GetFileName(verified);
        if (expected is null)
            return $"{name} does not exist. Received:\n{actual}";
        if (expected.Contains('\r'))
            return $"{name} contains a carriage return: its lines must end in LF alone.";

        DiffPaneModel diff = InlineDiffBuilder.Diff(expected, actual, ignoreWhiteSpace: false);
        IEnumerable<string> lines = diff.Lines.Select(line => line.Type switch
        {
            ChangeType.Inserted => $"+ {line.Text}",
            ChangeType.Deleted => $"- {line.Text}",
            _ => $"  {line.Text}",
        });
        return $"{name} (- verified, + received):\n{string.Join('\n', lines)}";
    }

    private sealed record Snapshot(string Name, string Extension, string Text)
    {
        public string FileName(string kind) => $"{Name}.{kind}.{Extension}";
    }
}
