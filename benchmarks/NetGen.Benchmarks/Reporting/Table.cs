using System.Globalization;
using System.Text;

namespace NetGen.Benchmarks;

/// <summary>The rows as text: aligned for a console, which Markdown accepts as well.</summary>
internal sealed class Table(Suite suite, IReadOnlyList<Row> rows)
{
    private static readonly string[] _header =
        ["workload", "threads", "peer", "median", "min..max", "samples/s", "GFLOP/s", "of peak", "NetGen/peer", "agrees"];

    public static string Legend { get; } = string.Join(
        '\n',
        "T, S: a training step; I: one sample forward; B: 64 samples forward, in BR 32. Times are of one run over the batch.",
        "GFLOP/s count the matrix products and convolutions only; the peak is of multiply-adds in registers, in the same run.",
        "NetGen/peer: how many times as many samples NetGen (JIT) processes in a second. Below 1.1, and above 1/1.1, call it a tie.",
        $"agrees: the loss after {Job.ProbeSteps} training steps, or the outputs, relative to those of the peer without an entry.");

    /// <summary>The table, with cells between bars.</summary>
    public override string ToString()
    {
        List<string[]> lines = [_header, .. rows.Select(Cells)];
        int[] widths = [.. _header.Select((_, column) => lines.Max(line => line[column].Length))];
        lines.Insert(1, [.. widths.Select((width, column) => new string('-', width - 1) + (IsText(column) ? '-' : ':'))]);

        var text = new StringBuilder();
        foreach (string[] line in lines)
            text.Append("| ").AppendJoin(" | ", line.Select((cell, column) => IsText(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append(" |\n");
        return text.ToString();
    }

    /// <summary>The peaks, and why peers did not run.</summary>
    public IEnumerable<string> Notes()
    {
        foreach ((int threads, double peak) in suite.Peaks)
            yield return Invariant($"Peak with {threads} thread{(threads == 1 ? "" : "s")}: {peak / 1e9:0.0} GFLOP/s.");
        foreach (IGrouping<(string Peer, string? Problem), Row> group in rows.Where(row => row.Problem is not null).GroupBy(row => (row.Peer, row.Problem)))
        {
            // Where it runs other workloads, the note names those that it does not.
            bool runs = rows.Any(row => row.Peer == group.Key.Peer && row.Problem != group.Key.Problem);
            string which = runs ? " " + string.Join(", ", group.Select(row => row.Workload.Id).Distinct()) : "";
            yield return $"{group.Key.Peer} does not run{which}: {group.Key.Problem}";
        }
    }

    private static bool IsText(int column) => column is 0 or 2;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Time(double seconds) => seconds switch
    {
        < 1e-6 => Invariant($"{seconds * 1e9:0.0} ns"),
        < 1e-3 => Invariant($"{seconds * 1e6:0.00} us"),
        _ => Invariant($"{seconds * 1e3:0.00} ms"),
    };

    private string[] Cells(Row row)
    {
        string[] names = [row.Workload.Id, row.Threads.ToString(CultureInfo.InvariantCulture), row.Peer];
        if (row.Problem is not null)
            return [.. names, "does not run", "", "", "", "", "", ""];

        return
        [
            .. names,
            Time(row.Median),
            $"{Time(row.Seconds[0])} .. {Time(row.Seconds[^1])}",
            Invariant($"{row.SamplesPerSecond:#,0}"),
            Invariant($"{row.FlopsPerSecond / 1e9:0.00}"),
            Invariant($"{row.FlopsPerSecond / suite.Peaks[row.Threads]:0.0 %}"),
            Ratio(row),
            row.Reference is null ? "" : (row.Agrees ? "yes, " : "NO, ") + Invariant($"{row.Error:0e0}"),
        ];
    }

    /// <summary>NetGen's speed over the row's, at the same number of threads.</summary>
    private string Ratio(Row row)
    {
        Row? netGen = rows.FirstOrDefault(other => other.Workload == row.Workload && other.Threads == row.Threads && other.Peer == "NetGen");
        return netGen is null || netGen == row ? "" : Invariant($"{row.Median / netGen.Median:0.00}");
    }
}
