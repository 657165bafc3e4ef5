using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the network as operators of ONNX, for SaveOnnx: one line for each operator, with its output and its inputs.</summary>
internal sealed class OnnxEmitter
{
    private readonly CodeWriter _writer;
    private readonly HashSet<string> _taken;

    private OnnxEmitter(CodeWriter writer, IEnumerable<string> taken) => (_writer, _taken) = (writer, [.. taken]);

    /// <summary>The interface, to be appended to another.</summary>
    public static string Interface(Number number) => $", {number.Services}.IOnnxSource";

    public static void Print(CodeWriter writer, NetworkPlan plan)
    {
        NetworkPlan inference = plan.Inference;
        writer.Line();
        writer.Line("// The network in operators of ONNX, for SaveOnnx: each with its output and its inputs.");
        writer.Line(MemberEmitter.GeneratedCode);
        using (writer.Block($"void {writer.Number.Services}.IOnnxSource.Describe({writer.Number.Services}.OnnxGraph graph)"))
        {
            if (inference.Nodes.FirstOrDefault(node => node.Activation.Onnx is null) is { } unknown)
                writer.Line($"graph.Refuse(layer: {unknown.Number}, activation: {DescriptionEmitter.Text(unknown.Layer.Activation.Name)});");
            else
                new OnnxEmitter(writer, inference.Nodes.SelectMany(node => node.Tensors).Select(tensor => tensor.FileName)).Print(inference);
        }
    }

    private void Print(NetworkPlan plan)
    {
        // The user's names come first, so that they are taken as they are.
        string x = Unique("x");
        string?[] names = [.. plan.Nodes.Select(node => node.Name is { } name ? Unique(name) : null)];
        List<Onnx> values = [Onnx.Named(x)];
        foreach ((NodePlan node, string? name) in plan.Nodes.Zip(names, (node, name) => (node, name)))
        {
            Onnx z = node.Layer.ToOnnx(node, [.. node.Inputs.Select(input => values[input.Index])]);
            if (!node.Activation.IsIdentity && z.Operator is not null)
                z = Onnx.Named(Print(z, name is null ? Unique(node.Z) : $"{name}/z"));

            Onnx a = node.Activation.Onnx!(new OnnxTerms(z, node.Output.Shape, node.Layer.Activation.Parameters));
            values.Add(Onnx.Named(Print(a.Operator is null ? Onnx.Of("Identity", a) : a, name ?? Unique(node.IsOutput ? "y" : node.Output.Name))));
        }
    }

    /// <summary>Prints an operator after those that it is applied to, and returns the name of its output.</summary>
    private string Print(Onnx value, string output)
    {
        // A slash does not occur in the user's names.
        IEnumerable<string> inputs = value.Inputs.Select(input => input.Operator is { } function ? DescriptionEmitter.Text(Print(input, Unique($"{output}/{function}"))) : input.Text);
        string arguments = string.Join(", ", new[] { value.Operator!, output }.Select(DescriptionEmitter.Text).Concat(inputs));
        _writer.Line($"graph.Node({arguments}){value.Attributes};");
        return output;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !_taken.Add(unique); i++)
            unique = $"{name}_{i}";

        return unique;
    }
}
