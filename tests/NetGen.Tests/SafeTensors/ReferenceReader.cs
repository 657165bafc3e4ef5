using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace NetGen.Tests.SafeTensors;

/// <summary>The rules of the format once more, with the framework's JSON reader: which files are valid.</summary>
internal static class ReferenceReader
{
    public static bool IsValid(ReadOnlyMemory<byte> file)
    {
        if (file.Length < 8 || BinaryPrimitives.ReadUInt64LittleEndian(file.Span) is var size && size > (ulong)Math.Min(100_000_000, file.Length - 8))
            return false;

        ReadOnlyMemory<byte> header = file.Slice(8, (int)size);
        if (header.Length == 0 || header.Span[0] != '{')
            return false;

        try
        {
            // An invalid byte within a string would be found only when the string is read.
            _ = new UTF8Encoding(false, true).GetCharCount(header.Span);
            using var json = JsonDocument.Parse(header);
            return IsValid(json.RootElement, file.Length - 8 - (long)size);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static bool IsValid(JsonElement header, long dataLength)
    {
        var names = new HashSet<string>();
        var places = new List<(long Begin, long End)>();
        foreach (JsonProperty property in header.EnumerateObject())
        {
            if (!names.Add(property.Name))
                return false;

            if (property.Name == "__metadata__")
            {
                JsonProperty[] pairs = [.. property.Value.EnumerateObject()];
                if (pairs.Any(pair => pair.Value.GetString() is null) || pairs.DistinctBy(pair => pair.Name).Count() < pairs.Length)
                    return false;
            }
            else if (Place(property.Value) is { } place)
            {
                places.Add(place);
            }
            else
            {
                return false;
            }
        }

        long end = 0;
        foreach ((long begin, long next) in places.Order())
        {
            if (begin != end)
                return false;

            end = next;
        }

        return end == dataLength;
    }

    private static (long Begin, long End)? Place(JsonElement entry)
    {
        if (!entry.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal).SequenceEqual(["data_offsets", "dtype", "shape"]))
            return null;

        if (!Enum.GetNames<SafeTensorType>().Contains(entry.GetProperty("dtype").GetString()))
            return null;

        string type = entry.GetProperty("dtype").GetString()!;
        Int128 bits = type == "BOOL" ? 8 : int.Parse(new string([.. type.SkipWhile(char.IsLetter).TakeWhile(char.IsDigit)]));
        foreach (JsonElement size in entry.GetProperty("shape").EnumerateArray())
        {
            if (!IsSize(size) || (bits *= size.GetInt64()) > long.MaxValue)
                return null;
        }

        JsonElement[] offsets = [.. entry.GetProperty("data_offsets").EnumerateArray()];
        return offsets.Length == 2 && offsets.All(IsSize) && 8 * ((Int128)offsets[1].GetInt64() - offsets[0].GetInt64()) == bits
            ? (offsets[0].GetInt64(), offsets[1].GetInt64())
            : null;
    }

    private static bool IsSize(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.GetRawText().All(char.IsAsciiDigit) && number.TryGetInt64(out _);
}
