extern alias generator;

using System.Reflection;
using generator::NetGen.Generator.Emission;
using generator::NetGen.Generator.Layers;
using generator::NetGen.Generator.Model;
using generator::NetGen.Generator.Planning;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Networks;
using NetGen.Tests.Support;
using Xunit;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Tests.Generator;

/// <summary>
/// Windows that no attribute can declare, with a stride and a dilation of their own in each dimension and other padding at each end, against plain loops and
/// differences of losses.
/// </summary>
public sealed class WindowTests
{
    private static readonly (string Layer, Window Window)[] _cases =
    [
        // TensorFlow's SAME with a stride of 2: more zeros behind than before.
        ("Conv2D", new Window(3, 3, 2, 2, 0, 0, 1, 1)),
        ("Conv2D", new Window(3, 2, 2, 1, 0, 1, 2, 0)),
        ("Conv2D", new Window(2, 3, 1, 2, 1, 0, 0, 2)),
        ("Conv2D", new Window(2, 2, 2, 3, 1, 0, 0, 1, DilationY: 2, DilationX: 2)),
        ("Conv2D", new Window(2, 3, 1, 2, 1, 0, 0, 2, DilationX: 2)),
        ("Conv2D", new Window(3, 2, 2, 1, 0, 1, 2, 0, DilationY: 2)),
        ("Conv2D", new Window(3, 3, 1, 1, 2, 0, 0, 2)),
        ("MaxPool", new Window(2, 2, 2, 2, 0, 0, 1, 1)),
        ("MaxPool", new Window(2, 3, 1, 2, 1, 0, 0, 2)),
        ("MaxPool", new Window(3, 2, 2, 1, 0, 1, 2, 0)),
        ("MaxPool", new Window(2, 3, 1, 2, 1, 0, 0, 2, DilationX: 2)),
        ("MaxPool", new Window(3, 2, 2, 1, 0, 1, 2, 0, DilationY: 2)),
        ("MaxPool", new Window(2, 2, 2, 2, 1, 1, 1, 1, DilationY: 2, DilationX: 2)),
        ("MaxPool", new Window(2, 2, 2, 2, 0, 0, 0, 0, DilationY: 1, DilationX: 2)),
        ("AveragePool", new Window(2, 2, 2, 2, 0, 0, 1, 1)),
        ("AveragePool", new Window(2, 3, 1, 2, 1, 0, 0, 2)),
        ("AveragePool", new Window(3, 2, 2, 1, 0, 1, 2, 0)),
        ("AveragePool of inputs", new Window(2, 3, 1, 2, 1, 0, 0, 2)),
        ("AveragePool of inputs", new Window(3, 2, 2, 1, 0, 1, 2, 0)),
    ];

    private static readonly Lazy<Assembly> _networks = new(Compile);

    public static TheoryData<int, bool> Cases => [.. from index in Enumerable.Range(0, _cases.Length) from tiles in new[] { false, true } select (index, tiles)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_are_those_of_plain_loops(int index, bool tiles)
    {
        ITrainableNetwork<double> network = Create<double>(index, tiles);
        LoadedNetworks.AssertStrategy(network, tiles);
        int[] input = [.. network.Info.Layers[0].InputShape];
        double[] x = PairingTests.Data(network.Info, 1).InputsAsDouble.ToArray();
        double[] z = Values(_cases[index].Layer, _cases[index].Window, input, x, network.Parameters.ToArray()), a = new double[network.Info.OutputSize];

        network.Forward(x, a);

        Assert.Equal(z.Length, a.Length);
        Assert.All(z.Zip(a), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_the_differences_of_the_losses(int index, bool tiles)
    {
        ITrainableNetwork<float> network = Create<float>(index, tiles);
        GradientCheckReport report = GradientCheck.Run(network, PairingTests.Data(network.Info, 9), 1e-6, budget: 2_000);
        Assert.True(report.Passed, report.ToString());
        Assert.InRange(report.PrecisionError, 0, 1e-5);
        ImageBits.AssertSameInAnyCompany(network);
    }

    [Theory]
    [InlineData("3x3", 3, 3, 1, 1, 0, 0, 0, 0)]
    [InlineData("3x3, stride 2, padding 1", 3, 3, 2, 2, 1, 1, 1, 1)]
    [InlineData("3x2, stride 2x1, padding 1x0", 3, 2, 2, 1, 1, 0, 1, 0)]
    [InlineData("3x3, stride 2, padding 0+1", 3, 3, 2, 2, 0, 0, 1, 1)]
    [InlineData("3x3, padding 2+0x0+2", 3, 3, 1, 1, 2, 0, 0, 2)]
    [InlineData("3x3, dilation 2", 3, 3, 1, 1, 0, 0, 0, 0, 2, 2)]
    [InlineData("3x3, stride 2, dilation 1x3", 3, 3, 2, 2, 0, 0, 0, 0, 1, 3)]
    public void The_text_of_a_window_names_what_is_not_usual(
        string text, int height, int width, int strideY, int strideX, int top, int left, int bottom, int right, int dilationY = 1, int dilationX = 1) =>
        Assert.Equal(text, new Window(height, width, strideY, strideX, top, left, bottom, right, dilationY, dilationX).Text(3, 1, 1));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 2)]
    public void A_pooling_whose_window_may_lie_in_the_padding_is_refused(int top, int bottom)
    {
        var pool = new MaxPool(ActivationSpec.Identity, new Window(2, 2, 1, 1, top, 0, bottom, 0));
        Assert.Equal(("a window that is larger than the padding at each end", "use less padding or a larger window"), pool.ShapeFault([Shape.Of(1, 4, 4)]));
    }

    /// <summary>Its first position reads a number before and one behind the only row of the input.</summary>
    [Theory]
    [InlineData(1, 2, false)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    public void A_pooling_that_may_step_over_the_input_is_refused(int height, int dilation, bool fits)
    {
        var pool = new MaxPool(ActivationSpec.Identity, new Window(2, 1, 1, 1, 1, 0, 1, 0, DilationY: dilation));
        Assert.Equal(fits, pool.ShapeFault([Shape.Of(1, height, 4)]) is null);
    }

    private static ITrainableNetwork<T> Create<T>(int index, bool tiles)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> network = _networks.Value.Create<T>(Name(index, tiles, isDouble: typeof(T) == typeof(double)), seed: 1);
        ImageSource.Disturb(network);
        return network;
    }

    /// <summary>Declared with a window of 1 x 1, which the specification then exchanges.</summary>
    private static Assembly Compile()
    {
        (int Index, bool Tiles, bool IsDouble)[] all = [.. from index in Enumerable.Range(0, _cases.Length) from tiles in new[] { false, true } from isDouble in new[] { false, true } select (index, tiles, isDouble)];
        string source = string.Concat(all.Select(network =>
        {
            string layer = _cases[network.Index].Layer, precision = network.IsDouble ? "Double" : "Single", shape = network.Tiles ? "6, 13, 12" : "1, 5, 4";
            string declared = layer == "Conv2D" ? "Conv2D(2, 1)" : layer.Contains(' ') ? "AveragePool(1, CountPadding = false)" : $"{layer}(1)";

            // Poolings have no parameters, so a layer with some comes before.
            string before = layer == "Conv2D" ? "" : "Affine, ";
            return $"[Network({shape}, Loss = Loss.HalfSquaredError, Precision = Precision.{precision}), {before}{declared}] public sealed partial class {Name(network.Index, network.Tiles, network.IsDouble)};\n";
        }));
        GeneratorRun run = Compilations.Generate($"using NetGen;\n{source}");
        NetworkSpec[] specs = [.. run.Driver.GetRunResult().Results.Single().TrackedSteps[NetworkGenerator.SpecStep].SelectMany(step => step.Outputs).Select(output => (NetworkSpec)output.Value)];
        Assert.Equal(all.Length, specs.Length);
        IEnumerable<string> texts = specs.SelectMany(spec => NetworkEmitter.Emit(Planner.Plan(Exchange(spec, _cases[all.Single(network => Name(network.Index, network.Tiles, network.IsDouble) == spec.Type.Name).Index].Window))).Select(file => file.Text));
        CSharpCompilation compilation = Compilations.Create(string.Concat(specs.Select(spec => $"public sealed partial class {spec.Type.Name};\n")));
        return Compilations.Load(compilation.AddSyntaxTrees(texts.Select((text, index) => Compilations.Parse(text))));
    }

    private static NetworkSpec Exchange(NetworkSpec spec, Window window) => spec with
    {
        Nodes = spec.Nodes.Select(node => node with
        {
            Layer = node.Layer switch
            {
                Convolution convolution => convolution with { Window = window },
                MaxPool pool => pool with { Window = window },
                AveragePool pool => pool with { Window = window },
                Layer other => other,
            },
        }).ToEquatableArray(),
    };

    private static string Name(int index, bool tiles, bool isDouble) => $"Net{index}{(tiles ? "Tiles" : "Straight")}{(isDouble ? "Double" : "Single")}";

    private static double[] Values(string layer, Window window, int[] input, double[] x, double[] parameters)
    {
        (int channels, int height, int width) = (input[0], input[1], input[2]);
        int outHeight = (height + window.Top + window.Bottom - window.DilationY * (window.Height - 1) - 1) / window.StrideY + 1;
        int outWidth = (width + window.Left + window.Right - window.DilationX * (window.Width - 1) - 1) / window.StrideX + 1;
        bool isConvolution = layer == "Conv2D";
        const int Filters = 2;
        double[] u = isConvolution ? x : [.. x.Select((v, k) => parameters[k] * v + parameters[x.Length + k])];
        var z = new List<double>();
        for (int o = 0; o < (isConvolution ? Filters : channels); o++)
            for (int y = 0; y < outHeight; y++)
                for (int column = 0; column < outWidth; column++)
                    z.Add(isConvolution ? parameters[^(Filters - o)] + Enumerable.Range(0, channels).Sum(c => Taps(c, y, column).Sum(tap => parameters[((o * channels + c) * window.Height + tap.Ky) * window.Width + tap.Kx] * tap.Value))
                        : layer == "MaxPool" ? Taps(o, y, column).Max(tap => tap.Value)
                        : Taps(o, y, column).Sum(tap => tap.Value) / (layer == "AveragePool" ? Padded(y, column) : Taps(o, y, column).Count()));

        return [.. z];

        IEnumerable<(int Ky, int Kx, double Value)> Taps(int c, int y, int column) =>
            from ky in Enumerable.Range(0, window.Height)
            from kx in Enumerable.Range(0, window.Width)
            let row = window.StrideY * y - window.Top + window.DilationY * ky
            let at = window.StrideX * column - window.Left + window.DilationX * kx
            where row >= 0 && row < height && at >= 0 && at < width
            select (ky, kx, u[(c * height + row) * width + at]);

        int Padded(int y, int column) =>
            Enumerable.Range(0, window.Height).Count(ky => window.StrideY * y - window.Top + ky < height + window.Bottom)
            * Enumerable.Range(0, window.Width).Count(kx => window.StrideX * column - window.Left + kx < width + window.Right);
    }
}
