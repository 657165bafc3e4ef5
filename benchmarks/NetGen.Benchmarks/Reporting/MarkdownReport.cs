namespace NetGen.Benchmarks;

/// <summary>The table as a Markdown page, with a chart beside it.</summary>
internal static class MarkdownReport
{
    public static void Write(string path, Table table, IEnumerable<string> machine, IReadOnlyList<Row> rows, bool isQuick)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string chart = Path.ChangeExtension(path, "png");
        Chart.Save(rows, chart);

        string quick = isQuick ? " --quick" : "";
        IEnumerable<string> lines =
        [
            "# Benchmarks",
            "",
            $"Written by `benchmarks/run.sh{quick} --markdown {path.Replace('\\', '/')}`. [benchmarks/README.md](../benchmarks/README.md) says how it measures.",
            "",
            .. List(machine.Concat(table.Notes())),
            "",
            $"![Speed relative to the best peer]({Path.GetFileName(chart)})",
            "",
            .. List(Table.Legend.Split('\n')),
            "",
            table.ToString(),
        ];
        File.WriteAllText(path, string.Join('\n', lines));
    }

    private static IEnumerable<string> List(IEnumerable<string> lines) => lines.Select(line => "- " + line);
}
