namespace NetGen;

/// <summary>
/// What a safetensors file holds: named tensors and a text-to-text map. Reading checks every rule of the
/// <see href="https://github.com/huggingface/safetensors">format</see>, and allocates in proportion to the
/// bytes that the file has, whatever it claims.
/// </summary>
public sealed class SafeTensorsFile
{
    private readonly Dictionary<string, SafeTensor> _byName = [];

    /// <summary>Puts a file together.</summary>
    /// <param name="tensors">The tensors; each name once.</param>
    /// <param name="metadata">The text-to-text map; none unless given.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name, or a tensor or a text of the metadata is null.</exception>
    public SafeTensorsFile(IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        : this(tensors, metadata, "the tensors")
    {
    }

    internal SafeTensorsFile(IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata, string name)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Tensors = [.. tensors];
        Metadata = metadata ?? new Dictionary<string, string>();
        Name = name;
        foreach ((string key, string value) in Metadata)
        {
            if (value is null)
                throw new ArgumentException($"Expected a string for '{key}', but got null.", nameof(metadata));
        }

        foreach (SafeTensor tensor in Tensors)
        {
            if (tensor is null)
                throw new ArgumentException($"Expected {Tensors.Count} tensors, but got null among them.", nameof(tensors));

            if (!_byName.TryAdd(tensor.Name, tensor))
                throw new ArgumentException($"Expected each name once, but got '{Excerpt.Of(tensor.Name)}' twice.", nameof(tensors));
        }
    }

    /// <summary>The tensors: as given, or in the order of their data in the file.</summary>
    public IReadOnlyList<SafeTensor> Tensors { get; }

    /// <summary>The text-to-text map; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The file, as messages name it.</summary>
    internal string Name { get; }

    /// <summary>The tensor called <paramref name="name"/>, or null.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The tensor, or null where there is none.</returns>
    public SafeTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="SafeTensorsException">The file breaks a rule of the format, or has a tensor of more than 2 GB.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static SafeTensorsFile Read(string path)
    {
        // Tensors are read whole, so a buffer between would only copy.
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return SafeTensorsReader.Read(stream, path);
    }

    /// <summary>Reads a stream, from its position to its end, into memory.</summary>
    /// <param name="stream">The stream, which need not be able to seek. It stays open.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="SafeTensorsException">It breaks a rule of the format, or has a tensor of more than 2 GB.</exception>
    public static SafeTensorsFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return SafeTensorsReader.Read(stream, "The stream");
    }

    /// <summary>
    /// Writes the file whole or not at all: into a temporary file of a name of its own beside it, which takes its place when all
    /// is on disk. A symbolic link stays one, and a file that was there keeps its Unix file mode. What a crash leaves,
    /// <c>NAME.RANDOM.tmp</c>, is never read and stays.
    /// </summary>
    /// <param name="path">The file, which is overwritten.</param>
    /// <exception cref="ArgumentException">A name or the metadata is no valid text, or they take more than 100 MB.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; what was there before is untouched.</exception>
    public void Write(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes to a stream: tensors of larger numbers first, those of one type by name, as the reference implementation does.</summary>
    /// <param name="stream">The stream. It stays open.</param>
    /// <exception cref="ArgumentException">A name or the metadata is no valid text, or they take more than 100 MB.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafeTensorsWriter.Write(this, stream);
    }
}
