using SkiaSharp;

namespace Images;

/// <summary>One scale for weights and activations: white is 0, blue is more, orange is less.</summary>
internal static class FeatureColors
{
    // From blue to orange, as readers with any colour vision tell them apart; each darker towards its end.
    private static readonly SKColor[] _scale =
        [new(0x8A, 0x3A, 0x08), new(0xD9, 0x7A, 0x2B), new(0xF6, 0xCC, 0xA0), SKColors.White, new(0xA9, 0xCC, 0xE8), new(0x3C, 0x82, 0xBE), new(0x0B, 0x30, 0x5C)];

    /// <summary>The color of a number from -1 to 1.</summary>
    public static SKColor Of(float value)
    {
        float place = (Math.Clamp(value, -1, 1) + 1) / 2 * (_scale.Length - 1);
        int below = Math.Min((int)place, _scale.Length - 2);
        (SKColor from, SKColor to, float share) = (_scale[below], _scale[below + 1], place - below);
        return new(Between(from.Red, to.Red), Between(from.Green, to.Green), Between(from.Blue, to.Blue));

        byte Between(byte a, byte b) => (byte)MathF.Round(float.Lerp(a, b, share));
    }
}
