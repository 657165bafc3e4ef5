using NetGen.Tests.Support;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>ONNX's own checker accepts the files, and would write the same bytes: see tests/fixtures/check_onnx.py.</summary>
public sealed class OnnxCheckerTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task All_files_pass()
    {
        Assert.SkipUnless(File.Exists(Python) && (await ChildProcess.Start(Python, "-c \"import onnx\"")).ExitCode == 0, "ONNX is not installed: apt-get install python3-onnx.");
        using var folder = new TemporaryFolder();
        List<string> paths = [];
        foreach ((string name, byte[] file) in OnnxLayerTests.Files().Concat(OnnxNetworkTests.Files()))
        {
            paths.Add(folder.File($"{name}.onnx"));
            await File.WriteAllBytesAsync(paths[^1], file, TestContext.Current.CancellationToken);
        }

        (int exitCode, string output) = await ChildProcess.Start(Python, string.Join(' ', [Path.Combine(AppContext.BaseDirectory, "fixtures", "check_onnx.py"), .. paths]));
        Assert.True(exitCode == 0, output);
        Assert.Equal($"{paths.Count} files\n", output);
    }
}
