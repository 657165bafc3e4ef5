using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>The graph that a network was compiled from, and where the network's weights are in its file. Created by generated code.</summary>
/// <param name="file">The file, as declared.</param>
/// <param name="output">The value of the graph at which its part of the network ends.</param>
/// <param name="fingerprint">The hash of the graph up to there.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OnnxSource(string file, string output, long fingerprint)
{
    /// <summary>The numbers of the file that are part of the code, with their names.</summary>
    public IReadOnlyList<(string Name, double Value)> Constants { get; init; } = [];

    /// <summary>The tensors of the network that are in the file.</summary>
    public IReadOnlyList<OnnxTensorSource> Tensors { get; init; } = [];

    /// <summary>Sets the weights from a file. If anything does not fit, nothing is changed.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxException">The file is no ONNX model, or its graph is not the one that the network was compiled from.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public void Load<T>(INetwork<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (new FileInfo(path) is { Exists: true } info && info.Length > Array.MaxLength)
            throw new OnnxException(path, $"Expected at most {Array.MaxLength:N0} bytes, but the file has {info.Length:N0}: store its tensors in a file of their own.");

        Load(network, File.ReadAllBytes(path), path, Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Sets the weights from a stream, from its position to its end. If anything does not fit, nothing is changed.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream. It stays open.</param>
    /// <exception cref="OnnxException">The stream holds no ONNX model, or one with tensors in other files, or its graph is not the one that the network was compiled from.</exception>
    public void Load<T>(INetwork<T> network, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        Load(network, bytes.ToArray(), "ONNX stream", folder: null);
    }

    private void Load<T>(INetwork<T> network, byte[] bytes, string name, string? folder)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OnnxModel model = OnnxModel.Parse(bytes, name);
        Check(model, name, network.Info.Name);
        Dictionary<string, ParameterInfo> parameters = WeightExtensions.Parameters(network.Info).ToDictionary(parameter => parameter.FileName);
        var read = new List<(ParameterInfo Parameter, T[] Numbers)>();
        var faults = new List<string>();
        foreach (OnnxTensorSource source in Tensors)
        {
            ParameterInfo parameter = parameters[source.Parameter];
            try
            {
                read.Add((parameter, source.Read<T>(model, parameter, name, folder)));
            }
            catch (OnnxException exception)
            {
                faults.AddRange(exception.Faults);
            }
        }

        if (faults.Count > 0)
            throw new OnnxException(name, [.. faults]);

        foreach ((ParameterInfo parameter, T[] numbers) in read)
        {
            Span<T> values = network.ValuesOf(parameter);
            for (int i = 0; i < numbers.Length; i++)
                values[parameter.PositionOf(i)] = numbers[i];
        }
    }

    /// <summary>Throws unless the model has the graph that the code was compiled from.</summary>
    private void Check(OnnxModel model, string name, string network)
    {
        var faults = new List<string>();
        foreach (OnnxTensorSource source in Tensors.Where(source => source.Tensor.Length > 0))
        {
            string expected = $"Expected '{Excerpt.Of(source.Tensor)}' of shape {SafeTensorTypes.Text(source.Shape)}";
            OnnxTensor? tensor = model.FindTensor(source.Tensor);
            if (tensor is null)
                faults.Add($"{expected}, but there is no such tensor.");
            else if (!tensor.IsFloat)
                faults.Add($"Expected floating-point numbers, but got {tensor}.");
            else if (!tensor.Shape.SequenceEqual(source.Shape))
                faults.Add($"{expected}, but got {SafeTensorTypes.Text(tensor.Shape)}.");
        }

        foreach ((string constant, double value) in Constants)
        {
            double? actual = model.FindTensor(constant)?.Scalar;
            if (!value.Equals(actual))
                faults.Add($"Expected the number '{Excerpt.Of(constant)}' to be {value}, as when {network} was compiled, but {(actual is null ? "there is none" : $"got {actual}")}.");
        }

        if (faults.Count > 0)
            throw new OnnxException(name, [.. faults]);

        if (model.FingerprintOf(output) is var actualGraph && actualGraph != fingerprint)
            throw new OnnxException(name, $"Expected the graph of {file} from which {network} was compiled, with the fingerprint {fingerprint:X8}, but got {actualGraph:X8}: its nodes, names or settings have changed, so rebuild the program with this file.");
    }
}

/// <summary>Where the numbers of one tensor of a network are in an ONNX file. Created by generated code.</summary>
/// <param name="parameter">The name of the network's tensor in files.</param>
/// <param name="tensor">The name of the ONNX file's tensor; empty for one that it lacks, which has the factor everywhere.</param>
/// <param name="shape">The shape of the ONNX file's tensor.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OnnxTensorSource(string parameter, string tensor, long[] shape)
{
    /// <summary>The name of the network's tensor in files.</summary>
    public string Parameter => parameter;

    /// <summary>The name of the ONNX file's tensor.</summary>
    public string Tensor => tensor;

    /// <summary>The shape of the ONNX file's tensor.</summary>
    public IReadOnlyList<long> Shape => shape;

    /// <summary>The distance, in the file, between neighbors in each dimension of the network's tensor; null if both have the same order.</summary>
    public IReadOnlyList<int>? Strides { get; init; }

    /// <summary>What each number is multiplied by.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Whether each number is one over that of the file.</summary>
    public bool IsReciprocal { get; init; }

    /// <summary>The numbers of the network's tensor, in the order of its shape.</summary>
    internal T[] Read<T>(OnnxModel model, ParameterInfo target, string name, string? folder)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[target.Length];
        if (tensor.Length == 0)
        {
            Array.Fill(numbers, T.CreateTruncating(Factor));
            return numbers;
        }

        T[] file = OnnxNumbers.Read<T>(model.FindTensor(tensor)!, name, folder);
        T factor = T.CreateTruncating(Factor);
        for (int i = 0; i < numbers.Length; i++)
        {
            T number = file[Strides is null ? i : PlaceOf(i, target.Shape, Strides)];
            numbers[i] = IsReciprocal ? factor / number : Factor == 1 ? number : factor * number;
        }

        return numbers;
    }

    private static int PlaceOf(int index, IReadOnlyList<int> sizes, IReadOnlyList<int> strides)
    {
        int place = 0;
        for (int d = sizes.Count - 1; d >= 0; d--)
        {
            place += index % sizes[d] * strides[d];
            index /= sizes[d];
        }

        return place;
    }
}
