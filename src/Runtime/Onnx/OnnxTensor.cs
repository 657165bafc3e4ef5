using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>The types of ONNX tensors that NetGen reads, with their numbers in the format.</summary>
internal enum OnnxType
{
    None = 0,
    Float = 1,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    BFloat16 = 16,
}

/// <summary>
/// A tensor of an ONNX model, such as a weight. It knows the place of its numbers and reads them only when asked: a generator sees models
/// whose large tensors have none. Compiled into the generator too.
/// </summary>
internal sealed class OnnxTensor
{
    private const int MaxDimensions = 64;

    /// <summary>The most integers that are read: a shape has fewer, and the build hands tensors of up to 256 bytes to the generator.</summary>
    private const int MaxIntegers = 25;

    private static readonly string[] _types =
        ["undefined", "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "double", "uint32", "uint64", "complex64", "complex128", "bfloat16"];

    private readonly List<long> _dimensions = [], _integers = [];
    private readonly byte[] _file;

    private OnnxTensor(byte[] file) => _file = file;

    public string Name { get; private set; } = "";

    /// <summary>The shape; no dimensions for a single number.</summary>
    public IReadOnlyList<long> Shape => _dimensions;

    public OnnxType Type { get; private set; }

    /// <summary>The number of elements.</summary>
    public long Count { get; private set; } = 1;

    /// <summary>Where its bytes are, if they are in a file of their own; otherwise null.</summary>
    public ExternalData? External { get; private set; }

    /// <summary>The place of its bytes in the model: little-endian numbers of its type. Null if it has integers, or is elsewhere.</summary>
    public (int From, int To)? Raw { get; private set; }

    /// <summary>Its numbers as the format's list of integers, which also holds the bits of float16; empty if it has bytes.</summary>
    public IReadOnlyList<long> Integers => _integers;

    public bool IsFloat => Type is OnnxType.Float or OnnxType.Double or OnnxType.Float16 or OnnxType.BFloat16;

    public bool IsInteger => Type is OnnxType.Int32 or OnnxType.Int64 or OnnxType.Bool;

    /// <summary>Whether its numbers are in this file: not if they are in another, or were left out.</summary>
    public bool HasNumbers => Count == 0 || Raw is not null || _integers.Count > 0;

    /// <summary>The bytes of the model in which <see cref="Raw"/> is a place.</summary>
    public byte[] File => _file;

    /// <summary>The bytes of one number.</summary>
    public int Size => Type switch { OnnxType.Double or OnnxType.Int64 => 8, OnnxType.Float or OnnxType.Int32 => 4, OnnxType.Bool => 1, _ => 2 };

    /// <summary>The value of a Constant node, which has the name of its output.</summary>
    public OnnxTensor Named(string name)
    {
        Name = name;
        return this;
    }

    /// <summary>A tensor of numbers that are not in one.</summary>
    public static OnnxTensor Of(string name, IReadOnlyList<float> numbers, long[] shape)
    {
        var tensor = new OnnxTensor([.. numbers.SelectMany(BitConverter.GetBytes)]) { Name = name, Type = OnnxType.Float, Count = numbers.Count, Raw = (0, 4 * numbers.Count) };
        tensor._dimensions.AddRange(shape);
        return tensor;
    }

    public static string NameOf(OnnxType type) => (int)type >= 0 && (int)type < _types.Length ? _types[(int)type] : $"type {(int)type}";

    /// <summary><c>'fc1.weight', float of shape (32, 64)</c>.</summary>
    public override string ToString() => $"'{Excerpt.Of(Name)}', {NameOf(Type)} of shape {SafeTensorTypes.Text(_dimensions)}";

    public static OnnxTensor Parse(byte[] file, ProtoReader reader, string name)
    {
        var tensor = new OnnxTensor(file);
        var external = new Dictionary<string, string>();
        bool isExternal = false;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.Integers(tensor._dimensions); break;
                case 2: tensor.Type = (OnnxType)Math.Min(int.MaxValue, Math.Max(0, reader.Int64())); break;
                case 3: throw new OnnxException(name, "Expected whole tensors, but got a segment of one: save the model again.");
                case 4: tensor.Raw = Join(tensor, name, reader.Fixed(4)); break;
                case 5 or 7 or 11: reader.Integers(tensor._integers); break;
                case 8: tensor.Name = reader.Text(); break;
                case 9: tensor.Raw = reader.Bytes(); break;
                case 10: tensor.Raw = Join(tensor, name, reader.Fixed(8)); break;
                case 13: ReadEntry(reader.Message(), external); break;
                case 14: isExternal = reader.Int64() == 1; break;
                default: reader.Skip(); break;
            }
        }

        tensor.Check(name);
        if (isExternal && (tensor.IsFloat || tensor.IsInteger))
            tensor.External = ExternalData.Of(external, tensor, name);
        return tensor;
    }

    /// <summary>Its only number, if it has one and it is known.</summary>
    public double? Scalar => Count == 1 && HasNumbers && (IsFloat || IsInteger) ? NumberAt(0) : null;

    /// <summary>Its integers, if they are few enough to be a shape; otherwise null.</summary>
    public long[]? ToIntegers() => IsInteger && HasNumbers && Count <= MaxIntegers ? Enumerable.Range(0, (int)Count).ToArray().Map(IntegerAt) : null;

    /// <summary>Adds its shape to a hash, and its integers; floats are weights, in whatever precision.</summary>
    public void AddTo(Fnv hash)
    {
        hash.Add(IsFloat ? 0 : (long)Type);
        foreach (long size in _dimensions)
            hash.Add(size);
        foreach (long number in ToIntegers() ?? [])
            hash.Add(number);
    }

    private long IntegerAt(int index) => Raw is not var (from, _) ? _integers[index] : Type switch
    {
        OnnxType.Int64 => BitConverter.ToInt64(_file, from + 8 * index),
        OnnxType.Int32 => BitConverter.ToInt32(_file, from + 4 * index),
        _ => _file[from + index],
    };

    private double NumberAt(int index) => (Type, Raw) switch
    {
        (OnnxType.Float, var (from, _)) => BitConverter.ToSingle(_file, from + 4 * index),
        (OnnxType.Double, var (from, _)) => BitConverter.ToDouble(_file, from + 8 * index),
        (OnnxType.Float16, _) => HalfOf(BitsAt(index)),
        (OnnxType.BFloat16, _) => BitConverter.ToSingle(BitConverter.GetBytes(BitsAt(index) << 16), 0),
        _ => IntegerAt(index),
    };

    private int BitsAt(int index) => Raw is var (from, _) ? BitConverter.ToUInt16(_file, from + 2 * index) : (int)_integers[index] & 0xFFFF;

    private static double HalfOf(int bits)
    {
        int exponent = bits >> 10 & 31, fraction = bits & 1023;
        double magnitude = exponent == 31 ? (fraction == 0 ? double.PositiveInfinity : double.NaN)
            : exponent == 0 ? fraction / 16777216.0
            : (1 + fraction / 1024.0) * Math.Pow(2, exponent - 15);
        return bits >= 0x8000 ? -magnitude : magnitude;
    }

    /// <summary>The numbers of a list must be one field, as every writer packs them.</summary>
    private static (int, int) Join(OnnxTensor tensor, string name, (int From, int To) place) =>
        tensor.Raw is null ? place : throw new OnnxException(name, $"Expected packed numbers in '{Excerpt.Of(tensor.Name)}', but got several fields: save the model again.");

    private void Check(string file)
    {
        if (_dimensions.Count > MaxDimensions)
            throw new OnnxException(file, $"Expected at most {MaxDimensions} dimensions of '{Excerpt.Of(Name)}', but got {_dimensions.Count}.");

        foreach (long size in _dimensions)
        {
            if (size < 0)
                throw new OnnxException(file, $"Expected sizes of 0 or more for '{Excerpt.Of(Name)}', but got {SafeTensorTypes.Text(_dimensions)}.");
            if (size > 0 && Count > int.MaxValue / size)
                throw new OnnxException(file, $"Expected at most {int.MaxValue:N0} numbers in '{Excerpt.Of(Name)}', but got shape {SafeTensorTypes.Text(_dimensions)}.");
            Count *= size;
        }

        if (!IsFloat && !IsInteger)
            return;

        long? actual = Raw is var (from, to) ? (to - from) / (double)Size is var count && count == (long)count ? (long)count : -1 : _integers.Count > 0 ? _integers.Count : null;
        if (actual is not null && actual != Count)
            throw new OnnxException(file, $"Expected {Count:N0} numbers in {this}, but got {(Raw is var (start, last) ? $"{last - start:N0} bytes" : $"{actual:N0}")}.");
        if (Raw is null && actual is not null && Type is OnnxType.Float or OnnxType.Double)
            throw new OnnxException(file, $"Expected floating-point numbers in {this}, but got integers.");
    }

    private static void ReadEntry(ProtoReader reader, Dictionary<string, string> entries)
    {
        string key = "", value = "";
        while (reader.Next())
        {
            if (reader.Field == 1)
                key = reader.Text();
            else if (reader.Field == 2)
                value = reader.Text();
            else
                reader.Skip();
        }

        entries[key] = value;
    }
}

/// <summary>The place of a tensor's bytes in a file beside the model.</summary>
/// <param name="File">The file, relative to the folder of the model and inside it.</param>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">The number of bytes.</param>
internal sealed record ExternalData(string File, long Offset, long Length)
{
    public static ExternalData Of(Dictionary<string, string> entries, OnnxTensor tensor, string file)
    {
        string? location = entries.TryGetValue("location", out string? place) && place.Length > 0 ? place : throw new OnnxException(file, $"Expected a location of the external data of '{Excerpt.Of(tensor.Name)}', but got none.");
        string[] parts = location.Split('/', '\\');
        if (location[0] is '/' or '\\' || location.Contains(':') || location.Contains('\0') || parts.Any(part => part == ".."))
            throw new OnnxException(file, $"Expected the external data of '{Excerpt.Of(tensor.Name)}' in the folder of the model, but got '{Excerpt.Of(location)}'.");

        long expected = tensor.Count * tensor.Size, offset = Number("offset", 0), length = Number("length", expected);
        return length == expected ? new ExternalData(location, offset, length)
            : throw new OnnxException(file, $"Expected {expected:N0} bytes of external data for {tensor}, but got a length of {length:N0}.");

        long Number(string key, long missing) => !entries.TryGetValue(key, out string? text) ? missing
            : long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number) ? number
            : throw new OnnxException(file, $"Expected a number as the {key} of the external data of '{Excerpt.Of(tensor.Name)}', but got '{Excerpt.Of(text)}'.");
    }
}
