using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>What a compiled network with dropout does for one shard of a batch. Implemented by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMaskedPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As <see cref="IBackwardPass{T}.Backward"/>.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="inputs">The inputs of the n samples.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="weights">Their weights, or none.</param>
    /// <param name="g">Overwritten with the gradient of the losses, times <paramref name="mean"/>.</param>
    /// <param name="scratch">Room for what the pass computes on its way.</param>
    /// <param name="mean">One over the size of the whole batch.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">How many threads may share a product.</param>
    /// <param name="masks">The masks of the shard's samples.</param>
    /// <returns>The sum of the losses.</returns>
    static abstract T Backward(ReadOnlySpan<T> p, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> g, Span<T> scratch, T mean, int n, int threads, Masks masks);
}

/// <summary>A network without dropout, which has no use for masks.</summary>
internal readonly struct Unmasked<TPass, T> : IMaskedPass<T>
    where TPass : IBackwardPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Backward(ReadOnlySpan<T> p, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> g, Span<T> scratch, T mean, int n, int threads, Masks masks) =>
        TPass.Backward(p, inputs, targets, weights, g, scratch, mean, n, threads);
}
