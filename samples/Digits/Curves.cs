using NetGen;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Digits;

/// <summary>The training curves as a picture.</summary>
internal static class Curves
{
    private const int Width = 1800, Height = 690;
    private static readonly Color _training = Color.FromHex("#d1602a"), _validation = Color.FromHex("#2268b0");
    private static readonly Color _text = Color.FromHex("#333333"), _lines = Color.FromHex("#e4e4e4");

    /// <summary>Writes two panels to a PNG file: the losses on a logarithmic scale, and the accuracy.</summary>
    public static void Save(TrainingHistory history, string path)
    {
        EmbeddedFont.Use();
        var figure = new Multiplot();
        figure.AddPlots(2);
        figure.Layout = new ScottPlot.MultiplotLayouts.Columns();
        DrawLosses(figure.GetPlot(0), history);
        DrawAccuracy(figure.GetPlot(1), history);

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        figure.SavePng(path, Width, Height);
    }

    private static void DrawLosses(Plot plot, TrainingHistory history)
    {
        Style(plot, "Loss", "mean cross-entropy (logarithmic)", history);
        AddLine(plot, "training", _training, history, epoch => Math.Log10(epoch.Loss));
        AddLine(plot, "validation", _validation, history, epoch => Math.Log10(epoch.ValidationLoss));

        // The axis is linear in the logarithm, so a tick at -2 is a loss of 0.01.
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            MinorTickGenerator = new LogMinorTickGenerator(),
            IntegerTicksOnly = true,
            LabelFormatter = exponent => FormattableString.Invariant($"{Math.Pow(10, exponent):0.######}"),
        };
        Legend legend = plot.ShowLegend(Alignment.UpperRight);
        legend.FontColor = _text;
        legend.FontSize = 20;
        legend.OutlineColor = _lines;
        legend.ShadowColor = Colors.Transparent;
    }

    private static void DrawAccuracy(Plot plot, TrainingHistory history)
    {
        Style(plot, FormattableString.Invariant($"Validation accuracy, at the end {100 * history.Last.ValidationAccuracy:F2} %"), "right answers", history);
        AddLine(plot, "validation", _validation, history, epoch => 100 * epoch.ValidationAccuracy);
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = percent => FormattableString.Invariant($"{percent:0} %"),
        };

        plot.HideLegend();
    }

    private static void AddLine(Plot plot, string name, Color color, TrainingHistory history, Func<EpochRecord, double> value)
    {
        double[] epochs = [.. history.Epochs.Select(epoch => (double)epoch.Epoch)];
        double[] values = [.. history.Epochs.Select(value)];
        ScottPlot.Plottables.Scatter line = plot.Add.Scatter(epochs, values, color);
        line.LegendText = name;
        line.LineWidth = 3.5f;
        line.MarkerSize = 8;
        plot.Axes.AutoScaleY();
    }

    private static void Style(Plot plot, string title, string unit, TrainingHistory history)
    {
        plot.Title(title, size: 27);
        plot.XLabel("epoch", size: 21);
        plot.YLabel(unit, size: 21);
        plot.Axes.Color(_text);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 19;
        plot.Axes.Bottom.MajorTickStyle.Length = plot.Axes.Left.MajorTickStyle.Length = 6;
        plot.Axes.Left.MinimumSize = 100;
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = _lines;

        int epochs = history.Epochs.Count;
        plot.Axes.SetLimitsX(0, epochs + 1);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, TargetTickCount = 7 };
    }
}
