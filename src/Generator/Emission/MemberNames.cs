using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>The members that generated code adds to the user's class; methods with their parameter types.</summary>
internal static class MemberNames
{
    public static IEnumerable<string> Of(NetworkPlan plan)
    {
        string[] always = ["InputSize", "OutputSize", "ParameterCount", "Summary", "Info", "Parameters", "Compiled", "_parameters"];
        foreach (string name in always)
            yield return name;

        string type = Number.Of(plan.Spec.Precision).Keyword;
        string vector = $"System.ReadOnlySpan<{type}>";
        yield return $"Forward({vector}, System.Span<{type}>)";
        yield return $"Trace({vector}, System.Span<{type}>)";

        if (plan.Type.CanCreate)
        {
            yield return "Load(string, NetGen.LoadOptions)";
            yield return "Load(System.IO.Stream, NetGen.LoadOptions)";
        }

        foreach (ParameterPlan parameter in plan.Parameters)
            yield return parameter.Property;

        if (plan.Statistics.Any())
        {
            yield return "Statistics";
            foreach (ParameterPlan statistic in plan.Statistics)
                yield return statistic.Property;
        }

        if (!plan.IsTrainable)
            yield break;

        string[] trainable = ["Gradients", "_gradients", "Threads", "InDouble"];
        foreach (string name in trainable)
            yield return name;

        if (plan.Strategy == Strategy.Tiles)
            yield return "_scratch";

        if (plan.DrawsMasks)
        {
            yield return "DropoutSeed";
            yield return "DropoutStep";
            yield return $"TraceInTraining({vector}, int, System.Span<{type}>)";
        }

        foreach (ParameterPlan parameter in plan.Parameters)
            yield return parameter.GradientProperty;

        string[] targets = plan.Classes is not null ? [vector, "System.ReadOnlySpan<int>"] : [vector];
        foreach (string target in targets)
        {
            yield return $"ComputeLoss({vector}, {target}, {vector})";
            yield return $"Backward({vector}, {target}, {vector})";
        }
    }
}
