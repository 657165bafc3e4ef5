using System.Globalization;
using System.Text;
using Google.Protobuf;

namespace NetGen.Tests.Onnx;

/// <summary>A reader of models with Google's library, and both its result and that of NetGen's parser as text.</summary>
internal static class OnnxReference
{
    /// <summary>One field: a number of a varint, or bytes.</summary>
    public readonly record struct Field(int Number, WireFormat.WireType Wire, ulong Value, byte[] Bytes);

    public static List<Field> Fields(byte[] message)
    {
        var fields = new List<Field>();
        var input = new CodedInputStream(message);
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            (int number, WireFormat.WireType wire) = (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag));
            fields.Add(wire switch
            {
                WireFormat.WireType.Varint => new(number, wire, input.ReadUInt64(), []),
                WireFormat.WireType.Fixed32 => new(number, wire, 0, BitConverter.GetBytes(input.ReadFixed32())),
                WireFormat.WireType.Fixed64 => new(number, wire, 0, BitConverter.GetBytes(input.ReadFixed64())),
                WireFormat.WireType.LengthDelimited => new(number, wire, 0, input.ReadBytes().ToByteArray()),
                _ => throw new InvalidDataException($"Field {number} is a group."),
            });
        }

        return fields;
    }

    /// <summary>A model as Google's library reads it.</summary>
    public static string Text(byte[] model)
    {
        List<Field> all = Fields(model), graph = [.. All(all, 7).SelectMany(Fields)];
        var initializers = All(graph, 5).Select(Fields).ToList();
        HashSet<string> names = [.. initializers.Select(tensor => Utf8(tensor, 8))];
        return string.Join('\n',
        [
            .. All(all, 8).Select(Fields).Select(opset => $"opset {Name(Utf8(opset, 1))} {Last(opset, 2)?.Value ?? 0}"),
            .. All(graph, 1).Select(Fields).Select(Node),
            .. initializers.Select(Tensor),
            .. All(graph, 11).Select(Fields).Where(value => !names.Contains(Utf8(value, 1))).Select(value => "in " + Value(value)),
            .. All(graph, 12).Select(Fields).Select(value => "out " + Value(value)),
        ]);
    }

    /// <summary>A model as NetGen's parser reads it, with the versions of the sets of operators that are asked for.</summary>
    public static string Text(OnnxModel model, params string[] domains) => string.Join('\n',
    [
        .. domains.Select(domain => $"opset {Name(domain)} {model.OpsetOf(domain)}"),
        .. model.Nodes.Select(node => $"{node.Name}: {Name(node.Domain)} {node.Operator} {List(node.Inputs)} {List(node.Outputs)} {string.Concat(node.Attributes.Select(Attribute))}"),
        .. model.Initializers.Select(Tensor),
        .. model.Inputs.Select(value => $"in {value.Name} {(int)value.Type} {(value.Shape is null ? "?" : List(value.Shape))}"),
        .. model.Outputs.Select(value => $"out {value.Name} {(int)value.Type} {(value.Shape is null ? "?" : List(value.Shape))}"),
    ]);

    private static string Node(List<Field> node) =>
        $"{Utf8(node, 3)}: {Name(Utf8(node, 7))} {Utf8(node, 4)} {List(All(node, 1).Select(Encoding.UTF8.GetString))} {List(All(node, 2).Select(Encoding.UTF8.GetString))} {string.Concat(All(node, 5).Select(Fields).Select(Attribute))}";

    private static string Attribute(List<Field> attribute)
    {
        long type = (long)(Last(attribute, 20)?.Value ?? 0);
        string number = Last(attribute, 2) is { } single ? Number(BitConverter.ToSingle(single.Bytes)) : type == 1 ? "0" : "-";
        string integer = Last(attribute, 3) is { } whole ? $"{(long)whole.Value}" : type == 2 ? "0" : "-";
        string text = Last(attribute, 4) is { } bytes ? Encoding.Latin1.GetString(bytes.Bytes) : "-";
        string tensor = Last(attribute, 5) is { } inner ? Tensor(Fields(inner.Bytes), withName: false) : "-";
        return $"[{Utf8(attribute, 1)} {number} {integer} {text} {tensor} {List(Integers(attribute, 8))} {List(Numbers(attribute, 7, 4).Select(place => Number(BitConverter.ToSingle(place))))}]";
    }

    private static string Attribute(OnnxAttribute attribute) =>
        $"[{attribute.Name} {(attribute.Float is { } number ? Number(number) : "-")} {attribute.Integer?.ToString(CultureInfo.InvariantCulture) ?? "-"} {attribute.Text ?? "-"} {(attribute.Tensor is { } tensor ? Tensor(tensor, withName: false) : "-")} {List(attribute.Integers)} {List(attribute.Floats.Select(Number))}]";

    private static string Tensor(List<Field> tensor) => Tensor(tensor, withName: true);

    /// <summary>A tensor; that of an attribute without its name, as the parser calls it like the value of its node.</summary>
    private static string Tensor(List<Field> tensor, bool withName)
    {
        byte[] raw = Last(tensor, 9)?.Bytes ?? [.. Numbers(tensor, 4, 4).Concat(Numbers(tensor, 10, 8)).SelectMany(number => number)];
        return $"({(withName ? Utf8(tensor, 8) : "")} {Last(tensor, 2)?.Value ?? 0} {List(Integers(tensor, 1))} {Convert.ToHexString(raw)} {List(tensor.Where(field => field.Number is 5 or 7 or 11).SelectMany(Integers))})";
    }

    private static string Tensor(OnnxTensor tensor) => Tensor(tensor, withName: true);

    private static string Tensor(OnnxTensor tensor, bool withName) =>
        $"({(withName ? tensor.Name : "")} {(int)tensor.Type} {List(tensor.Shape)} {(tensor.Raw is var (from, to) ? Convert.ToHexString(tensor.File[from..to]) : "")} {List(tensor.Integers)})";

    private static string Value(List<Field> value)
    {
        List<Field> tensor = [.. All(value, 2).SelectMany(Fields).Where(field => field.Number == 1).SelectMany(field => Fields(field.Bytes))];
        string shape = Last(tensor, 2) is { } found
            ? List(All(Fields(found.Bytes), 1).Select(Fields).Select(size => Last(size, 1) is { } number ? (object)(long)number.Value : null))
            : "?";
        return $"{Utf8(value, 1)} {Last(tensor, 1)?.Value ?? 0} {shape}";
    }

    private static IEnumerable<byte[]> All(List<Field> fields, int number) => fields.Where(field => field.Number == number).Select(field => field.Bytes);

    private static Field? Last(List<Field> fields, int number) => fields.Any(field => field.Number == number) ? fields.Last(field => field.Number == number) : null;

    private static string Utf8(List<Field> fields, int number) => Last(fields, number) is { } field ? Encoding.UTF8.GetString(field.Bytes) : "";

    private static IEnumerable<long> Integers(List<Field> fields, int number) => fields.Where(field => field.Number == number).SelectMany(Integers);

    private static IEnumerable<long> Integers(Field field)
    {
        if (field.Wire == WireFormat.WireType.Varint)
        {
            yield return (long)field.Value;
            yield break;
        }

        var packed = new CodedInputStream(field.Bytes);
        while (!packed.IsAtEnd)
            yield return packed.ReadInt64();
    }

    private static IEnumerable<byte[]> Numbers(List<Field> fields, int number, int size) => fields.Where(field => field.Number == number).SelectMany(field => field.Bytes.Chunk(size));

    private static string Name(string domain) => domain == "ai.onnx" ? "" : domain;

    private static string Number(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string List<T>(IEnumerable<T> items) => $"<{string.Join(',', items)}>";
}
