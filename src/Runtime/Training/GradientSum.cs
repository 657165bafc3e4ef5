using System.Numerics;

namespace NetGen;

/// <summary>
/// The mean gradient over the samples of the batches of one step: <c>g = sum (n_b / n) g_b</c>, with n_b samples in
/// batch b and n in total. It equals the gradient of one batch with all these samples.
/// </summary>
internal sealed class GradientSum<T>(int parameterCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _sum = new T[parameterCount];

    /// <summary>Adds the gradients of <paramref name="count"/> samples; at the last batch, overwrites the gradients with the mean.</summary>
    public void Add(Span<T> gradients, int count, StepPlace place)
    {
        if (place.IsFirst)
            _sum.AsSpan().Clear();
        Elementwise.AddScaled<T>(gradients, T.CreateTruncating((double)count / place.Total), _sum);
        if (place.IsLast)
            _sum.CopyTo(gradients);
    }
}

/// <summary>The place of a batch in its step.</summary>
/// <param name="Total">The number of samples of the step.</param>
/// <param name="IsFirst">Whether it is the first batch.</param>
/// <param name="IsLast">Whether it is the last batch.</param>
internal readonly record struct StepPlace(int Total, bool IsFirst, bool IsLast);
