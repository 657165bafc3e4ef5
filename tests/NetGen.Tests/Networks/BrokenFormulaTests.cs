using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>
/// One sign in the emitted code is turned, or a sum in a kernel is told to stop a term too early: the gradient check
/// has to find it and to say where.
/// </summary>
public sealed class BrokenFormulaTests
{
    /// <summary>Which of a network's two files is broken: the network itself, in single precision, or its twin in double.</summary>
    public enum Place
    {
        Nowhere,
        Network,
        Twin,
        Both,
    }

    /// <summary>Which network is broken: two layers, or a graph, and in which strategy.</summary>
    public enum Kind
    {
        Small,
        Tiles,
        SmallGraph,
        TilesGraph,
    }

    /// <param name="Scope">The class or the method in which <paramref name="Right"/> is found once; empty for the whole file.</param>
    /// <param name="Suspect">The layer that the report has to name; 0 for the gradients of the inputs.</param>
    /// <param name="Tensors">The tensors that have to fail, and no others.</param>
    private sealed record Fault(string Name, Kind Kind, string Scope, string Right, string Wrong, int Suspect, string Tensors)
    {
        public bool Tiles => Kind is Kind.Tiles or Kind.TilesGraph;
    }

    private const string One = " BackwardOneByOne(ReadOnly", Lanes = " BackwardInLanes(ReadOnly";

    private static readonly Fault[] _faults =
    [
        new("OutputDelta", Kind.Small, One, "delta2_0 = w * (a2_0 - y_0);", "delta2_0 = w * (y_0 - a2_0);", 2, "W1 b1 W2 b2"),
        new("HiddenSum", Kind.Small, One, "W2_0_1 * delta2_0 + W2_1_1 * delta2_1", "W2_0_1 * delta2_0 - W2_1_1 * delta2_1", 1, "W1 b1"),
        new("HiddenSlope", Kind.Small, One, "- a1_2 * a1_2", "+ a1_2 * a1_2", 1, "W1 b1"),
        new("OutputWeight", Kind.Small, One, "dW2_1_2 += delta2_1 * a1_2;", "dW2_1_2 -= delta2_1 * a1_2;", 2, "W2"),
        new("HiddenWeight", Kind.Small, One, "dW1_0_1 += delta1_0 * x_1;", "dW1_0_1 -= delta1_0 * x_1;", 1, "W1"),
        new("OutputBias", Kind.Small, One, "db2_1 += delta2_1;", "db2_1 -= delta2_1;", 2, "b2"),
        new("HiddenBias", Kind.Small, One, "db1_0 += delta1_0;", "db1_0 -= delta1_0;", 1, "b1"),
        new("OutputDeltaInLanes", Kind.Small, Lanes, "delta2[0] = w * (a2[0] - y[0]);", "delta2[0] = w * (y[0] - a2[0]);", 2, "W1 b1 W2 b2"),
        new("HiddenSumInLanes", Kind.Small, Lanes, " + All(p[10 + k * 2]) * delta2[1]", " - All(p[10 + k * 2]) * delta2[1]", 1, "W1 b1"),
        new("HiddenSlopeInLanes", Kind.Small, Lanes, "- a1[k] * a1[k]", "+ a1[k] * a1[k]", 1, "W1 b1"),
        new("OutputWeightInLanes", Kind.Small, Lanes, "dW2[4 + j] += delta2[j] * a1[2];", "dW2[4 + j] -= delta2[j] * a1[2];", 2, "W2"),
        new("HiddenWeightInLanes", Kind.Small, Lanes, "dW1[3 + j] += delta1[j] * x[1];", "dW1[3 + j] -= delta1[j] * x[1];", 1, "W1"),
        new("OutputBiasInLanes", Kind.Small, Lanes, "db2[j] += delta2[j];", "db2[j] -= delta2[j];", 2, "b2"),
        new("HiddenBiasInLanes", Kind.Small, Lanes, "db1[j] += delta1[j];", "db1[j] -= delta1[j];", 1, "b1"),
        new("InputGradient", Kind.Small, One, "(p[0] * delta1_0 + p[1] * delta1_1", "(p[0] * delta1_0 - p[1] * delta1_1", 0, "x"),
        new("InputGradientInLanes", Kind.Small, Lanes, " + All(p[2 + k * 3]) * delta1[2]", " - All(p[2 + k * 3]) * delta1[2]", 0, "x"),
        new("OutputDelta", Kind.Tiles, "", "(a_i[j] - y_i[j]) * (w * mean)", "(y_i[j] - a_i[j]) * (w * mean)", 2, "W1 b1 W2 b2"),
        new("HiddenSum", Kind.Tiles, "class Layer2\n", "W2T, delta1, dxStride: 24, n, inputs: 20, outputs: 2, threads);", "W2T, delta1, dxStride: 24, n, inputs: 20, outputs: 1, threads);", 1, "W1 b1"),
        new("HiddenSlope", Kind.Tiles, "class Layer1\n", "- a1_v[i] * a1_v[i]", "+ a1_v[i] * a1_v[i]", 1, "W1 b1"),
        new("OutputWeight", Kind.Tiles, "class Layer2\n", "isFirst, n, inputs: 20, outputs: 2, threads);", "isFirst, n - 1, inputs: 20, outputs: 2, threads);", 2, "W2"),
        new("HiddenWeight", Kind.Tiles, "class Layer1\n", "isFirst, n, inputs: 6, outputs: 20, threads);", "isFirst, n - 1, inputs: 6, outputs: 20, threads);", 1, "W1"),
        new("OutputBias", Kind.Tiles, "class Layer2\n", "isFirst, n);", "isFirst, n - 1);", 2, "b2"),
        new("HiddenBias", Kind.Tiles, "class Layer1\n", "isFirst, n);", "isFirst, n - 1);", 1, "b1"),

        // u = layer 1, LayerNorm, + u, [.., x], and the output, which is layer 5.
        new("Gain", Kind.SmallGraph, One, "dgain2_1 += delta2_1 * xhat2_1;", "dgain2_1 -= delta2_1 * xhat2_1;", 2, "gain2"),
        new("MeanOfV", Kind.SmallGraph, One, "gain2_1 * delta2_1 - meanV2", "gain2_1 * delta2_1 + meanV2", 1, "W1 b1"),
        new("Addend", Kind.SmallGraph, One, "delta1_1 = (delta3_1 + r2", "delta1_1 = (r2", 1, "W1 b1"),
        new("Offset", Kind.SmallGraph, One, "delta3_0 = delta4_0;", "delta3_0 = delta4_1;", 2, "W1 b1 gain2 b2"),
        new("GainInLanes", Kind.SmallGraph, Lanes, "dgain2[j] += delta2[j] * xhat2[j];", "dgain2[j] -= delta2[j] * xhat2[j];", 2, "gain2"),
        new("MeanOfVInLanes", Kind.SmallGraph, Lanes, "delta2[k] - meanV2", "delta2[k] + meanV2", 1, "W1 b1"),
        new("AddendInLanes", Kind.SmallGraph, Lanes, "delta1[k] = (delta3[k] + r2", "delta1[k] = (r2", 1, "W1 b1"),
        new("OffsetInLanes", Kind.SmallGraph, Lanes, "delta3[k] = delta4[k];", "delta3[k] = delta4[k + 1];", 2, "W1 b1 gain2 b2"),
        new("Gain", Kind.TilesGraph, "class Layer2\n", "(delta2, xhat2, dgain2, db2,", "(delta2, delta2, dgain2, db2,", 2, "gain2"),
        new("GainOfV", Kind.TilesGraph, "class Layer2\n", "p.Slice(140, 20), xhat2, r2, delta1,", "p.Slice(141, 20), xhat2, r2, delta1,", 1, "W1 b1"),
        new("Addend", Kind.TilesGraph, "class Layer1\n", "(delta1_v[i] + delta3_v[i])", "(delta1_v[i])", 1, "W1 b1"),
        new("Offset", Kind.TilesGraph, "class Layer4\n", "Copy(delta4, stride", "Copy(delta4.Slice(1), stride", 2, "W1 b1 gain2 b2"),
    ];

    private static readonly Lazy<Assembly> _networks = new(Compile);

    public static TheoryData<string, Kind, Place> Faults =>
        [.. from fault in _faults from place in Enum.GetValues<Place>() select (fault.Name, fault.Kind, place)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_check_fails_and_points_at_the_layer(string name, Kind kind, Place place)
    {
        Fault fault = _faults.Single(f => f.Name == name && f.Kind == kind);
        ITrainableNetwork<float> network = _networks.Value.Create<float>(Name(fault, place), seed: 5);
        LoadedNetworks.AssertStrategy(network, fault.Tiles);

        // As many samples as the broken pass takes in both precisions: whole vectors, or fewer than fill one.
        int samples = fault.Name.EndsWith("InLanes") ? 8 : 3;
        GradientCheckReport report = GradientCheck.Run(network, PairingTests.Data(network.Info, samples));

        if (place == Place.Nowhere)
        {
            PairingTests.AssertPasses(report, network);
            return;
        }

        string text = report.ToString();
        Assert.False(report.Passed, text);
        Assert.Equal(fault.Suspect, report.SuspectLayer);
        Assert.Contains(fault.Suspect == 0 ? "Look at the gradients of the inputs: " : $"Look at layer {fault.Suspect} first", text);

        // The differences judge the twin, and the twin judges the network. What spoils delta1 spoils dL/dx, too.
        string[] tensors = [.. fault.Tensors.StartsWith("W1 b1") ? ["x"] : Array.Empty<string>(), .. fault.Tensors.Split(' ')], none = [];
        Assert.Equal(place == Place.Network ? none : tensors, Names(report, tensor => tensor.Worst!.RelativeError > report.Tolerance));
        Assert.Equal(place == Place.Both ? none : tensors, Names(report, tensor => tensor.PrecisionError > GradientCheckReport.PrecisionTolerance));
        string[] failed = [.. text.Split('\n').Where(line => line.EndsWith("failed")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])];
        Assert.Equal(tensors, failed);
    }

    private static string[] Names(GradientCheckReport report, Func<TensorCheck, bool> fails) =>
        [.. report.Tensors.Where(fails).Select(tensor => tensor.Name)];

    private static Assembly Compile()
    {
        var variants = (from fault in _faults from place in Enum.GetValues<Place>() select (fault, place)).ToArray();
        GeneratorRun run = Compilations.Generate(NetworkSource.File(variants.Select(variant => Source(variant.fault, variant.place))));
        Assert.Empty(run.Diagnostics);
        Compilation compilation = run.Compilation;
        foreach ((Fault fault, Place place) in variants)
        {
            if (place is Place.Network or Place.Both)
                compilation = Break(compilation, $"{Name(fault, place)}.g.cs", fault);
            if (place is Place.Twin or Place.Both)
                compilation = Break(compilation, $"{Name(fault, place)}.InDouble.g.cs", fault);
        }

        return Compilations.Load((CSharpCompilation)compilation);
    }

    private static Compilation Break(Compilation compilation, string file, Fault fault)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single(t => Path.GetFileName(t.FilePath) == file);
        string text = tree.ToString();
        int start = 0, end = text.Length;
        if (fault.Scope.Length > 0)
        {
            start = text.IndexOf(fault.Scope, StringComparison.Ordinal);
            Assert.True(start >= 0, $"{file} has no {fault.Scope}.");
            end = new[] { "private static ", "static void BackwardFrom(" }.Select(next => text.IndexOf(next, start, StringComparison.Ordinal)).Where(next => next > 0).Min();
        }

        // Once: otherwise something else than the formula would be broken, or nothing at all.
        string scope = text[start..end];
        Assert.Equal(1, scope.Split(fault.Right).Length - 1);
        string broken = text[..start] + scope.Replace(fault.Right, fault.Wrong) + text[end..];
        Assert.NotEqual(text, broken);
        return compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(broken, (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8));
    }

    private static NetworkSource Source(Fault fault, Place place) => new(
        Name(fault, place),
        $"{(fault.Tiles ? 6 : 2)}, Loss = Loss.BinaryCrossEntropy",
        [
            $"Dense({(fault.Tiles ? 20 : 3)}, Activation.Tanh, As = \"u\")",
            .. fault.Kind is Kind.SmallGraph or Kind.TilesGraph ? ["LayerNorm(Activation.Tanh)", "Add(\"u\")", "Concat(\"x\")"] : Array.Empty<string>(),
            "Dense(2, Activation.Sigmoid)",
        ]);

    private static string Name(Fault fault, Place place) => $"{fault.Name}{fault.Kind}{place}";
}
