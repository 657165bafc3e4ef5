using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>A C++ program written for these workloads with Eigen, in a second process: <c>benchmarks/eigen</c>.</summary>
internal sealed class EigenPeer() : ProcessPeer(_program)
{
    private static readonly string _program = Path.Combine(AppContext.BaseDirectory, "eigen_rows");

    public override string Name => "Eigen";

    public override string? Problem =>
        File.Exists(_program) ? base.Problem : "benchmarks/run.sh has not compiled it, which takes g++ and Eigen (on Debian: libeigen3-dev).";

    // Eigen itself divides large products only.
    public override bool Supports(Workload workload, int threads) => threads == 1;

    protected override string Describe(Workload workload, int threads)
    {
        List<PeerLayer> layers = new Architecture(workload).Layers;
        if (layers.Any(layer => layer.Declaration is not DenseAttribute))
            throw new NotSupportedException("it is written for dense layers.");

        string[] words =
        [
            workload.Id,
            workload.Rule.ToString(),
            workload.LearningRate.ToString(CultureInfo.InvariantCulture),
            Job.ProbeSteps.ToString(CultureInfo.InvariantCulture),
            .. layers.SelectMany(layer => layer.Tensors).Select(tensor => Encode<float>(tensor.Values)),
            Encode<float>(workload.Samples.Inputs),
            workload.Info.Loss == Loss.CrossEntropy ? Encode<int>(workload.Samples.Labels) : Encode<float>(workload.Samples.Targets),
        ];
        return string.Join(' ', words);
    }
}
