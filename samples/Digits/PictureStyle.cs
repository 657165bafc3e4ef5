using ScottPlot;

namespace Digits;

/// <summary>The look that the pictures of all samples share.</summary>
internal static class PictureStyle
{
    public static readonly Color Text = Color.FromHex("#333333"), Lines = Color.FromHex("#e4e4e4");

    public static void Apply(Plot plot, string title, string x, string y, float size = 21)
    {
        plot.Title(title, size: size + 5);
        plot.XLabel(x, size);
        plot.YLabel(y, size);
        plot.Axes.Color(Text);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = size - 2;
        plot.Axes.Bottom.MajorTickStyle.Length = plot.Axes.Left.MajorTickStyle.Length = 6;
        plot.Grid.MajorLineColor = Lines;
    }

    /// <summary>Draws the two axes alone, without a frame around the data.</summary>
    public static void HideFrame(Plot plot) =>
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;

    public static Legend ShowLegend(Plot plot, Alignment corner)
    {
        Legend legend = plot.ShowLegend(corner);
        legend.FontColor = Text;
        legend.FontSize = 20;
        legend.SymbolWidth = 36;
        legend.OutlineColor = Lines;
        legend.ShadowColor = Colors.Transparent;
        return legend;
    }

    /// <summary>Writes plots to a PNG file, row by row, each drawn by one of the functions.</summary>
    public static void Save(string path, int columns, int width, int height, params Action<Plot>[] draw)
    {
        EmbeddedFont.Use();
        int rows = (draw.Length + columns - 1) / columns;
        var figure = new Multiplot();
        figure.AddPlots(draw.Length);
        figure.Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns);
        for (int i = 0; i < draw.Length; i++)
            draw[i](figure.GetPlot(i));

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        figure.SavePng(path, columns * width, rows * height);
    }
}
