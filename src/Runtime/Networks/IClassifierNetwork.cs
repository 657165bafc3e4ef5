using System.Numerics;

namespace NetGen;

/// <summary>
/// A compiled network that also takes targets as class labels: with <see cref="Loss.CrossEntropy"/> and an output for each class, or
/// with <see cref="Loss.BinaryCrossEntropy"/> and one sigmoid output, the probability of class 1 of the classes 0 and 1.
/// </summary>
/// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IClassifierNetwork<T> : ITrainableNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Does the same as <see cref="ITrainableNetwork{T}.ComputeLoss"/>, with a class label for each sample.</summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="labels">The classes: n numbers from 0 to OutputSize - 1; with one output, 0 or 1.</param>
    /// <param name="weights">The factor of each sample's loss: n numbers, or empty.</param>
    /// <param name="outputs">Overwritten with the outputs of all samples, as by Forward: n x OutputSize numbers that must not overlap the other arguments; or empty, if they are not needed.</param>
    /// <returns>The mean loss L.</returns>
    /// <exception cref="ArgumentException">A length does not fit, a label is out of range, or the samples times classes exceed the largest array.</exception>
    T ComputeLoss(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights = default, Span<T> outputs = default);

    /// <summary>Does the same as <see cref="ITrainableNetwork{T}.Backward"/>, with a class label for each sample.</summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="labels">The classes: n numbers from 0 to OutputSize - 1; with one output, 0 or 1.</param>
    /// <param name="weights">The factor of each sample's loss: n numbers, or empty.</param>
    /// <param name="inputGradients">Overwritten with dL/dx of the mean loss L: n x InputSize numbers, or empty.</param>
    /// <returns>The mean loss L.</returns>
    /// <exception cref="ArgumentException">A length does not fit, a label is out of range, or the samples times classes exceed the largest array.</exception>
    T Backward(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights = default, Span<T> inputGradients = default);
}
