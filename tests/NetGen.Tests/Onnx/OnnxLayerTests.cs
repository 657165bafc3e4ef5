using System.Reflection;
using Microsoft.ML.OnnxRuntime;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Each kind of layer with each option, and each activation function, in both precisions: ONNX Runtime computes the same outputs.</summary>
public sealed class OnnxLayerTests
{
    /// <summary>What ONNX Runtime computes in single precision only, as docs/onnx.md says: layers and activations by their declarations.</summary>
    private static readonly string[] _singleOnly = ["Conv", "AveragePool", "Activation.ELU", "Activation.SELU", "Activation.GELU,", "Activation.GELU)", "Activation.Softplus", "Activation.Mish"];

    // Without a loss, which the files do not have either.
    private static readonly ImageSource[] _sources =
    [
        .. from pair in ImageVariant.All.Index()
           from precision in Enum.GetValues<Precision>()
           let tiles = pair.Item.OnlyTiles || (pair.Index + (int)precision) % 2 == 0
           select pair.Item.Source(pair.Index, tiles) with { Name = pair.Item.Name + precision, Loss = Loss.None, Precision = precision },
        .. from activation in Enum.GetValues<Activation>().Except([Activation.Custom])
           from precision in Enum.GetValues<Precision>()
           from shape in new[] { "5", "2, 3, 3" }
           select Activated(activation, precision, shape),
    ];

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(_sources.Select(source => source.Source)));

    public static TheoryData<string> Single => Names(source => source.Precision == Precision.Single);

    public static TheoryData<string> Double => Names(source => source.Precision == Precision.Double && !IsSingleOnly(source));

    public static TheoryData<string> SingleOnly => Names(source => source.Precision == Precision.Double && IsSingleOnly(source));

    [Theory]
    [MemberData(nameof(Single))]
    public void Outputs_are_those_of_ONNX_Runtime(string name) => OnnxRun.AssertSame(Create<float>(name));

    [Theory]
    [MemberData(nameof(Double))]
    public void Outputs_in_double_precision_are_those_of_ONNX_Runtime(string name) => OnnxRun.AssertSame(Create<double>(name));

    /// <summary>The models are valid, but ONNX Runtime has no code for one of their operators.</summary>
    [Theory]
    [MemberData(nameof(SingleOnly))]
    public void Other_networks_in_double_precision_are_not_implemented_by_ONNX_Runtime(string name)
    {
        var refusal = Assert.Throws<OnnxRuntimeException>(() => OnnxRun.AssertSame(Create<double>(name)));
        Assert.Contains("Could not find an implementation", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The files of all networks, for the checker.</summary>
    internal static IEnumerable<(string Name, byte[] File)> Files() => _sources.Select(source =>
        (source.Name, source.Precision == Precision.Double ? Create<double>(source.Name).Save() : Create<float>(source.Name).Save()));

    /// <summary>The activation of the output, after a layer over vectors or over images.</summary>
    private static ImageSource Activated(Activation activation, Precision precision, string shape) => new(
        $"{activation}{(shape == "5" ? "OfVector" : "OfImage")}{precision}",
        shape,
        Loss.None,
        precision,
        shape == "5"
            ? ["Dense(7, As = \"hidden\")", $"LayerNorm(Activation.{activation})"]
            : ["LayerNorm", $"Activate(Activation.{activation}{(activation is Activation.LeakyReLU or Activation.ELU ? ", Alpha = 0.3" : activation == Activation.HardTanh ? ", Min = -0.75, Max = 0.5" : "")})"]);

    private static bool IsSingleOnly(ImageSource source) => source.Layers.Any(layer => _singleOnly.Any(layer.Contains));

    private static TheoryData<string> Names(Func<ImageSource, bool> isWanted) => [.. _sources.Where(isWanted).Select(source => source.Name)];

    private static INetwork<T> Create<T>(string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => OnnxRun.Disturbed<T>(_networks.Value.GetType(name, throwOnError: true)!);
}
