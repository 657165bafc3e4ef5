using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>
/// Trainings have the same bits however the JIT compiles them: tests/Bits in child processes, against its committed
/// hashes. tests/Bits/README.md says how to write a new one.
/// </summary>
public class BitsTests
{
    // A row is an environment variable or none, and arguments of the program or none. The runtime reads these widths in
    // decimal, and ignores one that the processor does not have.
    public static TheoryData<string, string> Settings => new()
    {
        { "", "" },

        // Widths of vectors.
        { "DOTNET_PreferredVectorBitWidth=128", "" },
        { "DOTNET_PreferredVectorBitWidth=256", "" },
        { "DOTNET_PreferredVectorBitWidth=512", "" },
        { "DOTNET_MaxVectorTBitWidth=128", "" },
        { "DOTNET_MaxVectorTBitWidth=512", "" },
        { "DOTNET_EnableAVX512=0", "" },

        // Ways to compile.
        { "DOTNET_TieredCompilation=0", "" },
        { "DOTNET_TieredPGO=0", "" },
        { "DOTNET_ReadyToRun=0", "" },

        // Numbers of threads.
        { "", "--threads 2" },
        { "", "--threads 3" },
        { "", "--threads 8" },
        { "DOTNET_PreferredVectorBitWidth=128", "--threads 2" },

        // Without FMA, which has a hash of its own. On Arm64 these say nothing new.
        { "DOTNET_EnableAVX2=0", "" },
        { "DOTNET_EnableAVX2=0", "--threads 2" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Trainings_have_the_committed_bits(string variable, string arguments)
    {
        (int exitCode, string output) = await ChildProcess.Run("Bits", $"{arguments} --check", variable);

        TestContext.Current.TestOutputHelper!.WriteLine(output);
        Assert.True(exitCode == 0, $"{variable} {arguments}\n{output}");
    }
}
