namespace NetGen.Bits;

/// <summary>
/// The committed hash of all trainings, one where multiply and add are fused and one where they are not: two files, and the way
/// to a new hash.
/// </summary>
internal static class Expected
{
    public static string Hash(bool fuses) => Resources.Lines(Name(fuses)).Single(line => !line.StartsWith('#'));

    /// <summary>Writes the file with another hash, and the same explanation above it.</summary>
    public static void Write(string path, bool fuses, string hash)
    {
        IEnumerable<string> explanation = Resources.Lines(Name(fuses)).Where(line => line.StartsWith('#'));
        File.WriteAllText(path, string.Concat(explanation.Append(hash).Select(line => line + "\n")));
    }

    private static string Name(bool fuses) => fuses ? "expected.txt" : "expected-without-fma.txt";
}
