using Digits;
using NetGen;
using ScottPlot;
using SkiaSharp;
using static System.FormattableString;

namespace Images;

/// <summary>
/// What a network's convolutions look at, as a picture: a column for each filter of the first one, on top the filter, below it where some
/// digits have what it looks for; then the maps of the second one, and the answer.
/// </summary>
internal sealed class FeaturePicture : IDisposable
{
    private const int Margin = 48, Gap = 8, Wide = 44, MapsWidth = 1280, LargestCell = 128, SmallRows = 4, SmallGap = 3;
    private const int TitleHeight = 150, FilterHeight = 150, LegendWidth = 260, AnswerWidth = 150;

    private static readonly int[] _digits = [0, 2, 4, 7, 8];

    private readonly ITrainableNetwork<float> _network;
    private readonly FeatureMaps _first, _second;
    private readonly SKBitmap _picture;
    private readonly SKCanvas _canvas;
    private readonly SKTypeface _regular, _bold;
    private readonly int _cell, _small, _smallColumns;

    private FeaturePicture(ITrainableNetwork<float> network)
    {
        EmbeddedFont.Use();
        var font = new EmbeddedFont();
        (_regular, _bold) = (font.CreateTypeface(Fonts.Default, bold: false, italic: false)!, font.CreateTypeface(Fonts.Default, bold: true, italic: false)!);
        (_network, _first, _second) = (network, new(network.Info, 0), new(network.Info, 1));
        _cell = Math.Min(LargestCell, MapsWidth / _first.Count - Gap);
        _smallColumns = (_second.Count + SmallRows - 1) / SmallRows;
        _small = (_cell - (SmallRows - 1) * SmallGap) / SmallRows;
        _picture = new(AnswerLeft + AnswerWidth + Margin, RowTop(_digits.Length) + Margin - Gap);
        _canvas = new(_picture);
        _canvas.Clear(SKColors.White);
    }

    // From left to right: the digit, the maps of the first convolution, those of the second, the answer.
    private int FirstLeft => Margin + _cell + Wide;

    private int SecondLeft => FirstLeft + _first.Count * (_cell + Gap) - Gap + Wide;

    private int AnswerLeft => SecondLeft + _smallColumns * (_small + SmallGap) - SmallGap + Wide;

    private int FiltersTop => TitleHeight;

    private int RowTop(int row) => FiltersTop + _cell + FilterHeight - 60 + row * (_cell + Gap);

    /// <summary>Draws the first sample of each of some digits, and writes a PNG file.</summary>
    public static void Save(ITrainableNetwork<float> network, Dataset data, string path)
    {
        using var picture = new FeaturePicture(network);
        picture.Draw(data);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using (SKData png = picture._picture.Encode(SKEncodedImageFormat.Png, quality: 100))
            File.WriteAllBytes(path, png.ToArray());
        Console.WriteLine($"\nFilters and activations: {path}");
    }

    public void Dispose()
    {
        _canvas.Dispose();
        _picture.Dispose();
        _regular.Dispose();
        _bold.Dispose();
    }

    private void Draw(Dataset data)
    {
        int[] samples = Array.ConvertAll(_digits, digit => data.Labels.IndexOf(digit));
        float[][] traces = Array.ConvertAll(samples, sample => Trace(data, sample));
        float[][] filters = [.. Enumerable.Range(0, _first.Count).Select(filter => _first.Filter(_network, filter, channel: 0))];
        float strongest = filters.Max(filter => filter.Max(MathF.Abs)), first = traces.Max(_first.Largest), second = traces.Max(_second.Largest);

        Write($"What the convolutions of {_network.Info.Name} look at", Margin, Margin + 24, 30, _bold);
        DrawLegend(strongest, first, second);
        WriteHeadings();
        for (int filter = 0; filter < _first.Count; filter++)
            DrawGrid(filters[filter], _first.KernelSide, strongest, ColumnLeft(filter), FiltersTop, _cell);

        for (int row = 0; row < samples.Length; row++)
        {
            int top = RowTop(row);
            DrawGrid(Input(data, samples[row]), (int)Math.Sqrt(data.InputSize), 1, Margin, top, _cell);
            for (int map = 0; map < _first.Count; map++)
                DrawGrid(_first.Map(traces[row], map), _first.Side, first, ColumnLeft(map), top, _cell);
            for (int map = 0; map < _second.Count; map++)
            {
                int x = SecondLeft + map % _smallColumns * (_small + SmallGap), y = top + map / _smallColumns * (_small + SmallGap);
                DrawGrid(_second.Map(traces[row], map), _second.Side, second, x, y, _small);
            }

            ReadOnlySpan<float> output = traces[row].AsSpan(_network.Info.Layers[^1].AOffset, data.Classes);
            int guess = _network.PredictClass(Input(data, samples[row]));
            Write(Invariant($"{guess}"), AnswerLeft, top + _cell / 2 + 11, 32, _bold);
            Write(Invariant($"{100 * output[guess]:F1} %"), AnswerLeft + 34, top + _cell / 2 + 11, 20, _regular);
        }
    }

    private int ColumnLeft(int filter) => FirstLeft + filter * (_cell + Gap);

    private static ReadOnlySpan<float> Input(Dataset data, int sample) => data.Inputs.Slice(sample * data.InputSize, data.InputSize);

    private float[] Trace(Dataset data, int sample)
    {
        var trace = new float[_network.Info.TraceSize];
        _network.Trace(Input(data, sample), trace);
        return trace;
    }

    private void WriteHeadings()
    {
        int side = _first.KernelSide, above = RowTop(0) - 18;
        Write($"The {_first.Count} filters of {_first.Name}, {side} × {side} weights each", FirstLeft, FiltersTop - 18, 20, _regular);
        Write("digit", Margin, above, 20, _regular);
        Write($"where {_first.Name} finds them, {_first.Side} × {_first.Side}", FirstLeft, above, 20, _regular);
        Write($"{_second.Name}, {_second.Count} × {_second.Side} × {_second.Side}", SecondLeft, above, 20, _regular);
        Write("answer", AnswerLeft, above, 20, _regular);
    }

    /// <summary>One scale for all: its ends are the largest number of each kind.</summary>
    private void DrawLegend(float strongest, float first, float second)
    {
        const int height = 18;
        int left = _picture.Width - Margin - LegendWidth, top = Margin;
        for (int x = 0; x < LegendWidth; x++)
        {
            using var paint = new SKPaint { Color = FeatureColors.Of(2f * x / (LegendWidth - 1) - 1) };
            _canvas.DrawRect(left + x, top, 1, height, paint);
        }

        Outline(left, top, LegendWidth, height);
        Write("-1", left, top + height + 22, 18, _regular);
        Write("0", left + LegendWidth / 2 - 6, top + height + 22, 18, _regular);
        Write("1", left + LegendWidth - 10, top + height + 22, 18, _regular);
        Write(Invariant($"1 is {strongest:F2} in a filter, {first:F1} behind {_first.Name}, {second:F1} behind {_second.Name}"), left - 560, top + 15, 18, _regular);
    }

    private void DrawGrid(ReadOnlySpan<float> values, int side, float largest, int left, int top, int size)
    {
        using var bitmap = new SKBitmap(side, side);
        for (int i = 0; i < side * side; i++)
            bitmap.SetPixel(i % side, i / side, FeatureColors.Of(values[i] / largest));
        using SKImage image = SKImage.FromBitmap(bitmap);
        _canvas.DrawImage(image, SKRect.Create(left, top, size, size), new SKSamplingOptions(SKFilterMode.Nearest));
        Outline(left, top, size, size);
    }

    private void Outline(int left, int top, int width, int height)
    {
        using var paint = new SKPaint { Color = new SKColor(0xD0, 0xD0, 0xD0), IsStroke = true, StrokeWidth = 1 };
        _canvas.DrawRect(left - 0.5f, top - 0.5f, width + 1, height + 1, paint);
    }

    private void Write(string text, int left, int baseline, float size, SKTypeface typeface)
    {
        using var font = new SKFont(typeface, size) { Subpixel = true };
        using var paint = new SKPaint { Color = PictureStyle.Text.ToSKColor(), IsAntialias = true };
        _canvas.DrawText(text, left, baseline, font, paint);
    }
}
