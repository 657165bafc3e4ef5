using NetGen;

namespace Mnist;

/// <summary>More pictures for training: a digit stays what it is if it moves by a pixel.</summary>
internal static class Shifts
{
    private static readonly (int Down, int Right)[] _moves = [(0, 0), (-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)];

    /// <summary>Each picture as it is, then moved by a pixel in each of the eight directions; what moves in is paper.</summary>
    public static Dataset AddTo(Dataset data, int height, int width)
    {
        int size = height * width, most = data.Count * _moves.Length;
        var pixels = new float[most * size];
        var labels = new int[most];
        for (int i = 0; i < most; i++)
        {
            int sample = i / _moves.Length;
            labels[i] = data.Labels[sample];
            Move(data.Inputs.Slice(sample * size, size), pixels.AsSpan(i * size, size), width, _moves[i % _moves.Length]);
        }

        return Dataset.FromLabels(pixels, labels, size, data.Classes);
    }

    private static void Move(ReadOnlySpan<float> from, Span<float> to, int width, (int Down, int Right) move)
    {
        int height = from.Length / width;
        for (int y = Math.Max(0, move.Down); y < height + Math.Min(0, move.Down); y++)
        {
            for (int x = Math.Max(0, move.Right); x < width + Math.Min(0, move.Right); x++)
                to[y * width + x] = from[(y - move.Down) * width + x - move.Right];
        }
    }
}
