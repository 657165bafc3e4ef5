using System.Numerics;

namespace NetGen;

/// <summary>A compiled network with <see cref="Loss.CrossEntropy"/>, which also takes targets as class labels.</summary>
/// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IClassifierNetwork<T> : ITrainableNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As <see cref="ITrainableNetwork{T}.ComputeLoss"/>, with a class label for each sample.</summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="labels">The classes: n numbers from 0 to OutputSize - 1.</param>
    /// <param name="weights">What the loss of each sample is multiplied by: n numbers; or none.</param>
    /// <returns>The mean loss L.</returns>
    /// <exception cref="ArgumentException">A length does not fit, a label is out of range, or no array can hold a target for each class of so many samples.</exception>
    T ComputeLoss(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights = default);

    /// <summary>As <see cref="ITrainableNetwork{T}.Backward"/>, with a class label for each sample.</summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="labels">The classes: n numbers from 0 to OutputSize - 1.</param>
    /// <param name="weights">What the loss of each sample is multiplied by: n numbers; or none.</param>
    /// <returns>The mean loss L.</returns>
    /// <exception cref="ArgumentException">A length does not fit, a label is out of range, or no array can hold a target for each class of so many samples.</exception>
    T Backward(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights = default);
}
