using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// The shards of one batch, divided among threads. It holds pointers, since spans cannot cross threads; the caller keeps
/// everything in place until the work is done.
/// </summary>
internal sealed unsafe class ShardWork<TPass, T> : Work
    where TPass : IMaskedPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static ShardWork<TPass, T>? _ofThread;

    private T* _p, _inputs, _targets, _weights, _g, _gradients, _scratch, _losses;
    private int _parameters, _gradientLength, _inputSize, _targetSize, _scratchLength, _shards, _n, _parts;
    private T _mean;
    private Masks _masks;

    /// <summary>Runs as many shards as there are losses, with <paramref name="parts"/> threads.</summary>
    public static void Run(
        ReadOnlySpan<T> p, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, Span<T> g, Span<T> gradients, Span<T> scratch, Span<T> losses, T mean, int n, int parts, Masks masks)
    {
        ShardWork<TPass, T> work = _ofThread ??= new ShardWork<TPass, T>();
        fixed (T* pp = p, pinputs = inputs, ptargets = targets, pweights = weights, pg = g, pgradients = gradients, pscratch = scratch, plosses = losses)
        {
            work._p = pp;
            work._inputs = pinputs;
            work._targets = ptargets;
            work._weights = pweights;
            work._g = pg;
            work._gradients = pgradients;
            work._scratch = pscratch;
            work._losses = plosses;
            (work._parameters, work._gradientLength, work._inputSize, work._targetSize, work._scratchLength) = (p.Length, g.Length, inputs.Length / n, targets.Length / n, scratch.Length / parts);
            (work._shards, work._n, work._parts, work._mean, work._masks) = (losses.Length, n, parts, mean, masks);
            if (parts == 1)
                work.Run(0);
            else
                Team.Run(work, parts);
        }
    }

    public override void Run(int part)
    {
        Span<T> g = new(_g, _gradientLength), others = new(_gradients, (_shards - 1) * _gradientLength);
        for (int shard = part; shard < _shards; shard += _parts)
        {
            int first = Shards.First(shard, _shards, _n), count = Shards.First(shard + 1, _shards, _n) - first;
            _losses[shard] = TPass.Backward(
                new(_p, _parameters),
                new(_inputs + (nint)first * _inputSize, count * _inputSize),
                new(_targets + (nint)first * _targetSize, count * _targetSize),
                _weights is null ? default : new(_weights + first, count),
                Shards.Gradient(shard, g, others),
                new(_scratch + (nint)part * _scratchLength, _scratchLength),
                _mean,
                count,
                threads: 1,
                _masks.From(first));
        }
    }
}
