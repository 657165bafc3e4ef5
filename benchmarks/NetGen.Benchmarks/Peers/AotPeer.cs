using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>NetGen compiled ahead of time, in a second process: NetGen.Benchmarks.Aot.</summary>
/// <param name="program">The published program.</param>
/// <param name="instructionSet">What it is compiled for, if that is not what the package sets: v4.</param>
internal sealed class AotPeer(string program, string? instructionSet = null) : ProcessPeer(program, "--serve")
{
    private readonly NetGenPeer _twin = new();

    public override string Name => instructionSet is null ? "NetGen AOT" : $"NetGen AOT {instructionSet}";

    public override bool Supports(Workload workload, int threads) => _twin.Supports(workload, threads);

    protected override string Describe(Workload workload, int threads) =>
        string.Create(CultureInfo.InvariantCulture, $"{workload.Id} {threads}");
}
