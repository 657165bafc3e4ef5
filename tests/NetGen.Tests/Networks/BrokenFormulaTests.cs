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

    /// <param name="Scope">The class in which <paramref name="Right"/> is found once; empty for the whole file.</param>
    /// <param name="Suspect">The layer that the report has to name; 0 for the gradients of the inputs.</param>
    /// <param name="Tensors">The tensors that have to fail, and no others.</param>
    private sealed record Fault(string Name, bool Tiles, string Scope, string Right, string Wrong, int Suspect, string Tensors);

    private static readonly Fault[] _faults =
    [
        new("OutputDelta", false, "", "delta2_0 = w * (a2_0 - y_0);", "delta2_0 = w * (y_0 - a2_0);", 2, "W1 b1 W2 b2"),
        new("HiddenSum", false, "", "W2_0_1 * delta2_0 + W2_1_1 * delta2_1", "W2_0_1 * delta2_0 - W2_1_1 * delta2_1", 1, "W1 b1"),
        new("HiddenSlope", false, "", "- a1_2 * a1_2", "+ a1_2 * a1_2", 1, "W1 b1"),
        new("OutputWeight", false, "", "dW2_1_2 += delta2_1 * a1_2;", "dW2_1_2 -= delta2_1 * a1_2;", 2, "W2"),
        new("HiddenWeight", false, "", "dW1_0_1 += delta1_0 * x_1;", "dW1_0_1 -= delta1_0 * x_1;", 1, "W1"),
        new("OutputBias", false, "", "db2_1 += delta2_1;", "db2_1 -= delta2_1;", 2, "b2"),
        new("HiddenBias", false, "", "db1_0 += delta1_0;", "db1_0 -= delta1_0;", 1, "b1"),
        new("OutputDeltaInLanes", false, "", "delta2[0] = w * (a2[0] - y[0]);", "delta2[0] = w * (y[0] - a2[0]);", 2, "W1 b1 W2 b2"),
        new("HiddenSumInLanes", false, "", " + All(p[10 + k * 2]) * delta2[1]", " - All(p[10 + k * 2]) * delta2[1]", 1, "W1 b1"),
        new("HiddenSlopeInLanes", false, "", "- a1[k] * a1[k]", "+ a1[k] * a1[k]", 1, "W1 b1"),
        new("OutputWeightInLanes", false, "", "dW2[4 + j] += delta2[j] * a1[2];", "dW2[4 + j] -= delta2[j] * a1[2];", 2, "W2"),
        new("HiddenWeightInLanes", false, "", "dW1[3 + j] += delta1[j] * x[1];", "dW1[3 + j] -= delta1[j] * x[1];", 1, "W1"),
        new("OutputBiasInLanes", false, "", "db2[j] += delta2[j];", "db2[j] -= delta2[j];", 2, "b2"),
        new("HiddenBiasInLanes", false, "", "db1[j] += delta1[j];", "db1[j] -= delta1[j];", 1, "b1"),
        new("InputGradient", false, "", "(p[0] * delta1_0 + p[1] * delta1_1", "(p[0] * delta1_0 - p[1] * delta1_1", 0, "x"),
        new("InputGradientInLanes", false, "", " + All(p[2 + k * 3]) * delta1[2]", " - All(p[2 + k * 3]) * delta1[2]", 0, "x"),
        new("OutputDelta", true, "", "(a_i[j] - y_i[j]) * (w_i * mean)", "(y_i[j] - a_i[j]) * (w_i * mean)", 2, "W1 b1 W2 b2"),
        new("HiddenSum", true, "Layer2", "transposed, dx, 24, n, 20, 2, threads);", "transposed, dx, 24, n, 20, 1, threads);", 1, "W1 b1"),
        new("HiddenSlope", true, "Layer1", "- a_v[i] * a_v[i]", "+ a_v[i] * a_v[i]", 1, "W1 b1"),
        new("OutputWeight", true, "Layer2", "isFirst, n, 20, 2, threads);", "isFirst, n - 1, 20, 2, threads);", 2, "W2"),
        new("HiddenWeight", true, "Layer1", "isFirst, n, 6, 20, threads);", "isFirst, n - 1, 6, 20, threads);", 1, "W1"),
        new("OutputBias", true, "Layer2", "isFirst, n);", "isFirst, n - 1);", 2, "b2"),
        new("HiddenBias", true, "Layer1", "isFirst, n);", "isFirst, n - 1);", 1, "b1"),
    ];

    private static readonly Lazy<Assembly> _networks = new(Compile);

    public static TheoryData<string, bool, Place> Faults =>
        [.. from fault in _faults from place in Enum.GetValues<Place>() select (fault.Name, fault.Tiles, place)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_check_fails_and_points_at_the_layer(string name, bool tiles, Place place)
    {
        Fault fault = _faults.Single(f => f.Name == name && f.Tiles == tiles);
        ITrainableNetwork<float> network = _networks.Value.Create<float>(Name(fault, place), seed: 5);
        LoadedNetworks.AssertStrategy(network, tiles);

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
            start = text.IndexOf($"class {fault.Scope}\n", StringComparison.Ordinal);
            Assert.True(start >= 0, $"{file} has no {fault.Scope}.");
            int next = text.IndexOf("private static class Layer", start, StringComparison.Ordinal);
            end = next < 0 ? end : next;
        }
        else if (!fault.Tiles)
        {
            // BackwardFrom has the same formulas once more.
            end = text.IndexOf("static void BackwardFrom(", StringComparison.Ordinal);
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
        $"{(fault.Tiles ? 20 : 3)}, Activation.Tanh",
        "2, Activation.Sigmoid");

    private static string Name(Fault fault, Place place) => $"{fault.Name}{(fault.Tiles ? "Tiles" : "Straight")}{place}";
}
