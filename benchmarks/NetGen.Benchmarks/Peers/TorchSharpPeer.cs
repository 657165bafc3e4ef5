using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NetGen.Benchmarks;

/// <summary>TorchSharp, eager, as its competent user writes it: tensors made once, dispose scopes, inference mode.</summary>
internal sealed class TorchSharpPeer : IPeer
{
    public TorchSharpPeer()
    {
        try
        {
            // Loaded here at first, because TorchSharp's own attempts copy all of its packages when they fail.
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
            InitializeDeviceType(DeviceType.CPU);
            Version = typeof(torch).Assembly.GetName().Version!.ToString(3);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or NotSupportedException)
        {
            Problem = "its native library does not load. On Linux it needs GLIBCXX_3.4.32, which comes with the libstdc++ of GCC 13: "
                + "see benchmarks/README.md.";
        }
    }

    public string Name => "TorchSharp";

    public string Version { get; } = "";

    public string? Problem { get; }

    public bool Supports(Workload workload, int threads) => true;

    public IJob Prepare(Workload workload, int threads)
    {
        set_num_threads(threads);
        return workload.Pass == Pass.Forward ? new ForwardJob(workload) : new TrainingJob(workload);
    }

    public void Dispose()
    {
    }

    /// <summary>The loss, and whether it contains the activation of the output layer.</summary>
    private static (Loss<Tensor, Tensor, Tensor> Loss, bool IsFused) CreateLoss(Loss loss) => loss switch
    {
        Loss.BinaryCrossEntropy => (BCEWithLogitsLoss(), true),
        Loss.CrossEntropy => (CrossEntropyLoss(), true),
        Loss.MeanSquaredError => (MSELoss(), false),
        _ => throw new UnreachableException(),
    };

    private static optim.Optimizer CreateOptimizer(Workload workload, IEnumerable<Parameter> parameters) => workload.Rule switch
    {
        UpdateRule.Sgd => optim.SGD(parameters, workload.LearningRate),
        UpdateRule.Adam => optim.Adam(parameters, workload.LearningRate, beta1: 0.9, beta2: 0.999),
        _ => throw new UnreachableException(),
    };

    private static Tensor CreateInputs(Workload workload) =>
        tensor(workload.Samples.Inputs, [workload.Batch, .. workload.Info.Layers[0].InputShape.Select(static size => (long)size)]);

    private sealed class ForwardJob : Job
    {
        private readonly Module<Tensor, Tensor> _model;
        private readonly Tensor _inputs;

        public ForwardJob(Workload workload)
        {
            _model = TorchModel.Create(workload, withOutputActivation: true);
            _model.eval();
            _inputs = CreateInputs(workload);
        }

        public override float[] Probe()
        {
            using IDisposable inference = inference_mode(true);
            using DisposeScope scope = NewDisposeScope();
            Tensor outputs = _model.forward(_inputs);
            return outputs.data<float>().ToArray();
        }

        public override void Dispose()
        {
            _model.Dispose();
            _inputs.Dispose();
        }

        protected override void Repeat(int times)
        {
            using IDisposable inference = inference_mode(true);
            for (int i = 0; i < times; i++)
            {
                using DisposeScope scope = NewDisposeScope();
                _model.forward(_inputs);
            }
        }
    }

    private sealed class TrainingJob : Job
    {
        private readonly Module<Tensor, Tensor> _model;
        private readonly Loss<Tensor, Tensor, Tensor> _loss;
        private readonly optim.Optimizer _optimizer;
        private readonly Tensor _inputs, _targets;

        public TrainingJob(Workload workload)
        {
            (_loss, bool isFused) = CreateLoss(workload.Info.Loss);
            _model = TorchModel.Create(workload, withOutputActivation: !isFused);
            _optimizer = CreateOptimizer(workload, _model.parameters());
            _inputs = CreateInputs(workload);
            _targets = workload.Info.Loss == Loss.CrossEntropy
                ? tensor(Array.ConvertAll(workload.Samples.Labels, static label => (long)label))
                : tensor(workload.Samples.Targets, [workload.Batch, workload.Info.OutputSize]);
        }

        public override float[] Probe()
        {
            Repeat(ProbeSteps - 1);
            using DisposeScope scope = NewDisposeScope();
            return [Step().item<float>()];
        }

        public override void Dispose()
        {
            _model.Dispose();
            _loss.Dispose();
            _optimizer.Dispose();
            _inputs.Dispose();
            _targets.Dispose();
        }

        protected override void Repeat(int times)
        {
            for (int i = 0; i < times; i++)
            {
                using DisposeScope scope = NewDisposeScope();
                Step();
            }
        }

        private Tensor Step()
        {
            _optimizer.zero_grad();
            Tensor loss = _loss.forward(_model.forward(_inputs), _targets);
            loss.backward();
            _optimizer.step();
            return loss;
        }
    }
}
