using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>The members that each class has of its own, and what they say to callers who hand them the wrong lengths.</summary>
public sealed class MemberTests
{
    public static TheoryData<bool> Strategies => [false, true];

    [Fact]
    public void Constants_and_summary_describe_the_network()
    {
        Assert.Equal((64, 10, 2410), (DigitsNet.InputSize, DigitsNet.OutputSize, DigitsNet.ParameterCount));
        Assert.Equal(
            """
            DigitsNet: 64 inputs, 10 outputs, 2,410 parameters, single precision
            layer  kind   shape     activation  parameters
                1  Dense  64 -> 32  ReLU             2,080
                2  Dense  32 -> 10  Softmax            330
            loss: CrossEntropy, L = -sum y log a
            """,
            DigitsNet.Summary);
    }

    [Fact]
    public void Properties_are_views_of_the_flat_buffers()
    {
        var network = new DigitsNet(seed: 1);
        network.W1[31, 63] = 1;
        network.B1[31] = 2;
        network.W2[9, 31] = 3;
        network.B2[9] = 4;
        network.DW1[31, 63] = 5;
        network.DB1[31] = 6;
        network.DW2[9, 31] = 7;
        network.DB2[9] = 8;

        // The last of each tensor: 64 x 32, 32, 32 x 10 and 10 numbers.
        int[] last = [2047, 2079, 2399, 2409];
        Assert.Equal([1, 2, 3, 4], last.Select(position => network.Parameters[position]));
        Assert.Equal([5, 6, 7, 8], last.Select(position => network.Gradients[position]));

        // Input by input: neuron 1 follows neuron 0, and input 1 follows all neurons of input 0.
        network.W1[1, 0] = 9;
        network.W1[0, 1] = 10;
        Assert.Equal((9, 10), (network.Parameters[1], network.Parameters[32]));
    }

    [Fact]
    public void One_seed_draws_the_same_network_in_both_precisions_up_to_rounding()
    {
        Assert.Equal(new SmallNet(seed: 3).Parameters.ToArray(), new SmallNetInDouble(seed: 3).Parameters.ToArray().Select(w => (float)w));
        Assert.Equal(new DigitsNet(seed: 3).Parameters.ToArray(), new DigitsNetInDouble(seed: 3).Parameters.ToArray().Select(w => (float)w));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Wrong_lengths_are_named_and_change_nothing(bool tiles)
    {
        IClassifierNetwork<float> network = tiles ? new DigitsNet(seed: 1) : new SmallNet(seed: 1);
        (int inputs, int outputs, int trace) = (network.Info.InputSize, network.Info.OutputSize, network.Info.TraceSize);
        float[] parameters = network.Parameters.ToArray(), results = new float[1000];
        Array.Fill(results, 7);
        network.Gradients.Fill(7);
        float[] x = new float[2 * inputs], y = new float[2 * outputs];
        string notSamples = $"Expected n x {inputs} inputs for n samples, n at least 1, but got ";

        foreach (int length in new[] { 0, 1, inputs - 1, 2 * inputs - 1 })
        {
            string message = $"{notSamples}{length} numbers.";
            AssertThrows("inputs", message, () => network.Forward(x.AsSpan(0, length), results.AsSpan(0, outputs)));
            AssertThrows("inputs", message, () => network.ComputeLoss(x.AsSpan(0, length), y));
            AssertThrows("inputs", message, () => network.Backward(x.AsSpan(0, length), y));
            AssertThrows("inputs", message, () => network.ComputeLoss(x.AsSpan(0, length), [0, 0]));
            AssertThrows("inputs", message, () => network.Backward(x.AsSpan(0, length), [0, 0]));
        }

        foreach (int length in new[] { 0, outputs, 2 * outputs - 1, 2 * outputs + 1, 3 * outputs })
        {
            AssertThrows("outputs", $"Expected 2 x {outputs} = {2 * outputs} outputs for 2 samples, but got {length}.", () => network.Forward(x, results.AsSpan(0, length)));
            string message = $"Expected 2 x {outputs} = {2 * outputs} targets for 2 samples, but got {length}.";
            AssertThrows("targets", message, () => network.ComputeLoss(x, new float[length]));
            if (length > 0)
                AssertThrows("outputs", message.Replace("targets", "outputs"), () => network.ComputeLoss(x, y, outputs: new float[length]));
            AssertThrows("targets", message, () => network.Backward(x, new float[length]));
        }

        foreach ((int[] labels, string message) in new[]
        {
            (new int[0], "Expected 2 labels for 2 samples, but got 0."),
            ([0, 0, 0], "Expected 2 labels for 2 samples, but got 3."),
            ([0, -1], $"Expected labels from 0 to {outputs - 1}, but sample 1 has -1."),
            ([outputs, 0], $"Expected labels from 0 to {outputs - 1}, but sample 0 has {outputs}."),
        })
        {
            AssertThrows("labels", message, () => network.ComputeLoss(x, labels));
            AssertThrows("labels", message, () => network.Backward(x, labels));
        }

        AssertThrows("input", $"Expected {inputs} inputs of one sample, but got {2 * inputs}.", () => network.Trace(x, results.AsSpan(0, trace)));
        AssertThrows("values", $"Expected {trace} values of a trace, but got {trace + 1}.", () => network.Trace(x.AsSpan(0, inputs), results.AsSpan(0, trace + 1)));

        Assert.Equal(parameters, network.Parameters.ToArray());
        Assert.Equal(-1, network.Gradients.IndexOfAnyExcept(7));
        Assert.Equal(-1, results.AsSpan().IndexOfAnyExcept(7));
    }

    private static void AssertThrows(string parameter, string message, Action call)
    {
        var exception = Assert.Throws<ArgumentException>(parameter, call);
        Assert.StartsWith(message, exception.Message);
    }
}
