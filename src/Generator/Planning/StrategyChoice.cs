using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>Chooses how the passes of a network are printed.</summary>
internal static class StrategyChoice
{
    /// <summary>Up to this many parameters, a network may become straight-line code, with each parameter and its gradient in a local.</summary>
    public const int StraightLineBudget = 160;

    /// <summary>And up to this many locals, of the 1,024 that the JIT tracks: parameters, gradients, and each neuron's z, a and delta.</summary>
    private const int LocalBudget = 1000;

    /// <summary>And up to this many terms, each of which is printed: filters use a weight many times.</summary>
    private const int TermBudget = 1000;

    /// <summary>The neurons of a vector in single precision.</summary>
    private const int Lanes = 8;

    public static Strategy Of(NetworkSpec spec, IReadOnlyList<Shape> shapes, int parameterCount)
    {
        long locals = 2L * parameterCount + shapes[0].LongSize + shapes.Skip(1).Sum(shape => 3 * shape.LongSize);
        long terms = spec.Nodes.Sum(node => node.Layer.PrintedTerms([.. node.Inputs.Select(value => shapes[value])]));
        return parameterCount > StraightLineBudget || locals > LocalBudget || terms > TermBudget || spec.Nodes.Any(node => node.Layer.NeedsTiles) ? Strategy.Tiles
            : FillVectors(spec, shapes) ? Strategy.Vectors
            : Strategy.StraightLine;
    }

    /// <summary>
    /// Whether the network is a multilayer perceptron whose hidden layers are multiples of a vector wide, and whose outputs
    /// are fewer than a vector holds. The vector is one of single precision, so that both precisions have the same layout of parameters.
    /// </summary>
    private static bool FillVectors(NetworkSpec spec, IReadOnlyList<Shape> shapes)
    {
        int last = spec.Nodes.Count - 1;
        return last > 0
            && shapes[last + 1].Size < Lanes
            && Enumerable.Range(0, last + 1).All(i => spec.Nodes[i].Layer is Dense && spec.Nodes[i].Inputs[0] == i)
            && Enumerable.Range(0, last).All(i => shapes[i + 1].Size % Lanes == 0 && Activations.Of(spec.Nodes[i].Layer.Activation).Value is not null);
    }
}
