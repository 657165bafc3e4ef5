using Digits;
using NetGen;
using SkiaSharp;
using static System.FormattableString;

namespace Images;

/// <summary>
/// What a network's two convolutions look at, as a picture: on top the filters of the first one; then for some digits a row with the map
/// of each, in its column, below it the maps of the second one, and beside them the answer.
/// </summary>
internal sealed class FeaturePicture
{
    private const int Margin = 48, Gap = 8, Wide = 40, MapsWidth = 1280, LargestCell = 128, RowGap = 30;
    private const int FiltersTop = 196, TextSize = 20, HeadingGap = 16, LegendWidth = 220, AnswerWidth = 150;

    private static readonly int[] _digits = [0, 2, 4, 7, 8];

    private readonly ITrainableNetwork<float> _network;
    private readonly Dataset _data;
    private readonly FeatureMaps _first, _second;
    private readonly int[] _samples;
    private readonly float[][] _traces;

    // From left to right: the digit, as high as both rows of maps; the maps; the answer.
    private readonly int _cell, _smallPitch, _digit, _left, _right;

    private FeaturePicture(ITrainableNetwork<float> network, Dataset data)
    {
        (_network, _data, _first, _second) = (network, data, new(network.Info, 0), new(network.Info, 1));
        _samples = Array.ConvertAll(_digits, digit => data.Labels.IndexOf(digit));
        _traces = Array.ConvertAll(_samples, Trace);
        _cell = Math.Min(LargestCell, MapsWidth / _first.Count - Gap);
        _smallPitch = (_cell + Gap) * _first.Count / _second.Count;
        _digit = _cell + _smallPitch;
        _left = Margin + _digit + Wide;
        _right = _left + (_cell + Gap) * _first.Count - Gap;
    }

    /// <summary>Draws the first sample of each of some digits, and writes a PNG file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save(ITrainableNetwork<float> network, Dataset data, string path)
    {
        var picture = new FeaturePicture(network, data);
        using var canvas = new PictureCanvas(picture._right + Wide + AnswerWidth + Margin, picture.RowTop(_digits.Length) - RowGap + Margin);
        picture.Draw(canvas);
        try
        {
            canvas.Save(path);
            Console.WriteLine($"\nFilters and activations: {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Could not write the picture: {e.Message}", e);
        }
    }

    private void Draw(PictureCanvas canvas)
    {
        float[][] filters = [.. Enumerable.Range(0, _first.Count).Select(filter => _first.Filter(_network, filter, channel: 0))];
        float weight = filters.Max(filter => filter.Max(MathF.Abs)), first = _first.Most(_traces), second = _second.Most(_traces);

        canvas.Write($"What the convolutions of {_network.Info.Name} look at", Margin, Margin + 24, 32, isBold: true);
        DrawLegend(canvas, weight, first, second);
        WriteHeadings(canvas);
        for (int filter = 0; filter < _first.Count; filter++)
            canvas.DrawGrid(filters[filter], weight, _left + filter * (_cell + Gap), FiltersTop, _cell);

        for (int row = 0; row < _samples.Length; row++)
        {
            int top = RowTop(row);
            canvas.DrawGrid(Input(_samples[row]), 1, Margin, top, _digit);
            for (int map = 0; map < _first.Count; map++)
                canvas.DrawGrid(_first.Map(_traces[row], map), first, _left + map * (_cell + Gap), top, _cell);
            for (int map = 0; map < _second.Count; map++)
                canvas.DrawGrid(_second.Map(_traces[row], map), second, _left + map * _smallPitch, top + _cell + Gap, _smallPitch - Gap);

            int guess = _network.PredictClass(Input(_samples[row]));
            float probability = _traces[row][_network.Info.Layers[^1].AOffset + guess];
            canvas.Write(Invariant($"{guess}"), _right + Wide, top + _digit / 2 + 14, 40, isBold: true);
            canvas.Write(Invariant($"{100 * probability:F1} %"), _right + Wide + 40, top + _digit / 2 + 14, TextSize);
        }
    }

    private int RowTop(int row) => FiltersTop + _cell + RowGap + TextSize + HeadingGap + row * (_digit + RowGap);

    private ReadOnlySpan<float> Input(int sample) => _data.Inputs.Slice(sample * _data.InputSize, _data.InputSize);

    private float[] Trace(int sample)
    {
        var trace = new float[_network.Info.TraceSize];
        _network.Trace(Input(sample), trace);
        return trace;
    }

    private void WriteHeadings(PictureCanvas canvas)
    {
        int kernel = _first.KernelSide, above = RowTop(0) - HeadingGap;
        canvas.Write($"The {_first.Count} filters of {_first.Name}, {kernel}x{kernel} weights each", _left, FiltersTop - HeadingGap, TextSize);
        canvas.Write("Digit", Margin, above, TextSize);
        canvas.Write($"The maps of {_first.Name}, each below its filter, then the {_second.Count} of {_second.Name}", _left, above, TextSize);
        canvas.Write("Answer", _right + Wide, above, TextSize);
    }

    /// <summary>One scale of colors for all, with a line of numbers for each kind.</summary>
    private void DrawLegend(PictureCanvas canvas, float weight, float first, float second)
    {
        int left = _right - LegendWidth, top = Margin;
        canvas.DrawScale(left, top, LegendWidth, height: 18);
        WriteLine(1, "weights of filters", Invariant($"-{weight:F1}"), Invariant($"{weight:F1}"));
        WriteLine(2, _first.Name, "", Invariant($"{first:F1}+"));
        WriteLine(3, _second.Name, "", Invariant($"{second:F1}+"));

        void WriteLine(int line, string name, string least, string most)
        {
            int baseline = top + 18 + line * 24;
            canvas.Write(least, left, baseline, TextSize - 2, SKTextAlign.Center);
            canvas.Write("0", left + LegendWidth / 2, baseline, TextSize - 2, SKTextAlign.Center);
            canvas.Write(most, left + LegendWidth, baseline, TextSize - 2, SKTextAlign.Center);
            canvas.Write(name, left + LegendWidth + Wide, baseline, TextSize - 2);
        }
    }
}
