using static System.FormattableString;

namespace NetGen;

/// <summary>The architecture of a compiled network, as data that the generated class provides.</summary>
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
        FrozenParameterCount = layers.Sum(layer => layer.FrozenParameters.Sum(parameter => parameter.Length));
        Statistics = [];
    }

    /// <summary>The name of the class.</summary>
    public string Name { get; }

    /// <summary>The number type the network was compiled for.</summary>
    public Precision Precision { get; }

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <summary>The layers, from the input to the output. Layer number l is <c>Layers[l - 1]</c>.</summary>
    public IReadOnlyList<LayerInfo> Layers { get; }

    /// <summary>
    /// The tensors that are not trained: the mean and scale of <see cref="StandardizeAttribute"/>, which are fitted to the training set,
    /// the running mean and variance of each <see cref="BatchNormAttribute"/>, which Backward updates, and the parameters of layers above
    /// <see cref="FreezeAttribute"/>. Generated code sets all but the last. Offsets are those in <see cref="INetwork{T}.Statistics"/>.
    /// </summary>
    public IReadOnlyList<ParameterInfo> Statistics
    {
        get;
        init
        {
            field = [.. value, .. Layers.SelectMany(layer => layer.FrozenParameters)];
            HasRunningStatistics = value.Any(tensor => tensor.IsRunning);
        }
    }

    /// <summary>Whether Backward updates statistics, such as those of <see cref="BatchNormAttribute"/>: its loss then uses the batch's own and differs from ComputeLoss's.</summary>
    public bool HasRunningStatistics { get; private init; }

    /// <summary>
    /// The data flow where a layer does not simply read the one before it: <c>a3 = Add(a2, x)</c>, in the names of the formulas.
    /// Null for a network in which each layer reads only the one before it.
    /// </summary>
    public string? Graph { get; init; }

    /// <summary>The rate of <see cref="DropoutAttribute"/> on the inputs; 0 without one.</summary>
    public double InputDropout { get; init; }

    /// <summary>Whether that dropout drops whole channels.</summary>
    public bool InputDropsChannels { get; init; }

    /// <summary><c>DigitsNet: 64 inputs, 10 outputs, 2410 parameters, Single, CrossEntropy</c>, in the invariant culture; frozen parameters follow the others: <c>330 parameters and 2080 frozen</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant($"{Name}: {InputSize} inputs, {OutputSize} outputs, {ParameterCount} parameters{(FrozenParameterCount > 0 ? $" and {FrozenParameterCount} frozen" : "")}, {Precision}, {Loss}");

    /// <summary>
    /// Returns the network as a Mermaid flowchart, which GitHub draws in a Markdown block that begins with <c>```mermaid</c>: the input with its
    /// shape, each layer with its kind, name, output shape, activation and number of parameters, and which values it reads. An identity activation
    /// is left out. The text does not depend on the culture.
    /// </summary>
    /// <returns>Lines separated by line feeds, without one at the end.</returns>
    public string ToMermaid() => MermaidChart.Of(this);

    /// <summary>Whether Backward draws dropout masks.</summary>
    internal bool HasDropout => InputDropout > 0 || Layers.Any(layer => layer.Dropout > 0);

    /// <summary>Whether the network has one output, the probability of class 1 of the classes 0 and 1.</summary>
    internal bool IsBinary => OutputSize == 1 && Layers[^1].Activation == Activation.Sigmoid && Loss != Loss.CrossEntropy;

    /// <summary>The number of classes that the outputs distinguish.</summary>
    internal int Classes => IsBinary ? 2 : OutputSize;

    /// <summary>The number of inputs of one sample.</summary>
    public int InputSize => Layers[0].InputSize;

    /// <summary>The number of outputs of one sample.</summary>
    public int OutputSize => Layers[^1].OutputSize;

    /// <summary>The number of parameters: all tensors that are trained, without <see cref="Statistics"/>.</summary>
    public int ParameterCount { get; }

    /// <summary>The number of frozen parameters: those of layers above <see cref="FreezeAttribute"/>.</summary>
    public int FrozenParameterCount { get; }

    /// <summary>The number of values that <see cref="INetwork{T}.Trace"/> writes: z and a of every layer, and the places of a max pooling.</summary>
    public int TraceSize => (Layers[^1].PlacesOffset ?? Layers[^1].AOffset) + OutputSize;
}
