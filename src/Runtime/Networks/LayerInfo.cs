namespace NetGen;

/// <summary>One layer of a compiled network.</summary>
public sealed class LayerInfo
{
    /// <summary>Describes a layer. Generated code calls this.</summary>
    /// <param name="index">The number of the layer: 1 is the first after the input.</param>
    /// <param name="kind">The kind, named like its attribute: <c>Dense</c>.</param>
    /// <param name="inputShape">The shape of the layer's input for one sample.</param>
    /// <param name="outputShape">The shape of its output for one sample.</param>
    /// <param name="activation">The activation function g.</param>
    /// <param name="zOffset">The offset of its weighted inputs z in a trace.</param>
    /// <param name="aOffset">The offset of its activations a in a trace.</param>
    /// <param name="parameters">Its weights and biases.</param>
    public LayerInfo(
        int index,
        string kind,
        int[] inputShape,
        int[] outputShape,
        Activation activation,
        int zOffset,
        int aOffset,
        params ParameterInfo[] parameters)
    {
        Index = index;
        Kind = kind;
        InputShape = inputShape;
        OutputShape = outputShape;
        Activation = activation;
        ZOffset = zOffset;
        AOffset = aOffset;
        Parameters = parameters;
        InputSize = inputShape.Aggregate(1, (product, size) => product * size);
        OutputSize = outputShape.Aggregate(1, (product, size) => product * size);
    }

    /// <summary>The number of the layer: 1 is the first after the input.</summary>
    public int Index { get; }

    /// <summary>The name that <see cref="LayerAttribute.As"/> gives to the layer's output; null without one.</summary>
    public string? Name { get; init; }

    /// <summary>Another declared setting that affects results, such as <c>epsilon 1E-05</c>; null without one.</summary>
    public string? Setting { get; init; }

    /// <summary>The kind of the layer, named like its attribute: <c>Dense</c>.</summary>
    public string Kind { get; }

    /// <summary>The shape of the layer's input for one sample.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The shape of the layer's output for one sample.</summary>
    public IReadOnlyList<int> OutputShape { get; }

    /// <summary>The number of inputs of the layer for one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of outputs of the layer for one sample.</summary>
    public int OutputSize { get; }

    /// <summary>The activation function g.</summary>
    public Activation Activation { get; }

    /// <summary>The alpha of <see cref="NetGen.Activation.LeakyReLU"/>, <see cref="NetGen.Activation.ELU"/> and <see cref="NetGen.Activation.ClippedReLU"/>; null for other functions.</summary>
    public double? Alpha { get; init; }

    /// <summary>The smallest value of <see cref="NetGen.Activation.HardTanh"/>; null for other functions.</summary>
    public double? Min { get; init; }

    /// <summary>The largest value of <see cref="NetGen.Activation.HardTanh"/>; null for other functions.</summary>
    public double? Max { get; init; }

    /// <summary>Whether the declaration sets the range of a <see cref="NetGen.Activation.HardTanh"/>.</summary>
    internal bool HasOwnRange => (Min ?? -1, Max ?? 1) != (-1, 1);

    /// <summary>
    /// The full name, as in C#, of the type that implements the activation function (<c>App.Squareplus</c>); null unless
    /// <see cref="Activation"/> is <see cref="NetGen.Activation.Custom"/>.
    /// </summary>
    public string? CustomActivation { get; init; }

    /// <summary>The rate of the <see cref="DropoutAttribute"/> after the layer; 0 without one.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether that dropout drops whole channels.</summary>
    public bool DropsChannels { get; init; }

    /// <summary>The offset of the layer's weighted inputs z in <see cref="INetwork{T}.Trace"/>.</summary>
    public int ZOffset { get; }

    /// <summary>The offset of the layer's activations a in <see cref="INetwork{T}.Trace"/>.</summary>
    public int AOffset { get; }

    /// <summary>
    /// The offset, in <see cref="INetwork{T}.Trace"/>, of the places of the maxima of a <see cref="MaxPoolAttribute"/>. There is one for each
    /// output: the index within its window, row by row from 0. Null for other layers.
    /// </summary>
    public int? PlacesOffset { get; init; }

    /// <summary>The layer's weights and biases, in the order of <see cref="INetwork{T}.Parameters"/>; empty if they are frozen.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>The weights and biases of a layer above <see cref="FreezeAttribute"/>: their offsets are those in <see cref="INetwork{T}.Statistics"/>. Empty for other layers.</summary>
    public IReadOnlyList<ParameterInfo> FrozenParameters { get; init; } = [];

    /// <summary>Whether the layer has parameters that training leaves as they are.</summary>
    public bool IsFrozen => FrozenParameters.Count > 0;

    /// <summary>Whether training normalizes all shards of a batch together (<see cref="BatchNormAttribute.Synchronized"/>). A frozen layer does not.</summary>
    public bool IsSynchronized { get; init; }

    /// <summary><c>layer 1: Dense, (64) -&gt; (32), ReLU</c>, and <c>, frozen</c> for a frozen layer.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        $"layer {Index}: {Kind}, ({string.Join(", ", InputShape)}) -> ({string.Join(", ", OutputShape)}), {Activation}{(IsFrozen ? ", frozen" : "")}";

    /// <summary>The layer's weights and biases, whether they are trained or frozen.</summary>
    internal IReadOnlyList<ParameterInfo> WeightsAndBiases => IsFrozen ? FrozenParameters : Parameters;

    /// <summary>Whether it normalizes each number of a vector over the batch, which needs two samples.</summary>
    internal bool NormalizesVectors => Kind == "BatchNorm" && !IsFrozen && OutputSize == OutputShape[0];
}
