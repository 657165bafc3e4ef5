using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using NetGen.Tests.Support;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Clusters;

/// <summary>Trainings in processes that an installed MPI has started: tests/Cluster says what the arguments mean.</summary>
public sealed partial class MpiTests : IDisposable
{
    private const string OpenMpi = "mpirun.openmpi", Mpich = "mpirun.mpich";

    /// <summary>With a pause after each epoch, it is long enough to be killed in.</summary>
    private const string Long = "T2 epochs=100";

    /// <summary>The hashes of trainings in one process, which several tests compare theirs with, one test at a time.</summary>
    private static readonly Dictionary<string, string> _hashes = [];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Which ranks of a job are killed. NETGEN_KILLS=20 kills in so many jobs of each launcher.</summary>
    public static TheoryData<string, int> Kills
    {
        get
        {
            int count = Environment.GetEnvironmentVariable("NETGEN_KILLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 2;
            return [.. Enumerable.Range(0, count).SelectMany(i => new[] { (OpenMpi, i), (Mpich, i) })];
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(OpenMpi, 2, "T2")]
    [InlineData(OpenMpi, 3, "CR")]
    [InlineData(OpenMpi, 4, "D2 threads=2")]
    [InlineData(OpenMpi, 3, "synchronized threads=2")]
    [InlineData(Mpich, 2, "CR")]
    [InlineData(Mpich, 3, "D2")]
    [InlineData(Mpich, 4, "T2 shards=4")]
    [InlineData(Mpich, 2, "synchronized")]
    public async Task Every_process_ends_with_the_bits_of_one(string launcher, int processes, string arguments)
    {
        string hash = await HashOfOne(arguments);
        (int exitCode, string output) = await Launch(launcher, processes, arguments);
        Assert.True(exitCode == 0, output);
        Assert.Equal(Enumerable.Range(0, processes).Select(rank => ($"{rank}", $"{processes}", hash)), Results(output));
        Assert.Contains(launcher == OpenMpi ? "Open MPI" : "MPICH", output);
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task A_job_whose_rank_was_killed_ends_and_can_be_resumed(string launcher, int number)
    {
        const int processes = 3;
        string checkpoint = _folder.File("state");

        // Rank 0 pauses for 20 ms after each epoch, so the job takes 2 s or more.
        int moment = new Random(number).Next(1, 1500);
        (int exitCode, string output) = await Launch(launcher, processes, $"{Long} wait=20 checkpoint={checkpoint} kill={number % processes}:{moment}", seconds: 20);
        Assert.NotEqual(0, exitCode);
        Assert.Empty(Results(output));

        // A corrupt checkpoint would be refused here.
        (exitCode, output) = await Launch(launcher, processes - 1, $"{Long} checkpoint={checkpoint}");
        Assert.True(exitCode == 0, output);
        string hash = await HashOfOne(Long);
        Assert.Equal([("0", "2", hash), ("1", "2", hash)], Results(output));
    }

    [Theory]
    [InlineData(OpenMpi)]
    [InlineData(Mpich)]
    public async Task Different_seeds_are_refused_with_both(string launcher)
    {
        (int exitCode, string output) = await Launch(launcher, 3, "T2 seed=1:5", seconds: 20);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Expected the same Seed on all processes, but rank 0 has 0 and rank 1 has 5.", output);
        Assert.Empty(Results(output));
    }

    [Theory]
    [InlineData(OpenMpi)]
    [InlineData(Mpich)]
    public async Task An_exception_on_one_rank_ends_the_job(string launcher)
    {
        (int exitCode, string output) = await Launch(launcher, 3, "T2 throw=0:3", seconds: 20);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("NetGen: rank 0 of 3 ends the job: InvalidOperationException: The callback fails.", output);
        Assert.Empty(Results(output));
    }

    /// <summary>The program catches what Fit throws, and ends well: no rank waits for another.</summary>
    [Theory]
    [InlineData(OpenMpi)]
    [InlineData(Mpich)]
    public async Task What_one_rank_refuses_all_can_catch(string launcher)
    {
        (int exitCode, string output) = await Launch(launcher, 3, "T2 batch=1:0", seconds: 20);
        Assert.True(exitCode == 0, output);
        Assert.Contains("0 of 3: Rank 1 cannot train: Expected BatchSize of 1 or more, but got 0.", output);
        Assert.Contains("1 of 3: Expected BatchSize of 1 or more, but got 0.", output);
        Assert.Contains("2 of 3: Rank 1 cannot train: Expected BatchSize of 1 or more, but got 0.", output);
    }

    [Fact]
    public async Task A_launcher_without_its_library_is_an_error_that_names_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs the program env.");
        (int exitCode, string output) = await Execute("env", $"OMPI_COMM_WORLD_SIZE=2 NETGEN_MPI_LIBRARY=libnothing.so.7 {Command("T2")}", seconds: 20);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Expected an installed MPI, since a launcher has started this program, but found none of libnothing.so.7", output);
    }

    private static async Task<string> HashOfOne(string arguments)
    {
        if (_hashes.TryGetValue(arguments, out string? known))
            return known;

        (int exitCode, string output) = await ChildProcess.Run("Cluster", arguments);
        Assert.True(exitCode == 0, output);
        Assert.Contains("no MPI", output);
        return _hashes[arguments] = Assert.Single(Results(output)).Hash;
    }

    private static Task<(int ExitCode, string Output)> Launch(string launcher, int processes, string arguments, int seconds = 120)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, launcher))), $"{launcher} is not installed: apt-get install openmpi-bin mpich.");
        return Execute(launcher, $"{(launcher == OpenMpi ? "--allow-run-as-root --oversubscribe " : "")}-n {processes} {Command(arguments)}", seconds);
    }

    private static string Command(string arguments) => $"\"{ChildProcess.Host}\" exec \"{ChildProcess.ProgramOf("Cluster")}\" {arguments}";

    /// <summary>Runs a program that must end by itself: one that hangs is killed, and fails the test.</summary>
    private static async Task<(int ExitCode, string Output)> Execute(string program, string arguments, int seconds)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"Expected an end within {seconds} s: {program} {arguments}\n{await output}{await errors}");
        }

        return (process.ExitCode, await output + await errors);
    }

    private static IEnumerable<(string Rank, string Size, string Hash)> Results(string output) =>
        Result().Matches(output).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)).Order();

    [GeneratedRegex("([0-9]+) of ([0-9]+): ([0-9a-f]{16}) after")]
    private static partial Regex Result();
}
