using System.Numerics;
using System.Reflection;
using NetGen.Tests.Support;

namespace NetGen.Tests.Networks;

/// <summary>A network with a skip connection around a layer with an activation, which is read by two layers in turn.</summary>
/// <param name="Function">The activation, or the name of one of the user's.</param>
/// <param name="Position">The kind of layer that has it.</param>
/// <param name="Tiles">Whether the network is one for tiles.</param>
internal sealed record SkipPairing(string Function, string Position, bool Tiles)
{
    // Those of logarithms and of powers, fused and not, and with kinks.
    private static readonly (string Activation, Loss Loss)[] _outputs =
    [
        ("Softmax", Loss.CrossEntropy), ("Sigmoid", Loss.BinaryCrossEntropy), ("Identity", Loss.HalfSquaredError), ("Tanh", Loss.SquaredError), ("Softmax", Loss.MeanSquaredError),
        ("Identity", Loss.MeanAbsoluteError), ("GELU", Loss.Huber), ("Sigmoid", Loss.CrossEntropy), ("Softmax", Loss.BinaryCrossEntropy), ("Squareplus", Loss.HalfSquaredError), ("LeakyReLU", Loss.MeanSquaredError),
    ];

    private static readonly string[] _positions = ["Dense", "Activate", "LayerNorm", "Add", "Concat"];

    private static readonly string[] _functions =
    [
        .. Enum.GetValues<Activation>().Except([Activation.Custom, Activation.Softmax, Activation.LogSoftmax, Activation.Sign]).Select(activation => activation.ToString()), "Squareplus", nameof(VectorSquareplus),
    ];

    public static IReadOnlyList<SkipPairing> All { get; } = [.. from function in _functions from position in _positions from tiles in new[] { false, true } select new SkipPairing(function, position, tiles)];

    private static readonly Lazy<Assembly> _assembly = new(() => Compilations.CompileAndLoad(
        $"#pragma warning disable NETGEN012, NETGEN013, NETGEN015\nusing NetGen;\n{string.Concat(All.Select(pairing => pairing.Source))}{OwnActivationTests.Functions()}"));

    private int Place => Array.IndexOf(_functions, Function) * _positions.Length + Array.IndexOf(_positions, Position) + (Tiles ? 4 : 0);

    private string Name => $"{Function}{Position}{(Tiles ? "Tiles" : "Straight")}";

    public Loss Loss => _outputs[Place % _outputs.Length].Loss;

    /// <summary>By turns, so that each activation and each loss comes in both. A network in single precision is checked by its twin as well.</summary>
    public Precision Precision => Place % 2 == 0 ? Precision.Single : Precision.Double;

    private string Source
    {
        get
        {
            int width = Tiles ? 16 : Position == "Concat" || Precision == Precision.Double ? 4 : 5;
            string g = Argument(Function);
            string[] bent = Position switch
            {
                "Dense" => [$"Dense({width}, {g}, As = \"bent\")"],
                "Activate" => [$"Dense({width})", $"Activate({g}, As = \"bent\")"],
                "LayerNorm" => [$"LayerNorm({g}, As = \"bent\")"],
                "Add" => [$"Dense({width})", $"Add(\"stem\", {g}, As = \"bent\")"],
                _ => [$"Dense({width})", $"Concat(\"stem\", {g}, As = \"bent\")"],
            };
            (string activation, Loss loss) = _outputs[Place % _outputs.Length];
            string[] layers =
            [
                $"Network({(Tiles ? 6 : 2)}, Loss = Loss.{loss}, Precision = Precision.{Precision})", $"Dense({width}, Activation.Tanh, As = \"stem\")", .. bent,
                $"Dense({(Position == "Concat" ? 2 * width : width)})", "Add(\"bent\")", $"Dense(3, {Argument(activation)})",
            ];
            return $"[{string.Join(", ", layers)}] public sealed partial class {Name};\n";
        }
    }

    public override string ToString() => $"{Function} on {Position} in {(Tiles ? "tiles" : "straight-line code")}, {Precision}, {Loss}";

    /// <summary>The network in its own precision, with parameters under which no logarithm is of a number outside 0 and 1.</summary>
    public ITrainableNetwork<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> network = _assembly.Value.Create<T>(Name, seed: 1);
        LoadedNetworks.AssertStrategy(network, Tiles);

        // Biases are zero at the start, and then a sample that switches every hidden neuron off puts z on a kink.
        var random = new Random(3);
        foreach (ref T parameter in network.Parameters)
            parameter += T.CreateTruncating(0.5 * random.NextDouble() - 0.25);
        return network;
    }

    public ITrainableNetwork<double> CreateInDouble() => Precision == Precision.Double ? Create<double>() : Create<float>().ToDouble();

    private static string Argument(string function) =>
        Enum.TryParse<Activation>(function, out _) ? $"Activation.{function}" : $"typeof(NetGen.Tests.Networks.{function})";
}
