using BenchmarkDotNet.Attributes;
using NetGen.Benchmarks;

namespace NetGen.Microbenchmarks;

/// <summary>The two passes of every network that is trained, at the batch of its workload.</summary>
public class NetworkBenchmarks
{
    private ITrainableNetwork<float> _network = null!;
    private Samples _samples = null!;
    private float[] _targets = [], _outputs = [];

    /// <summary>The networks by the names of their workloads.</summary>
    public static IEnumerable<string> Ids => Workloads.All.Where(workload => workload.Pass == Pass.Training).Select(workload => workload.Id);

    [ParamsSource(nameof(Ids))]
    public string Workload { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        Workload workload = Workloads.All.Single(workload => workload.Id == Workload);
        _network = workload.CreateNetwork();
        _samples = workload.Samples;
        _outputs = new float[workload.Batch * workload.Info.OutputSize];
        _targets = workload.Info.Loss == Loss.CrossEntropy ? OneHot(_samples.Labels, workload.Info.OutputSize) : _samples.Targets;
    }

    [Benchmark]
    public void Forward() => _network.Forward(_samples.Inputs, _outputs);

    /// <summary>Forward, loss and backward, without the optimizer.</summary>
    [Benchmark]
    public float Backward() => _network.Backward(_samples.Inputs, _targets);

    private static float[] OneHot(int[] labels, int classes)
    {
        var targets = new float[labels.Length * classes];
        for (int i = 0; i < labels.Length; i++)
            targets[i * classes + labels[i]] = 1;
        return targets;
    }
}
