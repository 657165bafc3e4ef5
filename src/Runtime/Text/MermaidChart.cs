using System.Globalization;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Prints a network as a flowchart of Mermaid (https://mermaid.js.org/syntax/flowchart.html). Nodes go by the names of the notes, x, a1,
/// h1, none of which is a keyword there; what the user has named stands in quoted labels, where no word is one.
/// </summary>
internal static class MermaidChart
{
    public static string Of(NetworkInfo info)
    {
        Step[] steps = [.. info.Graph is { } graph ? Parse(graph) : Chain(info)];
        Dictionary<string, LayerInfo> layers = info.Layers.ToDictionary(Value);
        IEnumerable<string> lines =
        [
            "---",
            Invariant($"title: \"{info.Name}: {Count(info.ParameterCount, "parameter")}{(info.FrozenParameterCount > 0 ? $" and {info.FrozenParameterCount:N0} frozen" : "")}, {info.Precision}, {info.Loss}\""),
            "---",
            "flowchart TD",
            $"    x([\"{Label(["Input x", Dimensions(info.Layers[0].InputShape)])}\"])",
            .. steps.Select(step => layers.TryGetValue(step.Value, out LayerInfo? layer)
                ? $"    {step.Value}[\"{Label(Describe(layer))}\"]"
                : $"    {step.Value}(\"{Label([step.Title])}\")"),
            .. steps.SelectMany(step => step.Inputs.Select(input => $"    {input} --> {step.Value}")),
        ];
        return string.Join('\n', lines);
    }

    /// <summary>The steps of a <see cref="NetworkInfo.Graph"/>: <c>a2 = MaxPool(2x2)(a1); a3 = Add(a2, x)</c>.</summary>
    private static IEnumerable<Step> Parse(string graph)
    {
        foreach (string statement in graph.Split("; "))
        {
            int equals = statement.IndexOf(" = ", StringComparison.Ordinal), open = statement.LastIndexOf('(');
            yield return new(statement[..equals], statement[(equals + 3)..open], statement[(open + 1)..^1].Split(", "));
        }
    }

    /// <summary>The steps of a network in which each layer reads the one before it.</summary>
    private static IEnumerable<Step> Chain(NetworkInfo info)
    {
        string value = "x";
        if (info.Statistics.Any(tensor => tensor.Role == ParameterRole.Mean))
            yield return Next("xhat", "Standardize");

        if (info.InputDropout > 0)
            yield return Next("h0", Dropout(info.InputDropout, info.InputDropsChannels));

        foreach (LayerInfo layer in info.Layers)
        {
            yield return Next(Value(layer), layer.Kind);
            if (layer.Dropout > 0)
                yield return Next(Invariant($"h{layer.Index}"), Dropout(layer.Dropout, layer.DropsChannels));
        }

        Step Next(string name, string title)
        {
            Step step = new(name, title, [value]);
            value = name;
            return step;
        }
    }

    private static string Dropout(double rate, bool dropsChannels) => Invariant($"Dropout({rate}{(dropsChannels ? ", channels" : "")})");

    private static IEnumerable<string> Describe(LayerInfo layer)
    {
        yield return Invariant($"{layer.Kind} {layer.Index}{(layer.Name is null ? "" : $": {layer.Name}")}");
        if (layer.Setting is { } setting)
            yield return setting;

        string parameters = layer.Alpha is { } alpha ? Invariant($"({alpha})") : layer.HasOwnRange ? Invariant($"({layer.Min}, {layer.Max})") : "";
        yield return Dimensions(layer.OutputShape) + (layer.Activation == Activation.Identity ? "" : $", {layer.CustomActivation ?? layer.Activation.ToString()}{parameters}");
        if (layer.WeightsAndBiases.Count > 0)
            yield return Count(layer.WeightsAndBiases.Sum(tensor => tensor.Length), layer.IsFrozen ? "frozen parameter" : "parameter");
    }

    /// <summary>What a layer writes, as the notes call it.</summary>
    private static string Value(LayerInfo layer) => Invariant($"a{layer.Index}");

    private static string Dimensions(IReadOnlyList<int> shape) => string.Join('x', shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    private static string Count(int count, string noun) => Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Lines of a quoted label. Mermaid reads labels as HTML and Markdown, so what has a meaning there is written by its number.</summary>
    private static string Label(IEnumerable<string> lines) => string.Join("<br/>", lines.Select(line => string.Concat(line.Select(character =>
        char.IsLetterOrDigit(character) || " .,:-()".Contains(character) ? character.ToString() : Invariant($"#{(int)character};")))));

    /// <summary>A value, the layer that writes it, and the values that this reads.</summary>
    private readonly record struct Step(string Value, string Title, string[] Inputs);
}
