using SkiaSharp;

namespace Iris;

/// <summary>What the network takes every flower on a grid for: a pixel for each pair of petal length and width.</summary>
internal static class DecisionMap
{
    /// <summary>The corners of the map in cm.</summary>
    public const float Left = 0.5f, Right = 7.5f, Bottom = 0, Top = 2.8f;

    private const int Side = 240;

    /// <summary>The inputs of all pixels, from the top left one on, each at its centre.</summary>
    public static float[] Petals()
    {
        var petals = new float[2 * Side * Side];
        for (int pixel = 0; pixel < Side * Side; pixel++)
        {
            petals[2 * pixel] = float.Lerp(Left, Right, (pixel % Side + 0.5f) / Side);
            petals[2 * pixel + 1] = float.Lerp(Top, Bottom, (pixel / Side + 0.5f) / Side);
        }

        return petals;
    }

    /// <summary>Paints each pixel in the colour of the class with the largest probability, the stronger the larger it is.</summary>
    public static SKBitmap Paint(ReadOnlySpan<float> probabilities, SKColor[] colors)
    {
        var pixels = new SKColor[Side * Side];
        for (int pixel = 0; pixel < pixels.Length; pixel++)
        {
            float[] own = probabilities.Slice(pixel * colors.Length, colors.Length).ToArray();
            float largest = own.Max(), least = 1f / colors.Length;
            pixels[pixel] = Tint(colors[Array.IndexOf(own, largest)], 0.06f + 0.36f * (largest - least) / (1 - least));
        }

        return new SKBitmap(Side, Side) { Pixels = pixels };
    }

    private static SKColor Tint(SKColor color, float strength)
    {
        return new(OnWhite(color.Red), OnWhite(color.Green), OnWhite(color.Blue));

        byte OnWhite(byte part) => (byte)MathF.Round(float.Lerp(255, part, strength));
    }
}
