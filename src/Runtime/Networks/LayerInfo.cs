namespace NetGen;

/// <summary>One layer of a compiled network.</summary>
public sealed class LayerInfo
{
    /// <summary>Describes a layer. Generated code calls this.</summary>
    /// <param name="index">The layer's number in the notes: 1 is the first after the input.</param>
    /// <param name="kind">The kind, named as its attribute: <c>Dense</c>.</param>
    /// <param name="inputShape">The shape of what the layer reads, of one sample.</param>
    /// <param name="outputShape">The shape of what it writes, of one sample.</param>
    /// <param name="activation">The activation function g.</param>
    /// <param name="zOffset">Where its weighted inputs z begin in a trace.</param>
    /// <param name="aOffset">Where its activations a begin in a trace.</param>
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

    /// <summary>The layer's number in the notes: 1 is the first after the input.</summary>
    public int Index { get; }

    /// <summary>What <see cref="LayerAttribute.As"/> calls what the layer writes; null without a name.</summary>
    public string? Name { get; init; }

    /// <summary>What else was declared that changes a number, such as <c>epsilon 1E-05</c>; null where there is nothing.</summary>
    public string? Setting { get; init; }

    /// <summary>The kind of the layer, named as its attribute: <c>Dense</c>.</summary>
    public string Kind { get; }

    /// <summary>The shape of what the layer reads, of one sample.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The shape of what the layer writes, of one sample.</summary>
    public IReadOnlyList<int> OutputShape { get; }

    /// <summary>How many numbers the layer reads, of one sample.</summary>
    public int InputSize { get; }

    /// <summary>How many numbers the layer writes, of one sample.</summary>
    public int OutputSize { get; }

    /// <summary>The activation function g.</summary>
    public Activation Activation { get; }

    /// <summary>The alpha of <see cref="NetGen.Activation.LeakyReLU"/> and <see cref="NetGen.Activation.ELU"/>; null for other functions, which have none.</summary>
    public double? Alpha { get; init; }

    /// <summary>
    /// The full name of the type that is the activation function, as C# writes it (<c>App.Squareplus</c>); null unless
    /// <see cref="Activation"/> is <see cref="NetGen.Activation.Custom"/>.
    /// </summary>
    public string? CustomActivation { get; init; }

    /// <summary>The rate of the <see cref="DropoutAttribute"/> behind the layer; 0 without one.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether that drops whole channels.</summary>
    public bool DropsChannels { get; init; }

    /// <summary>Where the layer's weighted inputs z begin in <see cref="INetwork{T}.Trace"/>.</summary>
    public int ZOffset { get; }

    /// <summary>Where the layer's activations a begin in <see cref="INetwork{T}.Trace"/>.</summary>
    public int AOffset { get; }

    /// <summary>
    /// Where the places of the largest numbers begin in <see cref="INetwork{T}.Trace"/>, one for each number of the output, of a
    /// <see cref="MaxPoolAttribute"/>: which number of its window it is, row by row from 0. Null for other layers.
    /// </summary>
    public int? PlacesOffset { get; init; }

    /// <summary>The layer's weights and biases, in the order of <see cref="INetwork{T}.Parameters"/>.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary><c>layer 1: Dense, (64) -&gt; (32), ReLU</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        $"layer {Index}: {Kind}, ({string.Join(", ", InputShape)}) -> ({string.Join(", ", OutputShape)}), {Activation}";
}
