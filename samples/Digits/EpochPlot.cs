using NetGen;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Digits;

/// <summary>A plot of what was measured epoch by epoch.</summary>
internal static class EpochPlot
{
    public static readonly Color Training = Color.FromHex("#d1602a"), Validation = Color.FromHex("#2268b0");

    public static void Style(Plot plot, string title, string unit, TrainingHistory history)
    {
        PictureStyle.Apply(plot, title, "epoch", unit);
        PictureStyle.HideFrame(plot);
        plot.Axes.Left.MinimumSize = 100;
        plot.Axes.SetLimitsX(0, history.Epochs.Count + 1);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, TargetTickCount = 7 };
    }

    public static void AddLine(Plot plot, string name, Color color, TrainingHistory history, Func<EpochRecord, double> value)
    {
        double[] epochs = [.. history.Epochs.Select(epoch => (double)epoch.Epoch)];
        double[] values = [.. history.Epochs.Select(value)];
        Scatter line = plot.Add.Scatter(epochs, values, color);
        line.LegendText = name;
        line.LineWidth = 3.5f;

        // Where epochs are close together, markers would hide the line.
        line.MarkerSize = epochs.Length <= 50 ? 8 : 0;
        plot.Axes.AutoScaleY();
    }
}
