using System.Numerics;
using System.Reflection;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Freezing;

/// <summary>A network with and without [Freeze], in both precisions.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Network">The arguments of [Network], without the precision.</param>
/// <param name="Backbone">The layers above [Freeze].</param>
/// <param name="Head">The layers below it.</param>
/// <param name="Strategy">How both are compiled in single precision.</param>
internal sealed record FrozenCase(string Name, string Network, string[] Backbone, string[] Head, string Strategy)
{
    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(
        from network in All!
        from isFrozen in new[] { false, true }
        from precision in new[] { Precision.Single, Precision.Double }
        select network.Source(isFrozen, precision)));

    /// <summary>Networks whose bits do not depend on [Freeze].</summary>
    private static readonly FrozenCase[] _plain =
    [
        new("Lines", "3, Loss = Loss.HalfSquaredError", ["Dense(8, Activation.GELU)", "Dense(5, Activation.Tanh)"], ["Dense(4, Activation.SiLU)", "Dense(2)"], "straight lines"),
        new("OneLine", "2, Loss = Loss.BinaryCrossEntropy", ["Dense(3, Activation.Tanh)"], ["Dense(1, Activation.Sigmoid)"], "straight lines"),
        new("Normed", "4, Loss = Loss.MeanSquaredError", ["Standardize", "Dense(4, Activation.Tanh, As = \"a\")", "LayerNorm", "Add(\"a\")"], ["Dense(3, Activation.GELU)", "Dense(2)"], "straight lines"),
        new("Skips", "4, Loss = Loss.HalfSquaredError", ["Dense(4, Activation.Tanh, As = \"a\")", "Dense(4, Activation.GELU)"], ["Dense(4, Activation.Tanh)", "Add(\"a\", Activation.SiLU)", "Concat(\"x\")", "Dense(2)"], "straight lines"),
        new("Signal", "1, 9, Loss = Loss.HalfSquaredError", ["Conv1D(2, 3, Activation.Tanh)", "MaxPool(2)"], ["Conv1D(2, 2, Activation.SiLU)", "Flatten", "Dense(2)"], "straight lines"),
        new("Vectors", "4, Loss = Loss.CrossEntropy", ["Dense(16, Activation.Tanh)"], ["Dense(3, Activation.Softmax)"], "vectors"),
        new("VectorsOfZ", "3, Loss = Loss.BinaryCrossEntropy", ["Dense(8, Activation.GELU)"], ["Dense(2, Activation.Sigmoid, Bias = false)"], "vectors"),
        new("DeepVectors", "4, Loss = Loss.CrossEntropy", ["Dense(8, Activation.GELU)", "Dense(8, Activation.Tanh)"], ["Dense(3, Activation.Softmax)"], "vectors"),
        new("VectorsBelow", "3, Loss = Loss.HalfSquaredError", ["Dense(8, Activation.SiLU)"], ["Dense(8, Activation.Tanh)", "Dense(2)"], "vectors"),
        new("Tiles", "20, Loss = Loss.CrossEntropy", ["Dense(32, Activation.GELU)", "LayerNorm(Activation.Tanh)", "Dense(16, Activation.SiLU)"], ["Dense(24, Activation.ReLU)", "Dense(5, Activation.Softmax)"], "tiles"),
        new("Residual", "24, Loss = Loss.HalfSquaredError", ["Dense(24, Activation.Tanh, As = \"a\")", "Dense(24)", "Add(\"x\", Activation.GELU)", "Scale(0.5)"], ["Dense(24, Activation.Tanh)", "Add(\"a\")", "Concat(\"x\")", "Dense(3)"], "tiles"),
        new("Images", "2, 12, 12, Loss = Loss.CrossEntropy", ["Standardize(PerChannel = true)", "Conv2D(4, 3, Activation.ReLU)", "MaxPool(2)", "Conv2D(6, 2, Activation.Tanh)"], ["Conv2D(4, 3, Activation.ReLU)", "GlobalAveragePool", "Dense(3, Activation.Softmax)"], "tiles"),
        new("Gated", "6, Loss = Loss.CrossEntropy", ["Dense(72, Activation.Tanh)", "Reshape(8, 3, 3, As = \"image\")", "GlobalAveragePool", "Dense(8, Activation.Sigmoid)", "Expand(3, 3)"], ["Multiply(\"image\")", "Conv2D(4, 2, Activation.Tanh)", "Dense(3, Activation.Softmax)"], "tiles"),
        new("Pooled", "1, 8, 8, Loss = Loss.CrossEntropy", ["Conv2D(8, 3, Activation.ReLU)", "AveragePool(2)", "Flatten"], ["Dense(5, Activation.Softmax)"], "tiles"),
    ];

    /// <summary>A frozen batch normalization uses other statistics than one that is trained.</summary>
    private static readonly FrozenCase[] _normalized =
    [
        new("NormalizedImages", "2, 9, 9, Loss = Loss.CrossEntropy", ["Conv2D(4, 3)", "BatchNorm(Activation.ReLU)", "Conv2D(5, 3, Activation.Tanh)", "BatchNorm"], ["GlobalAveragePool", "Dense(3, Activation.Softmax)"], "tiles"),
        new("NormalizedRows", "6, Loss = Loss.HalfSquaredError", ["BatchNorm", "Dense(20, Activation.Tanh)", "BatchNorm(Activation.GELU)"], ["Dense(10, Activation.SiLU)", "Dense(2)"], "tiles"),
        new("NormalizedHead", "1, 8, 8, Loss = Loss.HalfSquaredError", ["Conv2D(4, 3)", "BatchNorm(Activation.Tanh)"], ["Conv2D(3, 3, Bias = false)", "BatchNorm(Activation.Tanh)", "Flatten", "Dense(6, Bias = false)", "BatchNorm", "Dense(2)"], "tiles"),
    ];

    /// <summary>A frozen dropout drops nothing.</summary>
    private static readonly FrozenCase[] _dropped =
    [
        new("Dropped", "4, Loss = Loss.HalfSquaredError", ["Dropout(0.25)", "Dense(5, Activation.Tanh, As = \"a\")", "Dropout(0.5, As = \"h\")", "Dense(5, Activation.GELU)", "Add(\"h\")"], ["Dropout(0.5)", "Dense(3, Activation.Tanh)", "Dense(2)"], "straight lines"),
        new("DroppedImages", "2, 9, 9, Loss = Loss.CrossEntropy", ["Conv2D(6, 3, Activation.Tanh)", "Dropout(0.5, Channels = true)", "Conv2D(5, 3, Activation.Tanh)"], ["Flatten", "Dense(3, Activation.Softmax)"], "tiles"),
    ];

    public static IReadOnlyList<FrozenCase> All { get; } = [.. _plain, .. _normalized, .. _dropped];

    public static TheoryData<string> Names => [.. All.Select(network => network.Name)];

    public static TheoryData<string> Plain => [.. _plain.Select(network => network.Name)];

    public static FrozenCase Of(string name) => All.Single(network => network.Name == name);

    /// <summary>A network whose parameters and statistics have no particular values: the same with and without [Freeze].</summary>
    public ITrainableNetwork<T> Create<T>(bool isFrozen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> network = New<T>(isFrozen: false);
        ImageSource.Disturb(network);
        if (!isFrozen)
            return network;

        ITrainableNetwork<T> frozen = New<T>(isFrozen: true, seed: 2);
        frozen.LoadWeights(new MemoryStream(BytesOf(network)));
        return frozen;
    }

    public ITrainableNetwork<T> New<T>(bool isFrozen, int seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        _networks.Value.Create<T>(NameOf(isFrozen, typeof(T) == typeof(double) ? Precision.Double : Precision.Single), seed);

    /// <summary>The file of a network.</summary>
    public static byte[] BytesOf<T>(INetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stream = new MemoryStream();
        network.Save(stream);
        return stream.ToArray();
    }

    private string NameOf(bool isFrozen, Precision precision) => $"{Name}{(isFrozen ? "Frozen" : "")}In{precision}";

    private NetworkSource Source(bool isFrozen, Precision precision) =>
        new(NameOf(isFrozen, precision), $"{Network}, Precision = Precision.{precision}", [.. Backbone, .. isFrozen ? ["Freeze"] : Array.Empty<string>(), .. Head]);
}
