using System.Numerics;

namespace NetGen;

/// <summary>
/// Networks as ONNX files, which other programs run without NetGen, for example with ONNX Runtime. A file holds the layers and their
/// weights, and computes the same outputs as Forward, up to rounding: dropout is left out, and so is the loss. Its input is <c>x</c>
/// of shape (batch, ...), where "..." is the shape of one sample; its output is named <c>y</c>, or as <see cref="LayerAttribute.As"/> names
/// the last layer. Weights have the names and layout that <see cref="WeightExtensions"/> describes. Files use opset 17 of ONNX.
/// </summary>
public static class OnnxExtensions
{
    /// <summary>
    /// Writes the network to an ONNX file, in its own precision. The file is replaced atomically: whenever the program stops, it is either the
    /// old one or the new one. The same network always gives the same bytes.
    /// </summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, which is overwritten.</param>
    /// <exception cref="ArgumentException">The network was not compiled by NetGen, or the file would exceed 2 GB.</exception>
    /// <exception cref="NotSupportedException">A layer uses an activation function of your own, which ONNX has no operators for.</exception>
    /// <exception cref="IOException">The file cannot be written; the previous file is intact.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied; the previous file is intact.</exception>
    public static void SaveOnnx<T>(this INetwork<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AtomicFile.Write(path, new OnnxFile<T>(network).Write);

    /// <summary>Writes the network to a stream, like <see cref="SaveOnnx{T}(INetwork{T}, string)"/>.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream. It stays open.</param>
    /// <exception cref="ArgumentException">The network was not compiled by NetGen, or the file would exceed 2 GB.</exception>
    /// <exception cref="NotSupportedException">A layer uses an activation function of your own, which ONNX has no operators for.</exception>
    public static void SaveOnnx<T>(this INetwork<T> network, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new OnnxFile<T>(network).Write(stream);
}
