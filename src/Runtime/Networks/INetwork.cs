using System.Numerics;

namespace NetGen;

/// <summary>A compiled network that runs forward: what every class with <see cref="NetworkAttribute"/> implements.</summary>
/// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface INetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The architecture: layers, shapes, and where each parameter lies in <see cref="Parameters"/>.</summary>
    NetworkInfo Info { get; }

    /// <summary>
    /// All parameters in one flat buffer, layer by layer: the weights, input by input (the weights that
    /// leave input 0, then those that leave input 1, ...), then the biases. Writing to it changes the network.
    /// </summary>
    Span<T> Parameters { get; }

    /// <summary>
    /// What is not trained, in one flat buffer: the means of the inputs, then their scales, of a network with
    /// <see cref="StandardizeAttribute"/>, and the running means and variances of each <see cref="BatchNormAttribute"/>, which Backward keeps;
    /// otherwise empty. No part of <see cref="Parameters"/>. Writing to it changes the network.
    /// </summary>
    Span<T> Statistics => default;

    /// <summary>
    /// Runs one sample or a batch of n samples forward. Safe to call from many threads at once, as long as
    /// none of them changes the parameters.
    /// </summary>
    /// <remarks>
    /// One sample needs no more than the stack, and nothing is allocated, unless the layers of the network have more than some 4,000 neurons.
    /// A batch may need more: then the buffers are rented from <see cref="System.Buffers.ArrayPool{T}.Shared"/> for the call. The
    /// pool keeps some for each thread, and allocates where it has none: in a thread's first such call, and sometimes after a
    /// garbage collection.
    /// </remarks>
    /// <param name="inputs">The samples, one after the other: n x InputSize numbers, n at least 1.</param>
    /// <param name="outputs">Receives the outputs of the last layer: n x OutputSize numbers.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual one.</exception>
    void Forward(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>
    /// Runs one sample forward and keeps what the lecture notes write on the board: the weighted inputs z
    /// and the activations a of every layer, in the order z1, a1, z2, a2, ..., with the places of a max pooling behind its a.
    /// </summary>
    /// <param name="input">One sample: InputSize numbers.</param>
    /// <param name="values">
    /// Receives the values: <see cref="NetworkInfo.TraceSize"/> numbers. Where each layer's lie is in
    /// <see cref="LayerInfo.ZOffset"/> and <see cref="LayerInfo.AOffset"/>.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual one.</exception>
    void Trace(ReadOnlySpan<T> input, Span<T> values);
}
