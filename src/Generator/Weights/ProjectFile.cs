using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Analysis;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Weights;

/// <summary>Files of a project that a generator cannot open: the lists that the build makes of them, and the one that an attribute names.</summary>
internal static class ProjectFile
{
    /// <summary>Whether an additional file is the list with a name.</summary>
    public static bool IsNamed(AdditionalText text, string name) =>
        text.Path.EndsWith(name, StringComparison.Ordinal) && (text.Path.Length == name.Length || text.Path[text.Path.Length - name.Length - 1] is '/' or '\\');

    /// <summary>The entries of a list: three lines for each file, of which the first is its path with %0A for a newline and %25 for a percent sign.</summary>
    public static IEnumerable<(string Path, string Detail, string Content)> Entries(AdditionalText text, CancellationToken cancellation)
    {
        // Lines end only with \n. Roslyn's lines would also end at Unicode line separators within a name.
        string[] lines = text.GetText(cancellation)?.ToString().Split('\n') ?? [];
        for (int i = 0; i + 2 < lines.Length; i += 3)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return (lines[i].Replace("%0A", "\n").Replace("%25", "%"), lines[i + 1], lines[i + 2]);
        }
    }

    /// <summary>The file at the path relative to the source file; otherwise, all files whose paths end with it.</summary>
    public static List<T> Find<T>(string declared, string sourcePath, IEnumerable<T> files, Func<T, string> pathOf)
    {
        string[] wanted = Segments(declared), source = Segments(sourcePath);
        string[] fromSource = Resolve(source.Take(source.Length - 1).Concat(wanted));
        List<T> exact = [.. files.Where(file => Segments(pathOf(file)).SequenceEqual(fromSource))];
        return exact.Count > 0 ? exact : [.. files.Where(file => EndsWith(Segments(pathOf(file)), Resolve(wanted)))];
    }

    /// <summary>A change of the argument to the only file, or to the one with the most similar name, with as many folders as declared.</summary>
    public static IEnumerable<Cure> Corrections(string declared, IEnumerable<string> paths, Location place, string argument)
    {
        int length = Segments(declared).Length;
        string[] ends = [.. paths.Select(Segments).Select(path => string.Join("/", path.Skip(path.Length - length)))];
        return (ends.Length == 1 ? ends[0] : Nearest.To(declared, ends)) is { } correct
            ? [Cure.By($"Change '{declared}' to '{correct}'", new Edit(EditKind.SetArgument, place, argument, SymbolDisplay.FormatLiteral(correct, quote: true)))]
            : [];
    }

    private static bool EndsWith(string[] path, string[] end) =>
        end.Length > 0 && path.Length >= end.Length && path.Skip(path.Length - end.Length).SequenceEqual(end);

    private static string[] Segments(string path) => path.Split('/', '\\');

    /// <summary>Resolves . and .. in a path. Steps above its root are dropped.</summary>
    private static string[] Resolve(IEnumerable<string> segments)
    {
        var resolved = new List<string>();
        foreach (string segment in segments)
        {
            if (segment == ".." && resolved.Count > 0)
                resolved.RemoveAt(resolved.Count - 1);
            else if (segment is not ("." or ".."))
                resolved.Add(segment);
        }

        return [.. resolved];
    }
}
