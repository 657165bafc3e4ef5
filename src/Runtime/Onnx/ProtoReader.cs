using System;
using System.Collections.Generic;
using System.Text;

namespace NetGen;

/// <summary>
/// Reads the fields of one message in the wire format of protocol buffers, in the order of the file. A length never leads outside the
/// message, so a reader of a nested message stays inside it. Compiled into the generator too.
/// </summary>
/// <remarks>Source: the Encoding chapter of the Protocol Buffers documentation.</remarks>
internal struct ProtoReader(byte[] bytes, int start, int end, string file)
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _at = start;
    private int _wire;

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field. Its value must be read or skipped before the next call.</summary>
    public bool Next()
    {
        if (_at == end)
            return false;

        int place = _at;
        ulong key = Varint();
        (Field, _wire) = ((int)(key >> 3 & 0x1FFFFFFF), (int)(key & 7));
        return key >> 3 is > 0 and <= 0x1FFFFFFF && _wire is 0 or 1 or 2 or 5
            ? true
            : throw Fault($"Expected a field at byte {place:N0}, but got the key {key}");
    }

    public long Int64()
    {
        Expect(0, "a number");
        return (long)Varint();
    }

    public float Single()
    {
        Expect(5, "a float");
        return BitConverter.ToSingle(bytes, Take(4));
    }

    public string Text()
    {
        (int from, int to) = Place("text");
        try
        {
            return _strict.GetString(bytes, from, to - from);
        }
        catch (DecoderFallbackException)
        {
            throw Fault($"Expected text in UTF-8 at byte {from:N0}, but got other bytes");
        }
    }

    public ProtoReader Message()
    {
        (int from, int to) = Place("a message");
        return new ProtoReader(bytes, from, to, file);
    }

    /// <summary>The place of bytes, from the first to before the last.</summary>
    public (int From, int To) Bytes() => Place("bytes");

    /// <summary>Appends one integer, or several that are packed.</summary>
    public void Integers(List<long> numbers)
    {
        if (_wire != 2)
        {
            numbers.Add(Int64());
            return;
        }

        (int from, int to) = Place("numbers");
        var packed = new ProtoReader(bytes, from, to, file);
        while (packed._at < to)
            numbers.Add((long)packed.Varint());
    }

    /// <summary>The place of one number of 4 or 8 bytes, or of several that are packed.</summary>
    public (int From, int To) Fixed(int size)
    {
        if (_wire == (size == 4 ? 5 : 1))
            return (Take(size), _at);

        (int from, int to) = Place("numbers");
        return (to - from) % size == 0 ? (from, to) : throw Fault($"Expected numbers of {size} bytes at byte {from:N0}, but got {to - from:N0} bytes");
    }

    public void Skip()
    {
        if (_wire == 0)
            Varint();
        else if (_wire == 2)
            Place("bytes");
        else
            Take(_wire == 1 ? 8 : 4);
    }

    private (int From, int To) Place(string what)
    {
        Expect(2, what);
        int place = _at;
        ulong length = Varint();
        if (length > (ulong)(end - _at))
            throw Fault($"Expected {length:N0} bytes from byte {place:N0}, but got {end - _at:N0}");

        return (Take((int)length), _at);
    }

    private int Take(int count)
    {
        if (count > end - _at)
            throw Fault($"Expected {count} bytes from byte {_at:N0}, but got {end - _at}");

        _at += count;
        return _at - count;
    }

    private ulong Varint()
    {
        int place = _at;
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte part = bytes[Take(1)];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw Fault($"Expected an integer of at most 10 bytes at byte {place:N0}, but got a longer one");
    }

    private readonly void Expect(int wire, string what)
    {
        if (_wire != wire)
            throw Fault($"Expected field {Field} before byte {_at:N0} to be {what}, but got wire type {_wire}");
    }

    private readonly OnnxException Fault(string sentence) => new(file, sentence + ": the file is damaged, or no ONNX model.");
}
