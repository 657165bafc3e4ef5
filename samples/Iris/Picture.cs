using Digits;
using NetGen;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Iris;

/// <summary>The regions of the species as they form: a panel for each moment of the training.</summary>
internal sealed class Picture(Dataset train, Dataset test, string[] species)
{
    private const int Columns = 3, PanelWidth = 620, PanelHeight = 510;
    private const float MarkerSize = 11, OutlineWidth = 1.5f;
    private static readonly Color _text = Color.FromHex("#333333"), _lines = Color.FromHex("#e4e4e4");

    // Paul Tol's high-contrast scheme, which colour-blind readers and grey printers tell apart. Shapes help them too.
    private static readonly Color[] _colors = [Color.FromHex("#004488"), Color.FromHex("#DDAA33"), Color.FromHex("#BB5566")];
    private static readonly Color[] _outlines = [Color.FromHex("#002244"), Color.FromHex("#7A5A00"), Color.FromHex("#6E2436")];
    private static readonly MarkerShape[] _shapes = [MarkerShape.FilledCircle, MarkerShape.FilledTriangleUp, MarkerShape.FilledSquare];

    /// <summary>Writes it to a PNG file.</summary>
    public void Save(IReadOnlyList<Panel> panels, string path)
    {
        EmbeddedFont.Use();
        int rows = (panels.Count + Columns - 1) / Columns;
        var figure = new Multiplot();
        figure.AddPlots(panels.Count);
        figure.Layout = new ScottPlot.MultiplotLayouts.Grid(rows, Columns);
        for (int i = 0; i < panels.Count; i++)
            Draw(figure.GetPlot(i), panels[i]);

        // Once is enough: in the first panel, where the corner is free of flowers as in all.
        ShowLegend(figure.GetPlot(0));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        figure.SavePng(path, Columns * PanelWidth, rows * PanelHeight);
    }

    private void Draw(Plot plot, Panel panel)
    {
        string epochs = panel.Epoch switch { 0 => "Before training", 1 => "After 1 epoch", _ => $"After {panel.Epoch} epochs" };
        plot.Title(FormattableString.Invariant($"{epochs}: test accuracy {100 * panel.Accuracy:F1} %"), size: 24);
        Style(plot);
        SKBitmap map = DecisionMap.Paint(panel.Map, Array.ConvertAll(_colors, color => color.ToSKColor()));
        plot.Add.ImageRect(new Image(map), new CoordinateRect(DecisionMap.Left, DecisionMap.Right, DecisionMap.Bottom, DecisionMap.Top));
        AddFlowers(plot, train, isTest: false);
        AddFlowers(plot, test, isTest: true);
    }

    /// <summary>Filled markers are flowers that the network has been trained on, open ones are new to it.</summary>
    private static void AddFlowers(Plot plot, Dataset flowers, bool isTest)
    {
        for (int i = 0; i < flowers.Count; i++)
        {
            int label = flowers.Labels[i];
            ScottPlot.Plottables.Marker marker = plot.Add.Marker(
                flowers.Inputs[2 * i], flowers.Inputs[2 * i + 1], _shapes[label], MarkerSize, isTest ? Colors.White : _colors[label]);
            marker.MarkerStyle.OutlineColor = _outlines[label];
            marker.MarkerStyle.OutlineWidth = OutlineWidth;
        }
    }

    private void ShowLegend(Plot plot)
    {
        Legend legend = plot.ShowLegend(Alignment.UpperLeft);
        for (int label = 0; label < species.Length; label++)
            legend.ManualItems.Add(Item(species[label], _shapes[label], _colors[label], _outlines[label]));
        legend.ManualItems.Add(Item("open: test flowers", MarkerShape.FilledCircle, Colors.White, _text));
        legend.FontColor = _text;
        legend.FontSize = 19;
        legend.OutlineColor = _lines;
        legend.ShadowColor = Colors.Transparent;
    }

    private static LegendItem Item(string text, MarkerShape shape, Color fill, Color outline) => new()
    {
        LabelText = text,
        MarkerStyle = new MarkerStyle(shape, MarkerSize + 2, fill) { OutlineColor = outline, OutlineWidth = OutlineWidth },
    };

    private static void Style(Plot plot)
    {
        plot.XLabel("petal length, cm", size: 20);
        plot.YLabel("petal width, cm", size: 20);
        plot.Axes.Color(_text);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 18;
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(1);
        plot.Axes.Left.TickGenerator = new NumericFixedInterval(0.5);
        plot.Axes.SetLimits(DecisionMap.Left, DecisionMap.Right, DecisionMap.Bottom, DecisionMap.Top);
        plot.HideGrid();
    }
}
