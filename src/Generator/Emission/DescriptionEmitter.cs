using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the description of the network: its sizes, and the architecture as text and as data.</summary>
internal static class DescriptionEmitter
{
    /// <summary>The constants and the architecture as data.</summary>
    public static void Print(CodeWriter writer, NetworkPlan plan, string summary)
    {
        Constant($"The number of inputs of one sample{Sizes(plan.Input.Shape)}.", $"int InputSize = {plan.InputSize}");
        Constant($"The number of outputs of one sample{Sizes(plan.Output.Output.Shape)}.", $"int OutputSize = {plan.OutputSize}");
        Constant("The number of trained parameters.", $"int ParameterCount = {plan.ParameterCount}");
        Constant("The architecture as text: a line for each layer, with its shape, activation and number of parameters.", $"string Summary =\n{string.Join(" +\n", summary.Split('\n').Select((line, index) => $"    {Text((index == 0 ? "" : "\n") + line)}"))}");

        writer.Line();
        writer.Line("/// <summary>The architecture as data: layers, shapes, and the place of each parameter in <see cref=\"Parameters\"/>.</summary>");
        writer.Line("public static global::NetGen.NetworkInfo Info => Architecture.Info;");
        writer.Line();
        writer.Line("// In a nested class, so that it is available in any order of static initialization.");
        writer.Line(MemberEmitter.GeneratedCode);
        using (writer.Block("private static class Architecture"))
        {
            writer.Lines(Describe(plan));
            OnnxImportEmitter.PrintSource(writer, plan);
        }

        if (!plan.Type.HasText)
        {
            writer.Line();
            writer.Line("/// <summary>The architecture as text.</summary>");
            writer.Line("/// <returns>The lines of <see cref=\"Summary\"/>, separated by line feeds.</returns>");
            writer.Line("public override string ToString() => Summary;");
        }

        void Constant(string what, string declaration)
        {
            writer.Line();
            writer.Line($"/// <summary>{what}</summary>");
            writer.Lines($"public const {declaration};");
        }
    }

    /// <summary>The layout of an image or a signal in a sample; empty for a vector.</summary>
    private static string Sizes(Shape shape) => shape.Dimensions.Count switch
    {
        1 => "",
        2 => $": {SummaryTable.Dimensions(shape)}, channel by channel",
        _ => $": {SummaryTable.Dimensions(shape)}, channel by channel and row by row",
    };

    /// <summary>The remarks that are added to the user's documentation of the class: the summary. In a tooltip, only <c>code</c> keeps its columns aligned.</summary>
    public static void PrintRemarks(CodeWriter writer, string summary)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        foreach (string line in summary.Split('\n'))
            writer.Line("/// " + line.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;"));

        writer.Line("/// </code>");
        writer.Line("/// </remarks>");
    }

    /// <summary>The text in the debugger. It is a constant, so that trimming need not keep any member.</summary>
    public static void PrintDisplay(CodeWriter writer, NetworkPlan plan)
    {
        string display = $"{plan.Type.Name}: {SummaryTable.Dimensions(plan.Input.Shape)} -> {SummaryTable.Dimensions(plan.Output.Output.Shape)}, {SummaryTable.Plural(plan.ParameterCount, "parameter")}";
        if (!plan.Type.HasText && !plan.Type.HasDisplay)
            writer.Line($"[global::System.Diagnostics.DebuggerDisplay({Text(display)})]");
    }

    private static string Describe(NetworkPlan plan)
    {
        string head = $"internal static readonly global::NetGen.NetworkInfo Info = new(\n    {Text(plan.Type.Name)}, global::NetGen.Precision.{plan.Spec.Precision}, global::NetGen.Loss.{plan.Spec.Loss}";
        string layers = string.Concat(plan.Numbered.Select(node => ",\n    " + Describe(node) + Properties(plan, node)));
        string[] statistics = [.. plan.Statistics.Where(statistic => !statistic.Tensor.Spec.IsParameter).Select(statistic => DescribeStatistic(plan, statistic.Tensor))];
        string[] properties =
        [
            .. statistics.Length == 0 ? [] : new[] { $"    Statistics = new[]\n    {{\n        {string.Join(",\n        ", statistics)},\n    }},\n" },
            .. Dropout(plan, 0).Select(property => $"    Input{property},\n"),
            .. plan.IsChain ? [] : new[] { $"    Graph = {Text(GraphOf(plan))},\n" },
        ];
        return head + layers + (properties.Length == 0 ? ");" : $")\n{{\n{string.Concat(properties)}}};");
    }

    private static string Describe(NodePlan node)
    {
        string parameters = string.Concat(node.Tensors.Where(tensor => tensor.Spec.IsTrained).Select(tensor => ",\n        " + Describe(tensor, tensor.Offset)));
        return $"new global::NetGen.LayerInfo({node.Number}, \"{node.Layer.Kind}\", {Array(node.Inputs[0].Shape.Dimensions)}, {Array(node.Output.Shape.Dimensions)}, "
            + $"global::NetGen.Activation.{node.Layer.Activation.Function}, {node.ZOffset}, {node.AOffset}{parameters})";
    }

    private static string Properties(NetworkPlan plan, NodePlan node)
    {
        ActivationSpec activation = node.Layer.Activation;
        string[] properties =
        [
            .. node.Name is { } name ? new[] { $"Name = {Text(name)}" } : [],
            .. node.Activation.Parameters.Select((parameter, index) => $"{parameter.Name} = {activation.Parameters[index].ToText()}"),
            .. activation.Custom is { } custom ? new[] { $"CustomActivation = {Text(custom.Type.Replace("global::", ""))}" } : [],
            .. Dropout(plan, node.Number),
            .. node.Layer.TracesSaved ? new[] { $"PlacesOffset = {node.SavedOffset}" } : [],
            .. node.Layer.Setting is { } setting ? new[] { $"Setting = {Text(setting)}" } : [],
            .. node.Layer.JoinsShards ? new[] { "IsSynchronized = true" } : [],
            .. node.IsFrozen ? new[] { $"FrozenParameters = new[] {{ {string.Join(", ", node.Frozen.Select(tensor => DescribeStatistic(plan, tensor)))} }}" } : [],
        ];
        return properties.Length == 0 ? "" : $" {{ {string.Join(", ", properties)} }}";
    }

    /// <summary>Which layer reads which value, if the network is not a chain. A list of layers does not show that.</summary>
    private static string GraphOf(NetworkPlan plan) => string.Join("; ", plan.Nodes.Select(node =>
        $"{node.Output.Name} = {node.Layer.Title}({string.Join(", ", node.Inputs.Select(input => input.Name))})"));

    /// <summary>The first dropout after a layer, if it drops anything.</summary>
    private static IEnumerable<string> Dropout(NetworkPlan plan, int number) =>
        plan.Nodes.Where(node => node.Inputs[0].Number == number).Select(node => node.Layer).OfType<Dropout>().Where(dropout => dropout.Rate > 0).Take(1)
            .SelectMany(dropout => new[] { $"Dropout = {dropout.RateText}" }.Concat(dropout.DropsChannels ? ["DropsChannels = true"] : []));

    /// <summary>A tensor that is not trained: its offset is that in the statistics.</summary>
    private static string DescribeStatistic(NetworkPlan plan, TensorPlan tensor) => Describe(tensor, tensor.Offset - plan.ParameterCount);

    private static string Describe(TensorPlan tensor, int offset)
    {
        TensorSpec spec = tensor.Spec;
        string initialValue = spec.Initializer == Initializer.Constant ? $", {spec.InitialValue.ToText()}" : "";
        return $"new global::NetGen.ParameterInfo(\"{tensor.Name}\", global::NetGen.ParameterRole.{spec.Role}, {Array(tensor.Shape.Dimensions)}, {Array(spec.Strides)}, "
            + $"{offset}, global::NetGen.Initializer.{spec.Initializer}, {spec.FanIn}, {spec.FanOut}{initialValue}) {{ FileName = {Text(tensor.FileName)}{(spec.IsFrozen ? ", IsFrozen = true" : "")} }}";
    }

    private static string Array(EquatableArray<int> items) => $"new[] {{ {string.Join(", ", items)} }}";

    /// <summary>A string literal.</summary>
    public static string Text(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"";
}
