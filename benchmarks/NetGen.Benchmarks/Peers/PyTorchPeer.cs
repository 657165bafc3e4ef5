using System.Text.Json.Nodes;

namespace NetGen.Benchmarks;

/// <summary>PyTorch of the system's Python, in a second process: <c>pytorch_rows.py</c>.</summary>
internal sealed class PyTorchPeer() : ProcessPeer("/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "pytorch_rows.py"))
{
    public override string Name => "PyTorch";

    public override bool Supports(Workload workload, int threads) => true;

    protected override string Describe(Workload workload, int threads)
    {
        ITrainableNetwork<float> network = workload.CreateNetwork();
        JsonNode?[] layers = [.. workload.Info.Layers.Select(layer => Describe(network, layer))];
        return new JsonObject
        {
            ["layers"] = new JsonArray(layers),
            ["pass"] = workload.Pass.ToString(),
            ["loss"] = workload.Info.Loss.ToString(),
            ["rule"] = workload.Rule.ToString(),
            ["learning_rate"] = workload.LearningRate,
            ["probe_steps"] = Job.ProbeSteps,
            ["threads"] = threads,
            ["inputs"] = Encode<float>(workload.Samples.Inputs),
            ["targets"] = Encode<float>(workload.Samples.Targets),
            ["labels"] = Encode<int>(workload.Samples.Labels),
        }.ToJsonString();
    }

    private static JsonObject Describe(ITrainableNetwork<float> network, LayerInfo layer) => new()
    {
        ["inputs"] = layer.InputSize,
        ["outputs"] = layer.OutputSize,
        ["activation"] = layer.Activation.ToString(),
        ["weights"] = EncodeWeights(network, layer),
        ["biases"] = Encode<float>(network.Biases(layer.Index)),
    };
}
