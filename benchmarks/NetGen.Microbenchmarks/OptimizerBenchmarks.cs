using BenchmarkDotNet.Attributes;

namespace NetGen.Microbenchmarks;

/// <summary>One step of each optimizer, for as many parameters as a 784-128-10 network has.</summary>
public class OptimizerBenchmarks
{
    private const int Count = 784 * 128 + 128 + 128 * 10 + 10;
    private readonly float[] _parameters = new float[Count], _gradients = new float[Count];
    private readonly OptimizerState<float> _sgd = new Sgd(0.1).CreateSingle(Count);

    [Benchmark]
    public void Sgd() => _sgd.Step(_parameters, _gradients);
}
