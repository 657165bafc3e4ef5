using ScottPlot;
using ScottPlot.TickGenerators;

namespace NetGen.Benchmarks;

/// <summary>The speeds of <see cref="Model"/> against the number of processes: one batch that all share, and a batch for each.</summary>
internal static class ModelChart
{
    private const int Width = 1600, Height = 700;
    private static readonly string[] _colors = ["#2268b0", "#d1602a"];
    private static readonly LinePattern[] _patterns = [LinePattern.Dotted, LinePattern.Dashed, LinePattern.Solid];

    /// <summary>Writes a PNG file.</summary>
    public static void Save(string path)
    {
        var plots = new Multiplot();
        plots.AddPlots(2);
        plots.Layout = new ScottPlot.MultiplotLayouts.Columns();
        Draw(plots.GetPlot(0), "One batch, shared by all processes", (model, n, bits, latency) => model.Compute / model.Shared(n, bits, latency));
        Draw(plots.GetPlot(1), "A batch for each process", (model, n, bits, latency) => n * model.Compute / model.Grown(n, bits, latency));
        plots.GetPlot(0).ShowLegend(Alignment.UpperLeft);
        plots.GetPlot(1).HideLegend();
        plots.SavePng(path, Width, Height);
    }

    private static void Draw(Plot plot, string title, Func<Model, int, double, double, double> speed)
    {
        plot.Font.Automatic();
        plot.Title(title, 22);
        int[] processes = [.. Model.Processes];
        double[] x = [.. processes.Select(n => Math.Log2(n))];
        foreach ((int m, Model model) in Model.All.Index())
        {
            foreach ((int l, (string name, double bits, double latency)) in Model.Links.Index())
            {
                var line = plot.Add.ScatterLine(x, [.. processes.Select(n => Math.Log2(speed(model, n, bits, latency)))]);
                (line.LineWidth, line.LinePattern, line.Color, line.LegendText) = (3, _patterns[l], Color.FromHex(_colors[m]), $"{model.Name}, {name}");
            }
        }

        // One process, and n times as fast on n.
        plot.Add.HorizontalLine(0, 1, Colors.Black);
        plot.Add.ScatterLine(x, x, Colors.LightGray);
        plot.Axes.SetLimits(-0.2, 10.4, -8, 10.4);
        plot.XLabel("processes", 16);
        plot.YLabel("samples per second, relative to one process", 16);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = power => $"{Math.Pow(2, power):N0}" };
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = power => power < 0 ? $"1/{Math.Pow(2, -power):N0}" : $"{Math.Pow(2, power):N0}",
        };
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 16;
        plot.Legend.FontSize = 15;
    }
}
