namespace NetGen.Benchmarks;

/// <summary>A compiled network forward, over the batch of a workload.</summary>
internal sealed class ForwardJob(INetwork<float> network, Workload workload) : Job
{
    private readonly float[] _inputs = workload.Samples.Inputs;
    private readonly float[] _outputs = new float[workload.Batch * workload.Info.OutputSize];

    public override float[] Probe()
    {
        Repeat(1);
        return _outputs;
    }

    protected override void Repeat(int times)
    {
        for (int i = 0; i < times; i++)
            network.Forward(_inputs, _outputs);
    }
}
