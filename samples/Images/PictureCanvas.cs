using Digits;
using ScottPlot;
using SkiaSharp;

namespace Images;

/// <summary>A white sheet for text and for numbers as colors, in the look of the other samples' plots.</summary>
internal sealed class PictureCanvas : IDisposable
{
    private readonly SKBitmap _sheet;
    private readonly SKCanvas _canvas;
    private readonly SKTypeface _regular, _bold;
    private readonly SKPaint _text = new() { Color = PictureStyle.Text.ToSKColor(), IsAntialias = true };
    private readonly SKPaint _outline = new() { Color = new SKColor(0xD0, 0xD0, 0xD0), IsStroke = true };

    public PictureCanvas(int width, int height)
    {
        EmbeddedFont.Use();
        var fonts = new EmbeddedFont();
        _regular = fonts.CreateTypeface(Fonts.Default, bold: false, italic: false)!;
        _bold = fonts.CreateTypeface(Fonts.Default, bold: true, italic: false)!;
        _sheet = new(width, height);
        _canvas = new(_sheet);
        _canvas.Clear(SKColors.White);
    }

    /// <summary>Draws a square of numbers, row by row, each a smaller square in its color.</summary>
    public void DrawGrid(ReadOnlySpan<float> values, float most, int left, int top, int size)
    {
        int side = (int)Math.Sqrt(values.Length);
        using var colors = new SKBitmap(side, side);
        for (int i = 0; i < side * side; i++)
            colors.SetPixel(i % side, i / side, FeatureColors.Of(values[i] / most));
        Draw(colors, left, top, size, size);
    }

    /// <summary>Draws all colors, from those of -1 to those of 1.</summary>
    public void DrawScale(int left, int top, int width, int height)
    {
        using var colors = new SKBitmap(width, 1);
        for (int x = 0; x < width; x++)
            colors.SetPixel(x, 0, FeatureColors.Of(2f * x / (width - 1) - 1));
        Draw(colors, left, top, width, height);
    }

    public void Write(string text, int x, int baseline, float size, SKTextAlign align = SKTextAlign.Left, bool isBold = false)
    {
        using var font = new SKFont(isBold ? _bold : _regular, size) { Subpixel = true };
        _canvas.DrawText(text, x, baseline, align, font, _text);
    }

    /// <summary>Writes the sheet to a PNG file.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using SKData png = _sheet.Encode(SKEncodedImageFormat.Png, quality: 100);
        File.WriteAllBytes(path, png.ToArray());
    }

    public void Dispose()
    {
        _outline.Dispose();
        _text.Dispose();
        _regular.Dispose();
        _bold.Dispose();
        _canvas.Dispose();
        _sheet.Dispose();
    }

    private void Draw(SKBitmap colors, int left, int top, int width, int height)
    {
        using SKImage image = SKImage.FromBitmap(colors);
        _canvas.DrawImage(image, SKRect.Create(left, top, width, height), new SKSamplingOptions(SKFilterMode.Nearest));
        _canvas.DrawRect(left - 0.5f, top - 0.5f, width + 1, height + 1, _outline);
    }
}
