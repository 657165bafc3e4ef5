using System.Text;
using Google.Protobuf;

namespace NetGen.Tests.Onnx;

/// <summary>Writes messages of onnx.proto with Google's library, valid or not.</summary>
internal static class OnnxProto
{
    public const int Float = 1, Int8 = 3, Int32 = 6, Int64 = 7, Float16 = 10, Double = 11, BFloat16 = 16;

    /// <summary>A message of fields: integers, floats, texts, bytes or messages, and lists of numbers, which are packed.</summary>
    public static byte[] Message(params (int Field, object Value)[] fields)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream))
        {
            foreach ((int field, object value) in fields)
                Write(output, field, value);
        }

        return stream.ToArray();
    }

    public static byte[] Node(string name, string operation, string[] inputs, string[] outputs, byte[][] attributes, string domain = "") => Message(
    [
        .. inputs.Select(input => (1, (object)input)),
        .. outputs.Select(output => (2, (object)output)),
        (3, name),
        (4, operation),
        .. attributes.Select(attribute => (5, (object)attribute)),
        (7, domain),
    ]);

    /// <summary>An attribute with its type, of which bytes are a tensor.</summary>
    public static byte[] Attribute(string name, object value) => value switch
    {
        float => Message((1, name), (2, value), (20, 1)),
        int or long => Message((1, name), (3, value), (20, 2)),
        string text => Message((1, name), (4, text), (20, 3)),
        byte[] => Message((1, name), (5, value), (20, 4)),
        float[] => Message((1, name), (7, value), (20, 6)),
        long[] => Message((1, name), (8, value), (20, 7)),
        _ => throw new ArgumentException($"{value} is no attribute.", nameof(value)),
    };

    /// <summary>A tensor with its numbers as bytes.</summary>
    public static byte[] Tensor(string name, int type, long[] shape, byte[] bytes) => Message((1, shape), (2, type), (8, name), (9, bytes));

    public static byte[] Tensor(string name, float[] numbers, params long[] shape) => Tensor(name, Float, shape, Bytes(numbers));

    public static byte[] Tensor(string name, long[] numbers, params long[] shape) => Tensor(name, Int64, shape, Bytes(numbers));

    /// <summary>An input or output: its sizes are numbers, names or null.</summary>
    public static byte[] Value(string name, int type, params object?[] sizes) => Message(
        (1, name),
        (2, Message((1, Message((1, type), (2, Message([.. sizes.Select(size => (1, (object)Size(size)))])))))));

    public static byte[] Bytes<T>(T[] numbers)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(numbers).ToArray();

    private static byte[] Size(object? size) => size switch
    {
        null => [],
        string name => Message((2, name)),
        _ => Message((1, size)),
    };

    private static void Write(CodedOutputStream output, int field, object value)
    {
        switch (value)
        {
            case int or long:
                output.WriteTag(field, WireFormat.WireType.Varint);
                output.WriteInt64(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case float number:
                output.WriteTag(field, WireFormat.WireType.Fixed32);
                output.WriteFloat(number);
                break;
            case string text:
                Write(output, field, Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(bytes));
                break;
            case long[] numbers:
                output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                output.WriteLength(numbers.Sum(CodedOutputStream.ComputeInt64Size));
                foreach (long number in numbers)
                    output.WriteInt64(number);
                break;
            case float[] numbers:
                Write(output, field, Bytes(numbers));
                break;
            case double[] numbers:
                Write(output, field, Bytes(numbers));
                break;
            default:
                throw new ArgumentException($"{value} is no field.", nameof(value));
        }
    }
}
