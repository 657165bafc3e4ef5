using BenchmarkDotNet.Attributes;
using NetGen.Benchmarks;

namespace NetGen.Microbenchmarks;

/// <summary>One step of each optimizer, for 756, 101,770 and 2,109,450 parameters: in the first cache, the second, and neither.</summary>
public class OptimizerBenchmarks
{
    private static readonly Optimizer[] _rules =
    [
        new Sgd(0.1), new Sgd(0.1, momentum: 0.9), new Adagrad(), new RmsProp(), new Adam(), new AdamW(), new Lamb(),
    ];

    private OptimizerState<float> _state = null!;
    private float[] _parameters = [], _gradients = [];

    /// <summary>The rules by their names and, where there is one, their momentum.</summary>
    public static IEnumerable<string> Rules => _rules.Select(NameOf);

    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "";

    [Params("S", "T4", "T6")]
    public string Workload { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        Workload workload = Workloads.All.Single(workload => workload.Id == Workload);
        _state = _rules.Single(rule => NameOf(rule) == Rule).CreateSingle(workload.Info);
        _parameters = workload.CreateNetwork().Parameters.ToArray();

        // No gradient is 0, so that no mean is.
        _gradients = Array.ConvertAll(_parameters, w => w + 10);
    }

    [Benchmark]
    public void Step() => _state.Step(_parameters, _gradients);

    private static string NameOf(Optimizer rule) => rule is Sgd { Momentum: > 0 } ? "Sgd, momentum" : rule.GetType().Name;
}
