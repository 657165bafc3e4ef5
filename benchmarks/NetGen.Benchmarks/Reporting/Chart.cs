using ScottPlot;
using ScottPlot.TickGenerators;

namespace NetGen.Benchmarks;

/// <summary>The rows of one thread as bars: samples per second relative to the best of NetGen's peers.</summary>
internal static class Chart
{
    private const int Width = 1600, Height = 700;
    private const double GroupWidth = 0.8;
    private static readonly string[] _colors = ["#2268b0", "#7fb2e5", "#b8d4f0", "#d1602a", "#8a8a8a", "#e0b13c", "#4b9b5f"];

    /// <summary>Writes a PNG file.</summary>
    public static void Save(IReadOnlyList<Row> rows, string path)
    {
        // Networks from ONNX files would repeat the bars of NetGen, as their code is the same.
        List<Row> shown = [.. rows.Where(row => row.Threads == 1 && row.Problem is null && row.Peer != ImportedPeer.Title)];
        List<string> peers = [.. shown.Select(row => row.Peer).Distinct()];
        List<IGrouping<Workload, Row>> groups = [.. shown.GroupBy(row => row.Workload)];

        // The axis is linear in the logarithm, so a tick at 1 is ten times as fast as the best peer.
        List<Bar> bars = [];
        double width = GroupWidth / Math.Max(1, peers.Count);
        foreach (Row row in shown)
        {
            int peer = peers.IndexOf(row.Peer), group = groups.FindIndex(group => group.Key == row.Workload);
            bars.Add(new Bar
            {
                Position = group + (peer - (peers.Count - 1) / 2.0) * width,
                Value = Math.Log10(row.SamplesPerSecond / Best(groups[group])),
                Size = width,
                FillColor = Color.FromHex(_colors[peer]),
                LineWidth = 0,
            });
        }

        double floor = Math.Floor(bars.Select(bar => bar.Value).Append(-1).Min());
        bars.ForEach(bar => bar.ValueBase = floor);

        var plot = new Plot();
        plot.Font.Automatic();
        plot.Title("Samples per second relative to the best peer, one thread (logarithmic)", 22);
        plot.Add.Bars(bars);
        plot.Add.HorizontalLine(0, 1, Colors.Black);
        plot.Axes.SetLimits(-0.5, groups.Count - 0.5, floor, bars.Select(bar => bar.Value).Append(0).Max() + 0.2);
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            MinorTickGenerator = new LogMinorTickGenerator(),
            IntegerTicksOnly = true,
            LabelFormatter = exponent => FormattableString.Invariant($"{Math.Pow(10, exponent):0.####} x"),
        };
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. groups.Select((group, i) => new Tick(i, group.Key.Id))]);
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 16;
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Legend.ManualItems.AddRange(peers.Select((peer, i) => new LegendItem { LabelText = peer, FillColor = Color.FromHex(_colors[i]) }));
        plot.Legend.FontSize = 16;
        plot.ShowLegend(Edge.Right);
        plot.SavePng(path, Width, Height);
    }

    /// <summary>The best of those that are not NetGen; 1 if there is none.</summary>
    private static double Best(IEnumerable<Row> group) =>
        group.Where(row => !row.Peer.StartsWith("NetGen", StringComparison.Ordinal)).Select(row => row.SamplesPerSecond).DefaultIfEmpty(1).Max();
}
