using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>A named tensor of a safetensors file: its type, shape and bytes.</summary>
public sealed class SafeTensor
{
    /// <summary>Creates a tensor from bytes.</summary>
    /// <param name="name">The name: any text except <c>__metadata__</c>.</param>
    /// <param name="type">The type of the numbers.</param>
    /// <param name="shape">The shape: sizes of 0 or more. No dimensions for a single number, and at most 64.</param>
    /// <param name="data">The numbers, row by row, little-endian. They are not copied.</param>
    /// <exception cref="ArgumentException">
    /// The name is reserved, the type is unknown, a size is negative, there are too many dimensions, or the length of
    /// <paramref name="data"/> does not match the shape.
    /// </exception>
    public SafeTensor(string name, SafeTensorType type, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (name == SafeTensorsHeader.MetadataKey)
            throw new ArgumentException($"Expected the name of a tensor, but got {name}, which is reserved for metadata.", nameof(name));

        if (!SafeTensorTypes.IsDefined(type))
            throw new ArgumentException($"Expected a defined SafeTensorType, but got {(int)type}.", nameof(type));

        if (shape.Count > SafeTensorTypes.MaxDimensions)
            throw new ArgumentException($"Expected at most {SafeTensorTypes.MaxDimensions} dimensions for '{Excerpt.Of(name)}', but got {shape.Count}.", nameof(shape));

        if (shape.Any(size => size < 0))
            throw new ArgumentException($"Expected sizes of 0 or more for '{Excerpt.Of(name)}', but got {SafeTensorTypes.Text(shape)}.", nameof(shape));

        if (SafeTensorTypes.Bits(type, shape) != 8L * data.Length)
            throw new ArgumentException($"Expected the bytes of '{Excerpt.Of(name)}', {SafeTensorTypes.NameOf(type)} of shape {SafeTensorTypes.Text(shape)}, but got {data.Length} bytes.", nameof(data));

        (Name, Type, Shape, Data) = (name, type, [.. shape], data);
    }

    private SafeTensor(SafeTensorsEntry entry, byte[] data) => (Name, Type, Shape, Data) = (entry.Name, entry.Type, entry.Shape, data);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type of the numbers.</summary>
    public SafeTensorType Type { get; }

    /// <summary>The shape; no dimensions for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The numbers row by row, little-endian.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Creates the tensor of a validated header entry from its bytes.</summary>
    internal static SafeTensor OfEntry(SafeTensorsEntry entry, byte[] data) => new(entry, data);

    /// <summary>Creates a tensor from numbers, of type <see cref="SafeTensorType.F32"/> for <see cref="float"/> or <see cref="SafeTensorType.F64"/> for <see cref="double"/>.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="name">The name: any text except <c>__metadata__</c>.</param>
    /// <param name="shape">The shape: sizes of 0 or more. No dimensions for a single number, and at most 64.</param>
    /// <param name="values">The numbers, row by row, at most 2 GB. They are copied.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The name is reserved, a size is negative, there are too many dimensions, or the number of values does not match the shape.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static SafeTensor Create<T>(string name, IReadOnlyList<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new NotSupportedException($"Expected numbers of type float or double, but got {typeof(T).Name}.");

        bool isDouble = typeof(T) == typeof(double);
        int size = isDouble ? sizeof(double) : sizeof(float);
        if (values.Length > Array.MaxLength / size)
            throw new ArgumentException($"Expected at most {Array.MaxLength / size} numbers for '{Excerpt.Of(name)}', but got {values.Length}.", nameof(values));

        var data = new byte[values.Length * size];
        if (BitConverter.IsLittleEndian)
            MemoryMarshal.AsBytes(values).CopyTo(data);
        else if (isDouble)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, ulong>(values), MemoryMarshal.Cast<byte, ulong>(data.AsSpan()));
        else
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, uint>(values), MemoryMarshal.Cast<byte, uint>(data.AsSpan()));

        return new SafeTensor(name, isDouble ? SafeTensorType.F64 : SafeTensorType.F32, shape, data);
    }

    /// <summary>
    /// Copies the numbers out, row by row, each converted to the nearest <typeparamref name="T"/>.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="values">Receives all numbers of the tensor.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="values"/> is not the number of elements.</exception>
    /// <exception cref="NotSupportedException"><see cref="Type"/> is not F64, F32, F16 or BF16.</exception>
    public void CopyTo<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!SafeTensorTypes.IsForWeights(Type))
            throw new NotSupportedException($"Expected '{Excerpt.Of(Name)}' to be {SafeTensorTypes.Weights}, but it is {SafeTensorTypes.NameOf(Type)}.");

        ReadOnlySpan<byte> data = Data.Span;
        if (values.Length != data.Length / SizeOf(Type))
            throw new ArgumentException($"Expected room for the {data.Length / SizeOf(Type)} numbers of '{Excerpt.Of(Name)}', but got {values.Length}.", nameof(values));

        Convert(data, Type, values);
    }

    /// <summary>The bytes of one number of a type that weights can be loaded from.</summary>
    internal static int SizeOf(SafeTensorType type) => type switch { SafeTensorType.F64 => 8, SafeTensorType.F32 => 4, _ => 2 };

    /// <summary>Converts little-endian numbers, each to the nearest <typeparamref name="T"/>.</summary>
    internal static void Convert<T>(ReadOnlySpan<byte> data, SafeTensorType type, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = SizeOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> number = data.Slice(i * size, size);
            values[i] = type switch
            {
                SafeTensorType.F64 => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(number)),
                SafeTensorType.F32 => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(number)),
                SafeTensorType.F16 => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(number)),
                _ => T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(number) << 16)),
            };
        }
    }
}
