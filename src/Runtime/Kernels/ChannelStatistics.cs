using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>Computes the statistics of a batch normalization from the sums of a channel.</summary>
/// <param name="epsilon">The number added to the variance.</param>
/// <param name="momentum">The weight of this batch in the running mean and variance.</param>
/// <param name="count">The number of terms of a sum.</param>
internal readonly struct ChannelStatistics<T>(double epsilon, double momentum, long count)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _epsilon = T.CreateTruncating(epsilon), _momentum = T.CreateTruncating(momentum), _rest = T.CreateTruncating(1 - momentum), _count = T.CreateTruncating(count), _free = T.CreateTruncating(count - 1);

    public T MeanOf(T sum) => sum / _count;

    /// <summary>1 / sqrt(var + epsilon), from the sum of the squared deviations from the mean.</summary>
    public T ScaleOf(T squares) => ScaleOf(squares / _count, _epsilon);

    public static T ScaleOf(T variance, T epsilon) => T.One / T.Sqrt(variance + epsilon);

    /// <summary>Stores the gradient of a gain or bias if it is the first, and otherwise adds it.</summary>
    public static void Put(T value, ref T gradient, bool isFirst) => gradient = isFirst ? value : gradient + value;

    /// <summary>Updates the running mean and the running variance, which is unbiased.</summary>
    public void Update(T mean, T squares, ref T runningMean, ref T runningVariance)
    {
        runningMean = _rest * runningMean + _momentum * mean;

        // The variance of the batch times n / (n - 1), as in the formula: squares / (n - 1) is equally accurate but rounds differently.
        runningVariance = _rest * runningVariance + _momentum * (squares / _count * _count / _free);
    }
}
