using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// The shards of one batch, divided among threads. It holds pointers, because spans cannot cross threads; the caller
/// pins their targets until the work is done.
/// </summary>
internal sealed unsafe class ShardWork<TPass, T> : Work
    where TPass : ICompiledPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static ShardWork<TPass, T>? _ofThread;

    private T* _p, _inputs, _targets, _weights, _outputGradients, _g, _inputGradients, _gradients, _scratch, _losses;
    private int* _labels;
    private int _parameters, _gradientLength, _inputSize, _outputSize, _scratchLength, _shards, _n, _parts;
    private T _mean;
    private Masks _masks;

    /// <summary>Runs as many shards as there are losses, with <paramref name="parts"/> threads.</summary>
    public static void Run(in Pass<T> pass, Span<T> gradients, Span<T> scratch, Span<T> losses, T mean, int parts)
    {
        ShardWork<TPass, T> work = _ofThread ??= new ShardWork<TPass, T>();
        fixed (int* plabels = pass.Labels)
        fixed (T* pp = pass.Parameters, pinputs = pass.Inputs, ptargets = pass.Targets, pweights = pass.Weights, pouts = pass.OutputGradients, pg = pass.Gradients, pins = pass.InputGradients, pgradients = gradients, pscratch = scratch, plosses = losses)
        {
            work._p = pp;
            work._inputs = pinputs;
            work._targets = ptargets;
            work._labels = plabels;
            work._weights = pweights;
            work._outputGradients = pouts;
            work._g = pg;
            work._inputGradients = pins;
            work._gradients = pgradients;
            work._scratch = pscratch;
            work._losses = plosses;
            (work._parameters, work._gradientLength, work._inputSize) = (pass.Parameters.Length, pass.Gradients.Length, pass.Inputs.Length / pass.Count);
            (work._outputSize, work._scratchLength) = ((pass.Targets.Length + pass.OutputGradients.Length) / pass.Count, scratch.Length / parts);
            (work._shards, work._n, work._parts, work._mean, work._masks) = (losses.Length, pass.Count, parts, mean, pass.Masks);
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
            _losses[shard] = TPass.Backward(new Pass<T>
            {
                Parameters = new(_p, _parameters),
                Inputs = new(_inputs + (nint)first * _inputSize, count * _inputSize),
                Targets = Part(_targets, first, count, _outputSize),
                Labels = _labels is null ? default : new(_labels + first, count),
                Weights = Part(_weights, first, count, 1),
                OutputGradients = Part(_outputGradients, first, count, _outputSize),
                Gradients = Shards.Gradient(shard, g, others),
                InputGradients = Part(_inputGradients, first, count, _inputSize),
                Scratch = new(_scratch + (nint)part * _scratchLength, _scratchLength),
                Mean = _mean,
                Count = count,
                Threads = 1,
                Masks = _masks.From(first),
            });
        }
    }

    /// <summary>The part that belongs to some of the samples; empty if there is no buffer.</summary>
    private static Span<T> Part(T* all, int first, int count, int size) => all is null ? default : new(all + (nint)first * size, count * size);
}
