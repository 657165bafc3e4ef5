using System.Reflection;
using Microsoft.ML.OnnxRuntime;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Each kind of layer with each option, and each activation function, in both precisions: ONNX Runtime computes the same outputs.</summary>
public sealed class OnnxLayerTests
{
    private static readonly Activation[] _activations = [.. Enum.GetValues<Activation>().Except([Activation.Custom])];

    // Without a loss, which the files do not have either.
    private static readonly ImageSource[] _sources =
    [
        .. from pair in ImageVariant.All.Index()
           from precision in Enum.GetValues<Precision>()
           let tiles = pair.Item.OnlyTiles || (pair.Index + (int)precision) % 2 == 0
           select pair.Item.Source(pair.Index, tiles) with { Name = pair.Item.Name + precision, Loss = Loss.None, Precision = precision },
        .. from activation in _activations
           from precision in Enum.GetValues<Precision>()
           from shape in new[] { "5", "2, 3, 3" }
           select Activated(activation, precision, shape),
    ];

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(_sources.Select(source => source.Source)));

    // What ONNX Runtime has in single precision only.
    private static readonly string[] _singleOnly = [];

    public static TheoryData<string> Networks(Precision precision) => [.. _sources.Where(source => source.Precision == precision).Select(source => source.Name)];

    [Theory]
    [MemberData(nameof(Networks), Precision.Single)]
    public void Outputs_are_those_of_ONNX_Runtime(string name) => OnnxRun.AssertSame(OnnxRun.Disturbed<float>(TypeOf(name)));

    [Theory]
    [MemberData(nameof(Networks), Precision.Double)]
    public void Outputs_in_double_precision_are_those_of_ONNX_Runtime(string name)
    {
        INetwork<double> network = OnnxRun.Disturbed<double>(TypeOf(name));
        OnnxRun.AssertSame(network);
    }

    /// <summary>The activation as a layer, and as the output: Softmax is allowed nowhere else.</summary>
    private static ImageSource Activated(Activation activation, Precision precision, string shape) => new(
        $"{activation}{(shape == "5" ? "OfVector" : "OfImage")}{precision}",
        shape,
        Loss.None,
        precision,
        shape == "5"
            ? ["Dense(7, As = \"hidden\")", $"Dense(6, Activation.{activation})"]
            : ["Conv2D(3, 2)", $"Activate(Activation.{activation}{(activation is Activation.LeakyReLU or Activation.ELU ? ", Alpha = 0.3" : "")})"]);

    private static Type TypeOf(string name) => _networks.Value.GetType(name, throwOnError: true)!;
}
