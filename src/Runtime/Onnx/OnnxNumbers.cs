using System.Buffers.Binary;
using System.Numerics;

namespace NetGen;

/// <summary>Reads the numbers of ONNX tensors, in the model or in a file beside it.</summary>
internal static class OnnxNumbers
{
    /// <summary>The numbers of a tensor in the order of its shape, each rounded to the nearest <typeparamref name="T"/>.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="model">The name of the model in messages.</param>
    /// <param name="folder">The folder of the model; null for a stream.</param>
    public static T[] Read<T>(OnnxTensor tensor, string model, string? folder)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tensor.External is { } external)
            return Convert<T>(ReadExternal(external, tensor, model, folder), tensor.Type);
        if (tensor.Raw is var (from, to))
            return Convert<T>(tensor.File.AsSpan(from..to), tensor.Type);
        if (!tensor.HasNumbers)
            throw new OnnxException(model, $"Expected the numbers of {tensor}, but there are none.");

        // Half precision may be stored as integers with its bits.
        var bits = new byte[2 * tensor.Integers.Count];
        for (int i = 0; i < tensor.Integers.Count; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(bits.AsSpan(2 * i), (ushort)tensor.Integers[i]);
        return Convert<T>(bits, tensor.Type);
    }

    private static T[] Convert<T>(ReadOnlySpan<byte> bytes, OnnxType type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SafeTensorType same = type switch
        {
            OnnxType.Double => SafeTensorType.F64,
            OnnxType.Float => SafeTensorType.F32,
            OnnxType.Float16 => SafeTensorType.F16,
            _ => SafeTensorType.BF16,
        };
        var numbers = new T[bytes.Length / SafeTensor.SizeOf(same)];
        SafeTensor.Convert(bytes, same, numbers);
        return numbers;
    }

    private static byte[] ReadExternal(ExternalData external, OnnxTensor tensor, string model, string? folder)
    {
        if (folder is null)
            throw new OnnxException(model, $"Expected all tensors in the model, but {tensor} is in '{Excerpt.Of(external.File)}': load the model by its path.");

        string path = Path.Combine(folder, external.File);
        try
        {
            using FileStream file = File.OpenRead(path);
            if (external.Offset > file.Length || external.Length > file.Length - external.Offset)
                throw new OnnxException(model, $"Expected {external.Length:N0} bytes of {tensor} from byte {external.Offset:N0} of '{Excerpt.Of(external.File)}', but the file has {file.Length:N0}.");

            var bytes = new byte[external.Length];
            file.Position = external.Offset;
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OnnxException(model, $"Expected the file '{Excerpt.Of(external.File)}' with the numbers of {tensor} beside the model, but there is none.");
        }
    }
}
