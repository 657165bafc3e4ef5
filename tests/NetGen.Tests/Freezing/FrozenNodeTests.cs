extern alias generator;

using System.Reflection;
using generator::NetGen.Generator.Emission;
using generator::NetGen.Generator.Model;
using generator::NetGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using NetGen.Tests.Networks;
using NetGen.Tests.Support;
using Xunit;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Tests.Freezing;

/// <summary>Any node may be frozen, even one above others that are trained. Only attributes freeze all layers above a place.</summary>
public sealed class FrozenNodeTests
{
    [Theory]
    [InlineData("straight lines", "3, Loss = Loss.HalfSquaredError", "Dense(8, Activation.GELU)", "Dense(5, Activation.Tanh)", "Dense(4, Activation.SiLU)", "Dense(2)")]
    [InlineData("straight lines", "3, Loss = Loss.HalfSquaredError", "Dense(4, Activation.GELU)", "LayerNorm", "Dense(4, Activation.SiLU)", "Dense(2)")]
    [InlineData("vectors", "3, Loss = Loss.CrossEntropy", "Dense(8, Activation.GELU)", "Dense(2, Activation.Softmax)")]
    [InlineData("vectors", "2, Loss = Loss.CrossEntropy", "Dense(8, Activation.GELU)", "Dense(8, Activation.Tanh)", "Dense(2, Activation.Softmax)")]
    [InlineData("tiles", "20, Loss = Loss.CrossEntropy", "Dense(24, Activation.GELU)", "LayerNorm(Activation.Tanh)", "Dense(16, Activation.SiLU)", "Dense(5, Activation.Softmax)")]
    [InlineData("tiles", "1, 10, 10, Loss = Loss.CrossEntropy", "Conv2D(8, 3, Activation.ReLU)", "MaxPool(2)", "Conv2D(6, 2, Activation.Tanh)", "Dense(5, Activation.Softmax)")]
    public void Any_subset_of_the_layers_has_the_bits_of_the_network_without_it(string strategy, string network, params string[] layers)
    {
        int[] parametric = [.. Enumerable.Range(0, layers.Length).Where(index => !layers[index].StartsWith("MaxPool", StringComparison.Ordinal))];
        int[][] subsets = [.. Enumerable.Range(0, (1 << parametric.Length) - 1).Select(bits => parametric.Where((_, place) => (bits >> place & 1) == 1).ToArray())];
        Assembly networks = Load(subsets, subset => new NetworkSource($"Net{Array.IndexOf(subsets, subset)}", network, layers));
        ITrainableNetwork<float> whole = networks.Create<float>("Net0", seed: 1);
        Assert.Equal(strategy, LoadedNetworks.StrategyOf(whole));
        for (int i = 1; i < subsets.Length; i++)
        {
            ITrainableNetwork<float> frozen = networks.Create<float>($"Net{i}", seed: 1);
            Assert.Equal(strategy, LoadedNetworks.StrategyOf(frozen));
            Assert.Equal(FrozenCase.BytesOf(whole), FrozenCase.BytesOf(frozen));
            FreezeTests.AssertSame(whole, frozen, 21);
            FreezeTests.AssertSame(whole, frozen, 1);

            // In double precision, vectors become straight-line code.
            FreezeTests.AssertSame(whole.ToDouble(), frozen.ToDouble(), 21);
        }
    }

    [Fact]
    public void A_frozen_batch_normalization_passes_gradients_to_trained_layers()
    {
        int[][] subsets = [[1], [1, 3], [3]];
        string[] layers = ["Conv2D(4, 3, Activation.Tanh)", "BatchNorm", "Conv2D(3, 3)", "BatchNorm(Activation.Tanh)", "Flatten", "Dense(2)"];
        Assembly networks = Load(subsets, subset => new NetworkSource($"Net{string.Concat(subset)}", "1, 7, 7, Loss = Loss.HalfSquaredError, Precision = Precision.Double", layers));
        foreach (int[] subset in subsets)
        {
            ITrainableNetwork<double> network = networks.Create<double>($"Net{string.Concat(subset)}", seed: 1);
            ImageSource.Disturb(network);
            GradientCheckReport report = GradientCheck.Run(network, PairingTests.Data(network.Info, 9), budget: 2_000);
            Assert.True(report.Passed, report.ToString());
            Assert.Equal(subset.Length < 2, network.Info.HasRunningStatistics);
        }
    }

    /// <summary>Compiles networks of which some nodes are frozen.</summary>
    private static Assembly Load(int[][] subsets, Func<int[], NetworkSource> source)
    {
        string file = NetworkSource.File(subsets.Select(source));
        NetworkSpec[] specs = [.. Compilations.Generate(file).Driver.GetRunResult().Results.Single().TrackedSteps[NetworkGenerator.SpecStep]
            .SelectMany(step => step.Outputs).Select(output => (NetworkSpec)output.Value)];
        IEnumerable<SyntaxTree> generated = specs.SelectMany((spec, place) => NetworkEmitter.Emit(Planner.Plan(Freeze(spec, subsets[place])))).Select(text => Compilations.Parse(text.Text));
        return Compilations.Load(Compilations.Create(file).AddSyntaxTrees(generated));
    }

    private static NetworkSpec Freeze(NetworkSpec spec, int[] frozen) =>
        spec with { Nodes = spec.Nodes.Select((node, index) => node with { IsFrozen = frozen.Contains(index) }).ToEquatableArray() };
}
