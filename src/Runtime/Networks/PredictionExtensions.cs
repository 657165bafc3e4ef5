using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// What a network says of samples, in arrays of its own: for where a new array does no harm. Safe to call from many
/// threads at once, as <see cref="INetwork{T}.Forward"/> is, which allocates nothing.
/// </summary>
public static class PredictionExtensions
{
    /// <summary>The outputs for one sample or a batch of n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, one after the other: n x InputSize numbers, n at least 1.</param>
    /// <returns>A new array of n x OutputSize numbers.</returns>
    /// <exception cref="ArgumentException">The length does not fit; the message names the expected and the actual one.</exception>
    public static T[] Predict<T>(this INetwork<T> network, ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var outputs = new T[inputs.Length / network.Info.InputSize * network.Info.OutputSize];
        network.Forward(inputs, outputs);
        return outputs;
    }

    /// <summary>
    /// The class of one sample: the first of the largest outputs; for a network with one sigmoid output, 1 if it is
    /// 0.5 or more and otherwise 0. An output that is not a number is no answer: one such output counts as class 0.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="input">One sample: InputSize numbers.</param>
    /// <returns>The class, counted from 0.</returns>
    /// <exception cref="ArgumentException">The length does not fit; the message names the expected and the actual one.</exception>
    /// <exception cref="InvalidOperationException">The network has one output, which is not of sigmoid.</exception>
    public static int PredictClass<T>(this INetwork<T> network, ReadOnlySpan<T> input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return input.Length == network.Info.InputSize
            ? PredictClasses(network, input)[0]
            : throw new ArgumentException($"Expected {network.Info.InputSize} inputs of one sample, but got {input.Length}.", nameof(input));
    }

    /// <summary>The class of each of n samples, as <see cref="PredictClass"/>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, one after the other: n x InputSize numbers, n at least 1.</param>
    /// <returns>A new array of n classes, counted from 0.</returns>
    /// <exception cref="ArgumentException">The length does not fit; the message names the expected and the actual one.</exception>
    /// <exception cref="InvalidOperationException">The network has one output, which is not of sigmoid.</exception>
    public static int[] PredictClasses<T>(this INetwork<T> network, ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkInfo info = network.Info;
        if (info.OutputSize == 1 && info.Layers[^1].Activation != Activation.Sigmoid)
            throw new InvalidOperationException($"Expected a network with two or more outputs or one of Sigmoid, but {info.Name} has one of {info.Layers[^1].Activation}.");

        ReadOnlySpan<T> outputs = Predict(network, inputs);
        var classes = new int[outputs.Length / info.OutputSize];
        for (int i = 0; i < classes.Length; i++)
            classes[i] = NetworkOutputs.ClassOf(outputs.Slice(i * info.OutputSize, info.OutputSize));

        return classes;
    }
}
