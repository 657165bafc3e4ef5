using NetGen;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Digits;

/// <summary>The training curves as a picture.</summary>
internal static class Curves
{
    /// <summary>Writes two panels to a PNG file: the losses on a logarithmic scale, and the accuracy.</summary>
    public static void Save(TrainingHistory history, string path) =>
        PictureStyle.Save(path, columns: 2, width: 900, height: 690, plot => DrawLosses(plot, history), plot => DrawAccuracy(plot, history));

    private static void DrawLosses(Plot plot, TrainingHistory history)
    {
        EpochPlot.Style(plot, "Loss", "mean cross-entropy (logarithmic)", history);
        EpochPlot.AddLine(plot, "training", EpochPlot.Training, history, epoch => Math.Log10(epoch.Loss));
        EpochPlot.AddLine(plot, "validation", EpochPlot.Validation, history, epoch => Math.Log10(epoch.ValidationLoss));

        // The axis is linear in the logarithm, so a tick at -2 is a loss of 0.01.
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            MinorTickGenerator = new LogMinorTickGenerator(),
            IntegerTicksOnly = true,
            LabelFormatter = exponent => FormattableString.Invariant($"{Math.Pow(10, exponent):0.######}"),
        };
        PictureStyle.ShowLegend(plot, Alignment.UpperRight);
    }

    private static void DrawAccuracy(Plot plot, TrainingHistory history)
    {
        EpochPlot.Style(plot, FormattableString.Invariant($"Validation accuracy, at the end {100 * history.Last.ValidationAccuracy:F2} %"), "right answers", history);
        EpochPlot.AddLine(plot, "validation", EpochPlot.Validation, history, epoch => 100 * epoch.ValidationAccuracy);
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = percent => FormattableString.Invariant($"{percent:0} %"),
        };

        plot.HideLegend();
    }
}
