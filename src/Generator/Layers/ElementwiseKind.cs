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
    /// <summary>Whether only Backward changes the value: all other passes are printed as if it were not there.</summary>
    public abstract bool IsForTrainingOnly { get; }

    /// <summary>Whether it may stand where it does, which is reported otherwise.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="layer">Which value it changes: 0 for the input, otherwise a of that layer.</param>
    /// <param name="isOutput">Whether it stands behind the last layer.</param>
    /// <param name="others">The kinds that change the same value before it.</param>
    public abstract bool CheckPlace(DeclaredAttribute attribute, int layer, bool isOutput, IReadOnlyList<ElementwiseKind> others);

    /// <summary>What a table calls it: <c>Dropout(0.2)</c>.</summary>
    public virtual string Title(ElementwiseSpec layer) => Name;

    /// <summary>The name of the value that it makes of x, or of a of a layer.</summary>
    public abstract string NameOf(ElementwiseSpec layer);

    /// <summary>What it knows of each number and does not learn by gradients, laid out from <paramref name="offset"/> on, behind the parameters.</summary>
    public virtual IEnumerable<ParameterPlan> Statistics(Shape shape, int offset) => [];

    /// <summary>How many these are, in a range that cannot overflow, for the check before planning.</summary>
    public virtual long StatisticCount(Shape shape) => 0;

    /// <summary>The name of what a gradient is multiplied by on its way back: <c>m1</c>, which has a buffer as the value has; null if nothing learns below.</summary>
    public virtual string? Factor(ElementwiseSpec layer) => null;

    /// <summary>As the notes write it: <c>xhat = (x - mean) / scale</c>.</summary>
    public abstract string Formula(ElementwisePlan layer);

    /// <summary>Straight-line: declares what else the value of a sample is computed from, named as <see cref="Operands"/> and the neuron.</summary>
    public abstract void PrintOperands(CodeWriter writer, ElementwisePlan layer, StraightForm form, string sample);

    /// <summary>Samples in lanes: the statement that fills the buffer of the factor; null without one.</summary>
    public virtual string? LanesFactor(ElementwisePlan layer, string sample) => null;

    /// <summary>Straight-line: the names of these, in the order of <see cref="Value"/>.</summary>
    public abstract IReadOnlyList<string> Operands(ElementwisePlan layer);

    /// <summary>Samples in lanes: one of them for number <paramref name="k"/>, a variable.</summary>
    public abstract string LanesOperand(ElementwisePlan layer, int operand, string k, Number number);

    /// <summary>Straight-line: the new number as an expression of the old one and the others.</summary>
    public abstract string Value(string value, IReadOnlyList<string> operands);

    /// <summary>Tiles: for a batch of n samples, computes the new value from the old one, each called by its name.</summary>
    public abstract void PrintBatch(CodeWriter writer, ElementwisePlan layer, string sample, string n);
}
