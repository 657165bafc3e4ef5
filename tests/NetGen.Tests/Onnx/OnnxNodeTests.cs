using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>The ONNX project's own test cases of each operator: a case computes what the ONNX project expects, or is refused for a reason in the list.</summary>
public sealed partial class OnnxNodeTests
{
    private static readonly Dictionary<string, Case> _cases = JsonSerializer.Deserialize<Case[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "onnx_nodes.json")), JsonSerializerOptions.Web)!.ToDictionary(found => found.Name);

    private static readonly Lazy<(System.Reflection.Assembly Assembly, Dictionary<string, string> Refused)> _compiled = new(Compile);

    public static TheoryData<string> Accepted => [.. _cases.Keys.Except(OnnxRefusals.All.Keys)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Outputs_are_those_that_the_ONNX_project_expects(string name)
    {
        Assert.False(_compiled.Value.Refused.TryGetValue(name, out string? reason), reason);
        Case found = _cases[name];

        INetwork<float> network = OnnxProject.Load<float>(_compiled.Value.Assembly, found.Model, name);
        float[] inputs = Numbers(found.Input), outputs = new float[found.Shape[0] * network.Info.OutputSize];
        network.Forward(inputs, outputs);

        OnnxProject.AssertClose(Numbers(found.Output), outputs);
    }

    [Fact]
    public void Other_cases_are_refused_for_a_reason()
    {
        string[] expected = [.. OnnxRefusals.All.Select(refusal => $"{refusal.Key}: {refusal.Value}").Order(StringComparer.Ordinal)];
        string[] actual = [.. _compiled.Value.Refused.Where(refusal => OnnxRefusals.All.ContainsKey(refusal.Key)).Select(refusal => $"{refusal.Key}: {refusal.Value}").Order(StringComparer.Ordinal)];

        Assert.Equal(expected, actual);
    }

    /// <summary>Compiles all cases at once, each as a network with its name.</summary>
    private static (System.Reflection.Assembly, Dictionary<string, string>) Compile()
    {
        string source = "using NetGen;\n" + string.Concat(_cases.Keys.Select(name => $"[Network(Onnx = \"{name}.onnx\")] public sealed partial class {name};\n"));
        GeneratorRun run = OnnxProject.Generate(source, [.. _cases.Values.Select(found => ($"{found.Name}.onnx", found.Model))]);
        string[] names = [.. _cases.Keys];
        Dictionary<string, string> refused = run.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info)
            .GroupBy(diagnostic => names[diagnostic.Location.GetLineSpan().StartLinePosition.Line - 1], diagnostic => Around().Replace(diagnostic.GetMessage(), ""))
            .ToDictionary(reasons => reasons.Key, reasons => string.Join(" ", reasons));
        return (Compilations.Load(run.Compilation), refused);
    }

    private static float[] Numbers(byte[] bytes) => [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToSingle(bytes, 4 * i))];

    /// <summary>What is the same in all messages about a file.</summary>
    [GeneratedRegex(@"^'\w+\.onnx' is not a model that NetGen can read\. |^NetGen does not compile all of '\w+\.onnx'\. |: change the model, or compile it up to a value before with Until$")]
    private static partial Regex Around();

    private sealed record Case(string Name, string Operator, byte[] Model, int[] Shape, byte[] Input, byte[] Output);
}
