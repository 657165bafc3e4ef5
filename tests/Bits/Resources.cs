namespace NetGen.Bits;

/// <summary>Text files inside the program, so that it runs from anywhere.</summary>
internal static class Resources
{
    public static string[] Lines(string name)
    {
        using Stream stream = typeof(Resources).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
