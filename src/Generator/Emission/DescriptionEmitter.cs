using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints what the class says of itself: its sizes, and the architecture as text and as data.</summary>
internal static class DescriptionEmitter
{
    /// <summary>The constants and the architecture as data.</summary>
    public static void Print(CodeWriter writer, NetworkPlan plan)
    {
        Constant("The number of inputs of one sample.", $"int InputSize = {plan.InputSize}");
        Constant("The number of outputs of one sample.", $"int OutputSize = {plan.OutputSize}");
        Constant("The number of parameters: all weights and biases.", $"int ParameterCount = {plan.ParameterCount}");
        Constant("Layers, shapes and parameter counts, as text.", $"string Summary =\n{string.Join(" +\n", plan.Summary.Split('\n').Select((line, index) => $"    \"{(index == 0 ? "" : "\\n")}{line.Replace("\\", "\\\\").Replace("\"", "\\\"")}\""))}");

        writer.Line();
        writer.Line("/// <summary>The architecture: layers, shapes, and where each parameter lies in <see cref=\"Parameters\"/>.</summary>");
        writer.Line("public static global::NetGen.NetworkInfo Info => Architecture.Info;");
        writer.Line();
        string head = $"internal static readonly global::NetGen.NetworkInfo Info = new(\n    \"{plan.Type.Name}\", global::NetGen.Precision.{plan.Spec.Precision}, global::NetGen.Loss.{plan.Spec.Loss}";
        string layers = string.Concat(plan.Layers.Select(layer => ",\n    " + Describe(layer) + Properties(plan, layer)));
        string[] statistics = [.. plan.Statistics.Select(statistic => Describe(statistic, statistic.Property, statistic.Offset - plan.ParameterCount))];
        string[] properties =
        [
            .. statistics.Length == 0 ? [] : new[] { $"    Statistics = new[]\n    {{\n        {string.Join(",\n        ", statistics)},\n    }},\n" },
            .. Dropout(plan, 0).Select(property => $"    Input{property},\n"),
        ];
        string behind = properties.Length == 0 ? ");" : $")\n{{\n{string.Concat(properties)}}};";
        writer.Line("// In a class of its own, so that it is there whichever static field of the network is initialized first.");
        writer.Line(MemberEmitter.GeneratedCode);
        using (writer.Block("private static class Architecture"))
            writer.Lines(head + layers + behind);

        if (!plan.Type.HasText)
        {
            writer.Line();
            writer.Line("/// <summary>The <see cref=\"Summary\"/>.</summary>");
            writer.Line("/// <returns>Lines separated by line feeds.</returns>");
            writer.Line("public override string ToString() => Summary;");
        }

        void Constant(string summary, string declaration)
        {
            writer.Line();
            writer.Line($"/// <summary>{summary}</summary>");
            writer.Lines($"public const {declaration};");
        }
    }

    private static string Describe(LayerPlan layer)
    {
        string parameters = string.Concat(layer.Parameters.Select(parameter => ",\n        " + Describe(parameter, parameter.IsWeight ? "Weight" : "Bias", parameter.Offset)));
        return $"new global::NetGen.LayerInfo({layer.Index}, \"{layer.Kind.Name}\", {Array(layer.Input.Shape.Dimensions)}, {Array(layer.OutputShape.Dimensions)}, "
            + $"global::NetGen.Activation.{layer.Spec.Activation.Function}, {layer.ZOffset}, {layer.AOffset}{parameters})";
    }

    private static string Properties(NetworkPlan plan, LayerPlan layer)
    {
        ActivationSpec activation = layer.Spec.Activation;
        string[] properties =
        [
            .. layer.ActivationRow.DefaultAlpha is null ? [] : new[] { $"Alpha = {activation.Alpha.ToString("R", CultureInfo.InvariantCulture)}" },
            .. activation.Custom is { } custom ? new[] { $"CustomActivation = \"{custom.Type.Replace("global::", "")}\"" } : [],
            .. Dropout(plan, layer.Index),
        ];
        return properties.Length == 0 ? "" : $" {{ {string.Join(", ", properties)} }}";
    }

    private static IEnumerable<string> Dropout(NetworkPlan plan, int layer) =>
        plan.Changes(layer).Select(change => change.Spec).OfType<DropoutSpec>().Select(dropout => $"Dropout = {dropout.RateText}");

    private static string Describe(ParameterPlan tensor, string role, int offset) =>
        $"new global::NetGen.ParameterInfo(\"{tensor.Name}\", global::NetGen.ParameterRole.{role}, {Array(tensor.Shape.Dimensions)}, {Array(tensor.Strides)}, "
        + $"{offset}, global::NetGen.Initializer.{tensor.Initializer}, {tensor.FanIn}, {tensor.FanOut}{InitialValue(tensor)})";

    private static string InitialValue(ParameterPlan parameter) =>
        parameter.Initializer == Initializer.Constant ? $", {parameter.InitialValue.ToString("R", CultureInfo.InvariantCulture)}" : "";

    private static string Array(EquatableArray<int> items) => $"new[] {{ {string.Join(", ", items)} }}";
}
