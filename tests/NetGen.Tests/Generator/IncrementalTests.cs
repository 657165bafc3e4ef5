extern alias generator;

using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

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

    private const string Weighed = "[Network(2, Weights = \"line.safetensors\"), Dense(1, Bias = false)] partial class Weighed;";

    private static readonly string[] _nothing = ["Parse: Unchanged, Unchanged", "Spec: Cached, Cached", "code: Cached, Cached"];
    private static readonly string[] _firstAlone = ["Parse: Modified, Unchanged", "Spec: Modified, Cached", "code: Modified, Cached"];

    [Fact]
    public void The_first_run_is_new() => AssertSteps(
        null, $"{Xor}\n{Line}",
        "Parse: New, New",
        "Spec: New, New",
        "code: New, New");

    [Fact]
    public void The_same_sources_do_nothing() => AssertSteps($"{Xor}\n{Line}", $"{Xor}\n{Line}", _nothing);

    /// <summary>Edits of the class that leave its network as it is. Two networks stand in the file, and neither is compiled again.</summary>
    [Theory]
    [InlineData("a comment outside", "// Two networks.\n[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Tanh), Dense(1, Activation.Sigmoid)] partial class Xor; // One.")]
    [InlineData("a comment inside", "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, /* Three. */ Activation.Tanh), Dense(1, Activation.Sigmoid)] partial class Xor { /* Own. */ }")]
    [InlineData("white space", "[Network( 2,\n Loss=Loss.BinaryCrossEntropy ),\n\n\tDense(3,Activation.Tanh), Dense(1, Activation.Sigmoid)]\n\npartial  class Xor\n;")]
    [InlineData("an added member", "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Tanh), Dense(1, Activation.Sigmoid)] partial class Xor { public int Own => 3; }")]
    [InlineData("an attribute of its own", "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Tanh), Dense(1, Activation.Sigmoid)] [System.Serializable] partial class Xor;")]
    [InlineData("other modifiers", "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Tanh), Dense(1, Activation.Sigmoid)] public sealed partial class Xor;")]
    [InlineData("other words for the same", "[Network(1 + 1, Loss = NetGen.Loss.BinaryCrossEntropy), Dense(units: 3, activation: Activation.Tanh), DenseAttribute(1, Activation.Sigmoid, Bias = true)] partial class Xor;")]
    public void An_edit_beside_the_layers_does_nothing(string edit, string edited)
    {
        Assert.NotEmpty(edit);
        AssertSteps($"{Xor}\n{Line}", $"{edited}\n{Line}", _nothing);
    }

    [Fact]
    public void Members_in_another_order_do_nothing() => AssertSteps(
        $"{Xor.Replace(";", " { int First => 1; void Second() { } }")}\n{Line}",
        $"{Xor.Replace(";", " { void Second() { } int First => 1; }")}\n{Line}",
        _nothing);

    [Theory]
    [InlineData("class Other;", "class Other { int X => 3; }")]
    [InlineData("class Other;", "class Renamed;")]
    [InlineData("class Other;", "// Nothing is left.")]
    [InlineData("class Other;", "class Half {")]
    public void An_edit_in_another_file_does_nothing(string before, string after)
    {
        (string, string)[] networks = [("Networks.cs", $"using NetGen;\n{Xor}\n{Line}")];
        AssertSteps(
            [.. networks, ("Other.cs", before)],
            [.. networks, ("Other.cs", after)],
            _nothing);
    }

    /// <summary>A diagnostic carries its place in the old file. Code does not wait for it.</summary>
    [Fact]
    public void A_network_with_a_warning_that_moves_is_not_compiled_again() => AssertSteps(
        $"{Warned}\n{Line}", $"// Two networks.\n{Warned}\n{Line}",
        "Spec: Unchanged, Cached",
        "code: Cached, Cached");

    /// <summary>Whatever is part of what is compiled: sizes, options, names of layers, since files go by them, and the class itself.</summary>
    [Theory]
    [InlineData("Dense(3", "Dense(4")]
    [InlineData("Activation.Tanh", "Activation.ReLU")]
    [InlineData("Dense(3, Activation.Tanh)", "Dense(3, Activation.Tanh, Bias = false)")]
    [InlineData("Dense(3, Activation.Tanh)", "Dense(3, Activation.Tanh, As = \"hidden\")")]
    [InlineData("Dense(3, Activation.Tanh)", "Dense(3, Activation.Tanh), Dropout(0.5)")]
    [InlineData("Dense(3, Activation.Tanh), Dense(1, Activation.Sigmoid)", "Dense(1, Activation.Sigmoid), Dense(3, Activation.Tanh)")]
    [InlineData("Network(2", "Network(3")]
    [InlineData("Loss.BinaryCrossEntropy", "Loss.HalfSquaredError")]
    [InlineData("Loss = ", "Precision = Precision.Double, Loss = ")]
    [InlineData("class Xor;", "class Renamed;")]
    [InlineData("class Xor;", "class Xor { public override string ToString() => \"own\"; }")]
    [InlineData("class Xor;", "class Xor { public required int Own { get; init; } }")]
    [InlineData("partial class Xor;", "[System.Diagnostics.DebuggerDisplay(\"own\")] partial class Xor;")]
    [InlineData("partial class Xor;", "abstract partial class Xor;")]
    public void An_edit_of_a_network_compiles_that_one_alone(string before, string after)
    {
        Assert.Contains(before, Xor);
        AssertSteps($"{Xor}\n{Line}", $"{Xor.Replace(before, after)}\n{Line}", _firstAlone);
    }

    [Theory]
    [InlineData("As = \"u\"", "As = \"v\"", "Add(\"u\")", "Add(\"v\")")]
    [InlineData("Add(\"u\")", "Add(\"x\")", "Dense(1)", "Concat(\"u\"), Dense(1)")]
    [InlineData("Add(\"u\")", "Add(\"u\", Activation.Tanh)", "", "")]
    [InlineData("Add(\"u\")", "Concat(\"u\")", "", "")]
    [InlineData("Dense(1)", "Dense(1, As = \"last\")", "", "")]
    [InlineData("LayerNorm", "LayerNorm(Epsilon = 1e-6)", "", "")]
    [InlineData("LayerNorm", "LayerNorm(From = \"x\")", "", "")]
    public void An_edit_of_a_graph_compiles_that_one_alone(string before, string after, string beforeToo, string afterToo)
    {
        string edited = Residual.Replace(before, after);
        edited = beforeToo.Length == 0 ? edited : edited.Replace(beforeToo, afterToo);
        Assert.NotEqual(Residual, edited);
        AssertSteps($"{Residual}\n{Line}", $"{edited}\n{Line}", _firstAlone);
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
        AssertSteps($"{Residual}\n{Line}", $"{Residual.Replace(before, after)}\n{Line}", _nothing);
    }

    [Fact]
    public void Another_namespace_compiles_all_that_stands_in_it() => AssertSteps(
        $"namespace One {{ {Xor} }} {Line}", $"namespace Two {{ {Xor} }} {Line}", _firstAlone);

    [Fact]
    public void A_removed_network_takes_its_code_along() => AssertSteps(
        $"{Xor}\n{Line}", Xor,
        "Parse: Unchanged, Removed",
        "Spec: Cached, Removed",
        "code: Cached, Removed");

    [Fact]
    public void An_added_network_leaves_the_others_alone() => AssertSteps(
        Xor, $"{Xor}\n{Line}",
        "Parse: Unchanged, New",
        "Spec: Cached, New",
        "code: Cached, New");

    [Fact]
    public void A_broken_network_loses_its_code() => AssertSteps(
        $"{Xor}\n{Line}", $"{Xor.Replace("Dense(3", "Dense(0")}\n{Line}",
        "Spec: Removed, Cached",
        "code: Removed, Cached");

    /// <summary>Roslyn goes through files, so a class that moves is removed from one and new in the other; the rest of both stays.</summary>
    [Fact]
    public void A_class_that_moves_to_another_file_is_compiled_again_alone() => AssertSteps(
        [("One.cs", $"using NetGen;\n{Line}\n{Xor}"), ("Two.cs", $"using NetGen;\n{Residual}")],
        [("One.cs", $"using NetGen;\n{Line}"), ("Two.cs", $"using NetGen;\n{Residual}\n{Xor}")],
        "Parse: Unchanged, Removed, Unchanged, New",
        "Spec: Cached, Removed, Cached, New",
        "code: Cached, Removed, Cached, New");

    [Fact]
    public void A_renamed_file_compiles_nothing() => AssertSteps(
        [("One.cs", $"using NetGen;\n{Xor}\n{Line}")], [("Two.cs", $"using NetGen;\n{Xor}\n{Line}")], _nothing);

    [Fact]
    public void Another_language_version_compiles_nothing()
    {
        string source = $"using NetGen;\n{Xor}\n{Line}";
        GeneratorDriver driver = Compilations.Driver().RunGenerators(Compilations.Create(source));

        Assert.Equal(_nothing, Steps(driver
            .WithUpdatedParseOptions(new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose))
            .RunGenerators(Compilations.Create(source, LanguageVersion.CSharp14))));
    }

    [Fact]
    public void Other_options_compile_nothing()
    {
        CSharpCompilation compilation = Compilations.Create($"using NetGen;\n{Xor}\n{Line}");
        GeneratorDriver driver = Compilations.Driver().RunGenerators(compilation);

        Assert.Equal(_nothing, Steps(driver.RunGenerators(compilation.WithOptions(
            compilation.Options.WithOverflowChecks(false).WithNullableContextOptions(NullableContextOptions.Disable).WithOptimizationLevel(OptimizationLevel.Release)))));
    }

    [Fact]
    public void Another_reference_compiles_nothing()
    {
        CSharpCompilation compilation = Compilations.Create($"using NetGen;\n{Xor}\n{Line}");
        GeneratorDriver driver = Compilations.Driver().RunGenerators(compilation);

        Assert.Equal(_nothing, Steps(driver.RunGenerators(compilation.AddReferences(MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location)))));
    }

    /// <summary>Code depends on no weights file, not even that of a network which names one.</summary>
    [Fact]
    public void Another_weights_file_compiles_nothing()
    {
        CSharpCompilation compilation = Compilations.Create($"using NetGen;\n{Weighed}\n{Line}");
        GeneratorDriver driver = Compilations.Driver().RunGenerators(compilation);

        Assert.Equal(
            ["Parse: Cached, Cached", "Spec: Cached, Cached", "code: Cached, Cached"],
            Steps(driver.ReplaceAdditionalText(WeightsText.Standard, WeightsText.Of(("/project/line.safetensors", 8, WeightsText.Line))).RunGenerators(compilation)));
    }

    [Theory]
    [InlineData("=> z;", "=> z + T.One;")]
    [InlineData("struct Own", "/* Own. */ struct Own")]
    public void An_edit_of_an_activations_formula_compiles_nothing(string before, string after) => AssertSteps(
        $"{Bent}\n{Line}\n{Own}", $"{Bent}\n{Line}\n{Own.Replace(before, after)}", _nothing);

    [Fact]
    public void An_activation_that_is_called_in_another_way_compiles_its_networks()
    {
        AssertSteps($"{Bent}\n{Line}\n{Own}", $"{Bent}\n{Line}\n{_inVectors}", _firstAlone);
        AssertSteps($"{Bent}\n{Line}\n{Own}", $"{Bent}\n{Line}\n[System.Obsolete(\"Old.\")] {Own}", _firstAlone);
        AssertSteps($"{Bent}\n{Line}\n{Own}", $"{Bent}\n{Line}\n{Own.Replace(": IActivation", "")}", "Spec: Removed, Cached", "code: Removed, Cached");
    }

    /// <summary>The step whose outputs are kept and compared: whatever it held would outlive the edit.</summary>
    [Fact]
    public void A_network_to_compile_holds_nothing_of_the_compiler()
    {
        GeneratorRunResult result = Result(Run(Compilations.Driver(), $"{Xor}\n{Line}\n{Warned}\n{Residual}\n{Bent}\n{Own}"));

        Assert.All(
            result.TrackedSteps[NetworkGenerator.SpecStep].SelectMany(step => step.Outputs),
            output => Assert.Empty(OfTheCompiler(output.Value)));

        // The walk does find what there is to find.
        Diagnostic diagnostic = Compilations.Create("class Half {").GetDiagnostics().First();
        Assert.Contains(OfTheCompiler(new[] { new[] { diagnostic } }), found => found is Location);
    }

    private static void AssertSteps(string? before, string after, params string[] expected)
    {
        GeneratorDriver driver = Compilations.Driver();
        if (before is not null)
            driver = Run(driver, before);

        AssertSteps(expected, Run(driver, after));
    }

    private static void AssertSteps((string, string)[] before, (string, string)[] after, params string[] expected) =>
        AssertSteps(expected, Compilations.Driver().RunGenerators(Files(before)).RunGenerators(Files(after)));

    /// <summary>Only the steps that are named.</summary>
    private static void AssertSteps(string[] expected, GeneratorDriver driver)
    {
        IEnumerable<string> names = expected.Select(line => line.Split(':')[0]);
        Assert.Equal(expected, Steps(driver).Where(line => names.Contains(line.Split(':')[0])));
    }

    private static GeneratorDriver Run(GeneratorDriver driver, string source) => driver.RunGenerators(Compilations.Create($"using NetGen;\n{source}"));

    private static CSharpCompilation Files((string Path, string Text)[] files) =>
        Compilations.Create("").RemoveAllSyntaxTrees().AddSyntaxTrees(files.Select(file => Compilations.Parse(file.Text).WithFilePath(file.Path)));

    private static GeneratorRunResult Result(GeneratorDriver driver) => driver.GetRunResult().Results.Single();

    /// <summary>A line for each step: the reasons of its outputs, one for each network in the order of the source.</summary>
    private static IEnumerable<string> Steps(GeneratorDriver driver)
    {
        GeneratorRunResult result = Result(driver);
        foreach (string name in new[] { NetworkGenerator.ParseStep, NetworkGenerator.SpecStep })
            yield return $"{name}: {Reasons(result.TrackedSteps[name])}";

        yield return $"code: {Reasons(result.TrackedOutputSteps.Values.SelectMany(steps => steps).Where(step => step.Inputs.Single().Source.Name == NetworkGenerator.SpecStep))}";
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
