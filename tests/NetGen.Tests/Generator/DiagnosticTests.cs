extern alias generator;

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NetGen.Tests.Support;
using Xunit;
using Descriptors = generator::NetGen.Generator.Analysis.Descriptors;

namespace NetGen.Tests.Generator;

/// <summary>What the generator says about a declaration, and where.</summary>
public sealed class DiagnosticTests
{
    public static TheoryData<string, DiagnosticSeverity, string, string> Cases => DiagnosticCases.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Says_what_is_wrong_and_where(string id, DiagnosticSeverity severity, string marked, string message)
    {
        (string source, ImmutableArray<TextSpan> spans) = Sources.Unmark($"using NetGen;\n{marked}");

        Diagnostic diagnostic = Assert.Single(await Sources.Diagnose(source, VersionFor(id)));

        Assert.Equal((id, severity, message), (diagnostic.Id, diagnostic.Severity, diagnostic.GetMessage()));
        Assert.Equal((Compilations.SourcePath, Assert.Single(spans)), (diagnostic.Location.SourceTree?.FilePath, diagnostic.Location.SourceSpan));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Errors_yield_no_code_and_others_do(string id, DiagnosticSeverity severity, string marked, string message)
    {
        // An orphan is no network, so nothing could be generated for it. Code does not depend on a weights file.
        bool isOfWeights = string.CompareOrdinal(id, "NETGEN019") >= 0 && string.CompareOrdinal(id, "NETGEN030") < 0;
        bool compiles = isOfWeights || (severity != DiagnosticSeverity.Error && id != "NETGEN018");
        GeneratorRun run = Compilations.Generate($"using NetGen;\n{Sources.Unmark(marked).Source}", VersionFor(id));

        Assert.True(compiles == Sources.Generated(run).Any(file => file.HintName == "Net.g.cs"), message);
    }

    /// <summary>Where a build runs no analyzers, the generator says the same, but for what only analyzers see: layers without a network, and calls of Fit.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Without_analyzers_the_generator_says_the_same(string id, DiagnosticSeverity severity, string marked, string message)
    {
        CSharpCompilation compilation = Sources.Lenient(Compilations.Create($"using NetGen;\n{Sources.Unmark(marked).Source}", VersionFor(id)));
        Compilations.Driver(VersionFor(id)).RunGeneratorsAndUpdateCompilation(compilation, out _, out ImmutableArray<Diagnostic> generated);

        (string, DiagnosticSeverity, string)[] expected = id is "NETGEN018" or "NETGEN076" ? [] : [(id, severity, message)];
        Assert.Equal(expected, generated.Select(diagnostic => (diagnostic.Id, diagnostic.Severity, diagnostic.GetMessage())));

    }

    [Theory]
    [MemberData(nameof(AdviceCases.Sound), MemberType = typeof(AdviceCases))]
    public async Task Gives_no_advice_without_need(string source) => Assert.Empty(await Sources.Diagnose($"using NetGen;\n{source}"));

    [Fact]
    public void Every_diagnostic_has_a_case() =>
        Assert.Equal(
            InOrder().Select(descriptor => (descriptor.Id, descriptor.DefaultSeverity)),
            Cases.Select(row => (row.Data.Item1, row.Data.Item2)).Distinct());

    [Fact]
    public async Task Says_all_at_once()
    {
        (string source, ImmutableArray<TextSpan> spans) = Sources.Unmark("""
            using NetGen;
            [Network([|0|], [|Loss = (Loss)99|])]
            [Dense([|-1|], [|(Activation)99|], [|Initializer = (Initializer)11|])]
            [Dense(1, Activation.Tanh, [|Alpha = 1|])]
            partial class Net;
            """);

        ImmutableArray<Diagnostic> diagnostics = await Sources.Diagnose(source);

        string[] ids = ["NETGEN003", "NETGEN009", "NETGEN003", "NETGEN009", "NETGEN009", "NETGEN011"];
        Assert.Equal(ids.Zip(spans), diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan)));
    }

    [Fact]
    public async Task Every_collision_is_named()
    {
        ImmutableArray<Diagnostic> diagnostics = await Sources.Diagnose("""
            using NetGen;
            [Network(2), Dense(1)] partial class Net { int W1, B1; void Trace(System.ReadOnlySpan<float> x, System.Span<float> t) { } }
            """);

        Assert.Equal(
            ["NETGEN015 Network(2)", "NETGEN008 W1", "NETGEN008 B1", "NETGEN008 Trace"],
            diagnostics.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}"));
    }

    /// <summary>Generated code calls an activation by global::, which does not find what a project refers to by an alias alone.</summary>
    [Theory]
    [InlineData("lib")]
    [InlineData("lib", "global")]
    public void An_activation_must_be_known_as_global(params string[] aliases)
    {
        CSharpCompilation library = Compilations.Create("""
            using NetGen;
            public struct Own : IActivation
            {
                public static T Value<T>(T z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z;
                public static T Derivative<T>(T z, T a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => T.One;
            }
            """).WithAssemblyName("Library");
        CSharpCompilation compilation = Compilations.Create("extern alias lib; using NetGen; [Network(2, Loss = Loss.Huber), Dense(1, typeof(lib::Own))] partial class Net;")
            .AddReferences(library.ToMetadataReference([.. aliases]));

        Compilations.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation compiled, out ImmutableArray<Diagnostic> diagnostics);

        if (aliases.Contains("global"))
            Compilations.AssertNoDiagnostics((CSharpCompilation)compiled);

        Assert.Equal(
            aliases.Contains("global") ? [] : ["Generated code cannot call the activation 'Own' because its assembly is only available as the alias 'lib': add 'global' to the aliases of the reference"],
            diagnostics.Select(diagnostic => diagnostic.GetMessage()));
    }

    [Theory]
    [InlineData("[Network(2), Dense(Activation.Tanh)] partial class Net;", "CS1503")]
    [InlineData("[Network(2, 3, 4, 5), Dense(1)] partial class Net;", "CS1729")]
    [InlineData("[Network(2, 3, 4), Conv2D(3), Dense(1)] partial class Net;", "CS1729")]
    [InlineData("[Network(2, 3, 4), Conv2D, Dense(1)] partial class Net;", "CS1729")]
    [InlineData("[Network(2, 3, 4), Conv2D(3, 2, Stride = 1.5), Dense(1)] partial class Net;", "CS0266")]
    [InlineData("[Network(2, 3, 4), Conv2D(3, 2, Causal = true), Dense(1)] partial class Net;", "CS0246")]
    [InlineData("[Network(2, 3, 4), MaxPool, Dense(1)] partial class Net;", "CS1729")]
    [InlineData("[Network(2, 3, 4), MaxPool(2, Padding = Nowhere), Dense(1)] partial class Net;", "CS0103")]
    [InlineData("[Network(2, 3, 4), BatchNorm(0.5), Dense(1)] partial class Net;", "CS1503")]
    [InlineData("[Network(2, 3, 4), Flatten(2), Dense(1)] partial class Net;", "CS1729")]
    [InlineData("[Network(2), Dense(1, Alpha = Nowhere)] partial class Net;", "CS0103")]
    [InlineData("[Network(2), Dense(2), Add] partial class Net;", "CS1729")]
    [InlineData("[Network(2), Dense(2), Add(null)] partial class Net;", "CS0121")]
    [InlineData("[Network(2), Dense(2), Concat(3)] partial class Net;", "CS1503")]
    [InlineData("[Network(2), Dense(2, As = 3)] partial class Net;", "CS0029")]
    [InlineData("[Network(2), Dense(2, From = Nowhere)] partial class Net;", "CS0103")]
    [InlineData("[Network(2), Dense(2), Activate] partial class Net;", "CS1729")]
    [InlineData("[Network(2), Dense(1)] readonly partial class Net; readonly partial class Net;", "CS0106")]
    [InlineData("[Network(2), Dense(1)] partial struct Net;", "CS0592")]
    [InlineData("[Network(2), Dense(1)] partial interface Net;", "CS0592")]
    [InlineData("[Network(2), Network(3), Dense(1)] partial class Net;", "CS0579")]
    [InlineData("[Network(2), Dense(1)] partial class Net; [Network(3)] partial class Net;", "CS0579")]
    public async Task Leaves_to_the_compiler_what_it_reports_itself(string declaration, string compilerId)
    {
        string source = $"using NetGen;\n#pragma warning disable NETGEN015\n{declaration}";

        Assert.Empty(await Sources.Diagnose(source));
        Assert.Equal([compilerId], Compilations.Generate(source).Compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id).Distinct());
    }

    /// <summary>Null is no name: the layer reads the one above it, and what it writes has no name.</summary>
    [Fact]
    public async Task A_name_that_is_null_is_none()
    {
        const string source = "using NetGen;\n[Network(2, Loss = Loss.Huber), Dense(2, Activation.Tanh, From = null, As = null), Dense(1, As = null)] partial class Net;";

        Assert.Empty(await Sources.Diagnose(source));
        GeneratorRun run = Compilations.Generate(source);
        Compilations.AssertNoDiagnostics(run.Compilation);
        Assert.Contains("layers.1.weight", Sources.Generated(run).Single(file => file.HintName == "Net.g.cs").Text);
    }

    internal static IEnumerable<DiagnosticDescriptor> InOrder() =>
        Descriptors.All.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal);

    internal static LanguageVersion VersionFor(string id) => id == "NETGEN016" ? LanguageVersion.CSharp11 : LanguageVersion.CSharp12;
}
