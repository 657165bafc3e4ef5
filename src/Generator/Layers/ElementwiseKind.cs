using System.Collections.Generic;
using NetGen.Generator.Emission;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// A kind of layer that changes a value number by number on its way to the next layer of neurons. It keeps the shape, and has
/// neither number nor activation: layers of the notes count without it.
/// </summary>
internal abstract class ElementwiseKind : LayerKind
{
    /// <summary>Whether it may stand where it does, which is reported otherwise.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="layer">Which value it changes: 0 for the input, otherwise a of that layer.</param>
    /// <param name="others">The kinds that change the same value before it.</param>
    public abstract bool CheckPlace(DeclaredAttribute attribute, int layer, IReadOnlyList<ElementwiseKind> others);

    /// <summary>The name of the value that it makes of x, or of a of a layer.</summary>
    public abstract string NameOf(ElementwiseSpec layer);

    /// <summary>What it knows of each number and does not learn by gradients, laid out from <paramref name="offset"/> on, behind the parameters.</summary>
    public abstract IEnumerable<ParameterPlan> Statistics(Shape shape, int offset);

    /// <summary>How many these are, in a range that cannot overflow, for the check before planning.</summary>
    public abstract long StatisticCount(Shape shape);

    /// <summary>As the notes write it: <c>xhat = (x - mean) / scale</c>.</summary>
    public abstract string Formula(ElementwisePlan layer);

    /// <summary>Straight-line: the new number as an expression of the old one and its statistics.</summary>
    public abstract string Value(Number number, string value, IReadOnlyList<string> statistics);

    /// <summary>Tiles: for a batch of n samples, computes the new value from the old one, each called by its name.</summary>
    public abstract void PrintBatch(CodeWriter writer, ElementwisePlan layer, string n);
}
