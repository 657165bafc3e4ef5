using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>
/// The emitted code of every form of network, in projects with every kind of option and with names that the code itself could mean: the
/// compiler has nothing to say, with all its warnings as errors.
/// </summary>
public sealed class ConsumerTests
{
    /// <summary>What stands in each class, and around all of them.</summary>
    private const string Inside = "/* inside */", Around = "/* around */";

    private const string Forms = $$"""
        {{Around}}
        [Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Tanh), Dense(1, Activation.Sigmoid)]
        public partial class StraightLine { {{Inside}} }

        [Network(5, Loss = Loss.CrossEntropy), Dense(8, Activation.SiLU), Dense(16, Activation.GELU), Dense(3, Activation.Softmax)]
        public sealed partial class InVectors { {{Inside}} }

        [Network(64, Loss = Loss.CrossEntropy, Weights = "digits.safetensors"), Dense(32, Activation.ReLU), Dense(10, Activation.Softmax)]
        internal partial class InTiles { {{Inside}} }

        [Network(3, 12, 12, Loss = Loss.CrossEntropy), Standardize(PerChannel = true), Conv2D(8, 3, Padding = 1, Bias = false), BatchNorm(Activation.ReLU, As = "in"), Dropout(0.25, Channels = true), Conv2D(8, 3, Padding = 1), Add("in", Activation.ReLU), MaxPool(2), AveragePool(2), GlobalAveragePool, Dense(10, Activation.Softmax)]
        internal partial class OverImages { {{Inside}} }

        [Network(2, 16, Loss = Loss.HalfSquaredError), Conv1D(4, 3, Activation.Tanh, Causal = true), MaxPool(2), Flatten, Dense(1)]
        internal partial class OverSignals { {{Inside}} }

        [Network(3, Loss = Loss.Huber), Standardize, Dropout(0.5), Dense(4, Activation.Tanh), Dropout(0.5), LayerNorm, Dense(2)]
        internal partial class Dropped { {{Inside}} }

        [Network(40, Loss = Loss.MeanAbsoluteError), Standardize, Dense(24, Activation.ELU, As = "first"), LayerNorm, Dropout(0.5), Dense(24), Add("first", Activation.Mish), Concat("x"), Scale(0.5), Dense(2)]
        internal partial class Graph { {{Inside}} }

        [Network(2, Loss = Loss.SquaredError), Dense(9, typeof(Own)), Activate(typeof(InLanes)), Dense(1)]
        internal partial class WithOwnActivation { {{Inside}} }

        [Network(2, Loss = Loss.SquaredError, Precision = Precision.Double), Dense(3, Activation.Softplus), Dense(1)]
        internal partial class InDoublePrecision { {{Inside}} }

        [Network(40, Loss = Loss.CrossEntropy, Precision = Precision.Double), Dense(24, Activation.LeakyReLU), BatchNorm, Dense(4, Activation.Softmax)]
        internal partial class InDoubleTiles { {{Inside}} }

        [Network(4), Dense(3, Activation.Tanh)]
        internal abstract partial class ForwardOnly { {{Inside}} }

        internal static partial class Container
        {
            {{Around}}
            [Network(2, Loss = Loss.MeanSquaredError), Dense(3, Activation.ReLU), Dense(1)]
            private partial class Nested { {{Inside}} }

            [Network(40, Loss = Loss.MeanSquaredError), Dense(24, Activation.Sigmoid), Dense(2)]
            internal partial class NestedInTiles { {{Inside}} }
        }
        """;

    private const string Activations = """
        internal struct Own : NetGen.IActivation
        {
            public static T Value<T>(T z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z;
            public static T Derivative<T>(T z, T a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => T.One;
        }

        internal struct InLanes : NetGen.IVectorActivation
        {
            public static T Value<T>(T z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z;
            public static T Derivative<T>(T z, T a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => T.One;
            public static System.Runtime.Intrinsics.Vector256<T> Value<T>(System.Runtime.Intrinsics.Vector256<T> z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z;
            public static System.Runtime.Intrinsics.Vector256<T> Derivative<T>(System.Runtime.Intrinsics.Vector256<T> z, System.Runtime.Intrinsics.Vector256<T> a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => System.Runtime.Intrinsics.Vector256<T>.One;
        }
        """;

    private const int Networks = 13;

    /// <summary>Types by the names of those that the code uses, or that a program has anyway.</summary>
    private static readonly string[] _names =
    [
        "Span", "ReadOnlySpan", "Vector", "Vector128", "Vector256", "Vector512", "Math", "MathF", "Array", "Int32", "Single", "Double", "Object", "String", "Stream",
        "Buffer", "Unsafe", "MemoryMarshal", "DebuggerDisplay", "DebuggerDisplayAttribute", "GeneratedCode", "GeneratedCodeAttribute", "MethodImpl", "NetworkInfo", "LayerInfo",
        "WeightMatrix", "WeightExtensions", "SafeTensorsException", "CompilerServices", "Guard", "Scratch", "Pass", "Masks", "Layer1", "Lanes", "Tanh", "Exp",
    ];

    public static TheoryData<LanguageVersion, NullableContextOptions, bool> Languages => new MatrixTheoryData<LanguageVersion, NullableContextOptions, bool>(
        [LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.CSharp14, LanguageVersion.Preview],
        [NullableContextOptions.Disable, NullableContextOptions.Enable, NullableContextOptions.Warnings, NullableContextOptions.Annotations],
        [true, false]);

    /// <summary>What implicit usings import in a console, a web and a worker project, and what a project may add.</summary>
    public static TheoryData<string> GlobalUsings => new("",
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;",
        "global using System; global using System.Diagnostics; global using System.Numerics; global using System.Runtime.Intrinsics; global using System.Runtime.CompilerServices; global using static System.Math; global using static System.MathF;",
        "global using Span = System.String; global using Math = System.Int32; global using Vector256 = System.Console; global using static System.Console;");

    public static TheoryData<string> Namespaces => ["", "Contoso", "Contoso.System.Models", "Contoso.NetGen", "Contoso.NetGen.System", "NetGen.Models", "NetGen", "NetGen.CompilerServices", "System", "System.Numerics", "NetGen.System", "System.NetGen", "Contoso.Runtime.Floats"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Compiles_under_every_language_version(LanguageVersion version, NullableContextOptions nullable, bool checks) =>
        AssertCompiles(Program("Contoso"), version, options => options.WithNullableContextOptions(nullable).WithOverflowChecks(checks));

    [Theory]
    [InlineData(false, OptimizationLevel.Debug, DocumentationMode.Diagnose)]
    [InlineData(true, OptimizationLevel.Release, DocumentationMode.Parse)]
    [InlineData(false, OptimizationLevel.Release, DocumentationMode.None)]
    public void Compiles_with_and_without_pointers_and_documentation(bool allowsUnsafe, OptimizationLevel level, DocumentationMode mode) =>
        AssertCompiles(Program("Contoso"), LanguageVersion.CSharp12, options => options.WithAllowUnsafe(allowsUnsafe).WithOptimizationLevel(level), mode);

    [Theory]
    [MemberData(nameof(GlobalUsings))]
    public void Compiles_whatever_is_imported(string usings) => AssertCompiles(usings + Program("Contoso"));

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void Compiles_in_every_namespace(string name) => AssertCompiles(Program(name));

    /// <summary>With a type NetGen or System in the global namespace nothing can name the namespace any more, so those are beside the class only.</summary>
    [Theory]
    [InlineData("its namespace", "NetGen", "System")]
    [InlineData("the global namespace")]
    [InlineData("the class", "NetGen", "System")]
    [InlineData("the container", "NetGen", "System")]
    public void Compiles_beside_types_of_any_name(string place, params string[] more)
    {
        string types = string.Join(' ', _names.Concat(more).Select(name => $"internal class {name}; internal struct {name}<T>; internal struct {name}<T, U>;"));
        string program = Program("Contoso");
        program = place switch
        {
            "its namespace" => program.Insert(program.IndexOf(Around, StringComparison.Ordinal), types),
            "the global namespace" => program + types,
            "the container" => program.Insert(program.LastIndexOf(Around, StringComparison.Ordinal), types),
            _ => program.Replace(Inside, types),
        };
        AssertCompiles(program);
    }

    [Fact]
    public void Compiles_beside_members_of_any_name()
    {
        string[] names = [.. _names.Except(["Layer1"]), "NetGen", "System", "n", "t", "x", "p", "z1", "a1", "delta1", "dW1", "inputs", "outputs", "Count", "Length"];
        string members = string.Join(' ', names.Select((name, index) => (index % 3) switch
        {
            0 => $"private int {name} => 3;",
            1 => $"private static T {name}<T>(T value) => value;",
            _ => $"private const string {name} = \"\";",
        }));
        AssertCompiles(Program("Contoso").Replace(Inside, members));
    }

    private static string Program(string name)
    {
        string types = name.Length == 0 ? Forms : $"namespace {name}\n{{\n{Forms}\n}}\n";
        return $"\n#pragma warning disable NETGEN015 // One is forward only.\nusing NetGen;\n{Qualified(types)}\n{Activations}\n";
    }

    /// <summary>The networks' own attributes by names that nothing can hide, since only generated code is in question here.</summary>
    private static string Qualified(string text) => Regex.Replace(
        text,
        @"(?<=[\[( =,])(Network|Dense|Standardize|Conv[12]D|BatchNorm|LayerNorm|Dropout|Add|Concat|Scale|Activate|MaxPool|AveragePool|GlobalAveragePool|Flatten|Loss\.|Activation\.|Precision\.)(?=[\],( ]|[A-Z])(?! =)",
        "global::NetGen.$1").Replace("typeof(", "typeof(global::");

    private static void AssertCompiles(
        string program, LanguageVersion version = LanguageVersion.CSharp12, Func<CSharpCompilationOptions, CSharpCompilationOptions>? change = null, DocumentationMode documentation = DocumentationMode.Diagnose)
    {
        CSharpCompilation source = Compilations.Create("").RemoveAllSyntaxTrees().AddSyntaxTrees(Compilations.Parse(program, version, documentation));
        GeneratorDriver driver = Compilations.Driver().WithUpdatedParseOptions(new CSharpParseOptions(version, documentation))
            .RunGeneratorsAndUpdateCompilation(change is null ? source : source.WithOptions(change(source.Options)), out Compilation compilation, out ImmutableArray<Diagnostic> diagnostics);

        Assert.DoesNotContain(diagnostics, diagnostic => !diagnostic.IsSuppressed);
        Compilations.AssertNoDiagnostics((CSharpCompilation)compilation);
        Assert.Equal(Networks, driver.GetRunResult().GeneratedTrees.Count(tree => !tree.FilePath.EndsWith(".InDouble.g.cs", StringComparison.Ordinal)));
    }
}
