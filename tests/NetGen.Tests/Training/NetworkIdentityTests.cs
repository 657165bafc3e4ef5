using System.Numerics;
using System.Reflection;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A training goes on from a checkpoint of its own network alone: every part of a declaration that changes a number tells.</summary>
public sealed class NetworkIdentityTests : IDisposable
{
    private const string Base = "Network(3, Loss = Loss.HalfSquaredError), Dense(4, Activation.ELU), Dense(4, Activation.Tanh), Dense(1, Activation.Sigmoid)";
    private const string Described = "Net (Single, HalfSquaredError, 41 parameters: Dense (3) to (4) ELU(alpha: 1); Dense (4) to (4) Tanh; Dense (4) to (1) Sigmoid)";

    // What becomes of a part of the declaration, and how messages then name the network.
    private static readonly (string Was, string Becomes, string Described)[] _changes =
    [
        ("Activation.ELU", "Activation.ELU, Alpha = 0.5", Described.Replace("alpha: 1", "alpha: 0.5")),
        ("Activation.ELU", "Activation.LeakyReLU", Described.Replace("ELU(alpha: 1)", "LeakyReLU(alpha: 0.1)")),
        ("Activation.ELU", "Activation.LeakyReLU, Alpha = 0", Described.Replace("ELU(alpha: 1)", "LeakyReLU(alpha: 0)")),
        ("Activation.Tanh", "Activation.HardTanh", Described.Replace("Tanh", "HardTanh")),
        ("Activation.Tanh", "Activation.HardTanh, Max = 3", Described.Replace("Tanh", "HardTanh(min: -1, max: 3)")),
        ("Activation.ELU", "Activation.ReLU", Described.Replace("ELU(alpha: 1)", "ReLU")),
        ("Activation.ELU", "typeof(Near.Own)", Described.Replace("ELU(alpha: 1)", "Custom(Near.Own)")),
        ("Activation.ELU", "typeof(Far.Own)", Described.Replace("ELU(alpha: 1)", "Custom(Far.Own)")),
        ("Activation.ELU", "typeof(Tanh<Near.Own>)", Described.Replace("ELU(alpha: 1)", "Custom(Tanh<Near.Own>)")),
        ("Activation.Tanh", "Activation.Identity", Described.Replace("Tanh", "Identity")),
        ("Activation.ELU", "Activation.ELU, Bias = false", Described.Replace("41", "37").Replace("alpha: 1)", "alpha: 1), no bias")),
        ("Activation.Tanh", "Activation.Tanh, Bias = false", Described.Replace("41", "37").Replace("Tanh", "Tanh, no bias")),
        ("Network(3, Loss = Loss.HalfSquaredError), ", "Network(3, Loss = Loss.HalfSquaredError), Standardize, ", Described.Replace(": Dense (3)", ": Standardize; Dense (3)")),
        ("Network(3, Loss = Loss.HalfSquaredError), ", "Network(3, Loss = Loss.HalfSquaredError), Dropout(0.25), ", Described.Replace(": Dense (3)", ": Dropout 0.25; Dense (3)")),
        ("Activation.ELU), ", "Activation.ELU), Dropout(0.25), ", Described.Replace("alpha: 1)", "alpha: 1), Dropout 0.25")),
        ("Activation.ELU), ", "Activation.ELU), Dropout(0.5), ", Described.Replace("alpha: 1)", "alpha: 1), Dropout 0.5")),
        ("Activation.Tanh), ", "Activation.Tanh), Dropout(0.25), ", Described.Replace("Tanh", "Tanh, Dropout 0.25")),
        ("HalfSquaredError", "SquaredError", Described.Replace("HalfSquaredError", "SquaredError")),
        ("HalfSquaredError", "HalfSquaredError, Precision = Precision.Double", Described.Replace("Single", "Double")),
        ("Dense(4, Activation.Tanh)", "Dense(3, Activation.Tanh)", Described.Replace("41", "35").Replace("(4) to (4)", "(4) to (3)").Replace("(4) to (1)", "(3) to (1)")),
        ("Dense(1, ", "Freeze, Dense(1, ", Described.Replace("41", "5").Replace("alpha: 1)", "alpha: 1), frozen").Replace("Tanh", "Tanh, frozen")),
        ("Dense(4, Activation.Tanh)", "Freeze, Dense(4, Activation.Tanh)", Described.Replace("41", "25").Replace("alpha: 1)", "alpha: 1), frozen")),
        ("Network(3", "Network(2", Described.Replace("41", "37").Replace("(3) to", "(2) to")),
    ];

    private const string SkipLayers = "Dense (3) to (4) Tanh; Dense (4) to (4) ELU(alpha: 1); LayerNorm (4) to (4) Identity, epsilon 1E-05; Dense (4) to (4) Identity; Add (4) to (4) Identity; Dense (4) to (1) Identity";
    private const string ConcatLayers = "Dense (3) to (4) Tanh; Dense (4) to (4) ELU(alpha: 1); LayerNorm (4) to (4) Identity, epsilon 1E-05; Dense (4) to (4) Identity; Concat (4) to (8) Identity; Dense (8) to (1) Identity";
    private const string DroppedLayers = "Dense (3) to (4) Tanh, Dropout 0.125; Dense (4) to (4) ELU(alpha: 1); LayerNorm (4) to (4) Identity, epsilon 1E-05; Dense (4) to (4) Identity; Add (4) to (4) Identity; Dense (4) to (1) Identity";

    // The same layers, read by others; and how messages then name them. Neighbours differ in one thing.
    private static readonly (string Layers, string Described)[] _wirings =
    [
        ("LayerNorm, Dense(4), Add(\"a\")", $"69 parameters: {SkipLayers}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a2); a4 = Dense(a3); a5 = Add(a4, a1); a6 = Dense(a5)"),
        ("LayerNorm, Dense(4), Add(\"b\")", $"69 parameters: {SkipLayers}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a2); a4 = Dense(a3); a5 = Add(a4, a2); a6 = Dense(a5)"),
        ("LayerNorm(From = \"a\"), Dense(4), Add(\"b\")", $"69 parameters: {SkipLayers}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a1); a4 = Dense(a3); a5 = Add(a4, a2); a6 = Dense(a5)"),
        ("LayerNorm(From = \"a\", Epsilon = 0.001), Dense(4), Add(\"b\")", $"69 parameters: {SkipLayers.Replace("1E-05", "0.001")}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a1); a4 = Dense(a3); a5 = Add(a4, a2); a6 = Dense(a5)"),
        ("LayerNorm, Dense(4), Add([\"a\", \"b\"])", $"69 parameters: {SkipLayers}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a2); a4 = Dense(a3); a5 = Add(a4, a1, a2); a6 = Dense(a5)"),
        ("LayerNorm, Dense(4), Add([\"b\", \"a\"])", $"69 parameters: {SkipLayers}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a2); a4 = Dense(a3); a5 = Add(a4, a2, a1); a6 = Dense(a5)"),
        ("LayerNorm, Dense(4), Add([\"b\", \"a\"], Activation.Tanh)", $"69 parameters: {SkipLayers.Replace("Add (4) to (4) Identity", "Add (4) to (4) Tanh")}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a2); a4 = Dense(a3); a5 = Add(a4, a2, a1); a6 = Dense(a5)"),
        ("LayerNorm, Dense(4), Concat(\"a\")", $"73 parameters: {ConcatLayers}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a2); a4 = Dense(a3); a5 = Concat(a4, a1); a6 = Dense(a5)"),
        ("LayerNorm, Dense(4), Concat(\"b\")", $"73 parameters: {ConcatLayers}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a2); a4 = Dense(a3); a5 = Concat(a4, a2); a6 = Dense(a5)"),

        // Two masks of one layer, of which only the first is told with the layer.
        ("LayerNorm, Dense(4, As = \"d\"), Dropout(0.125, From = \"a\", As = \"h\"), Dropout(0.5, From = \"a\"), Add([\"d\", \"h\"])", $"69 parameters: {DroppedLayers}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a2); a4 = Dense(a3); h1 = Dropout(0.125)(a1); h1b = Dropout(0.5)(a1); a5 = Add(h1b, a4, h1); a6 = Dense(a5)"),
        ("LayerNorm, Dense(4, As = \"d\"), Dropout(0.125, From = \"a\", As = \"h\"), Dropout(0.25, From = \"a\"), Add([\"d\", \"h\"])", $"69 parameters: {DroppedLayers}; a1 = Dense(x); a2 = Dense(a1); a3 = LayerNorm(a2); a4 = Dense(a3); h1 = Dropout(0.125)(a1); h1b = Dropout(0.25)(a1); a5 = Add(h1b, a4, h1); a6 = Dense(a5)"),
    ];

    private static readonly string[] _harmless = ["", ", Initializer = Initializer.Orthogonal", ", Initializer = Initializer.Constant, InitialValue = 0.5"];

    private static readonly Lazy<Assembly> _networks = new(() => Compilations.CompileAndLoad(string.Concat(
    [
        "#pragma warning disable NETGEN012\nusing NetGen;\n",
        .. _changes.Select((change, i) => Declare($"Changed{i}", Base.Replace(change.Was, change.Becomes))),
        .. _harmless.Select((change, i) => Declare($"Harmless{i}", Base.Replace("Activation.Tanh", "Activation.Tanh" + change))),
        .. _wirings.Select((wiring, i) => Declare($"Wired{i}", Wire(wiring.Layers))),
        Declare("Renamed0", Wire(_wirings[0].Layers).Replace("\"a\"", "\"stem\"")),
        $"namespace Near {{ {Own("Own")} }}\nnamespace Far {{ {Own("Own")} }}\n{Own("Tanh<T0>")}",
    ])));

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Wirings => [.. Enumerable.Range(0, _wirings.Length)];

    public static TheoryData<int, int> Pairs
    {
        get
        {
            var pairs = new TheoryData<int, int>();
            for (int i = 0; i < _changes.Length; i++)
            {
                pairs.Add(-1, i);
                pairs.Add(i, (i + 1) % _changes.Length);
            }

            return pairs;
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>From -1, which is the network without a change; each from it, and from one with another change.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Another_declaration_is_refused(int from, int to) => AssertRefused(Create(from), DescriptionOf(from), Create(to), DescriptionOf(to));

    /// <summary>Each from the next one, and the next one from it.</summary>
    [Theory]
    [MemberData(nameof(Wirings))]
    public void Another_wiring_is_refused(int wiring)
    {
        int next = (wiring + 1) % _wirings.Length;
        foreach ((int from, int to) in new[] { (wiring, next), (next, wiring) })
            AssertRefused(Create($"Wired{from}"), WiringOf(from), Create($"Wired{to}"), WiringOf(to));

        static string WiringOf(int wiring) => $"Net (Single, HalfSquaredError, {_wirings[wiring].Described})";
    }

    /// <summary>The parameters are those of the checkpoint, however a network began.</summary>
    [Fact]
    public void How_weights_are_drawn_and_the_namespace_do_not_matter()
    {
        string path = _folder.File("state");
        object first = Create("Harmless0");
        Train(first, path);
        foreach (string name in new[] { "Harmless1", "Harmless2" })
        {
            object network = Create(name);
            Assert.NotEqual(Numbers(first), Numbers(network));
            Train(network, path);
            Assert.Equal(Numbers(first), Numbers(network));
        }
    }

    /// <summary>A name says who reads what, which is the same under another.</summary>
    [Fact]
    public void How_values_are_called_does_not_matter()
    {
        string path = _folder.File("state");
        object first = Create("Wired0"), second = Create("Renamed0");
        Train(first, path);
        ((INetwork<float>)second).Parameters.Clear();
        Train(second, path);
        Assert.Equal(Numbers(first), Numbers(second));
    }

    [Fact]
    public void Layers_say_their_parameters_and_their_own_activation()
    {
        Assert.Equal([(1, null), (null, null), (null, null)], Layers(-1));
        Assert.Equal((0.5, null), Layers(0)[0]);
        Assert.Equal((0.1, null), Layers(1)[0]);
        Assert.Equal((0, null), Layers(2)[0]);
        Assert.Equal((null, "Near.Own"), Layers(6)[0]);
        Assert.Equal((null, "Tanh<Near.Own>"), Layers(8)[0]);

        Assert.Equal([(null, null), (-1, 3), (null, null)], ((INetwork<float>)Create(4)).Info.Layers.Select(layer => (layer.Min, layer.Max)));

        static (double?, string?)[] Layers(int change) => [.. ((INetwork<float>)Create(change)).Info.Layers.Select(layer => (layer.Alpha, layer.CustomActivation))];
    }

    private void AssertRefused(object trained, string described, object network, string expected)
    {
        string path = _folder.File("state");
        File.Delete(path);
        Train(trained, path);
        byte[] file = File.ReadAllBytes(path);
        double[] before = Numbers(network);

        string message = Assert.Throws<InvalidDataException>(() => Train(network, path)).Message;

        Assert.StartsWith($"Expected a checkpoint with network {expected}, but got {described}.", message);
        Assert.Equal(before, Numbers(network));
        Assert.Equal(file, File.ReadAllBytes(path));
    }

    private static string DescriptionOf(int change) => change < 0 ? Described : _changes[change].Described;

    private static object Create(int change) => Create(change < 0 ? "Harmless0" : $"Changed{change}");

    private static object Create(string space) => Activator.CreateInstance(_networks.Value.GetType($"{space}.Net", throwOnError: true)!, 1)!;

    private static void Train(object network, string path)
    {
        if (network is ITrainableNetwork<float> single)
            Fit(single);
        else
            Fit((ITrainableNetwork<double>)network);

        void Fit<T>(ITrainableNetwork<T> trained)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // Of the same sizes and contents as far as the network leaves it: the network is what is compared first.
            int inputs = trained.Info.InputSize;
            var data = new Dataset([.. Enumerable.Range(0, 8 * inputs).Select(i => Math.Sin(i))], [.. Enumerable.Range(0, 8).Select(i => i % 2.0)], inputs, 1);
            Trainer.Fit(trained, data, new() { Epochs = 2, CheckpointPath = path, Resume = true });
        }
    }

    private static double[] Numbers(object network) => network is INetwork<float> single
        ? [.. single.Parameters.ToArray().Concat(single.Statistics.ToArray()).Select(number => (double)number)]
        : [.. ((INetwork<double>)network).Parameters.ToArray().Concat(((INetwork<double>)network).Statistics.ToArray())];

    private static string Wire(string layers) =>
        $"Network(3, Loss = Loss.HalfSquaredError), Dense(4, Activation.Tanh, As = \"a\"), Dense(4, Activation.ELU, As = \"b\"), {layers}, Dense(1)";

    private static string Declare(string space, string attributes) => $"namespace {space} {{ [{attributes}] public sealed partial class Net; }}\n";

    private static string Own(string name) =>
        $"public struct {name} : IActivation {{ public static T Value<T>(T z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z; "
        + "public static T Derivative<T>(T z, T a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => T.One; }\n";
}
