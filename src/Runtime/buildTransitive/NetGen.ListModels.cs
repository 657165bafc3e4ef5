// A task of the build, compiled when it is first needed.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes the graphs of ONNX files into a text that the compiler hands to NetGen's generator: three lines for each file, its path (with %0A for a
/// new line and %25 for %), its length, and in Base64 the file without the numbers of large tensors; or ! and a fault. And into another text the
/// files beside the models that have numbers of theirs: two lines for each, the path of the model, and the place of the file from its folder on.
/// </summary>
public sealed class NetGenListModels : Task
{
    // Shapes and bounds are smaller than this, most weights are not.
    private const int LargestNumbers = 256;

    // A model in a model in a model: no exporter goes deeper than some branches.
    private const int Deepest = 32;

    private enum Kind { Model, Graph, Node, Attribute, Tensor, Entry }

    /// <summary>The files that have numbers of a model.</summary>
    private readonly SortedSet<string> _locations = new SortedSet<string>(StringComparer.Ordinal);

    [Required]
    public ITaskItem[] Models { get; set; }

    [Required]
    public string List { get; set; }

    [Required]
    public string Numbers { get; set; }

    public override bool Execute()
    {
        StringBuilder list = new StringBuilder(), numbers = new StringBuilder();
        foreach (ITaskItem item in Models)
        {
            string path = item.GetMetadata("FullPath"), graph;
            long length = 0;
            _locations.Clear();
            try
            {
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                {
                    length = file.Length;
                    graph = Convert.ToBase64String(Thin(file, length, Kind.Model, 0).ToArray());
                }
            }
            catch (Exception exception)
            {
                graph = "!" + exception.Message.Replace('\r', ' ').Replace('\n', ' ');
            }

            list.Append(Line(path)).Append('\n').Append(length).Append('\n').Append(graph).Append('\n');
            foreach (string location in _locations)
                numbers.Append(Line(path)).Append('\n').Append(Line(location)).Append('\n');
        }

        File.WriteAllText(List, list.ToString());
        File.WriteAllText(Numbers, numbers.ToString());
        return true;
    }

    private static string Line(string text) => text.Replace("%", "%25").Replace("\n", "%0A");

    /// <summary>Copies a message up to a position, without large numbers and without documentation.</summary>
    private MemoryStream Thin(Stream file, long end, Kind kind, int depth)
    {
        var result = new MemoryStream();
        while (file.Position < end)
        {
            ulong key = Varint(file, end);
            long field = (long)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    Put(result, key);
                    Put(result, Varint(file, end));
                    break;
                case 1:
                    Put(result, key);
                    Copy(file, end, 8, result);
                    break;
                case 5:
                    Put(result, key);
                    Copy(file, end, 4, result);
                    break;
                case 2:
                    ulong length = Varint(file, end);
                    if (length > (ulong)(end - file.Position))
                        throw new InvalidDataException($"Expected {length} bytes from byte {file.Position}, but got {end - file.Position}: the file is damaged, or no ONNX model.");

                    if (IsLeftOut(kind, field, (long)length))
                    {
                        file.Seek((long)length, SeekOrigin.Current);
                    }
                    else if (Inside(kind, field) is Kind inner && depth < Deepest)
                    {
                        MemoryStream message = Thin(file, file.Position + (long)length, inner, depth + 1);
                        Put(result, key);
                        Put(result, (ulong)message.Length);
                        if (inner == Kind.Entry && LocationIn(message) is string location)
                            _locations.Add(location);
                        message.WriteTo(result);
                    }
                    else
                    {
                        Put(result, key);
                        Put(result, length);
                        Copy(file, end, (long)length, result);
                    }

                    break;
                default:
                    throw new InvalidDataException($"Expected a field before byte {file.Position}, but got the key {key}: the file is damaged, or no ONNX model.");
            }
        }

        return result;
    }

    private static Kind? Inside(Kind kind, long field)
    {
        switch (kind)
        {
            case Kind.Model: return field == 7 ? Kind.Graph : (Kind?)null;
            case Kind.Graph: return field == 1 ? Kind.Node : field == 5 ? Kind.Tensor : (Kind?)null;
            case Kind.Node: return field == 5 ? Kind.Attribute : (Kind?)null;
            case Kind.Tensor: return field == 13 ? Kind.Entry : (Kind?)null;
            case Kind.Attribute: return field == 5 || field == 10 ? Kind.Tensor : field == 6 || field == 11 ? Kind.Graph : (Kind?)null;
            default: return null;
        }
    }

    /// <summary>The place of a file, if an entry has the key "location": its key is field 1, its value field 2.</summary>
    private static string LocationIn(MemoryStream entry)
    {
        string key = "", value = "";
        for (entry.Position = 0; entry.Position < entry.Length;)
        {
            ulong field = Varint(entry, entry.Length);
            if ((field & 7) != 2)
                return null;

            var text = new MemoryStream();
            Copy(entry, entry.Length, (long)Varint(entry, entry.Length), text);
            if (field >> 3 == 1)
                key = Encoding.UTF8.GetString(text.ToArray());
            else if (field >> 3 == 2)
                value = Encoding.UTF8.GetString(text.ToArray());
        }

        return key == "location" ? value : null;
    }

    private static bool IsLeftOut(Kind kind, long field, long length)
    {
        switch (kind)
        {
            case Kind.Model: return field == 6 || field == 14 || field == 20 || field == 25;
            case Kind.Graph: return field == 10 || field == 13;
            case Kind.Node: return field == 6;
            case Kind.Tensor: return field == 12 || (length > LargestNumbers && field != 1 && field != 8 && field != 13);
            default: return false;
        }
    }

    private static void Copy(Stream file, long end, long count, Stream result)
    {
        if (count > end - file.Position)
            throw new InvalidDataException($"Expected {count} bytes from byte {file.Position}, but got {end - file.Position}: the file is damaged, or no ONNX model.");

        var buffer = new byte[4096];
        while (count > 0)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
            if (read == 0)
                throw new EndOfStreamException($"Expected {count} more bytes at byte {file.Position}, but the file ends.");
            result.Write(buffer, 0, read);
            count -= read;
        }
    }

    private static ulong Varint(Stream file, long end)
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            int part = file.Position < end ? file.ReadByte() : -1;
            if (part < 0)
                throw new InvalidDataException($"Expected an integer at byte {file.Position}, but the message ends: the file is damaged, or no ONNX model.");

            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException($"Expected an integer of at most 10 bytes before byte {file.Position}: the file is damaged, or no ONNX model.");
    }

    private static void Put(Stream result, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            result.WriteByte((byte)(value | 0x80));
        result.WriteByte((byte)value);
    }
}
