namespace NetGen.Tests.Networks;

/// <summary>Two neighbouring layers on an image, between convolutions and a head.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Second">The second, which reads what the first writes.</param>
/// <param name="Tiles">Whether the network is large.</param>
internal sealed record ImagePairing(string First, string Second, bool Tiles)
{
    // {0} stands for the channels of the image, {1} for a value of the same shape as what the layer reads.
    private static readonly Dictionary<string, string> _layers = new()
    {
        ["Conv"] = "Conv2D({0}, 3, Activation.ReLU, Padding = 1)",
        ["Strided"] = "Conv2D({0}, 3, Activation.Tanh, Stride = 2, Padding = 1)",
        ["Grouped"] = "Conv2D({0}, 3, Padding = 1, Groups = 2, Bias = false)",
        ["MaxPool"] = "MaxPool(2)",
        ["AveragePool"] = "AveragePool(2)",
        ["BatchNorm"] = "BatchNorm(Activation.ReLU)",
        ["DropoutChannels"] = "Dropout(0.25, Channels = true)",
        ["Dropout"] = "Dropout(0.25)",
        ["LayerNorm"] = "LayerNorm(Activation.Tanh)",
        ["Activate"] = "Activate(Activation.Tanh)",
        ["Scale"] = "Scale(-0.7)",
        ["Add"] = "Add(\"{1}\", Activation.Tanh)",
        ["Concat"] = "Concat(\"{1}\")",
    };

    /// <summary>All of the large kind, and a third of the small ones that can be straight-line code.</summary>
    public static IReadOnlyList<ImagePairing> All { get; } =
    [
        .. from first in _layers.Keys
           from second in _layers.Keys
           where !(IsDropout(first) && IsDropout(second))
           from tiles in new[] { true, false }
           where tiles || (first != "BatchNorm" && second != "BatchNorm" && (Place(first) + Place(second)) % 3 == 0)
           select new ImagePairing(first, second, tiles),
    ];

    public string Name => $"{First}{Second}{(Tiles ? "Tiles" : "Small")}";

    public ImageSource Source
    {
        get
        {
            int channels = Tiles ? 4 : 2, place = Place(First) + Place(Second);
            bool isHalved = First is "Strided" or "MaxPool" or "AveragePool", isJoined = First == "Concat";

            // What Add and Concat take to the value that they read: the input of the pair where it fits.
            string skip = isHalved ? "half" : isJoined && Second == "Add" ? "wide" : "in";
            string[] other = Second is not ("Add" or "Concat") || skip == "in" ? [] : isHalved ? ["AveragePool(2, From = \"stem\", As = \"half\")"] : [$"Conv2D({2 * channels}, 1, From = \"stem\", As = \"wide\")"];
            string[] head = place % 2 == 0 ? ["GlobalAveragePool", "Dense(3, Activation.Softmax)"] : ["Flatten", "Dense(3, Activation.Softmax)"];
            return new(
                Name,
                Tiles ? "2, 6, 6" : "2, 4, 4",
                Loss.CrossEntropy,
                place % 2 == 0 ? Precision.Single : Precision.Double,
                [
                    Tiles ? $"Conv2D({channels}, 3, Activation.Tanh, Padding = 1, As = \"stem\")" : "Activate(Activation.Tanh, As = \"stem\")",
                    .. other,
                    $"Conv2D({channels}, 1, Activation.Tanh, From = \"stem\", As = \"in\")",
                    string.Format(_layers[First], channels, "stem"),
                    string.Format(_layers[Second], channels, skip),
                    .. head,
                ]);
        }
    }

    private static bool IsDropout(string layer) => layer.StartsWith("Dropout", StringComparison.Ordinal);

    private static int Place(string layer) => _layers.Keys.ToList().IndexOf(layer);
}
