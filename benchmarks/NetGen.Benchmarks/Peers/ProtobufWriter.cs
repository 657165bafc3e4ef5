using System.Buffers.Binary;
using System.Text;

namespace NetGen.Benchmarks;

/// <summary>Writes the fields of one protobuf message: as much of the format as an ONNX model needs.</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0, LengthDelimited = 2, FourBytes = 5;
    private readonly MemoryStream _stream = new();

    public ProtobufWriter Number(int field, int value)
    {
        WriteVarint(field << 3 | Varint);
        WriteVarint(value);
        return this;
    }

    public ProtobufWriter Number(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        WriteVarint(field << 3 | FourBytes);
        _stream.Write(bytes);
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Message(int field, ProtobufWriter value) => Bytes(field, value.ToArray());

    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint(field << 3 | LengthDelimited);
        WriteVarint(value.Length);
        _stream.Write(value);
        return this;
    }

    public byte[] ToArray() => _stream.ToArray();

    /// <summary>Seven bits a byte, the lowest first; the eighth bit says that more follow. Not for negative numbers.</summary>
    private void WriteVarint(int value)
    {
        for (; value > 0x7F; value >>= 7)
            _stream.WriteByte((byte)(value | 0x80));
        _stream.WriteByte((byte)value);
    }
}
