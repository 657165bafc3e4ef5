using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// A large batch in shards, which threads can share. Their number depends only on the sizes, and their gradients are
/// added in a fixed order, so the bits do not depend on the threads. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Shards
{
    /// <summary>A power of two, because shards are added in pairs. More would divide better among odd numbers of threads, but take more memory.</summary>
    private const int Most = 8;

    /// <summary>Computes the mean loss of a batch, each sample's times its weight: added like in <see cref="Backward"/>, with the same bits.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="pass">Parameters, inputs, targets, weights and count.</param>
    /// <param name="scratchLength">The length of the scratch space of one shard.</param>
    /// <param name="least">The fewest samples that make a shard.</param>
    /// <returns>The mean loss.</returns>
    public static T Loss<TPass, T>(ref Pass<T> pass, int scratchLength, int least)
        where TPass : ICompiledPass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = pass.Count, shards = CountOf(n, least);
        if (shards == 1)
            return Scratch.Loss<TPass, T>(ref pass, scratchLength) * Mean<T>(n);

        Span<T> losses = stackalloc T[shards];
        int inputSize = pass.Inputs.Length / n, targetSize = pass.Targets.Length / n, outputSize = pass.Outputs.Length / n;
        for (int shard = 0; shard < shards; shard++)
        {
            int first = First(shard, shards, n), count = First(shard + 1, shards, n) - first;
            Pass<T> part = pass with
            {
                Inputs = pass.Inputs.Slice(first * inputSize, count * inputSize),
                Targets = pass.TargetsOf(first, count, targetSize),
                Labels = pass.LabelsOf(first, count),
                Weights = pass.WeightsOf(first, count),
                Outputs = pass.Outputs.IsEmpty ? default : pass.Outputs.Slice(first * outputSize, count * outputSize),
                Count = count,
            };
            losses[shard] = Scratch.Loss<TPass, T>(ref part, scratchLength);
        }

        for (int distance = 1; distance < shards; distance *= 2)
        {
            for (int shard = 0; shard + distance < shards; shard += 2 * distance)
                losses[shard] += losses[shard + distance];
        }

        return losses[0] * Mean<T>(n);
    }

    /// <summary>Computes the mean loss of a batch and its gradient; or only the sum of the samples' gradients, from those of the outputs.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="pass">Everything except scratch and mean, which are set.</param>
    /// <param name="scratch">A buffer that is kept from call to call, and enlarged if necessary.</param>
    /// <param name="scratchLength">The length that one shard needs.</param>
    /// <param name="least">The fewest samples that make a shard.</param>
    /// <returns>The mean of the losses, each times its weight; 0 if gradients of the outputs are given.</returns>
    public static T Backward<TPass, T>(ref Pass<T> pass, ref T[] scratch, int scratchLength, int least)
        where TPass : ICompiledPass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = pass.Count, shards = CountOf(n, least), parts = Math.Min(pass.Threads, shards);
        T mean = Mean<T>(n), factor = pass.OutputGradients.IsEmpty ? mean : T.One;
        Span<T> g = pass.Gradients;
        int needed = parts * scratchLength + (shards - 1) * g.Length;
        if (scratch.Length < needed + Scratch.Slack<T>())
            scratch = GC.AllocateArray<T>(needed + Scratch.Slack<T>(), pinned: true);

        Span<T> room = Scratch.Align<T>(scratch, needed);

        if (shards == 1)
        {
            pass.Scratch = room;
            pass.Mean = factor;
            return TPass.Backward(pass) * mean;
        }

        Span<T> gradients = room[(parts * scratchLength)..], losses = stackalloc T[shards];
        ShardWork<TPass, T>.Run(pass, gradients, room[..(parts * scratchLength)], losses, factor, parts);

        // In pairs, then pairs of pairs: each remaining shard adds the one at the distance.
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

    /// <summary>The first sample of a shard: a multiple of a vector of samples.</summary>
    internal static int First(int shard, int shards, int n) => shard == shards ? n : (int)((long)n * shard / shards) / BufferLayout.Group * BufferLayout.Group;

    private static int CountOf(int n, int least) => Math.Clamp(n / least, 1, Most);

    private static T Mean<T>(int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / T.CreateTruncating(n);
}
