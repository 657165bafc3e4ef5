using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// A step of <see cref="Lamb"/>, in two passes with the ratios between them. Tensors are divided into blocks, whose
/// bounds do not depend on the number of threads. Each block has its own sums of squares, which are added from the first
/// block of a tensor to the last.
/// </summary>
internal sealed unsafe class LambWork<T>(NetworkInfo network) : Work
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Small enough that w and u are still in the L1 cache when their squares are summed.</summary>
    private const int BlockLength = 2048;

    private readonly Block[] _blocks = [.. Blocks(network)];
    private readonly T[] _directions = new T[network.ParameterCount];
    private LambFormula<T> _formula;
    private T* _w, _u;
    private FormulaBuffers<T> _forDirections, _forMoving;
    private int _parts;
    private bool _isMoving;

    public void Run(LambFormula<T> formula, double learningRate, Span<T> w, ReadOnlySpan<T> g, Span<T> m, Span<T> v, int threads)
    {
        fixed (T* pw = w, pg = g, pm = m, pv = v, pu = _directions)
        {
            _w = pw;
            _u = pu;
            _forDirections = new(pu, pg, pm, pv, pw);
            _forMoving = new(pw, pu);
            (_formula, _parts) = (formula, Math.Max(1, Math.Min(threads, w.Length / FormulaWork<T, LambFormula<T>>.WorkOfThread)));
            RunPass(isMoving: false);
            ComputeStepSizes(learningRate);
            RunPass(isMoving: true);
        }
    }

    public override void Run(int part)
    {
        int end = First(part + 1);
        for (int b = First(part); b < end; b++)
        {
            ref Block block = ref _blocks[b];
            if (_isMoving)
                _forMoving.Apply(new Descent<T>(block.StepSize), block.Start, block.End);
            else
                ComputeDirections(ref block);
        }
    }

    private static IEnumerable<Block> Blocks(NetworkInfo network) =>
        from layer in network.Layers
        from tensor in layer.Parameters
        from index in Enumerable.Range(0, (tensor.Length + BlockLength - 1) / BlockLength)
        let start = tensor.Offset + index * BlockLength
        select new Block { Start = start, End = Math.Min(start + BlockLength, tensor.Offset + tensor.Length), IsFirst = index == 0 };

    private void RunPass(bool isMoving)
    {
        _isMoving = isMoving;
        if (_parts > 1)
            Team.Run(this, _parts);
        else
            Run(0);
    }

    private void ComputeDirections(ref Block block)
    {
        _forDirections.Apply(_formula, block.Start, block.End);
        block.ParameterSquares = SquareSum.Of(_w + block.Start, block.End - block.Start);
        block.DirectionSquares = SquareSum.Of(_u + block.Start, block.End - block.Start);
    }

    /// <summary>learningRate |w| / |u| of each tensor, or learningRate where a norm is 0.</summary>
    private void ComputeStepSizes(double learningRate)
    {
        for (int first = 0, next; first < _blocks.Length; first = next)
        {
            double parameters = 0, directions = 0;
            for (next = first; next < _blocks.Length && (next == first || !_blocks[next].IsFirst); next++)
            {
                parameters += _blocks[next].ParameterSquares;
                directions += _blocks[next].DirectionSquares;
            }

            double ratio = parameters > 0 && directions > 0 ? Math.Sqrt(parameters) / Math.Sqrt(directions) : 1;
            for (int b = first; b < next; b++)
                _blocks[b].StepSize = learningRate * ratio;
        }
    }

    private int First(int part) => (int)((long)_blocks.Length * part / _parts);

    /// <summary>Consecutive numbers of one tensor.</summary>
    private struct Block
    {
        public int Start, End;
        public bool IsFirst;
        public double ParameterSquares, DirectionSquares, StepSize;
    }
}
