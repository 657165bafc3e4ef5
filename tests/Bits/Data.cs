using System.Globalization;

namespace NetGen.Bits;

/// <summary>The data of the trainings: real, or drawn with integers alone, so that they are the same numbers everywhere.</summary>
internal static class Data
{
    /// <summary>150 flowers of 3 species.</summary>
    public static Dataset Iris() => FromCsv(Resources.Lines("iris.csv").AsSpan(1), inputSize: 4, classes: 3, scale: 1);

    /// <summary>1797 handwritten digits of 8 x 8 pixels.</summary>
    public static Dataset Digits() => FromCsv(Resources.Lines("digits.csv"), inputSize: 64, classes: 10, scale: 1 / 16f);

    /// <summary>Images of 28 x 28 pixels: a random image for each of 10 classes, and half as much noise as image.</summary>
    public static Dataset Images(int count)
    {
        const int size = 28 * 28, classes = 10;
        var random = new IntegerGenerator(1);
        var originals = new int[classes * size];
        for (int i = 0; i < originals.Length; i++)
            originals[i] = random.NextByte();

        var pixels = new float[count * size];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % classes;
            for (int k = 0; k < size; k++)
                pixels[i * size + k] = (2 * originals[labels[i] * size + k] + random.NextByte()) / 1024f;
        }

        return Dataset.FromLabels(pixels, labels, size, classes);
    }

    /// <summary>Points of 16 coordinates from -1 to 1; the target is the sum of 4 products of 2.</summary>
    public static Dataset Products(int count)
    {
        const int size = 16;
        var random = new IntegerGenerator(2);
        var inputs = new float[count * size];
        var targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            Span<float> x = inputs.AsSpan(i * size, size);
            for (int k = 0; k < size; k++)
                x[k] = (random.NextByte() - 128) / 128f;

            // Exact: products of 8 by 8 bits, of which single precision can add 4 without rounding.
            targets[i] = x[0] * x[1] + x[2] * x[3] + x[4] * x[5] + x[6] * x[7];
        }

        return new Dataset(inputs, targets, size, targetSize: 1);
    }

    /// <summary>The samples with weights of 0, 1, 2 and 3 by turns.</summary>
    public static Dataset Weighted(Dataset data) =>
        data.WithSampleWeights([.. Enumerable.Range(0, data.Count).Select(i => (float)(i % 4))]);

    private static Dataset FromCsv(ReadOnlySpan<string> lines, int inputSize, int classes, float scale)
    {
        var inputs = new float[lines.Length * inputSize];
        var labels = new int[lines.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            string[] cells = lines[i].Split(',');
            for (int k = 0; k < inputSize; k++)
                inputs[i * inputSize + k] = float.Parse(cells[k], CultureInfo.InvariantCulture) * scale;
            labels[i] = int.Parse(cells[inputSize], CultureInfo.InvariantCulture);
        }

        return Dataset.FromLabels(inputs, labels, inputSize, classes);
    }

    /// <summary>Random bytes. Source: Knuth's linear congruential generator of MMIX, of which the high bits are the random ones.</summary>
    private sealed class IntegerGenerator(ulong seed)
    {
        private ulong _state = seed;

        public int NextByte() => (int)((_state = _state * 6364136223846793005 + 1442695040888963407) >> 56);
    }
}
