using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// A large batch in shards, which threads can share: their number follows from the sizes alone, and their gradients are
/// added in one order, so the bits do not depend on the threads. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Shards
{
    /// <summary>A power of two: shards are added in pairs. More would divide better among odd numbers of threads, and take more memory.</summary>
    private const int Most = 8;

    /// <summary>The mean loss of a batch, and its gradient.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="p">The parameters.</param>
    /// <param name="inputs">The inputs of n samples.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="weights">Their weights, or none.</param>
    /// <param name="g">Overwritten with the gradient.</param>
    /// <param name="scratch">Room that is kept from call to call, and made larger if it must be.</param>
    /// <param name="scratchLength">How much of it one shard takes.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="least">The fewest samples that make a shard.</param>
    /// <param name="threads">How many threads may share the work.</param>
    /// <returns>The mean of the losses, each times its weight.</returns>
    public static T Backward<TPass, T>(
        ReadOnlySpan<T> p, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> g, ref T[] scratch, int scratchLength, int n, int least, int threads)
        where TPass : IBackwardPass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MaskedBackward<Unmasked<TPass, T>, T>(p, inputs, targets, weights, g, ref scratch, scratchLength, n, least, threads, default);

    /// <summary>The mean loss of a batch, and its gradient, of a network with dropout.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="p">The parameters.</param>
    /// <param name="inputs">The inputs of n samples.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="weights">Their weights, or none.</param>
    /// <param name="g">Overwritten with the gradient.</param>
    /// <param name="scratch">Room that is kept from call to call, and made larger if it must be.</param>
    /// <param name="scratchLength">How much of it one shard takes.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="least">The fewest samples that make a shard.</param>
    /// <param name="threads">How many threads may share the work.</param>
    /// <param name="masks">The masks of the batch.</param>
    /// <returns>The mean of the losses, each times its weight.</returns>
    public static T MaskedBackward<TPass, T>(
        ReadOnlySpan<T> p, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> g, ref T[] scratch, int scratchLength, int n, int least, int threads, Masks masks)
        where TPass : IMaskedPass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T mean = T.One / T.CreateTruncating(n);
        int shards = Math.Clamp(n / least, 1, Most), parts = Math.Min(threads, shards);
        int needed = parts * scratchLength + (shards - 1) * g.Length;
        if (scratch.Length < needed)
            scratch = new T[needed];

        if (shards == 1)
            return TPass.Backward(p, inputs, targets, weights, g, scratch, mean, n, threads, masks) * mean;

        Span<T> gradients = scratch.AsSpan(parts * scratchLength, (shards - 1) * g.Length), losses = stackalloc T[shards];
        ShardWork<TPass, T>.Run(p, inputs, targets, weights, g, gradients, scratch.AsSpan(0, parts * scratchLength), losses, mean, n, parts, masks);

        // In pairs, then pairs of pairs: to each shard that is left, the one a distance further on.
        for (int distance = 1; distance < shards; distance *= 2)
        {
            for (int shard = 0; shard + distance < shards; shard += 2 * distance)
            {
                losses[shard] += losses[shard + distance];
                Elementwise.AddScaled(Gradient(shard + distance, g, gradients), T.One, Gradient(shard, g, gradients));
            }
        }

        return losses[0] * mean;
    }

    /// <summary>The first shard's gradient is the batch's own buffer.</summary>
    internal static Span<T> Gradient<T>(int shard, Span<T> first, Span<T> others) =>
        shard == 0 ? first : others.Slice((shard - 1) * first.Length, first.Length);

    /// <summary>Where a shard begins: at a whole vector of samples.</summary>
    internal static int First(int shard, int shards, int n) => shard == shards ? n : (int)((long)n * shard / shards) / 8 * 8;
}
