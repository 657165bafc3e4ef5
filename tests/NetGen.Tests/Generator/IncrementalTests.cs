extern alias generator;

using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;
using ParseResult = generator::NetGen.Generator.Parsing.ParseResult;

namespace NetGen.Tests.Generator;

/// <summary>
/// What an edit makes the generator do again. Each test names the reason it expects for every step: Cached
/// where the input of the step did not change, Unchanged where the step ran and came to the same.
/// </summary>
public sealed class IncrementalTests
{
    private const string Xor = "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Tanh), Dense(1, Activation.Sigmoid)] partial class Xor;";
    private const string Line = "[Network(1, Loss = Loss.HalfSquaredError), Dense(1)] partial class Line;";
    private const string Warned = "[Network(2, Loss = Loss.Huber), Dense(3), Dense(1)] partial class Warned;";

    private const string Residual = "[Network(2, Loss = Loss.Huber), Dense(2, Activation.Tanh, As = \"u\"), LayerNorm, Add(\"u\"), Dense(1)] partial class Residual;";

    private const string Bent = "[Network(2, Loss = Loss.Huber), Dense(3, typeof(Own)), Dense(1)] partial class Bent;";

    private const string Own = """
        struct Own : IActivation
        {
            public static T Value<T>(T z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z;
            public static T Derivative<T>(T z, T a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => T.One;
        }
        """;

    private static readonly string _inVectors = Own.Replace("IActivation", "IVectorActivation").TrimEnd('}') + """
            public static System.Runtime.Intrinsics.Vector256<T> Value<T>(System.Runtime.Intrinsics.Vector256<T> z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z;
            public static System.Runtime.Intrinsics.Vector256<T> Derivative<T>(System.Runtime.Intrinsics.Vector256<T> z, System.Runtime.Intrinsics.Vector256<T> a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z;
        }
        """;

    [Fact]
    public void FirstRun_IsNew() => AssertSteps(
        null, $"{Xor}\n{Line}",
        "Parse: New, New",
        "Spec: New, New",
        "code: New, New",
        "diagnostics: New, New");

    [Fact]
    public void SameSources_DoNothing() => AssertSteps(
        $"{Xor}\n{Line}", $"{Xor}\n{Line}",
        "Parse: Unchanged, Unchanged",
        "Spec: Cached, Cached",
        "code: Cached, Cached",
        "diagnostics: Cached, Cached");

    [Fact]
    public void EditInOtherFile_DoesNotModifyOutput()
    {
        GeneratorDriver driver = Run(Compilations.Driver(), $"{Xor}\n{Line}");
        CSharpCompilation edited = Compilations.Create($"using NetGen;\n{Xor}\n{Line}").AddSyntaxTrees(Compilations.Parse("class Other { int X => 3; }"));

        Assert.Equal(
            ["Parse: Unchanged, Unchanged", "Spec: Cached, Cached", "code: Cached, Cached", "diagnostics: Cached, Cached"],
            Steps(driver.RunGenerators(edited)));
    }

    [Fact]
    public void AddedComment_DoesNotModifyOutput() => AssertSteps(
        $"{Xor}\n{Line}", $"// Two networks.\n{Xor} // One.\n/* Two. */ {Line}",
        "Parse: Unchanged, Unchanged",
        "Spec: Cached, Cached",
        "code: Cached, Cached",
        "diagnostics: Cached, Cached");

    [Fact]
    public void AddedMember_DoesNotModifyOutput() => AssertSteps(
        $"{Xor}\n{Line}", $"{Xor}\n{Line.Replace(";", " { public int Own => 3; }")}",
        "Parse: Unchanged, Unchanged",
        "Spec: Cached, Cached",
        "code: Cached, Cached",
        "diagnostics: Cached, Cached");

    /// <summary>A diagnostic carries its place in the old file, so it is reported anew, but the network is not compiled anew.</summary>
    [Fact]
    public void AddedCommentBesideDiagnostic_MovesTheDiagnosticOnly() => AssertSteps(
        $"{Warned}\n{Line}", $"// Two networks.\n{Warned}\n{Line}",
        "Parse: Modified, Unchanged",
        "Spec: Unchanged, Cached",
        "code: Cached, Cached",
        "diagnostics: Modified, Cached");

    [Fact]
    public void ChangedUnits_ModifyThatNetworkOnly() => AssertSteps(
        $"{Xor}\n{Line}", $"{Xor.Replace("Dense(3", "Dense(4")}\n{Line}",
        "Parse: Modified, Unchanged",
        "Spec: Modified, Cached",
        "code: Modified, Cached",
        "diagnostics: Unchanged, Cached");

    /// <summary>Names are part of what is compiled, since files go by them; so is who reads what.</summary>
    [Theory]
    [InlineData("As = \"u\"", "As = \"v\"", "Add(\"u\")", "Add(\"v\")")]
    [InlineData("Add(\"u\")", "Add(\"x\")", "Dense(1)", "Concat(\"u\"), Dense(1)")]
    [InlineData("Add(\"u\")", "Add(\"u\", Activation.Tanh)", "", "")]
    [InlineData("Add(\"u\")", "Concat(\"u\")", "", "")]
    [InlineData("Dense(1)", "Dense(1, As = \"last\")", "", "")]
    [InlineData("LayerNorm", "LayerNorm(Epsilon = 1e-6)", "", "")]
    [InlineData("LayerNorm", "LayerNorm(From = \"x\")", "", "")]
    public void ChangedGraph_ModifiesThatNetworkOnly(string before, string after, string beforeToo, string afterToo)
    {
        string edited = Residual.Replace(before, after);
        edited = beforeToo.Length == 0 ? edited : edited.Replace(beforeToo, afterToo);
        Assert.NotEqual(Residual, edited);
        AssertSteps(
            $"{Residual}\n{Line}", $"{edited}\n{Line}",
            "Parse: Modified, Unchanged",
            "Spec: Modified, Cached",
            "code: Modified, Cached",
            "diagnostics: Unchanged, Cached");
    }

    [Theory]
    [InlineData("[Network", "/* Skips. */ [Network")]
    [InlineData("Add(\"u\")", "Add(other: \"u\")")]
    [InlineData("Add(\"u\")", "Add(new[] { \"u\" })")]
    [InlineData("Add(\"u\")", "Add(\"u\", Activation.Identity, From = null)")]
    [InlineData("LayerNorm", "LayerNorm(Epsilon = 1e-5, From = \"u\")")]
    [InlineData("partial class Residual;", "partial class Residual { int Own => 3; }")]
    public void The_same_graph_in_other_words_is_not_compiled_again(string before, string after)
    {
        Assert.Contains(before, Residual);
        AssertSteps(
            $"{Residual}\n{Line}", $"{Residual.Replace(before, after)}\n{Line}",
            "Parse: Unchanged, Unchanged",
            "Spec: Cached, Cached",
            "code: Cached, Cached",
            "diagnostics: Cached, Cached");
    }

    [Fact]
    public void RemovedNetwork_RemovesItsOutput() => AssertSteps(
        $"{Xor}\n{Line}", Xor,
        "Parse: Unchanged, Removed",
        "Spec: Cached, Removed",
        "code: Cached, Removed",
        "diagnostics: Cached, Removed");

    [Fact]
    public void AddedNetwork_LeavesTheOtherAlone() => AssertSteps(
        Xor, $"{Xor}\n{Line}",
        "Parse: Unchanged, New",
        "Spec: Cached, New",
        "code: Cached, New",
        "diagnostics: Cached, New");

    [Fact]
    public void BrokenNetwork_RemovesItsOutputAndReports() => AssertSteps(
        $"{Xor}\n{Line}", $"{Xor.Replace("Dense(3", "Dense(0")}\n{Line}",
        "Parse: Modified, Unchanged",
        "Spec: Removed, Cached",
        "code: Removed, Cached",
        "diagnostics: Modified, Cached");

    [Fact]
    public void EditOfOwnActivation_ModifiesTheNetworkOnlyWhereItIsCalledOtherwise()
    {
        AssertSteps(
            $"{Bent}\n{Own}", $"{Bent}\n{Own.Replace("=> z;", "=> z + T.One;")}",
            "Parse: Unchanged", "Spec: Cached", "code: Cached", "diagnostics: Cached");
        AssertSteps(
            $"{Bent}\n{Own}", $"{Bent}\n{_inVectors}",
            "Parse: Modified", "Spec: Modified", "code: Modified", "diagnostics: Unchanged");
    }

    [Fact]
    public void Model_HoldsNothingOfTheCompiler()
    {
        GeneratorRunResult result = Result(Run(Compilations.Driver(), $"{Xor}\n{Line}\n{Warned}\n{Residual}\n{Bent}\n{Own}"));

        Assert.All(
            result.TrackedSteps[NetworkGenerator.SpecStep].SelectMany(step => step.Outputs),
            output => Assert.Empty(OfTheCompiler(output.Value)));

        // The walk does find what there is to find: a diagnostic knows its place in the source.
        object withDiagnostic = result.TrackedSteps[NetworkGenerator.ParseStep].SelectMany(step => step.Outputs).Select(output => output.Value)
            .Single(value => !((ParseResult)value).Diagnostics.IsEmpty);
        Assert.Contains(OfTheCompiler(withDiagnostic), found => found is Location);
    }

    private static void AssertSteps(string? before, string after, params string[] expected)
    {
        GeneratorDriver driver = Compilations.Driver();
        if (before is not null)
            driver = Run(driver, before);

        Assert.Equal(expected, Steps(Run(driver, after)));
    }

    private static GeneratorDriver Run(GeneratorDriver driver, string source) => driver.RunGenerators(Compilations.Create($"using NetGen;\n{source}"));

    private static GeneratorRunResult Result(GeneratorDriver driver) => driver.GetRunResult().Results.Single();

    /// <summary>A line for each step: the reasons of its outputs, one for each network in the order of the source.</summary>
    private static IEnumerable<string> Steps(GeneratorDriver driver)
    {
        GeneratorRunResult result = Result(driver);
        foreach (string name in new[] { NetworkGenerator.ParseStep, NetworkGenerator.SpecStep })
            yield return $"{name}: {Reasons(result.TrackedSteps[name])}";

        // The output step that reads specs adds code; that which reads parse results reports diagnostics.
        ILookup<string?, IncrementalGeneratorRunStep> outputs = result.TrackedOutputSteps.Values.SelectMany(steps => steps).ToLookup(step => step.Inputs.Single().Source.Name);
        yield return $"code: {Reasons(outputs[NetworkGenerator.SpecStep])}";
        yield return $"diagnostics: {Reasons(outputs[NetworkGenerator.ParseStep])}";
    }

    private static string Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        string.Join(", ", steps.SelectMany(step => step.Outputs).Select(output => output.Reason));

    /// <summary>Everything that a model refers to, however deeply, which belongs to a compilation.</summary>
    private static IEnumerable<object> OfTheCompiler(object model)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var rest = new Stack<object>([model]);
        while (rest.TryPop(out object? value))
        {
            if (value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or AttributeData or Diagnostic or SyntaxReference)
                yield return value;

            Type type = value.GetType();
            if (type.IsPrimitive || type.IsEnum || value is string or MemberInfo or Delegate || (!type.IsValueType && !seen.Add(value)))
                continue;

            IEnumerable<object?> parts = value is Array array ? array.Cast<object?>() : Fields(type).Select(field => field.GetValue(value));
            foreach (object part in parts.OfType<object>())
                rest.Push(part);
        }
    }

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
        }
    }
}
