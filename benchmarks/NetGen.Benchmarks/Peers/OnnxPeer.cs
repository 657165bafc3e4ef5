using Microsoft.ML.OnnxRuntime;

namespace NetGen.Benchmarks;

/// <summary>
/// ONNX Runtime, forward only: it runs the file from which <see cref="ImportedPeer"/> was compiled, or the one that NetGen writes of the
/// network, with a fixed batch, and inputs and outputs bound once to memory that stays in place.
/// </summary>
internal sealed class OnnxPeer : IPeer
{
    public OnnxPeer()
    {
        try
        {
            Version = OrtEnv.Instance().GetVersionString();
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException)
        {
            Problem = "its native library does not load. " + exception.GetBaseException().Message.Split('\n')[0];
        }
    }

    public string Name => "ONNX Runtime";

    public string Version { get; } = "";

    public string? Problem { get; }

    public bool Supports(Workload workload, int threads) => workload.Pass == Pass.Forward;

    public IJob Prepare(Workload workload, int threads) => new Session(workload, threads);

    public void Dispose()
    {
    }

    private sealed class Session : Job
    {
        private readonly float[] _outputs;
        private readonly InferenceSession _session;
        private readonly RunOptions _options = new();
        private readonly OrtIoBinding _binding;
        private readonly OrtValue _input, _output;

        public Session(Workload workload, int threads)
        {
            using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
            // The file leaves the size of a batch open. ONNX Runtime plans its memory once if it knows the size.
            options.AddFreeDimensionOverrideByName("batch", workload.Batch);
            _session = new InferenceSession(ModelOf(workload), options);
            _outputs = new float[workload.Batch * workload.Info.OutputSize];
            _input = OrtValue.CreateTensorValueFromMemory(
                workload.Samples.Inputs, [workload.Batch, .. workload.Info.Layers[0].InputShape.Select(static size => (long)size)]);
            _output = OrtValue.CreateTensorValueFromMemory(_outputs, [workload.Batch, workload.Info.OutputSize]);
            _binding = _session.CreateIoBinding();
            _binding.BindInput(_session.InputNames[0], _input);
            _binding.BindOutput(_session.OutputNames[0], _output);
        }

        public override float[] Probe()
        {
            Repeat(1);
            return _outputs;
        }

        public override void Dispose()
        {
            _binding.Dispose();
            _input.Dispose();
            _output.Dispose();
            _options.Dispose();
            _session.Dispose();
        }

        protected override void Repeat(int times)
        {
            for (int i = 0; i < times; i++)
                _session.RunWithBinding(_options, _binding);
        }

        private static byte[] ModelOf(Workload workload)
        {
            if (ImportedPeer.FileOf(workload) is { } path)
                return File.ReadAllBytes(path);

            using var file = new MemoryStream();
            workload.CreateNetwork().SaveOnnx(file);
            return file.ToArray();
        }
    }
}
