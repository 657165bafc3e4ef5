using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>What a batch normalization makes of the sums of a channel.</summary>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="momentum">The weight of this batch in the running mean and variance.</param>
/// <param name="count">How many numbers a sum has.</param>
internal readonly struct ChannelStatistics<T>(double epsilon, double momentum, long count)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _epsilon = T.CreateTruncating(epsilon), _momentum = T.CreateTruncating(momentum), _rest = T.CreateTruncating(1 - momentum), _count = T.CreateTruncating(count), _free = T.CreateTruncating(count - 1);

    public T MeanOf(T sum) => sum / _count;

    /// <summary>1 / sqrt(var + epsilon), from the sum of the squares of the distances from the mean.</summary>
    public T ScaleOf(T squares) => ScaleOf(squares / _count, _epsilon);

    public static T ScaleOf(T variance, T epsilon) => T.One / T.Sqrt(variance + epsilon);

    /// <summary>A gradient of a gain or a bias: the first, or one that is added.</summary>
    public static void Put(T value, ref T gradient, bool isFirst) => gradient = isFirst ? value : gradient + value;

    /// <summary>The running mean, and the running variance without bias.</summary>
    public void Update(T mean, T squares, ref T runningMean, ref T runningVariance)
    {
        runningMean = _rest * runningMean + _momentum * mean;

        // The variance of the batch times n / (n - 1), as the formula has it: squares / (n - 1) is as good, but has other bits.
        runningVariance = _rest * runningVariance + _momentum * (squares / _count * _count / _free);
    }
}
