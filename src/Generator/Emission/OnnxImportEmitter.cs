using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Import;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints what a network from an ONNX file has besides: which nodes its layers come from, where its weights are in the file, and LoadOnnx.</summary>
internal static class OnnxImportEmitter
{
    /// <summary>Where the network comes from, for the head of its file.</summary>
    public static string Origin(NetworkPlan plan) => plan.Spec.Onnx is { } onnx ? $"the graph of {CodeText(onnx.File)}, up to '{CodeText(onnx.Output)}'" : "its attributes";

    /// <summary>A comment that names the nodes of each layer.</summary>
    public static void PrintNodes(CodeWriter writer, NetworkPlan plan)
    {
        if (plan.Spec.Onnx is null)
            return;

        writer.Line("//");
        IReadOnlyList<int> numbers = Layout.Of(plan.Spec).Numbers;
        for (int i = 0; i < plan.Spec.Nodes.Count; i++)
        {
            NodeSpec node = plan.Spec.Nodes[i];
            writer.Line($"// {(node.Layer.IsNumbered ? $"Layer {numbers[i]}" : "Before them")}, {node.Layer.Title}: {(node.Source is { } source ? CodeText(source) : "an attribute")}");
        }

        writer.Line("//");
    }

    /// <summary>Where the weights are in the file.</summary>
    public static void PrintSource(CodeWriter writer, NetworkPlan plan)
    {
        if (plan.Spec.Onnx is not { } onnx)
            return;

        (string services, Layout layout) = (writer.Number.Services, Layout.Of(plan.Spec));
        writer.Line();
        writer.Line($"internal static readonly {services}.OnnxSource Onnx = new({Text(onnx.File)}, {Text(onnx.Output)}, 0x{onnx.Fingerprint:X8}L)");
        using (writer.Initializer(";"))
        {
            if (onnx.Constants.Count > 0)
            {
                writer.Line("Constants = new[]");
                using (writer.Initializer(","))
                {
                    foreach (OnnxConstant constant in onnx.Constants)
                        writer.Line($"({Text(constant.Name)}, {Number(constant.Value)}),");
                }
            }

            writer.Line($"Tensors = new {services}.OnnxTensorSource[]");
            using (writer.Initializer(","))
            {
                for (int i = 0; i < plan.Spec.Nodes.Count; i++)
                {
                    foreach ((OnnxBinding binding, TensorPlan tensor) in plan.Spec.Nodes[i].Bindings.Zip(layout.Tensors[i], (binding, tensor) => (binding, tensor)))
                        writer.Line($"new({Text(tensor.FileName)}, {Text(binding.Tensor)}, {Array("long", binding.Shape)}){Properties(binding)},");
                }
            }
        }
    }

    /// <summary>LoadOnnx, which creates the network with the weights of a file.</summary>
    public static void PrintLoad(CodeWriter writer, NetworkPlan plan)
    {
        if (plan.Spec.Onnx is not { } onnx || !plan.Type.CanCreate)
            return;

        Method("string", "path", "The file. Tensors in files of their own are read from its folder.", "file",
            "/// <exception cref=\"global::System.IO.IOException\">The file cannot be read.</exception>",
            "/// <exception cref=\"global::System.UnauthorizedAccessException\">Access to the file is denied.</exception>");
        Method("global::System.IO.Stream", "stream", "The stream, read from its position to its end. It stays open.", "stream");

        void Method(string type, string parameter, string what, string of, params string[] exceptions)
        {
            writer.Line();
            writer.Line($"/// <summary>Creates the network with the weights of an ONNX file: of {Xml(onnx.File)}, or of another with the same graph.</summary>");
            writer.Line($"/// <param name=\"{parameter}\">{what}</param>");
            writer.Line("/// <param name=\"seed\">The seed of parameters that the file does not have.</param>");
            writer.Line("/// <returns>The network.</returns>");
            writer.Line($"/// <exception cref=\"global::System.ArgumentNullException\"><paramref name=\"{parameter}\"/> is null.</exception>");
            writer.Line($"/// <exception cref=\"global::NetGen.OnnxException\">The {of} is no ONNX model, or its graph is not the one that this network was compiled from.</exception>");
            foreach (string exception in exceptions)
                writer.Line(exception);

            writer.Line(MemberEmitter.GeneratedCode);
            using (writer.Block($"public static {plan.Type.Reference} LoadOnnx({type} {parameter}, int seed = 0)"))
            {
                writer.Line($"{plan.Type.Reference} network = new(seed);");
                writer.Line($"Architecture.Onnx.Load<{writer.Number.Keyword}>(network, {parameter});");
                writer.Line("return network;");
            }
        }
    }

    private static string Properties(OnnxBinding binding)
    {
        string[] properties =
        [
            .. binding.Strides.Count == 0 ? [] : new[] { $"Strides = {Array("int", binding.Strides)}" },
            .. binding.Factor == 1 ? [] : new[] { $"Factor = {Number(binding.Factor)}" },
            .. binding.IsReciprocal ? new[] { "IsReciprocal = true" } : [],
        ];
        return properties.Length == 0 ? "" : $" {{ {string.Join(", ", properties)} }}";
    }

    private static string Number(double number) => double.IsInfinity(number) ? $"double.{(number > 0 ? "Positive" : "Negative")}Infinity" : double.IsNaN(number) ? "double.NaN" : number.ToText() + "d";

    private static string Array<T>(string type, IReadOnlyList<T> items) => items.Count == 0 ? $"new {type}[0]" : $"new {type}[] {{ {string.Join(", ", items)} }}";

    private static string Text(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Text of a file for a comment, which must stay one line.</summary>
    private static string CodeText(string text) => new([.. text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' or '\u0085' ? ' ' : character)]);

    private static string Xml(string text) => CodeText(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
