using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>The state of a rule that updates each parameter independently, by one formula.</summary>
internal abstract class FormulaState<T, TFormula>(Optimizer rule, NetworkInfo network, params string[] slots)
    : OptimizerState<T>(rule, network, slots)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFormula : struct, IFormula<T>
{
    private readonly FormulaWork<T, TFormula> _work = new();

    /// <summary>The formula with the constants of this step.</summary>
    protected abstract TFormula Formula { get; }

    protected sealed override void Move(Span<T> parameters, ReadOnlySpan<T> gradients) =>
        _work.Run(Formula, parameters, gradients, SlotValues(0), SlotValues(1), SlotValues(2), Threads);
}
