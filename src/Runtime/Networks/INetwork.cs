using System.Numerics;

namespace NetGen;

/// <summary>A compiled network that runs forward. Every class with <see cref="NetworkAttribute"/> implements it.</summary>
/// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface INetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The architecture: layers, shapes, and the place of each parameter in <see cref="Parameters"/>.</summary>
    NetworkInfo Info { get; }

    /// <summary>
    /// All trained parameters in one flat buffer, layer by layer: the weights, input by input (the weights from
    /// input 0, then those from input 1, ...), then the biases. Writing to it changes the network.
    /// </summary>
    Span<T> Parameters { get; }

    /// <summary>
    /// All statistics, which are not trained, in one flat buffer: the means of the inputs, then their scales, for a network with
    /// <see cref="StandardizeAttribute"/>, the running means and variances of each <see cref="BatchNormAttribute"/>, which Backward
    /// updates, and the parameters of layers above <see cref="FreezeAttribute"/>; otherwise empty. Not part of <see cref="Parameters"/>. Writing to it changes the network.
    /// </summary>
    Span<T> Statistics => default;

    /// <summary>
    /// Runs one sample or a batch of n samples forward. Safe to call from many threads at once, as long as
    /// none of them changes the parameters.
    /// </summary>
    /// <remarks>
    /// One sample uses only the stack and allocates nothing, unless the layers of the network have more than about 4,000 neurons.
    /// A batch may need larger buffers, which are rented from <see cref="System.Buffers.ArrayPool{T}.Shared"/> for the call. The
    /// pool allocates when it has no buffer: at the first such call of a thread, and sometimes after a
    /// garbage collection.
    /// </remarks>
    /// <param name="inputs">The samples, one after another: n x InputSize numbers, n at least 1.</param>
    /// <param name="outputs">Receives the outputs of the last layer: n x OutputSize numbers.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    void Forward(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>
    /// Runs one sample forward and keeps the values of the textbook formulas: the weighted inputs z and the activations a of every
    /// layer, in the order z1, a1, z2, a2, .... After the a of a max pooling come the places of its maxima.
    /// </summary>
    /// <param name="input">One sample: InputSize numbers.</param>
    /// <param name="values">
    /// Receives the values: <see cref="NetworkInfo.TraceSize"/> numbers. The offsets of each layer are
    /// <see cref="LayerInfo.ZOffset"/> and <see cref="LayerInfo.AOffset"/>.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    void Trace(ReadOnlySpan<T> input, Span<T> values);
}
