using System.Diagnostics;
using System.Globalization;

namespace NetGen.Tests.Support;

/// <summary>
/// How many inputs a mutation test makes, and from which seed: its own figures, unless <c>tools/fuzz.sh</c> asks for others in
/// the variables NETGEN_FUZZ_COUNT and NETGEN_FUZZ_SEED. It then also names a folder for failing inputs, NETGEN_FUZZ_FOLDER.
/// </summary>
internal sealed class Fuzzing(int count, int seed)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);

    private readonly string? _folder = Environment.GetEnvironmentVariable("NETGEN_FUZZ_FOLDER");
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _reported;
    private int _failures;

    public int Count { get; } = Number("NETGEN_FUZZ_COUNT") ?? count;

    public int Seed { get; } = Number("NETGEN_FUZZ_SEED") ?? seed;

    /// <summary>Says now and then how far a long run is.</summary>
    public void Report(int done)
    {
        if (_folder is null || (done < Count && _time.Elapsed < _reported + _interval))
            return;

        _reported = _time.Elapsed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {Count} inputs from seed {Seed} in {_time.Elapsed.TotalSeconds:F0} s, {_failures} failures"));
    }

    /// <summary>Notes a failure, and writes its input to the folder of a long run.</summary>
    /// <param name="input">The input.</param>
    /// <param name="extension">What the name of its file ends with.</param>
    /// <returns>Where the input is, for the message: empty if there is no folder.</returns>
    public string Save(ReadOnlySpan<byte> input, string extension)
    {
        _failures++;
        if (_folder is null)
            return "";

        string path = Path.Combine(Directory.CreateDirectory(_folder).FullName, $"{Seed}-{_failures}{extension}");
        File.WriteAllBytes(path, input);
        Console.WriteLine($"A failing input: {path}");
        return path;
    }

    /// <summary>Checks an input, and saves it if the check fails: the first failure ends the test.</summary>
    public void Try(byte[] input, string extension, Action check)
    {
        try
        {
            check();
        }
        catch
        {
            Save(input, extension);
            throw;
        }
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
