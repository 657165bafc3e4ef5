using System.Text;
using Spectre.Console;

namespace Digits;

/// <summary>Where the output goes, and what can be shown there.</summary>
internal static class Screen
{
    /// <summary>Whether lines can be drawn over: in a terminal, not in a file or a build log.</summary>
    public static bool IsLive =>
        AnsiConsole.Profile.Out.IsTerminal && AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true };

    /// <summary>Whether there are enough colours for a picture in grey.</summary>
    public static bool HasGreys =>
        AnsiConsole.Profile.Capabilities is { Ansi: true, ColorSystem: ColorSystem.EightBit or ColorSystem.TrueColor };

    public static void Prepare()
    {
        // Windows consoles still start with the code page of their country, which has no blocks and ticks.
        Console.OutputEncoding = Encoding.UTF8;

        // A file is as wide as its lines.
        if (!AnsiConsole.Profile.Out.IsTerminal)
            AnsiConsole.Profile.Width = 120;
    }
}
