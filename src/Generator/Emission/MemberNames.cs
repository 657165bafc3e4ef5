using System;
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
    private static readonly string[] _always = ["InputSize", "OutputSize", "ParameterCount", "Summary", "Info", "Architecture", "Parameters", "Compiled", "_parameters"];

    // All names that any network may have, without the numbers of layers.
    private static readonly HashSet<string> _stems =
    [
        .. _always, "Forward", "Trace", "Load", "LoadOnnx", "Mean", "Scale", "Statistics", "_scratch", "Gradients", "_gradients", "Threads", "_threads", "InDouble",
        "DropoutSeed", "DropoutStep", "TraceInTraining", "ComputeLoss", "Backward", "BackwardFrom", "Jacobian",
        "W", "B", "Gain", "DW", "DB", "DGain", "RunningMean", "RunningVar",
    ];

    /// <summary>
    /// Whether some network has or reserves a member of this name. Few classes declare one, so few edits need the names of
    /// the network itself.
    /// </summary>
    public static bool MayHave(string name)
    {
        bool isAccessor = name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal);
        return name.IndexOf('.') >= 0 || _stems.Contains((isAccessor ? name.Substring(4) : name).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));
    }

    public static IEnumerable<string> Of(NetworkSpec spec, Layout layout)
    {
        foreach (string name in _always)
            yield return name;

        (string type, string full) = spec.Precision == Precision.Double ? ("double", "System.Double") : ("float", "System.Single");
        string vector = $"System.ReadOnlySpan<{type}>", result = $"System.Span<{type}>";
        yield return $"NetGen.INetwork<{full}>.Info";
        yield return "NetGen.CompilerServices.IOnnxSource.Describe";
        yield return $"Forward({vector}, {result})";
        yield return $"Trace({vector}, {result})";

        if (spec.Type.CanCreate)
        {
            yield return "Load(string, NetGen.LoadOptions)";
            yield return "Load(System.IO.Stream, NetGen.LoadOptions)";
            if (spec.Onnx is not null)
            {
                yield return "LoadOnnx(string, int)";
                yield return "LoadOnnx(System.IO.Stream, int)";
            }
        }

        TensorPlan[] tensors = [.. layout.Tensors.SelectMany(layer => layer)];
        foreach (TensorPlan tensor in tensors)
            yield return tensor.Property;

        if (tensors.Any(tensor => !tensor.Spec.IsTrained))
            yield return "Statistics";

        if (!spec.IsTrainable)
            yield break;

        if (layout.Strategy == Strategy.Tiles)
            yield return "_scratch";

        string[] trainable = ["Gradients", "_gradients", "Threads", "set_Threads(int)", "_threads", "InDouble", $"NetGen.ITrainableNetwork<{full}>.ToDouble"];
        foreach (string name in trainable)
            yield return name;

        if (spec.Nodes.Any(node => node.Layer.NeedsWholeBatch))
            yield return $"NetGen.CompilerServices.IBatchTrace<{full}>.TraceBatch";

        if (spec.DrawsMasks)
        {
            string[] dropout = ["DropoutSeed", "set_DropoutSeed(int)", "DropoutStep", "set_DropoutStep(long)", $"TraceInTraining({vector}, int, {result})"];
            foreach (string name in dropout)
                yield return name;
        }

        foreach (TensorPlan tensor in tensors.Where(tensor => tensor.Spec.IsTrained))
            yield return tensor.GradientProperty;

        string[] targets = spec.ClassesOf(layout.OutputSize) is not null ? [vector, "System.ReadOnlySpan<int>"] : [vector];
        foreach (string target in targets)
        {
            yield return $"ComputeLoss({vector}, {target}, {vector}, {result})";
            yield return $"Backward({vector}, {target}, {vector}, {result})";
        }

        yield return $"BackwardFrom({vector}, {vector}, {result})";
        yield return $"Jacobian({vector}, {result})";
    }
}
