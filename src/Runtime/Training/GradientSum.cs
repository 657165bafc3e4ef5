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

    /// <summary>Adds the gradients of <paramref name="count"/> samples out of <paramref name="total"/>; at the last batch, overwrites the gradients with the mean.</summary>
    public void Add(Span<T> gradients, int count, int total, bool isFirst, bool isLast)
    {
        if (isFirst)
            _sum.AsSpan().Clear();
        Elementwise.AddScaled<T>(gradients, T.CreateTruncating((double)count / total), _sum);
        if (isLast)
            _sum.CopyTo(gradients);
    }
}
