using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>NetGen compiled ahead of time, in a second process: NetGen.Benchmarks.Aot.</summary>
internal sealed class AotPeer(string program) : ProcessPeer(program, "--serve")
{
    private readonly NetGenPeer _twin = new();

    public override string Name => "NetGen AOT";

    public override bool Supports(Workload workload, int threads) => _twin.Supports(workload, threads);

    protected override string Describe(Workload workload, int threads) =>
        string.Create(CultureInfo.InvariantCulture, $"{workload.Id} {threads}");
}
