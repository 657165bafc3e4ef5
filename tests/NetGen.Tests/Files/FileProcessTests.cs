using System.Globalization;
using NetGen.Tests.Support;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Files;

/// <summary>Two processes write the same weights and the same checkpoint, and a third one reads them: tests/Files.</summary>
public sealed class FileProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nobody_sees_a_torn_file()
    {
        // So that there is something to read from the beginning.
        await Run("write", seconds: 0);
        File.WriteAllText(_folder.File("weights.tmp"), "of the user");

        int[] counts = await Task.WhenAll(Run("write", seconds: 4), Run("write", seconds: 4), Run("read", seconds: 4));

        TestContext.Current.TestOutputHelper!.WriteLine($"Writes: {counts[0]} and {counts[1]}. Reads: {counts[2]}.");
        Assert.Equal("of the user", File.ReadAllText(_folder.File("weights.tmp")));
        Assert.Equal(["checkpoint", "weights", "weights.tmp"], _folder.Names);
    }

    /// <summary>Runs a process that must end well, and returns how often it did its work.</summary>
    private async Task<int> Run(string what, int seconds)
    {
        (int exitCode, string output) = await ChildProcess.Run("Files", $"{what} \"{_folder.File("weights")}\" \"{_folder.File("checkpoint")}\" {seconds}");
        Assert.True(exitCode == 0, $"{what}:\n{output}");
        return int.Parse(output, CultureInfo.InvariantCulture);
    }
}
