using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>The header of a safetensors file, checked against every rule of the format. Compiled into the generator too.</summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The key of the string-to-string map, which is not allowed as the name of a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The largest size of a header, in bytes.</summary>
    public const long MaxSize = 100_000_000;

    private SafeTensorsHeader(IReadOnlyList<SafeTensorsEntry> entries, IReadOnlyDictionary<string, string> metadata) =>
        (Entries, Metadata) = (entries, metadata);

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The number of bytes of data after the header.</summary>
    public long DataLength => Entries.Count == 0 ? 0 : Entries[Entries.Count - 1].End;

    /// <summary>Reads and checks a header.</summary>
    /// <param name="json">Its text, with its padding.</param>
    /// <param name="file">The name of the file in messages.</param>
    /// <param name="dataLength">The number of bytes after it; null if unknown.</param>
    /// <exception cref="SafeTensorsException">The header violates the format.</exception>
    public static SafeTensorsHeader Parse(string json, string file, long? dataLength)
    {
        var text = new HeaderText(json, file);
        if (json.Length == 0 || json[0] != '{')
            throw text.Fault($"Expected a header that starts with '{{', but {(json.Length == 0 ? "it is empty" : $"got '{json[0]}'")}.");

        var names = new HashSet<string>();
        var ordered = new List<SafeTensorsEntry>();
        var sizes = new List<long>();
        Dictionary<string, string>? metadata = null;
        for (bool more = text.BeginsObject(); more; more = text.ContinuesObject())
        {
            string name = text.Name();
            if (!names.Add(name))
                throw text.Fault($"Expected each key once, but '{Excerpt.Of(name)}' appears twice in the header.");

            if (name == MetadataKey)
                metadata = ReadMetadata(text);
            else
                ordered.Add(ReadEntry(text, name, sizes));
        }

        text.End();

        // Empty tensors take no space, so they may share the start of another. Most files are in
        // order and need no sorting.
        if (!IsOrdered(ordered))
            ordered = [.. ordered.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        CheckLayout(ordered, text);
        var header = new SafeTensorsHeader(ordered, metadata ?? []);
        if (dataLength is { } actual && actual != header.DataLength)
            throw text.Fault($"Expected {header.DataLength} bytes of data, the size of the tensors, but the file has {actual}.");

        return header;
    }

    private static Dictionary<string, string> ReadMetadata(HeaderText text)
    {
        var metadata = new Dictionary<string, string>();
        for (bool more = text.BeginsObject(); more; more = text.ContinuesObject())
        {
            string key = text.Name();
            if (metadata.ContainsKey(key))
                throw text.Fault($"Expected each key once, but '{Excerpt.Of(key)}' appears twice in {MetadataKey}.");

            metadata.Add(key, text.String());
        }

        return metadata;
    }

    /// <summary>Reads the entry of a tensor. All entries share <paramref name="sizes"/> as scratch space.</summary>
    private static SafeTensorsEntry ReadEntry(HeaderText text, string name, List<long> sizes)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        for (bool more = text.BeginsObject(); more; more = text.ContinuesObject())
        {
            string key = text.Name();
            bool isFirst = key switch { "dtype" => type is null, "shape" => shape is null, "data_offsets" => offsets is null, _ => false };
            if (!isFirst)
                throw text.Fault($"Expected dtype, shape and data_offsets of tensor '{Excerpt.Of(name)}', each once, but got '{Excerpt.Of(key)}'.");

            if (key == "dtype")
                type = text.String();
            else if (key == "shape")
                shape = ReadSizes(text, name, sizes);
            else
                offsets = ReadSizes(text, name, sizes);
        }

        if (type is null || shape is null || offsets is null)
            throw text.Fault($"Expected dtype, shape and data_offsets of tensor '{Excerpt.Of(name)}', but there is no {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}.");

        if (SafeTensorTypes.Find(type) is not { } known)
            throw text.Fault($"Expected a known dtype for tensor '{Excerpt.Of(name)}', but got '{Excerpt.Of(type)}'.");

        if (offsets.Length != 2 || offsets[0] > offsets[1])
            throw text.Fault($"Expected data_offsets [begin, end] of tensor '{Excerpt.Of(name)}', begin at most end, but got [{SafeTensorTypes.Sizes(offsets)}].");

        return new SafeTensorsEntry(name, known, shape, offsets[0], offsets[1]);
    }

    private static long[] ReadSizes(HeaderText text, string name, List<long> sizes)
    {
        sizes.Clear();
        for (bool more = text.BeginsArray(); more; more = text.ContinuesArray())
        {
            if (sizes.Count == SafeTensorTypes.MaxDimensions)
                throw text.Fault($"Expected at most {SafeTensorTypes.MaxDimensions} dimensions of tensor '{Excerpt.Of(name)}', but got more.");

            sizes.Add(text.Size());
        }

        return sizes.ToArray();
    }

    private static bool IsOrdered(List<SafeTensorsEntry> entries)
    {
        for (int i = 1; i < entries.Count; i++)
        {
            if (entries[i].Begin < entries[i - 1].Begin || (entries[i].Begin == entries[i - 1].Begin && entries[i].End < entries[i - 1].End))
                return false;
        }

        return true;
    }

    private static void CheckLayout(List<SafeTensorsEntry> ordered, HeaderText text)
    {
        long end = 0;
        foreach (SafeTensorsEntry entry in ordered)
        {
            if (SafeTensorTypes.Bits(entry.Type, entry.Shape) is not { } bits)
                throw text.Fault($"Expected a size below 2^63 bits, but {Describe(entry)} has more.");

            if (bits % 8 != 0)
                throw text.Fault($"Expected whole bytes, but {Describe(entry)} has {bits} bits.");

            if (entry.End - entry.Begin != bits / 8)
                throw text.Fault($"Expected {bits / 8} bytes for {Describe(entry)} but got {Place(entry)}: {entry.End - entry.Begin} bytes.");

            if (entry.Begin != end)
                throw text.Fault($"Expected data without gaps or overlaps, with {Describe(entry)} starting at {end}, but got {Place(entry)}.");

            end = entry.End;
        }
    }

    private static string Describe(SafeTensorsEntry entry) =>
        $"tensor '{Excerpt.Of(entry.Name)}', {SafeTensorTypes.NameOf(entry.Type)} of shape {SafeTensorTypes.Text(entry.Shape)},";

    private static string Place(SafeTensorsEntry entry) => $"data_offsets [{entry.Begin}, {entry.End}]";
}

/// <summary>A tensor in a header.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">The type of its numbers.</param>
/// <param name="shape">Its shape: no dimensions for a single number.</param>
/// <param name="begin">The start of its bytes in the data.</param>
/// <param name="end">The end of its bytes, exclusive.</param>
internal sealed class SafeTensorsEntry(string name, SafeTensorType type, IReadOnlyList<long> shape, long begin, long end)
{
    public string Name => name;

    public SafeTensorType Type => type;

    public IReadOnlyList<long> Shape => shape;

    public long Begin => begin;

    public long End => end;
}
