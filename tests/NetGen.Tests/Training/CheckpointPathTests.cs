using System.Runtime.Versioning;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A checkpoint that cannot be written is known before the first step.</summary>
public sealed class CheckpointPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Empty() => Assert.StartsWith("Expected the path of a file as CheckpointPath, or null, but got an empty one.", Refused<ArgumentException>(""));

    [Fact]
    public void Of_a_folder()
    {
        string path = _folder.File("state");
        Directory.CreateDirectory(path);
        Assert.Equal($"Expected the path of a file to write, but got that of a folder: {path}", Refused<IOException>(path));
        Assert.Equal($"Expected the path of a file to write, but got that of a folder: {path}/", Refused<IOException>(path + "/"));
        Assert.Equal(["state"], _folder.Names);
    }

    [Fact]
    public void Below_a_file()
    {
        File.WriteAllText(_folder.File("file"), "");
        Assert.Contains(_folder.File("file"), Refused<IOException>(_folder.File("file/state")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void In_a_folder_that_may_not_be_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may write everywhere.");
        string folder = _folder.File("closed");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains(folder, Refused<UnauthorizedAccessException>(Path.Combine(folder, "state")));
        Assert.Contains(folder, Refused<UnauthorizedAccessException>(Path.Combine(folder, "below", "state")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Of_a_file_that_may_not_be_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may write everything.");
        string path = _folder.File("state");
        File.WriteAllText(path, "former");
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Contains(path, Refused<UnauthorizedAccessException>(path));
        Assert.Equal("former", File.ReadAllText(path));
    }

    [Fact]
    public void Nothing_is_left_of_the_trial()
    {
        string path = _folder.File("state");
        Trainer.Fit(Lines.Line(0, 0), Lines.Steps(2), new()
        {
            Epochs = 2,
            BatchSize = 1,
            CheckpointPath = path,
            OnBatch = progress =>
            {
                Assert.Equal(progress is { Epoch: 1, Batch: 1 } ? [] : ["state"], _folder.Names);
                return TrainingSignal.Continue;
            },
        });
        Assert.Equal(["state"], _folder.Names);
    }

    private static string Refused<TException>(string path)
        where TException : Exception
    {
        FakeNetwork<double> net = Lines.Line(2, 3);
        int batches = 0;
        var exception = Assert.Throws<TException>(() => Trainer.Fit(net, Lines.Point(4), new()
        {
            Epochs = 3,
            Threads = 2,
            CheckpointPath = path,
            OnBatch = _ =>
            {
                batches++;
                return TrainingSignal.Continue;
            },
        }));
        Assert.Equal((0, 2.0, 3.0, 1), (batches, net.Parameters[0], net.Parameters[1], net.Threads));
        return exception.Message;
    }
}
