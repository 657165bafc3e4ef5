using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>Writes files that are byte-identical to those of the reference implementation.</summary>
internal static class SafeTensorsWriter
{
    // Text that UTF-8 cannot encode is rejected rather than replaced.
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Write(SafeTensorsFile file, Stream stream)
    {
        // By descending alignment, so that each tensor is aligned to its number type.
        SafeTensor[] tensors = [.. file.Tensors.OrderByDescending(tensor => (int)tensor.Type).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        byte[] header = _strictUtf8.GetBytes(Header(tensors, file.Metadata));
        if (header.Length > SafeTensorsHeader.MaxSize)
            throw new ArgumentException($"Expected a header of at most {SafeTensorsHeader.MaxSize} bytes, but names, shapes and metadata take {header.Length}.");

        Span<byte> size = stackalloc byte[sizeof(ulong)];
        int padding = -header.Length & 7;
        BinaryPrimitives.WriteUInt64LittleEndian(size, (ulong)(header.Length + padding));
        stream.Write(size);
        stream.Write(header);
        stream.Write("       "u8[..padding]);
        foreach (SafeTensor tensor in tensors)
            stream.Write(tensor.Data.Span);
    }

    private static string Header(SafeTensor[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var json = new StringBuilder("{");
        if (metadata.Count > 0)
        {
            Quote(json, SafeTensorsHeader.MetadataKey).Append(":{");
            foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Quote(json, key).Append(':');
                Quote(json, value).Append(',');
            }

            json.Length--;
            json.Append("},");
        }

        long offset = 0;
        foreach (SafeTensor tensor in tensors)
        {
            Quote(json, tensor.Name).Append(CultureInfo.InvariantCulture, $":{{\"dtype\":\"{SafeTensorTypes.NameOf(tensor.Type)}\",\"shape\":[{string.Join(',', tensor.Shape)}],\"data_offsets\":[{offset},{offset + tensor.Data.Length}]}},");
            offset += tensor.Data.Length;
        }

        if (json.Length > 1)
            json.Length--;

        return json.Append('}').ToString();
    }

    private static StringBuilder Quote(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char character in text)
        {
            if (character < ' ')
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else if (character is '"' or '\\')
                json.Append('\\').Append(character);
            else
                json.Append(character);
        }

        return json.Append('"');
    }
}
