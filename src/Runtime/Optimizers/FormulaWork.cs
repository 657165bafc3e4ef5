namespace NetGen.CompilerServices;

/// <summary>Applies a formula to whole buffers; threads share long ones.</summary>
internal sealed unsafe class FormulaWork<T, TFormula> : Work
    where T : unmanaged
    where TFormula : struct, IFormula<T>
{
    /// <summary>The smallest number of elements worth a thread: about 20 microseconds of Adam.</summary>
    public const int WorkOfThread = 1 << 15;

    /// <summary>Parts start at multiples of this many numbers, so that two threads hardly ever write to the same cache line.</summary>
    private const int NumbersTogether = 64;

    private FormulaBuffers<T> _buffers;
    private TFormula _formula;
    private int _count, _parts;

    /// <summary>Applies the formula to all numbers; a slot that the formula does not have is empty.</summary>
    public void Run(TFormula formula, Span<T> w, ReadOnlySpan<T> g, Span<T> first, Span<T> second, Span<T> third, int threads)
    {
        fixed (T* pw = w, pg = g, p1 = first, p2 = second, p3 = third)
        {
            _buffers = new(pw, pg, p1, p2, p3);
            (_formula, _count, _parts) = (formula, w.Length, Math.Min(threads, w.Length / WorkOfThread));
            if (_parts > 1)
                Team.Run(this, _parts);
            else
                _buffers.Apply(formula, 0, w.Length);
        }
    }

    public override void Run(int part) => _buffers.Apply(_formula, First(part), First(part + 1));

    private int First(int part) =>
        part == _parts ? _count : (int)((long)_count * part / _parts) / NumbersTogether * NumbersTogether;
}
