using Digits;
using NetGen;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Diabetes;

/// <summary>Two panels: what the network predicts against what is true, and its losses as it learned.</summary>
internal sealed class Picture(INetwork<float> network, TrainingHistory history)
{
    private const double Least = 0, Most = 370;
    private static readonly Color _training = EpochPlot.Training.WithAlpha(0.45), _test = Color.FromHex("#3b2a7a");

    /// <summary>Writes it to a PNG file.</summary>
    public void Save(Dataset train, Dataset test, string path) =>
        PictureStyle.Save(path, columns: 2, width: 900, height: 920, plot => DrawPredictions(plot, train, test), DrawLosses);

    private void DrawPredictions(Plot plot, Dataset train, Dataset test)
    {
        double r2 = RegressionReport.Of(network, test).Mean.R2;
        PictureStyle.Apply(plot, FormattableString.Invariant($"Predicted against true: test R2 {r2:F2}"), "true progression", "predicted progression");
        PictureStyle.HideFrame(plot);
        LinePlot identity = plot.Add.Line(Least, Least, Most, Most);
        identity.LineColor = PictureStyle.Text;
        identity.LineWidth = 2;
        identity.LinePattern = LinePattern.Dashed;
        identity.LegendText = "predicted = true";
        AddPatients(plot, "training patients", train, _training);
        AddPatients(plot, "test patients", test, _test);
        plot.Axes.SetLimits(Least, Most, Least, Most);
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(50);
        plot.Axes.Left.TickGenerator = new NumericFixedInterval(50);
        PictureStyle.ShowLegend(plot, Alignment.UpperLeft);
    }

    private void AddPatients(Plot plot, string name, Dataset patients, Color color)
    {
        Scatter points = plot.Add.ScatterPoints(patients.Targets.ToArray(), network.Predict(patients.Inputs), color);
        points.MarkerSize = 11;
        points.LegendText = name;
    }

    private void DrawLosses(Plot plot)
    {
        EpochPlot.Style(plot, $"Loss: {history.Last.Epoch} epochs, best was {history.Best.Epoch}", "mean squared error of the scaled target", history);
        VerticalLine best = plot.Add.VerticalLine(history.Best.Epoch, 2, PictureStyle.Text, LinePattern.Dashed);
        best.LegendText = "best epoch";
        EpochPlot.AddLine(plot, "training", EpochPlot.Training, history, epoch => epoch.Loss);
        EpochPlot.AddLine(plot, "validation", EpochPlot.Validation, history, epoch => epoch.ValidationLoss);
        PictureStyle.ShowLegend(plot, Alignment.UpperRight);
    }
}
