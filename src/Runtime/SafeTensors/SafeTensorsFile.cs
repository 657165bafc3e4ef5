namespace NetGen;

/// <summary>
/// The content of a safetensors file: named tensors and a string-to-string map. Reading checks every rule of the
/// <see href="https://github.com/huggingface/safetensors">format</see>, and allocates memory in proportion to the
/// actual size of the file, whatever it claims.
/// </summary>
public sealed class SafeTensorsFile
{
    private readonly Dictionary<string, SafeTensor> _byName = [];

    /// <summary>Creates the content of a file.</summary>
    /// <param name="tensors">The tensors, with distinct names.</param>
    /// <param name="metadata">The string-to-string map; empty by default.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name, or a tensor or a string of the metadata is null.</exception>
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

    /// <summary>The tensors, in the given order, or in the order of their data in the file.</summary>
    public IReadOnlyList<SafeTensor> Tensors { get; }

    /// <summary>The string-to-string map; empty if the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The name of the file in messages.</summary>
    internal string Name { get; }

    /// <summary>Returns the tensor named <paramref name="name"/>, or null.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The tensor, or null if there is none.</returns>
    public SafeTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The content of the file.</returns>
    /// <exception cref="SafeTensorsException">The file violates the format, or has a tensor of more than 2 GB.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static SafeTensorsFile Read(string path)
    {
        // Tensors are read whole, so a buffer would only add a copy.
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return SafeTensorsReader.Read(stream, path);
    }

    /// <summary>Reads a stream, from its position to its end, into memory.</summary>
    /// <param name="stream">The stream; seeking is not needed. It stays open.</param>
    /// <returns>The content of the file.</returns>
    /// <exception cref="SafeTensorsException">The stream violates the format, or has a tensor of more than 2 GB.</exception>
    public static SafeTensorsFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return SafeTensorsReader.Read(stream, "The stream");
    }

    /// <summary>
    /// Writes the file atomically: to a temporary file with a unique name in the same folder, which replaces the target when all
    /// is on disk. A symbolic link remains a link, and an existing file keeps its Unix file mode. The temporary file that a crash
    /// leaves, <c>NAME.RANDOM.tmp</c>, is never read and not deleted.
    /// </summary>
    /// <param name="path">The file, which is overwritten.</param>
    /// <exception cref="ArgumentException">A name or the metadata is not valid text, or they exceed 100 MB.</exception>
    /// <exception cref="IOException">The file cannot be written; the previous file is intact.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied; the previous file is intact.</exception>
    public void Write(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes to a stream: tensors of larger number types first, those of one type by name, like the reference implementation.</summary>
    /// <param name="stream">The stream. It stays open.</param>
    /// <exception cref="ArgumentException">A name or the metadata is not valid text, or they exceed 100 MB.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafeTensorsWriter.Write(this, stream);
    }
}
