namespace NetGen.Bits;

/// <summary>The committed hash of all trainings: expected.txt, and the way to a new one.</summary>
internal static class Expected
{
    public static string Hash => Resources.Lines("expected.txt").Single(line => !line.StartsWith('#'));

    /// <summary>Writes the file with another hash, and the same explanation above it.</summary>
    public static void Write(string path, string hash)
    {
        IEnumerable<string> explanation = Resources.Lines("expected.txt").Where(line => line.StartsWith('#'));
        File.WriteAllText(path, string.Concat(explanation.Append(hash).Select(line => line + "\n")));
    }
}
