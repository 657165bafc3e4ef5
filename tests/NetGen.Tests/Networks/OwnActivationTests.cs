using System.Numerics;
using System.Reflection;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Layers with an activation of the user's: [Dense(9, typeof(Squareplus))].</summary>
public sealed class OwnActivationTests
{
    private static readonly string[] _functions = ["Squareplus", nameof(VectorSquareplus), nameof(WrongSlope), nameof(WrongInVectors)];

    private static readonly Loss[] _losses = [.. Enum.GetValues<Loss>().Except([Loss.None, Loss.BinaryCrossEntropy, Loss.CrossEntropy])];

    private static readonly Lazy<Assembly> _networks = new(() => Compilations.CompileAndLoad(
        NetworkSource.File(
            from function in _functions
            from loss in _losses
            from tiles in new[] { false, true }
            from precision in Enum.GetValues<Precision>()
            select Source(function, loss, tiles, precision))
        + Functions()));

    public static TheoryData<string, Loss, bool> Right =>
        [.. from function in _functions[..2] from loss in _losses from tiles in new[] { false, true } select (function, loss, tiles)];

    [Theory]
    [MemberData(nameof(Right))]
    public void A_right_derivative_passes_the_gradient_check(string function, Loss loss, bool tiles)
    {
        ITrainableNetwork<float> network = Create<float>(function, loss, tiles, Precision.Single);
        LoadedNetworks.AssertStrategy(network, tiles);
        PairingTests.AssertPasses(GradientCheck.Run(network, PairingTests.Data(network.Info, samples: 13)), network);
    }

    [Theory]
    [InlineData(nameof(WrongSlope), 3, false)]
    [InlineData(nameof(WrongSlope), 13, false)]
    [InlineData(nameof(WrongSlope), 13, true)]
    [InlineData(nameof(WrongInVectors), 16, false)]
    [InlineData(nameof(WrongInVectors), 16, true)]
    public void A_wrong_derivative_is_found_and_its_layer_named(string function, int samples, bool tiles)
    {
        ITrainableNetwork<float> network = Create<float>(function, Loss.HalfSquaredError, tiles, Precision.Single);
        GradientCheckReport report = GradientCheck.Run(network, PairingTests.Data(network.Info, samples));
        Assert.False(report.Passed, report.ToString());
        Assert.Equal(1, report.SuspectLayer);
        Assert.Contains("Look at layer 1 first", report.ToString());
        Assert.Equal(["x", "W1", "b1"], report.Tensors.Where(tensor => tensor.Worst!.RelativeError > report.Tolerance).Select(tensor => tensor.Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_and_vectors_give_the_same_bits(bool tiles)
    {
        AssertSameBits<float>(tiles, Precision.Single);
        AssertSameBits<double>(tiles, Precision.Double);
    }

    [Fact]
    public void Values_are_those_of_the_function()
    {
        ITrainableNetwork<double> network = Create<double>("Squareplus", Loss.HalfSquaredError, tiles: false, Precision.Double);
        double[] x = [0.75, -0.5], trace = new double[network.Info.TraceSize];
        network.Trace(x, trace);
        LayerInfo layer = network.Info.Layers[0];
        for (int j = 0; j < layer.OutputSize; j++)
        {
            double z = trace[layer.ZOffset + j];
            Assert.Equal((z + Math.Sqrt(z * z + 1)) / 2, trace[layer.AOffset + j], 1e-15);
        }

        Assert.Equal(Activation.Custom, layer.Activation);
        Assert.Contains("2 -> 9  Squareplus  ", (string)network.GetType().GetField("Summary")!.GetRawConstantValue()!);
    }

    [Theory]
    [InlineData("typeof(Far.Inner)", "class Far {{ internal struct Inner {0} }}")]
    [InlineData("typeof(@class.@struct)", "namespace @class {{ struct @struct {0} }}")]
    [InlineData("typeof(Of<int, Of<string, int[]>>)", "class Of<T1, T2> {0}")]
    [InlineData("typeof(Heir)", "abstract class Root {0} class Heir : Root;")]
    [InlineData("activation: typeof(Exp), units: 1", "struct Exp {0}")]
    public void Compiles_wherever_the_type_stands(string argument, string declaration)
    {
        string units = argument.Contains("units") ? "" : "1, ";
        GeneratorRun run = Compilations.Generate(
            $"using NetGen; using System.Numerics;\n[Network(2, Loss = Loss.Huber), Dense({units}{argument})] partial class Net;\n{string.Format(declaration, SquareplusMembers())}");
        Assert.Empty(run.Diagnostics);
        Compilations.AssertNoDiagnostics(run.Compilation);
    }

    [Fact]
    public void A_private_type_serves_a_network_beside_it()
    {
        GeneratorRun run = Compilations.Generate(
            $"using NetGen; using System.Numerics;\npartial class Outer {{ [Network(2, Loss = Loss.Huber), Dense(1, typeof(Own))] partial class Net; private struct Own {SquareplusMembers()} }}");
        Assert.Empty(run.Diagnostics);
        Compilations.AssertNoDiagnostics(run.Compilation);
    }

    private static void AssertSameBits<T>(bool tiles, Precision precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> numbers = Create<T>("Squareplus", Loss.Huber, tiles, precision), vectors = Create<T>(nameof(VectorSquareplus), Loss.Huber, tiles, precision);
        Dataset data = PairingTests.Data(numbers.Info, samples: 13);
        T[] x = [.. data.InputsAsDouble.ToArray().Select(T.CreateTruncating)], y = [.. data.TargetsAsDouble.ToArray().Select(T.CreateTruncating)];
        Assert.Equal(numbers.Backward(x, y), vectors.Backward(x, y));
        Assert.Equal(numbers.Gradients.ToArray(), vectors.Gradients.ToArray());
        Assert.True(numbers.Gradients.ContainsAnyExcept(T.Zero));
    }

    private static ITrainableNetwork<T> Create<T>(string function, Loss loss, bool tiles, Precision precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _networks.Value.Create<T>(Name(function, loss, tiles, precision), seed: 1);

    private static NetworkSource Source(string function, Loss loss, bool tiles, Precision precision) => new(
        Name(function, loss, tiles, precision),
        $"{(tiles ? 6 : 2)}, Loss = Loss.{loss}, Precision = Precision.{precision}",
        $"{(tiles ? 16 : 9)}, typeof(NetGen.Tests.Networks.{function})",
        $"3, typeof(NetGen.Tests.Networks.Squareplus)");

    private static string Name(string function, Loss loss, bool tiles, Precision precision) => $"{function}{loss}{(tiles ? "Tiles" : "Straight")}{precision}";

    /// <summary>Squareplus without its name.</summary>
    private static string SquareplusMembers() => Functions().Split("struct Squareplus")[1].Split("/// <summary>")[0].Trim();

    /// <summary>The text of OwnActivations.cs, with its imports inside the namespace, so that it can follow other code.</summary>
    internal static string Functions([System.Runtime.CompilerServices.CallerFilePath] string path = "")
    {
        string text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "OwnActivations.cs"));
        string[] parts = text.Split("namespace NetGen.Tests.Networks;");
        return $"\nnamespace NetGen.Tests.Networks\n{{\n{parts[0]}{parts[1]}}}\n";
    }
}
