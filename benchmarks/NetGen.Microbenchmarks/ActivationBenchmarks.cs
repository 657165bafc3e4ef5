using BenchmarkDotNet.Attributes;
using NetGen.CompilerServices;

namespace NetGen.Microbenchmarks;

/// <summary>The scalar functions of activations and losses, over 1,024 numbers each.</summary>
public class ActivationBenchmarks
{
    private const int Count = 1024;
    private readonly float[] _z = new float[Count], _a = new float[Count];

    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(1);
        for (int i = 0; i < Count; i++)
            _z[i] = 8 * random.NextSingle() - 4;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Exp()
    {
        for (int i = 0; i < Count; i++)
            _a[i] = Functions.Exp(_z[i]);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Sigmoid()
    {
        for (int i = 0; i < Count; i++)
            _a[i] = Functions.Sigmoid(_z[i]);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Tanh()
    {
        for (int i = 0; i < Count; i++)
            _a[i] = Functions.Tanh(_z[i]);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void ExpM1()
    {
        for (int i = 0; i < Count; i++)
            _a[i] = Functions.ExpM1(_z[i]);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Softplus()
    {
        for (int i = 0; i < Count; i++)
            _a[i] = Functions.Softplus(_z[i]);
    }
}
