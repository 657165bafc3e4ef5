using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// The members that generated code adds to the user's class: methods with their parameter types, but for explicit
/// implementations, and what properties that can be set reserve besides. (Any property W1 also reserves get_W1().)
/// </summary>
internal static class MemberNames
{
    public static IEnumerable<string> Of(NetworkSpec spec)
    {
        var layout = Layout.Of(spec);
        string[] always = ["InputSize", "OutputSize", "ParameterCount", "Summary", "Info", "Architecture", "Parameters", "Compiled", "_parameters"];
        foreach (string name in always)
            yield return name;

        (string type, string full) = spec.Precision == Precision.Double ? ("double", "System.Double") : ("float", "System.Single");
        yield return $"NetGen.INetwork<{full}>.Info";
        string vector = $"System.ReadOnlySpan<{type}>";
        yield return $"Forward({vector}, System.Span<{type}>)";
        yield return $"Trace({vector}, System.Span<{type}>)";

        if (spec.Type.CanCreate)
        {
            yield return "Load(string, NetGen.LoadOptions)";
            yield return "Load(System.IO.Stream, NetGen.LoadOptions)";
        }

        foreach (ParameterPlan parameter in layout.Parameters.SelectMany(layer => layer))
            yield return parameter.Property;

        ParameterPlan[] statistics = [.. layout.Statistics.SelectMany(layer => layer)];
        if (statistics.Length > 0)
            yield return "Statistics";

        foreach (ParameterPlan statistic in statistics)
            yield return statistic.Property;

        if (!spec.IsTrainable)
            yield break;

        string[] trainable = ["Gradients", "_gradients", "Threads", "set_Threads(int)", "_threads", "InDouble", $"NetGen.ITrainableNetwork<{full}>.ToDouble"];
        foreach (string name in trainable)
            yield return name;

        if (Planner.StrategyOf(layout.ParameterCount) == Strategy.Tiles)
            yield return "_scratch";

        if (spec.DrawsMasks)
        {
            string[] dropout = ["DropoutSeed", "set_DropoutSeed(int)", "DropoutStep", "set_DropoutStep(long)", $"TraceInTraining({vector}, int, System.Span<{type}>)"];
            foreach (string name in dropout)
                yield return name;
        }

        foreach (ParameterPlan parameter in layout.Parameters.SelectMany(layer => layer))
            yield return parameter.GradientProperty;

        string[] targets = spec.Classes is not null ? [vector, "System.ReadOnlySpan<int>"] : [vector];
        foreach (string target in targets)
        {
            yield return $"ComputeLoss({vector}, {target}, {vector})";
            yield return $"Backward({vector}, {target}, {vector})";
        }
    }
}
