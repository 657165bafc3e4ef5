using System.Collections.Generic;
using NetGen.Generator.Emission;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>A kind of layer that has a number in the notes, with z, an activation a = g(z), and delta; parameters need not be among them.</summary>
internal abstract class NeuronKind : LayerKind
{
    /// <summary>Whether z is a linear map of the input, so that two such layers with no activation between them are one.</summary>
    public abstract bool IsLinear { get; }

    /// <summary>The shape of z and a for one sample.</summary>
    public abstract Shape OutputShape(NeuronSpec layer, Shape input);

    /// <summary>The number of parameters, in a range that cannot overflow, for the check before planning.</summary>
    public abstract long ParameterCount(NeuronSpec layer, Shape input);

    /// <summary>The parameter tensors, laid out from <paramref name="offset"/> on.</summary>
    public abstract IEnumerable<ParameterPlan> Parameters(NeuronSpec layer, Shape input, int index, int offset);

    /// <summary>The weighted input as the notes write it: <c>z1 = W1 x + b1</c>.</summary>
    public abstract string Formula(LayerPlan layer);

    /// <summary>The parameter gradients as the notes write them: <c>dW1 = delta1 x^T, db1 = delta1</c>.</summary>
    public abstract string GradientFormula(LayerPlan layer);

    /// <summary>The gradient that reaches the input as the notes write it: <c>W1^T delta1</c>.</summary>
    public abstract string InputGradientFormula(LayerPlan layer);

    /// <summary>The name of the local that holds some elements of a parameter in straight-line code: <c>W1_0_2</c>, <c>W1_0to7_2</c>.</summary>
    public static string Local(ParameterPlan parameter, params object[] index) => $"{parameter.Name}_{string.Join("_", index)}";

    /// <summary>Straight-line: the locals that hold a parameter of the layer, in the notes' order.</summary>
    public abstract IEnumerable<Element> Elements(LayerPlan layer, ParameterPlan parameter, StraightForm form);

    /// <summary>Straight-line: the locals that hold its gradient, named as those of a parameter.</summary>
    public abstract IEnumerable<Element> GradientElements(LayerPlan layer, ParameterPlan parameter, StraightForm form);

    /// <summary>Straight-line: declares every z of the layer.</summary>
    public abstract void PrintStraightForward(CodeWriter writer, LayerPlan layer, StraightForm form);

    /// <summary>Straight-line: adds to every parameter gradient of the layer, with its deltas known.</summary>
    public abstract void PrintStraightGradients(CodeWriter writer, LayerPlan layer, StraightForm form);

    /// <summary>Straight-line: dL/da of some of the layer's inputs, as an expression of its deltas.</summary>
    public abstract string StraightInputGradient(LayerPlan layer, Run inputs, StraightForm form);

    /// <summary>Samples in lanes: the terms whose sum is z of neuron <paramref name="j"/>, a number or a variable.</summary>
    public abstract IReadOnlyList<string> LanesTerms(LayerPlan layer, string j, Number number);

    /// <summary>Samples in lanes: the statements that add to the parameter gradients of neuron <paramref name="j"/>.</summary>
    public abstract IEnumerable<string> LanesGradients(LayerPlan layer, string j);

    /// <summary>Samples in lanes: dL/da of input <paramref name="k"/>, a number or a variable, as an expression of the deltas.</summary>
    public abstract string LanesInputGradient(LayerPlan layer, string k, Number number);

    /// <summary>Tiles: for a batch of n samples, computes <c>z</c> from <c>x</c>.</summary>
    public abstract void PrintForward(CodeWriter writer, LayerPlan layer);

    /// <summary>
    /// Tiles: for a batch of n samples with <c>delta</c> known, adds to the parameter gradients in <c>g</c> (or
    /// overwrites them, if <c>isFirst</c>) and, where the input has a gradient, computes <c>dx</c> by <c>transposed</c>.
    /// </summary>
    public abstract void PrintBackward(CodeWriter writer, LayerPlan layer);

    /// <summary>
    /// Tiles: the length of the buffer <c>transposed</c> that the layer wants once a batch, in a range that cannot
    /// overflow, for the check before planning.
    /// </summary>
    public abstract long TransposedSize(NeuronSpec layer, Shape input);

    /// <summary>Tiles: fills that buffer from the parameters <c>p</c>.</summary>
    public abstract void PrintTranspose(CodeWriter writer, LayerPlan layer, string transposed);
}
