using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>A batch in shards: how it is cut, how the parts are added, and that threads do not show.</summary>
public sealed class ShardsTests
{
    /// <summary>Its gradient is the sum of the inputs, beside the number of samples and the sum of the weights; its loss the first input of the shard.</summary>
    private readonly struct Sum : ICompiledPass<float>
    {
        public static void Forward(in Pass<float> pass) => throw new NotSupportedException();

        public static float Loss(in Pass<float> pass)
        {
            Assert.Equal(2 * pass.Count, pass.Inputs.Length);
            Assert.Equal(3 * pass.Count, pass.Targets.Length);
            Assert.Equal(6, pass.Scratch.Length);
            return pass.Inputs[0];
        }

        public static float Backward(in Pass<float> pass)
        {
            int n = pass.Count;
            Assert.Equal(7, pass.Parameters.Length);
            Assert.Equal(2 * n, pass.Inputs.Length);
            Assert.Equal(3 * n, pass.Targets.Length + pass.OutputGradients.Length);
            Assert.True(pass.Weights.IsEmpty || pass.Weights.Length == n);
            Assert.True(pass.InputGradients.IsEmpty || pass.InputGradients.Length == 2 * n);
            Assert.Equal(5, pass.Scratch.Length);
            Span<float> g = pass.Gradients;
            g.Fill(-7);
            pass.Scratch.Fill(n);
            g[0] = 0;
            foreach (float x in pass.Inputs)
                g[0] += x;

            g[1] = pass.Scratch[4];
            g[2] = pass.Mean;
            g[3] = 0;
            foreach (float weight in pass.Weights)
                g[3] += weight;
            pass.Inputs[..pass.InputGradients.Length].CopyTo(pass.InputGradients);
            return pass.Inputs[0];
        }
    }

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(15, 8, 1)]
    [InlineData(16, 8, 2)]
    [InlineData(63, 8, 7)]
    [InlineData(64, 8, 8)]
    [InlineData(10_000, 8, 8)]
    [InlineData(10_000, 5_000, 2)]
    [InlineData(10_000, int.MaxValue, 1)]
    public void All_samples_are_in_as_many_shards_as_are_worth_it(int n, int least, int shards)
    {
        (float _, float[] g) = Run(new float[2 * n], n, least, threads: 1);

        Assert.Equal(n, g[1]);
        Assert.Equal(shards * (1f / n), g[2], 1e-7f);
    }

    [Fact]
    public void Weights_go_with_their_samples()
    {
        float[] inputs = new float[2 * 64], weights = [.. Enumerable.Range(0, 64).Select(i => (float)i)];
        float[] g = new float[19], scratch = [];
        Pass<float> weighted = Pass(inputs, 64, g, threads: 3, weights), unweighted = Pass(inputs, 64, g, threads: 3);
        Shards.Backward<Sum, float>(ref weighted, ref scratch, scratchLength: 5, least: 8);
        Assert.Equal(63 * 64 / 2, g[3]);

        Shards.Backward<Sum, float>(ref unweighted, ref scratch, scratchLength: 5, least: 8);
        Assert.Equal(0, g[3]);
    }

    [Fact]
    public void Input_gradients_go_with_their_samples_and_gradients_of_outputs_are_not_averaged()
    {
        float[] inputs = [.. Enumerable.Range(0, 2 * 64).Select(i => (float)i)], inputGradients = new float[2 * 64];
        float[] g = new float[19], scratch = [];
        var pass = new Pass<float> { Parameters = new float[7], Inputs = inputs, OutputGradients = new float[3 * 64], Gradients = g, InputGradients = inputGradients, Count = 64, Threads = 3 };
        Shards.Backward<Sum, float>(ref pass, ref scratch, scratchLength: 5, least: 8);

        Assert.Equal(inputs, inputGradients);
        Assert.Equal(8, g[2]);
    }

    [Fact]
    public void Shards_are_added_in_pairs()
    {
        // One sample in each shard of eight is not 0. In float, 2^24 + 1 is 2^24: one after the other, the ones would be lost.
        float[] inputs = new float[2 * 64];
        float[] values = [16777216, 0, 1, 1, 1, 1, 1, 1];
        for (int shard = 0; shard < 8; shard++)
            inputs[shard * 16] = values[shard];

        (float loss, float[] g) = Run(inputs, n: 64, least: 8, threads: 1);

        // ((2^24 + 0) + (1 + 1)) + ((1 + 1) + (1 + 1))
        Assert.Equal(16777222, g[0]);
        Assert.Equal(16777222 / 64f, loss);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(50)]
    public void Threads_do_not_show(int threads)
    {
        var random = new Random(3);
        float[] inputs = [.. Enumerable.Range(0, 2 * 1001).Select(_ => random.NextSingle())];

        (float loss, float[] g) = Run(inputs, n: 1001, least: 100, threads);

        (float expectedLoss, float[] expected) = Run(inputs, n: 1001, least: 100, threads: 1);
        Assert.Equal(expectedLoss, loss);
        Assert.Equal(expected, g);
    }

    private static (float Loss, float[] Gradient) Run(float[] inputs, int n, int least, int threads)
    {
        float[] g = new float[19], scratch = [];
        Pass<float> pass = Pass(inputs, n, g, threads);
        float loss = Shards.Backward<Sum, float>(ref pass, ref scratch, scratchLength: 5, least);
        Assert.Equal(loss, Shards.Backward<Sum, float>(ref pass, ref scratch, scratchLength: 5, least));

        // The loss alone is cut and added the same.
        Assert.Equal(loss, Shards.Loss<Sum, float>(ref pass, scratchLength: 6, least));
        return (loss, g);
    }

    private static Pass<float> Pass(float[] inputs, int n, float[] g, int threads, float[]? weights = null) =>
        new() { Parameters = new float[7], Inputs = inputs, Targets = new float[3 * n], Weights = weights, Gradients = g, Count = n, Threads = threads };
}
