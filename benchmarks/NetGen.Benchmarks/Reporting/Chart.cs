using ScottPlot;
using ScottPlot.TickGenerators;

namespace NetGen.Benchmarks;

/// <summary>The rows of one thread as bars: samples per second relative to the best of NetGen's peers.</summary>
internal static class Chart
{
    private const int Width = 1600, Height = 700;
    private const double GroupWidth = 0.8;
    private static readonly string[] _colors = ["#2268b0", "#7fb2e5", "#d1602a", "#8a8a8a", "#e0b13c"];

    /// <summary>Writes a PNG file.</summary>
    public static void Save(IReadOnlyList<Row> rows, string path)
    {
        List<Row> shown = [.. rows.Where(row => row.Threads == 1 && row.Problem is null)];
        List<string> peers = [.. shown.Select(row => row.Peer).Distinct()];
        List<IGrouping<Workload, Row>> groups = [.. shown.GroupBy(row => row.Workload)];

        var plot = new Plot();
        plot.Font.Automatic();
        plot.Title("Samples per second relative to the best peer, one thread (logarithmic)", 22);
        double width = GroupWidth / Math.Max(1, peers.Count);
        foreach (Row row in shown)
        {
            int peer = peers.IndexOf(row.Peer), group = groups.FindIndex(group => group.Key == row.Workload);
            plot.Add.Bar(new Bar
            {
                Position = group + (peer - (peers.Count - 1) / 2.0) * width,
                Value = Math.Log10(row.SamplesPerSecond / Best(groups[group])),
                Size = width,
                FillColor = Color.FromHex(_colors[peer]),
                LineWidth = 0,
            });
        }

        // The axis is linear in the logarithm, so a tick at 1 is ten times as fast as the best peer.
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            MinorTickGenerator = new LogMinorTickGenerator(),
            IntegerTicksOnly = true,
            LabelFormatter = exponent => FormattableString.Invariant($"{Math.Pow(10, exponent):0.####} x"),
        };
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. groups.Select((group, i) => new Tick(i, group.Key.Name))]);
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 18;
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.HideGrid();
        plot.Add.HorizontalLine(0, 1, Colors.Black);
        foreach (double y in new[] { -1.0, 1, 2, 3 })
            plot.Add.HorizontalLine(y, 1, Color.FromHex("#dddddd"));

        plot.Legend.ManualItems.AddRange(peers.Select((peer, i) => new LegendItem { LabelText = peer, FillColor = Color.FromHex(_colors[i]) }));
        plot.Legend.FontSize = 18;
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(path, Width, Height);
    }

    /// <summary>The best of those that are not NetGen; 1 if there is none.</summary>
    private static double Best(IEnumerable<Row> group) =>
        group.Where(row => !row.Peer.StartsWith("NetGen", StringComparison.Ordinal)).Select(row => row.SamplesPerSecond).DefaultIfEmpty(1).Max();
}
