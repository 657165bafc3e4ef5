using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NetGen.Benchmarks;

/// <summary>The networks that this project declares.</summary>
internal sealed class NetGenPeer : IPeer
{
    public string Name => RuntimeFeature.IsDynamicCodeCompiled ? "NetGen" : "NetGen AOT";

    public string Version => typeof(NetworkInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public string? Problem => null;

    // Forward runs on the thread that calls it.
    public bool Supports(Workload workload, int threads) => threads == 1 || workload.Pass != Pass.Forward;

    public IJob Prepare(Workload workload, int threads) => workload switch
    {
        { Pass: Pass.Forward } => new ForwardJob(workload.CreateNetwork(), workload),
        { Info.Loss: Loss.CrossEntropy } => new ClassifierTraining(workload, threads),
        _ => new Training(workload, threads),
    };

    public void Dispose()
    {
    }

    private static TNetwork WithThreads<TNetwork>(TNetwork network, int threads)
        where TNetwork : ITrainableNetwork<float>
    {
        network.Threads = threads;
        return network;
    }

    private static OptimizerState<float> CreateOptimizer(Workload workload, int threads)
    {
        Optimizer optimizer = workload.Rule switch
        {
            UpdateRule.Sgd => new Sgd(workload.LearningRate),
            UpdateRule.Adam => new Adam(workload.LearningRate),
            _ => throw new UnreachableException(),
        };
        OptimizerState<float> state = optimizer.CreateSingle(workload.Info);
        state.Threads = threads;
        return state;
    }

    private sealed class Training(Workload workload, int threads) : Job
    {
        private readonly ITrainableNetwork<float> _network = WithThreads(workload.CreateNetwork(), threads);
        private readonly OptimizerState<float> _optimizer = CreateOptimizer(workload, threads);
        private readonly Samples _samples = workload.Samples;
        private float _loss;

        public override float[] Probe()
        {
            Repeat(ProbeSteps);
            return [_loss];
        }

        protected override void Repeat(int times)
        {
            for (int i = 0; i < times; i++)
            {
                _loss = _network.Backward(_samples.Inputs, _samples.Targets);
                _optimizer.Step(_network.Parameters, _network.Gradients);
            }
        }
    }

    private sealed class ClassifierTraining(Workload workload, int threads) : Job
    {
        private readonly IClassifierNetwork<float> _network = WithThreads((IClassifierNetwork<float>)workload.CreateNetwork(), threads);
        private readonly OptimizerState<float> _optimizer = CreateOptimizer(workload, threads);
        private readonly Samples _samples = workload.Samples;
        private float _loss;

        public override float[] Probe()
        {
            Repeat(ProbeSteps);
            return [_loss];
        }

        protected override void Repeat(int times)
        {
            for (int i = 0; i < times; i++)
            {
                _loss = _network.Backward(_samples.Inputs, _samples.Labels);
                _optimizer.Step(_network.Parameters, _network.Gradients);
            }
        }
    }
}
