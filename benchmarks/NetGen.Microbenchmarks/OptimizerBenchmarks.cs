using BenchmarkDotNet.Attributes;
using NetGen.Benchmarks;

namespace NetGen.Microbenchmarks;

/// <summary>One step of each optimizer, for as many parameters as a 784-128-10 network has.</summary>
public class OptimizerBenchmarks
{
    private static readonly NetworkInfo _network = Workloads.All.Single(workload => workload.Id == "T4").Info;
    private readonly float[] _parameters = new float[_network.ParameterCount], _gradients = new float[_network.ParameterCount];
    private readonly OptimizerState<float> _sgd = new Sgd(0.1).CreateSingle(_network);

    [Benchmark]
    public void Sgd() => _sgd.Step(_parameters, _gradients);
}
