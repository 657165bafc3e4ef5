using System.Diagnostics;

namespace NetGen;

/// <summary>
/// Declares a partial class as a neural network. The generator compiles the layer attributes that
/// follow, from input to output, into members of the class.
/// </summary>
/// <example>
/// <code>
/// [Network(64, Loss = Loss.CrossEntropy)]
/// [Dense(32, Activation.ReLU)]
/// [Dense(10, Activation.Softmax)]
/// public sealed partial class DigitsNet;
/// </code>
/// </example>
/// <remarks>
/// The generator reads the attributes of a network from its source. They are no part of the compiled assembly, unless the project
/// defines the symbol <c>NETGEN_KEEP_ATTRIBUTES</c>. What a program asks of a network at run time is in <c>NetworkInfo</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Conditional(KeepAttributes)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The symbol that keeps the attributes of networks in a compiled assembly.</summary>
    internal const string KeepAttributes = "NETGEN_KEEP_ATTRIBUTES";

    /// <summary>Declares a network whose input and first layers are those of an ONNX file, which <see cref="Onnx"/> names.</summary>
    public NetworkAttribute() => InputShape = [];

    /// <summary>Declares a network with a vector of <paramref name="inputSize"/> numbers as its input.</summary>
    /// <param name="inputSize">The number of inputs, 1 or more.</param>
    public NetworkAttribute(int inputSize) => InputShape = [inputSize];

    /// <summary>
    /// Declares a network with signals as its input: a sample is <paramref name="channels"/> x <paramref name="length"/> numbers, channel
    /// by channel.
    /// </summary>
    /// <param name="channels">The number of channels, 1 or more.</param>
    /// <param name="length">The length of each channel, 1 or more.</param>
    public NetworkAttribute(int channels, int length) => InputShape = [channels, length];

    /// <summary>
    /// Declares a network with images as its input: a sample is <paramref name="channels"/> x <paramref name="height"/> x
    /// <paramref name="width"/> numbers, channel by channel and row by row, as in PyTorch.
    /// </summary>
    /// <param name="channels">The number of channels, 1 or more: 1 for grayscale, 3 for color.</param>
    /// <param name="height">The number of rows, 1 or more.</param>
    /// <param name="width">The number of columns, 1 or more.</param>
    public NetworkAttribute(int channels, int height, int width) => InputShape = [channels, height, width];

    /// <summary>The shape of one sample: (inputs), (channels, length) or (channels, height, width). Empty for a network from an ONNX file.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The number of inputs of one sample; 0 for a network from an ONNX file.</summary>
    public int InputSize => InputShape.Count == 0 ? 0 : InputShape.Aggregate(1, (size, dimension) => size * dimension);

    /// <summary>The loss that <c>Backward</c> differentiates. Without one the network runs forward only.</summary>
    public Loss Loss { get; set; } = Loss.None;

    /// <summary>The number type of parameters, inputs and outputs.</summary>
    public Precision Precision { get; set; } = Precision.Single;

    /// <summary>
    /// A <c>.safetensors</c> file of the project that must hold the weights of this network: its path relative to the source
    /// file, or the end of its path. The compiler checks its header against the layers as you type; nothing is loaded.
    /// </summary>
    public string? Weights { get; set; }

    /// <summary>
    /// An <c>.onnx</c> file of the project, whose graph the generator compiles into the layers of this network: its path relative to the source
    /// file, or the end of its path. Layer attributes, if there are any, follow the layers of the file. <c>LoadOnnx</c> loads its weights.
    /// </summary>
    public string? Onnx { get; set; }

    /// <summary>
    /// The name of a value of the ONNX file at which its part of the network ends, or of the node that computes it; null for the output of the
    /// file.
    /// </summary>
    public string? Until { get; set; }
}
