namespace NetGen.Benchmarks;

/// <summary>
/// The networks that NetGen compiles from ONNX files, forward only. In these rows, ONNX Runtime runs the same files, which
/// <c>--save-onnx</c> wrote.
/// </summary>
internal sealed class ImportedPeer : IPeer
{
    public const string Title = "NetGen ONNX";

    private static readonly Dictionary<string, Func<string, INetwork<float>>> _networks = new()
    {
        ["1"] = static path => Net1FromOnnx.LoadOnnx(path),
        ["2"] = static path => Net2FromOnnx.LoadOnnx(path),
        ["3"] = static path => Net3FromOnnx.LoadOnnx(path),
        ["5"] = static path => LeNetFromOnnx.LoadOnnx(path),
        ["7"] = static path => Net7FromOnnx.LoadOnnx(path),
    };

    public string Name => Title;

    public string Version { get; } = new NetGenPeer().Version;

    public string? Problem => null;

    /// <summary>The file of a workload's network; null if there is none.</summary>
    public static string? FileOf(Workload workload) =>
        _networks.ContainsKey(workload.Network) ? Path.Combine(AppContext.BaseDirectory, "onnx", NameOf(workload)) : null;

    /// <summary>Writes the files anew.</summary>
    public static void SaveFiles(string folder)
    {
        foreach (Workload workload in Workloads.All.Where(workload => workload.Pass == Pass.Forward && FileOf(workload) is not null).DistinctBy(workload => workload.Network))
            workload.CreateNetwork().SaveOnnx(Path.Combine(folder, NameOf(workload)));
    }

    // As for NetGen itself: Forward runs on the thread that calls it.
    public bool Supports(Workload workload, int threads) => threads == 1 && workload.Pass == Pass.Forward && FileOf(workload) is not null;

    public IJob Prepare(Workload workload, int threads) => new ForwardJob(_networks[workload.Network](FileOf(workload)!), workload);

    public void Dispose()
    {
    }

    private static string NameOf(Workload workload) => $"net{workload.Network}.onnx";
}

[Network(Onnx = "onnx/net1.onnx")]
internal sealed partial class Net1FromOnnx;

[Network(Onnx = "onnx/net2.onnx")]
internal sealed partial class Net2FromOnnx;

[Network(Onnx = "onnx/net3.onnx")]
internal sealed partial class Net3FromOnnx;

[Network(Onnx = "onnx/net5.onnx")]
internal sealed partial class LeNetFromOnnx;

[Network(Onnx = "onnx/net7.onnx")]
internal sealed partial class Net7FromOnnx;
