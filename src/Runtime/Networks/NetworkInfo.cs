using static System.FormattableString;

namespace NetGen;

/// <summary>The architecture of a compiled network, as data: what the generated class says of itself.</summary>
public sealed class NetworkInfo
{
    /// <summary>Describes a network. Generated code calls this.</summary>
    /// <param name="name">The name of the class.</param>
    /// <param name="precision">The number type.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="layers">The layers, from the input to the output.</param>
    public NetworkInfo(string name, Precision precision, Loss loss, params LayerInfo[] layers)
    {
        Name = name;
        Precision = precision;
        Loss = loss;
        Layers = layers;
        ParameterCount = layers.Sum(layer => layer.Parameters.Sum(parameter => parameter.Length));
    }

    /// <summary>The name of the class.</summary>
    public string Name { get; }

    /// <summary>The number type the network was compiled for.</summary>
    public Precision Precision { get; }

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <summary>The layers, from the input to the output. Layer l of the notes is <c>Layers[l - 1]</c>.</summary>
    public IReadOnlyList<LayerInfo> Layers { get; }

    /// <summary>
    /// What is not trained: the mean and scale of <see cref="StandardizeAttribute"/>, which are fitted to the training set, and the running
    /// mean and variance of each <see cref="BatchNormAttribute"/>, which Backward keeps. Offsets are those in
    /// <see cref="INetwork{T}.Statistics"/>.
    /// </summary>
    public IReadOnlyList<ParameterInfo> Statistics
    {
        get;
        init
        {
            field = value;
            HasRunningStatistics = value.Any(tensor => tensor.IsRunning);
        }
    }

    = [];

    /// <summary>Whether Backward keeps statistics, as those of <see cref="BatchNormAttribute"/>: then its loss is that of the batch's own, and not ComputeLoss's.</summary>
    public bool HasRunningStatistics { get; private init; }

    /// <summary>
    /// What each layer reads and writes, where that is not simply what the layer before it writes: <c>a3 = Add(a2, x)</c>, in the names of
    /// the notes. Null for a network in which each layer reads the one before it alone.
    /// </summary>
    public string? Graph { get; init; }

    /// <summary>The rate of <see cref="DropoutAttribute"/> on the inputs; 0 without it.</summary>
    public double InputDropout { get; init; }

    /// <summary>Whether that drops whole channels.</summary>
    public bool InputDropsChannels { get; init; }

    /// <summary><c>DigitsNet: 64 inputs, 10 outputs, 2410 parameters, Single, CrossEntropy</c>, the same under every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant($"{Name}: {InputSize} inputs, {OutputSize} outputs, {ParameterCount} parameters, {Precision}, {Loss}");

    /// <summary>
    /// The network as a flowchart of Mermaid, which GitHub draws in a block of Markdown that begins with <c>```mermaid</c>: the input with
    /// its shape, each layer with its kind, name, output shape, activation and number of parameters, and who reads what. An activation that
    /// is the identity is left out. The text is the same under every culture.
    /// </summary>
    /// <returns>Lines separated by line feeds, without one at the end.</returns>
    public string ToMermaid() => MermaidChart.Of(this);

    /// <summary>Whether Backward draws masks.</summary>
    internal bool HasDropout => InputDropout > 0 || Layers.Any(layer => layer.Dropout > 0);

    /// <summary>Whether the one output is a probability: that of class 1, where the other class is 0.</summary>
    internal bool IsBinary => OutputSize == 1 && Layers[^1].Activation == Activation.Sigmoid && Loss != Loss.CrossEntropy;

    /// <summary>How many classes the outputs tell apart.</summary>
    internal int Classes => IsBinary ? 2 : OutputSize;

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize => Layers[0].InputSize;

    /// <summary>The number of outputs of one sample.</summary>
    public int OutputSize => Layers[^1].OutputSize;

    /// <summary>The number of parameters: all weights and biases, but not <see cref="Statistics"/>.</summary>
    public int ParameterCount { get; }

    /// <summary>How many numbers <see cref="INetwork{T}.Trace"/> writes: z and a of every layer, and the places of a max pooling.</summary>
    public int TraceSize => (Layers[^1].PlacesOffset ?? Layers[^1].AOffset) + OutputSize;
}
