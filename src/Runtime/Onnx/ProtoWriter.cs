using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NetGen;

/// <summary>
/// Writes one message in the wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding): fields one after another,
/// each a tag, <c>number * 8 + type</c>, and a value.
/// </summary>
internal sealed class ProtoWriter
{
    private const int VarintType = 0, BytesType = 2, FixedType = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The fields so far.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>Writes a whole number.</summary>
    public void Integer(int field, long value)
    {
        Tag(field, VarintType);
        Varint((ulong)value);
    }

    /// <summary>Writes a number in single precision.</summary>
    public void Single(int field, float value)
    {
        Tag(field, FixedType);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
    }

    /// <summary>Writes text in UTF-8.</summary>
    public void Text(int field, string value)
    {
        Start(field, Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _bytes);
    }

    /// <summary>Writes a message as a field of this one.</summary>
    public void Message(int field, ProtoWriter message)
    {
        Start(field, message.Bytes.Length);
        Append(message.Bytes);
    }

    /// <summary>Writes the tag and the length of a field whose bytes follow.</summary>
    public void Start(int field, long length)
    {
        Tag(field, BytesType);
        Varint((ulong)length);
    }

    /// <summary>Appends bytes as they are.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    private void Tag(int field, int type) => Varint((ulong)(field * 8 + type));

    /// <summary>Seven bits in each byte, the lowest first; the eighth tells that another byte follows.</summary>
    private void Varint(ulong value)
    {
        Span<byte> bytes = _bytes.GetSpan(10);
        int length = 0;
        for (; value > 0x7F; value >>= 7)
            bytes[length++] = (byte)(value | 0x80);

        bytes[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
