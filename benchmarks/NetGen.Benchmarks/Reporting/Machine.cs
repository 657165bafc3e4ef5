using System.Globalization;
using System.Runtime.InteropServices;

namespace NetGen.Benchmarks;

/// <summary>What the figures hold for.</summary>
internal static class Machine
{
    /// <summary>A line each: the machine, and the peers' versions.</summary>
    public static IEnumerable<string> Describe(IEnumerable<IPeer> peers)
    {
        yield return $"{ProcessorName()}, {Environment.ProcessorCount} cores, vectors of {32 * Peak.Lanes} bits; {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}; "
            + $"{RuntimeInformation.FrameworkDescription}; {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.";
        yield return string.Join(", ", peers.Where(peer => peer.Problem is null).Select(peer => $"{peer.Name} {peer.Version}")) + ".";
    }

    private static string ProcessorName()
    {
        const string Key = "model name";
        string? line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is null ? "Unknown processor" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
