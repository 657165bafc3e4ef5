using System.Numerics;

namespace NetGen;

/// <summary>
/// Weights in safetensors files, with the names and layout of PyTorch: <c>layers.0.weight</c> is W1, of shape (out, in)
/// row by row, and <c>layers.0.bias</c> is b1. Layers count from 0, and only those that have weights; a layer with
/// <see cref="LayerAttribute.As"/> uses its name, as in <c>encoder.weight</c>. The mean and scale of <see cref="StandardizeAttribute"/>
/// are <c>standardize.mean</c> and <c>standardize.scale</c>, of the shape of x, or (channels) if there is one for each channel.
/// A <see cref="BatchNormAttribute"/> has <c>running_mean</c> and <c>running_var</c> in addition to its weight and bias; PyTorch's count of
/// batches, <c>num_batches_tracked</c>, is ignored.
/// </summary>
public static class WeightExtensions
{
    /// <summary>
    /// Writes parameters and statistics to a safetensors file, in the network's own precision. The file is replaced atomically:
    /// whenever the program stops, it is either the old one or the new one.
    /// </summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, which is overwritten.</param>
    /// <param name="metadata">Metadata to write. If it has no <c>format</c>, that is <c>pt</c>, as PyTorch's libraries expect.</param>
    /// <exception cref="ArgumentException">The metadata is not valid text or exceeds 100 MB, or a tensor exceeds 2 GB.</exception>
    /// <exception cref="IOException">The file cannot be written; the previous file is intact.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied; the previous file is intact.</exception>
    public static void Save<T>(this INetwork<T> network, string path, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ToFile(network, metadata).Write(path);

    /// <summary>Writes parameters and statistics to a stream, like <see cref="Save{T}(INetwork{T}, string, IReadOnlyDictionary{string, string}?)"/>.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream. It stays open.</param>
    /// <param name="metadata">Metadata to write. If it has no <c>format</c>, that is <c>pt</c>, as PyTorch's libraries expect.</param>
    /// <exception cref="ArgumentException">The metadata is not valid text or exceeds 100 MB, or a tensor exceeds 2 GB.</exception>
    public static void Save<T>(this INetwork<T> network, Stream stream, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ToFile(network, metadata).Write(stream);

    /// <summary>
    /// Sets parameters and statistics from a safetensors file with numbers of type F64, F32, F16 or BF16, each rounded to the
    /// nearest number of the network's precision. If anything does not fit, nothing is changed.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How to look up tensors; by default, under their own names, and strictly.</param>
    /// <exception cref="SafeTensorsException">
    /// The file violates the format; or it does not hold the weights of this network, and
    /// <see cref="SafeTensorsException.Faults"/> lists every tensor that is missing, extra or of the wrong shape or type.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static void LoadWeights<T>(this INetwork<T> network, string path, LoadOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LoadWeights(network, SafeTensorsFile.Read(path), options);

    /// <summary>
    /// Sets parameters and statistics from a stream, from its position to its end, like
    /// <see cref="LoadWeights{T}(INetwork{T}, string, LoadOptions?)"/>.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream; seeking is not needed. It stays open.</param>
    /// <param name="options">How to look up tensors; by default, under their own names, and strictly.</param>
    /// <exception cref="SafeTensorsException">As for a file: see the other overload.</exception>
    /// <example>
    /// With <c>&lt;EmbeddedResource Include="digits.safetensors" LogicalName="digits.safetensors" /&gt;</c> in the project:
    /// <code>
    /// using Stream weights = typeof(DigitsNet).Assembly.GetManifestResourceStream("digits.safetensors")!;
    /// DigitsNet net = DigitsNet.Load(weights);
    /// </code>
    /// </example>
    public static void LoadWeights<T>(this INetwork<T> network, Stream stream, LoadOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LoadWeights(network, SafeTensorsFile.Read(stream), options);

    /// <summary>Sets parameters and statistics from the content of a file, like <see cref="LoadWeights{T}(INetwork{T}, string, LoadOptions?)"/>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="file">The content of the file.</param>
    /// <param name="options">How to look up tensors; by default, under their own names, and strictly.</param>
    /// <exception cref="ArgumentException"><see cref="LoadOptions.Names"/> is null or returns null for a tensor; nothing has changed.</exception>
    /// <exception cref="SafeTensorsException">The file does not hold the weights of this network.</exception>
    public static void LoadWeights<T>(this INetwork<T> network, SafeTensorsFile file, LoadOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(file);
        options ??= new LoadOptions();
        if (options.Names is null)
            throw new ArgumentException($"Expected a function as {nameof(options.Names)}, but got null.", nameof(options));

        // Everything is checked before anything is changed.
        var faults = new List<string>();
        var asked = new HashSet<string>();
        var found = new List<(ParameterInfo Parameter, SafeTensor Tensor)>();
        foreach (ParameterInfo parameter in Parameters(network.Info))
        {
            string name = options.Names(parameter.FileName) ?? throw new ArgumentException($"Expected {nameof(options.Names)} to return a name for '{parameter.FileName}', but got null.", nameof(options));
            asked.Add(name);
            if (file.Find(name) is { } tensor)
            {
                found.Add((parameter, tensor));
                if (!SafeTensorTypes.AreSame(tensor.Shape, parameter.Shape))
                    faults.Add($"Expected '{name}' of shape {SafeTensorTypes.Text(parameter.Shape)} for {parameter.Name}, but got {SafeTensorTypes.Text(tensor.Shape)}.");
                else if (!SafeTensorTypes.IsForWeights(tensor.Type))
                    faults.Add($"Expected '{name}' to be {SafeTensorTypes.Weights}, but got {SafeTensorTypes.NameOf(tensor.Type)}.");
            }
            else if (options.Strict)
            {
                faults.Add($"Expected '{name}' of shape {SafeTensorTypes.Text(parameter.Shape)} for {parameter.Name}, but there is no such tensor.");
            }
        }

        if (options.Strict)
            faults.AddRange(file.Tensors.Where(tensor => !asked.Contains(tensor.Name) && !BatchCounter.Is(tensor.Name, asked.Contains)).ToArray().Map(tensor => $"Expected only the tensors of {network.Info.Name}, but got '{Excerpt.Of(tensor.Name)}' of shape {SafeTensorTypes.Text(tensor.Shape)}."));

        if (faults.Count > 0)
            throw new SafeTensorsException(file.Name, [.. faults]);

        foreach ((ParameterInfo parameter, SafeTensor tensor) in found)
            Set(parameter, tensor, network.ValuesOf(parameter));
    }

    /// <summary>Copies parameters and statistics to the tensors that <c>Save</c> writes, to write them together with others, as in a checkpoint.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network.</param>
    /// <returns>The tensors of the network, in its own precision.</returns>
    /// <exception cref="ArgumentException">A tensor exceeds 2 GB.</exception>
    public static IReadOnlyList<SafeTensor> ToTensors<T>(this INetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. Parameters(network.Info).ToArray().Map(parameter => Get(parameter, network))];
    }

    private static SafeTensorsFile ToFile<T>(INetwork<T> network, IReadOnlyDictionary<string, string>? metadata)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dictionary<string, string> all = metadata is null ? [] : new(metadata);
        all.TryAdd("format", "pt");
        return new SafeTensorsFile(ToTensors(network), all);
    }

    /// <summary>All tensors of a network, in the order of its files.</summary>
    internal static IEnumerable<ParameterInfo> Parameters(NetworkInfo info) => info.Statistics.Concat(info.Layers.SelectMany(layer => layer.Parameters));

    private static SafeTensor Get<T>(ParameterInfo parameter, INetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> values = network.ValuesOf(parameter);
        var rows = new T[values.Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = values[parameter.PositionOf(i)];

        return SafeTensor.Create<T>(parameter.FileName, [.. parameter.Shape.Map(size => (long)size)], rows);
    }

    private static void Set<T>(ParameterInfo parameter, SafeTensor tensor, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = new T[values.Length];
        tensor.CopyTo<T>(rows);
        for (int i = 0; i < rows.Length; i++)
            values[parameter.PositionOf(i)] = rows[i];
    }
}
