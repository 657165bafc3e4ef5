using System.Numerics;

namespace NetGen;

/// <summary>
/// Predictions of a network, without an array from the caller. Safe to call from many threads at once, like
/// <see cref="INetwork{T}.Forward"/>.
/// </summary>
public static class PredictionExtensions
{
    private const int OutputsOnStack = 256;

    /// <summary>Computes the outputs for one sample or a batch of n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, one after another: n x InputSize numbers, n at least 1.</param>
    /// <returns>A new array of n x OutputSize numbers.</returns>
    /// <exception cref="ArgumentException">
    /// The length does not fit, or no array can hold so many outputs; the message names the expected and the actual number.
    /// </exception>
    public static T[] Predict<T>(this INetwork<T> network, ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return Predict(network, inputs, nameof(inputs));
    }

    /// <summary>Computes the outputs for samples from the argument <paramref name="name"/>.</summary>
    internal static T[] Predict<T>(INetwork<T> network, ReadOnlySpan<T> inputs, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = network.Info;
        var outputs = new T[Rows.Length(inputs.Length / info.InputSize, info.OutputSize, "outputs", name)];
        network.Forward(inputs, outputs);
        return outputs;
    }

    /// <summary>
    /// Predicts the class of one sample: the first of the largest outputs; for a network with one sigmoid output, 1 if it is
    /// 0.5 or more and otherwise 0. One output that is NaN counts as class 0. Allocates no more
    /// than <see cref="INetwork{T}.Forward"/> for up to 256 outputs, and an array for more.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="input">One sample: InputSize numbers.</param>
    /// <returns>The class, counted from 0.</returns>
    /// <exception cref="ArgumentException">The length does not fit; the message names the expected and the actual length.</exception>
    /// <exception cref="InvalidOperationException">The network has one output, which is not a sigmoid.</exception>
    public static int PredictClass<T>(this INetwork<T> network, ReadOnlySpan<T> input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkInfo info = network.Info;
        if (input.Length != info.InputSize)
            throw new ArgumentException($"Expected {info.InputSize} inputs of one sample, but got {input.Length}.", nameof(input));

        CheckClasses(info);
        Span<T> outputs = info.OutputSize <= OutputsOnStack ? stackalloc T[info.OutputSize] : new T[info.OutputSize];
        network.Forward(input, outputs);
        return NetworkOutputs.ClassOf<T>(outputs);
    }

    /// <summary>Predicts the class of each of n samples, like <see cref="PredictClass"/>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples, one after another: n x InputSize numbers, n at least 1.</param>
    /// <returns>A new array of n classes, counted from 0.</returns>
    /// <exception cref="ArgumentException">See <see cref="Predict{T}(INetwork{T}, ReadOnlySpan{T})"/>.</exception>
    /// <exception cref="InvalidOperationException">The network has one output, which is not a sigmoid.</exception>
    public static int[] PredictClasses<T>(this INetwork<T> network, ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkInfo info = network.Info;
        CheckClasses(info);
        ReadOnlySpan<T> outputs = Predict(network, inputs);
        var classes = new int[outputs.Length / info.OutputSize];
        for (int i = 0; i < classes.Length; i++)
            classes[i] = NetworkOutputs.ClassOf(outputs.Slice(i * info.OutputSize, info.OutputSize));

        return classes;
    }

    private static void CheckClasses(NetworkInfo info)
    {
        if (info.OutputSize == 1 && info.Layers[^1].Activation != Activation.Sigmoid)
            throw new InvalidOperationException($"Expected a network with two or more outputs or one Sigmoid output, but {info.Name} has one {info.Layers[^1].Activation} output.");
    }
}
