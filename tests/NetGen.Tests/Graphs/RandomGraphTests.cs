using System.Numerics;
using System.Reflection;
using CsCheck;
using NetGen.CompilerServices;
using NetGen.Tests.Networks;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Graphs;

/// <summary>Networks that nobody chose, compiled together: what they compute is what the definitions say, forward and backward.</summary>
public sealed class RandomGraphTests
{
    private const int Count = 48;

    // Vectors of samples and a rest, in either precision.
    private const int Samples = 13;

    /// <summary>Small ones, most of which are straight-line code, and larger ones, in tiles.</summary>
    private static readonly RandomGraph[] _graphs = [.. Draw(5, Count / 2), .. Draw(31, Count / 2)];

    private static readonly Lazy<Assembly> _networks = new(() => Compilations.CompileAndLoad(
        $"#pragma warning disable NETGEN012, NETGEN013\nusing NetGen;\n{string.Concat(_graphs.Select((graph, index) => graph.Declaration($"Net{index}", PrecisionOf(index))))}"));

    public static TheoryData<int> Graphs => [.. Enumerable.Range(0, Count)];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void A_network_computes_what_its_declaration_says(int index)
    {
        if (PrecisionOf(index) == Precision.Double)
            Check<double>(index, 1e-12);
        else
            Check<float>(index, 2e-5);
    }

    [Fact]
    public void Both_strategies_and_all_layers_are_among_them()
    {
        int tiles = Enumerable.Range(0, Count).Count(index => _networks.Value.GetType($"Net{index}", true)!.GetNestedType("Compiled", BindingFlags.NonPublic)!.GetNestedType("Layer1", BindingFlags.NonPublic) is not null);
        Assert.InRange(tiles, Count / 4, Count * 3 / 4);
        foreach (string kind in new[] { "Dense", "Activate", "Add", "Multiply", "Subtract", "Divide", "Concat", "LayerNorm", "Scale", "Affine", "Dropout", "Standardize" })
            Assert.InRange(_graphs.Count(graph => graph.Layers.Any(layer => layer.Kind == kind)), Count / 8, Count);
    }

    private static void Check<T>(int index, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RandomGraph graph = _graphs[index];
        ITrainableNetwork<T> network = _networks.Value.Create<T>($"Net{index}", seed: 3);
        Dataset data = PairingTests.Data(network.Info, Samples);

        // Gains off 1, biases off 0, statistics off 0 and 1.
        var random = new Random(index);
        foreach (ref T parameter in network.Parameters)
            parameter += T.CreateTruncating(0.4 * random.NextDouble() - 0.2);
        if (network.Info.Statistics.Count > 0)
            network.FitStandardization(data);

        ITrainableNetwork<double> twin = network.ToDouble();
        var reference = new GraphReference(graph, twin);
        CheckForward(network, reference, data, tolerance);
        CheckBackward(network, twin, reference, data, tolerance);
        CheckInputGradients(network, twin, reference, data, tolerance);
        CheckJacobian(network, twin, reference, data, tolerance);
    }

    private static void CheckForward<T>(ITrainableNetwork<T> network, GraphReference reference, Dataset data, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int width, int size) = (network.Info.InputSize, network.Info.OutputSize);
        T[] inputs = Of<T>(data.InputsAsDouble), targets = Of<T>(data.TargetsAsDouble), outputs = new T[Samples * size], one = new T[size], trace = new T[network.Info.TraceSize];
        network.Forward(inputs, outputs);
        for (int i = 0; i < Samples; i++)
        {
            T[] own = outputs[(i * size)..((i + 1) * size)];
            AssertEqual(reference.Forward(data.InputsAsDouble.Slice(i * width, width)), own, tolerance);

            // A sample is the same in any company.
            network.Forward(inputs.AsSpan(i * width, width), one);
            Assert.Equal(own, one);
            network.Trace(inputs.AsSpan(i * width, width), trace);
            Assert.Equal(own, trace[^size..]);
        }

        AssertEqual([reference.Loss(data)], [network.ComputeLoss(inputs, targets)], tolerance);
    }

    private static void CheckBackward<T>(ITrainableNetwork<T> network, ITrainableNetwork<double> twin, GraphReference reference, Dataset data, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GradientCheckReport report = GradientCheck.Run(network, data);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(network.Info.ParameterCount, report.Checked);
        network.DropoutStep = twin.DropoutStep = 4;
        var masks = new Masks(network.DropoutSeed, 4);
        AssertEqual([reference.Loss(data, masks)], [network.Backward(Of<T>(data.InputsAsDouble), Of<T>(data.TargetsAsDouble))], tolerance);

        // What one sample, which no vector holds, gives with the others.
        T[] all = network.Gradients.ToArray(), sum = new T[all.Length];
        if (network.Info.HasDropout)
            return;

        for (int i = 0; i < Samples; i++)
        {
            Dataset sample = data.Slice(i, 1);
            network.Backward(Of<T>(sample.InputsAsDouble), Of<T>(sample.TargetsAsDouble));
            for (int p = 0; p < sum.Length; p++)
                sum[p] += network.Gradients[p] / T.CreateTruncating(Samples);
        }

        AssertEqual([.. all.Select(double.CreateTruncating)], sum, tolerance);
    }

    private static void CheckInputGradients<T>(ITrainableNetwork<T> network, ITrainableNetwork<double> twin, GraphReference reference, Dataset data, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] inputs = data.InputsAsDouble.ToArray(), targets = data.TargetsAsDouble.ToArray(), slopes = new double[inputs.Length];
        var masks = new Masks(network.DropoutSeed, 5);
        for (int i = 0; i < inputs.Length; i++)
            slopes[i] = Slope(inputs, i, () => reference.Loss(new Dataset(inputs, targets, data.InputSize, data.TargetSize), masks));

        (network.DropoutStep, twin.DropoutStep) = (5, 5);
        var gradients = new T[inputs.Length];
        network.Backward(Of<T>(inputs), Of<T>(targets), inputGradients: gradients);
        T[] parameters = network.Gradients.ToArray();
        AssertEqual(slopes, gradients, Math.Max(tolerance, 1e-8));

        // The gradient of the parameters is the same whether that of the inputs is wanted or not.
        network.DropoutStep = 5;
        network.Backward(Of<T>(inputs), Of<T>(targets));
        Assert.Equal(parameters, network.Gradients.ToArray());
    }

    private static void CheckJacobian<T>(ITrainableNetwork<T> network, ITrainableNetwork<double> twin, GraphReference reference, Dataset data, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int width, int size) = (network.Info.InputSize, network.Info.OutputSize);
        double[] x = data.InputsAsDouble[..width].ToArray(), expected = new double[size * width];
        for (int j = 0; j < size; j++)
            for (int k = 0; k < width; k++)
                expected[j * width + k] = Slope(x, k, () => reference.Forward(x)[j]);

        var jacobian = new T[size * width];
        network.Jacobian(Of<T>(x), jacobian);
        AssertEqual(expected, jacobian, Math.Max(tolerance, 1e-8));

        // From a gradient of the outputs, under the masks of the step.
        double[] inputs = data.InputsAsDouble.ToArray(), given = [.. Enumerable.Range(0, Samples * size).Select(i => Math.Sin(i))];
        var masks = new Masks(network.DropoutSeed, 6);
        double[] slopes = [.. inputs.Select((_, i) => Slope(inputs, i, () => Enumerable.Range(0, Samples).Sum(s =>
            s != i / width ? 0 : reference.Forward(inputs.AsSpan(s * width, width), masks, s).Select((a, j) => a * given[s * size + j]).Sum())))];
        network.DropoutStep = 6;
        var gradients = new T[inputs.Length];
        network.BackwardFrom(Of<T>(inputs), Of<T>(given), gradients);
        AssertEqual(slopes, gradients, Math.Max(tolerance, 1e-8));

        // Of parameters by the twin: that of sum v a is what differences of it say.
        twin.DropoutStep = 6;
        twin.BackwardFrom(inputs, given);
        double[] analytic = twin.Gradients.ToArray();
        for (int p = 0; p < analytic.Length; p += 1 + analytic.Length / 20)
        {
            double start = twin.Parameters[p];
            double Sum(double value)
            {
                twin.Parameters[p] = value;
                var at = new GraphReference(reference.Graph, twin);
                return Enumerable.Range(0, Samples).Sum(s => at.Forward(inputs.AsSpan(s * width, width), masks, s).Select((a, j) => a * given[s * size + j]).Sum());
            }

            double slope = (Sum(start + 1e-5) - Sum(start - 1e-5)) / 2e-5;
            twin.Parameters[p] = start;
            AssertEqual([slope], [analytic[p]], 1e-7);
        }
    }

    /// <summary>(f(x + h) - f(x - h)) / 2h, which is wrong by about h^2 = 1e-10 and, by rounding, by 1e-16 / h = 1e-11.</summary>
    private static double Slope(double[] numbers, int index, Func<double> f)
    {
        double start = numbers[index];
        numbers[index] = start + 1e-5;
        double plus = f();
        numbers[index] = start - 1e-5;
        double minus = f();
        numbers[index] = start;
        return (plus - minus) / 2e-5;
    }

    /// <summary>The error is relative to the largest number, or to 1.</summary>
    private static void AssertEqual<T>(double[] expected, T[] actual, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], double.CreateTruncating(actual[i]), tolerance * largest);
    }

    private static Precision PrecisionOf(int index) => index % 2 == 0 ? Precision.Single : Precision.Double;

    private static T[] Of<T>(ReadOnlySpan<double> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. numbers.ToArray().Select(T.CreateTruncating)];

    private static IEnumerable<RandomGraph> Draw(int largest, int count)
    {
        var random = new PCG(7, (uint)largest);
        for (int i = 0; i < count; i++)
            yield return RandomGraph.Of(largest).Generate(random, null, out Size _);
    }
}
