using System.Globalization;
using CsCheck;

namespace NetGen.Tests.Graphs;

/// <summary>One layer of a graph. Values are numbered as in the generator: 0 is x, and value i + 1 is what layer i writes.</summary>
/// <param name="Kind">The name of its attribute.</param>
/// <param name="Reads">The values that it reads.</param>
/// <param name="Size">How many numbers it writes.</param>
/// <param name="Activation">The activation function.</param>
/// <param name="Bias">Whether a Dense has biases.</param>
internal sealed record GraphLayer(string Kind, int[] Reads, int Size, Activation Activation = Activation.Identity, bool Bias = true)
{
    public const double Rate = 0.3;

    public const double Factor = -0.7;

    /// <summary>Large, so that the slope stays small where the few numbers of a sample lie close together.</summary>
    public const double Epsilon = 0.1;

    public bool IsNumbered => Kind is not ("Standardize" or "Dropout");
}

/// <summary>A network that is drawn: any layers that can follow each other, each reading what it may.</summary>
internal sealed record RandomGraph(int InputSize, Loss Loss, GraphLayer[] Layers)
{
    // Smooth ones, which read z, a or both on the way back, or nothing.
    private static readonly Activation[] _activations = [Activation.Identity, Activation.Tanh, Activation.GELU, Activation.SiLU, Activation.Sigmoid];

    private static readonly (Loss Loss, Activation Output)[] _ends =
    [
        (Loss.HalfSquaredError, Activation.Tanh), (Loss.MeanSquaredError, Activation.Identity), (Loss.BinaryCrossEntropy, Activation.Sigmoid),
        (Loss.CrossEntropy, Activation.Softmax), (Loss.CrossEntropy, Activation.LogSoftmax), (Loss.SquaredError, Activation.Softmax), (Loss.HalfSquaredError, Activation.GELU),
    ];

    /// <summary>Networks of up to 8 drawn layers and those that bring loose ends together, with values of up to so many numbers.</summary>
    public static Gen<RandomGraph> Of(int largest) =>
        from start in Gen.Select(Gen.Int[1, largest], Gen.Int[0, 99], Gen.Int[0, 99])
        from choices in Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[1, largest]).Array[2, 7]
        select Build(start.Item1, start.Item2, start.Item3, choices);

    /// <summary>The declaration, with From where a layer does not read the one above it, and As where one is read by its name.</summary>
    public string Declaration(string name, Precision precision)
    {
        HashSet<int> named = [.. Layers.SelectMany((layer, index) => layer.Reads.Where((value, input) => value > 0 && (input > 0 || value != index)))];
        IEnumerable<string> lines = Layers.Select((layer, index) =>
        {
            IEnumerable<string> arguments =
            [
                .. layer.Kind == "Dense" ? new[] { $"{layer.Size}" } : [],
                .. layer.Kind == "Scale" ? [GraphLayer.Factor.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
                .. layer.Kind == "Dropout" ? [GraphLayer.Rate.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
                .. layer.Reads.Length == 2 ? [$"\"{NameOf(layer.Reads[1])}\""] : Array.Empty<string>(),
                .. layer.Reads.Length > 2 ? [$"new[] {{ {string.Join(", ", layer.Reads.Skip(1).Select(value => $"\"{NameOf(value)}\""))} }}"] : Array.Empty<string>(),
                .. layer.IsNumbered ? [$"Activation.{layer.Activation}"] : Array.Empty<string>(),
                .. layer.Kind == "LayerNorm" ? [string.Create(CultureInfo.InvariantCulture, $"Epsilon = {GraphLayer.Epsilon}")] : Array.Empty<string>(),
                .. layer.Bias ? [] : new[] { "Bias = false" },
                .. layer.Reads[0] == index ? [] : new[] { $"From = \"{NameOf(layer.Reads[0])}\"" },
                .. named.Contains(index + 1) ? [$"As = \"{NameOf(index + 1)}\""] : Array.Empty<string>(),
            ];
            return $"[{layer.Kind}({string.Join(", ", arguments)})]\n";
        });
        return $"[Network({InputSize}, Loss = Loss.{Loss}, Precision = Precision.{precision})]\n{string.Concat(lines)}public sealed partial class {name};\n";
    }

    public override string ToString() => Declaration("Net", Precision.Double);

    private static string NameOf(int value) => value == 0 ? "x" : $"v{value}";

    private static RandomGraph Build(int inputSize, int start, int end, (int Kind, int Read, int Other, int Size)[] choices)
    {
        var layers = new List<GraphLayer>();
        var sizes = new List<int> { inputSize };
        if (start % 5 == 0)
            Write(new GraphLayer("Standardize", [0], inputSize));

        foreach ((int kind, int read, int other, int size) in choices)
        {
            // Mostly the layer above, as in networks that people write.
            int value = read % 3 > 0 ? layers.Count : read % sizes.Count, count = sizes[value];
            Activation activation = _activations[other % _activations.Length];
            int[] alike = [.. Enumerable.Range(0, sizes.Count).Where(candidate => sizes[candidate] == count)];
            int second = alike[other % alike.Length];
            if (kind % 16 == 11)
            {
                // A divisor away from 0.
                Write(new GraphLayer("Activate", [second], count, Activation.Sigmoid));
                second = layers.Count;
            }

            Write((kind % 16) switch
            {
                0 or 1 => new GraphLayer("Add", [value, .. Enumerable.Range(0, 1 + other % 2).Select(more => alike[(other + more) % alike.Length])], count, activation),
                2 => Concat([value, .. Enumerable.Range(0, 1 + other % 2).Select(more => (other + more) % sizes.Count)], activation),
                3 => new GraphLayer("LayerNorm", [value], count, activation),
                4 => new GraphLayer("Activate", [value], count, activation),
                5 => new GraphLayer("Scale", [value], count, activation),
                6 or 7 when value == 0 || layers[value - 1].Kind != "Dropout" => new GraphLayer("Dropout", [value], count),
                8 => new GraphLayer("Affine", [value], count, activation),
                9 => new GraphLayer("Multiply", [value, .. Enumerable.Range(0, 1 + other % 2).Select(more => alike[(other + more) % alike.Length])], count, activation),
                10 => new GraphLayer("Subtract", [value, second], count, activation),
                11 => new GraphLayer("Divide", [value, second], count, activation),
                _ => new GraphLayer("Dense", [value], size, activation, Bias: other % 4 > 0),
            });
        }

        // What nobody reads comes together, and something has to have weights.
        int[] loose = [.. Enumerable.Range(1, layers.Count).Where(value => !layers.Any(layer => layer.Reads.Contains(value)))];
        (Loss loss, Activation output) = _ends[end % _ends.Length];
        if (loose.Length > 1)
            Write(loose.All(value => sizes[value] == sizes[loose[0]]) && end % 2 == 0
                ? new GraphLayer("Add", [.. loose.Reverse()], sizes[loose[0]], Activation.Tanh)
                : Concat([.. loose.Reverse()], Activation.Identity));

        GraphLayer last = layers[^1];
        if (last.Size == 1 || end % 3 > 0 || !last.IsNumbered || layers.All(layer => layer.Kind is not ("Dense" or "LayerNorm")))
            Write(new GraphLayer("Dense", [layers.Count], 2 + end % 3, output));
        else
            layers[^1] = last with { Activation = output };

        return new RandomGraph(inputSize, loss, [.. layers]);

        GraphLayer Concat(int[] reads, Activation activation) => new("Concat", reads, reads.Sum(value => sizes[value]), activation);

        void Write(GraphLayer layer)
        {
            layers.Add(layer);
            sizes.Add(layer.Size);
        }
    }
}
