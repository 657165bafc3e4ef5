using ScottPlot;
using SkiaSharp;

namespace Digits;

/// <summary>
/// The font of the plot. It comes with the program, because a machine that only builds software often has no fonts,
/// and a plot without one has no text.
/// </summary>
internal sealed class EmbeddedFont : IFontResolver
{
    private const string Name = "Digits";

    /// <summary>Makes it the font of all plots that are made from now on.</summary>
    public static void Use()
    {
        Fonts.FontResolvers.Insert(0, new EmbeddedFont());
        Fonts.Default = Fonts.Sans = Name;
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight > FontWeight.Medium, slant != FontSlant.Upright);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic)
    {
        if (fontName != Name)
            return null;

        using Stream file = typeof(EmbeddedFont).Assembly.GetManifestResourceStream(bold ? "bold.otf" : "regular.otf")!;
        return SKTypeface.FromStream(file);
    }
}
