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

    // Paul Tol's high-contrast scheme, which colour-blind readers and grey printers tell apart. Shapes help them too.
    private static readonly Color[] _colors = [Color.FromHex("#004488"), Color.FromHex("#DDAA33"), Color.FromHex("#BB5566")];
    private static readonly Color[] _outlines = [Color.FromHex("#002244"), Color.FromHex("#7A5A00"), Color.FromHex("#6E2436")];
    private static readonly MarkerShape[] _shapes = [MarkerShape.FilledCircle, MarkerShape.FilledTriangleUp, MarkerShape.FilledSquare];

    /// <summary>Writes it to a PNG file.</summary>
    public void Save(IEnumerable<Panel> panels, string path) =>
        PictureStyle.Save(path, Columns, PanelWidth, PanelHeight, [.. panels.Select<Panel, Action<Plot>>(panel => plot => Draw(plot, panel))]);

    private void Draw(Plot plot, Panel panel)
    {
        string epochs = panel.Epoch switch { 0 => "Before training", 1 => "After 1 epoch", _ => $"After {panel.Epoch} epochs" };
        string title = FormattableString.Invariant($"{epochs}: test accuracy {100 * panel.Accuracy:F1} %");
        PictureStyle.Apply(plot, title, "petal length, cm", "petal width, cm", size: 19);
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(1);
        plot.Axes.Left.TickGenerator = new NumericFixedInterval(0.5);
        plot.Axes.SetLimits(DecisionMap.Left, DecisionMap.Right, DecisionMap.Bottom, DecisionMap.Top);
        plot.HideGrid();
        SKBitmap map = DecisionMap.Paint(panel.Map, Array.ConvertAll(_colors, color => color.ToSKColor()));
        plot.Add.ImageRect(new Image(map), new CoordinateRect(DecisionMap.Left, DecisionMap.Right, DecisionMap.Bottom, DecisionMap.Top));
        AddFlowers(plot, train, isTest: false);
        AddFlowers(plot, test, isTest: true);

        // Once is enough: in the first panel, where the corner is free of flowers as in all.
        if (panel.Epoch == 0)
            ShowLegend(plot);
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
        Legend legend = PictureStyle.ShowLegend(plot, Alignment.UpperLeft);
        for (int label = 0; label < species.Length; label++)
            legend.ManualItems.Add(Item(species[label], _shapes[label], _colors[label], _outlines[label]));
        legend.ManualItems.Add(Item("open: test flowers", MarkerShape.FilledCircle, Colors.White, PictureStyle.Text));
    }

    private static LegendItem Item(string text, MarkerShape shape, Color fill, Color outline) => new()
    {
        LabelText = text,
        MarkerStyle = new MarkerStyle(shape, MarkerSize + 2, fill) { OutlineColor = outline, OutlineWidth = OutlineWidth },
    };
}
