using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints what changes a value number by number, between the layers of neurons.</summary>
internal static class ElementwiseEmitter
{
    /// <summary>The parameter of a pass that draws masks, before its closing parenthesis; empty where none are drawn.</summary>
    public static string MasksParameter(NetworkPlan plan) => plan.DrawsMasks ? ", global::NetGen.CompilerServices.Masks masks" : "";

    /// <summary>The argument for it.</summary>
    public static string Masks(NetworkPlan plan, string masks = "masks") => plan.DrawsMasks ? $", {masks}" : "";

    /// <summary>Straight-line: declares room for the factors of one sample, before the loop over samples.</summary>
    public static void PrintFactors(CodeWriter writer, NetworkPlan plan, Number number)
    {
        foreach ((string name, ValuePlan value) in plan.Factors)
            writer.Line($"{number.Span} {name} = stackalloc {number.Keyword}[{value.Shape.Size}];");
    }

    /// <summary>Straight-line: declares what becomes of x, or of a of a layer, for one sample.</summary>
    public static void PrintStraight(CodeWriter writer, NetworkPlan plan, int layer, StraightForm form, string sample)
    {
        foreach (ElementwisePlan change in plan.Changes(layer))
        {
            writer.Line();
            change.Kind.PrintOperands(writer, change, form, sample);
            writer.Line();
            writer.Line($"// {change.Kind.Formula(change)}");
            foreach (Run k in form.Numbers(change.Source))
            {
                string[] operands = [.. change.Kind.Operands(change).Select(operand => $"{operand}_{k}")];
                writer.Line($"{form.NumberOf(k).Type} {change.Target.Name}_{k} = {change.Kind.Value($"{change.Source.Name}_{k}", operands)};");
                form.PrintLanes(writer, change.Target.Name, k);
            }
        }
    }

    /// <summary>Samples in lanes: fills the buffers of what becomes of x, or of a of a layer.</summary>
    public static void PrintLanes(CodeWriter writer, NetworkPlan plan, int layer, Number number)
    {
        foreach (ElementwisePlan change in plan.Changes(layer))
        {
            writer.Line();
            writer.Line($"// {change.Kind.Formula(change)}");
            if (change.Kind.LanesFactor(change, "i") is { } factor)
                writer.Line($"{factor};");

            IEnumerable<string> operands = change.Kind.Operands(change).Select((_, operand) => change.Kind.LanesOperand(change, operand, "k", number));
            writer.Single($"for (int k = 0; k < {change.Target.Shape.Size}; k++)", $"{change.Target.Name}[k] = {change.Kind.Value($"{change.Source.Name}[k]", [.. operands])};");
        }
    }

    /// <summary>Tiles: computes what becomes of x, or of a of a layer, for a batch.</summary>
    public static void PrintBatch(CodeWriter writer, NetworkPlan plan, int layer, string sample, string n)
    {
        foreach (ElementwisePlan change in plan.Changes(layer))
        {
            writer.Line($"// {change.Kind.Formula(change)}");
            change.Kind.PrintBatch(writer, change, sample, n);
        }
    }
}
