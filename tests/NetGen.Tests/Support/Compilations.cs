extern alias generator;

using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using NetGen.Tests.Onnx;
using Xunit;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Tests.Support;

/// <summary>What the generator made of a source.</summary>
/// <param name="Driver">The driver after its run: for Verify, for the tracked steps and to run again.</param>
/// <param name="Compilation">The compilation with the generated sources.</param>
/// <param name="Diagnostics">The diagnostics of the generator, not of the compiler.</param>
internal sealed record GeneratorRun(
    GeneratorDriver Driver, CSharpCompilation Compilation, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>
/// Compiles sources as a user's project would, but under the strictest rules: every warning there is, each
/// an error, documentation comments checked and arithmetic checked for overflow.
/// </summary>
internal static class Compilations
{
    /// <summary>The path of the test's source, as it appears in locations.</summary>
    public const string SourcePath = "Test.cs";

    private static readonly ImmutableArray<MetadataReference> _references = References();

    public static CSharpCompilation Create(
        string source,
        LanguageVersion version = LanguageVersion.CSharp12,
        NullableContextOptions nullable = NullableContextOptions.Enable) =>
        CSharpCompilation.Create(
            "Test",
            [Parse(source, version)],
            _references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                warningLevel: 9999,
                generalDiagnosticOption: ReportDiagnostic.Error,
                checkOverflow: true,
                nullableContextOptions: nullable));

    /// <summary>Parses a source for <see cref="Create"/>, or to replace one in its result.</summary>
    public static SyntaxTree Parse(string source, LanguageVersion version = LanguageVersion.CSharp12, DocumentationMode documentation = DocumentationMode.Diagnose) =>
        CSharpSyntaxTree.ParseText(
            SourceText.From(source, Encoding.UTF8),
            new CSharpParseOptions(version, documentation),
            SourcePath);

    /// <summary>
    /// A driver that has not run yet and that tracks the steps of the generator. The project has the files of <see cref="WeightsText.Standard"/>
    /// and <see cref="OnnxModels.Standard"/>, and no analyzers run in it, so the generator reports itself.
    /// </summary>
    public static GeneratorDriver Driver(LanguageVersion version = LanguageVersion.CSharp12) =>
        CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            additionalTexts: [WeightsText.Standard, OnnxModels.Standard],
            parseOptions: new CSharpParseOptions(version, DocumentationMode.Diagnose),
            optionsProvider: new BuildProperties(("RunAnalyzers", "false")),
            driverOptions: new GeneratorDriverOptions(
                IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRun Generate(
        string source,
        LanguageVersion version = LanguageVersion.CSharp12,
        NullableContextOptions nullable = NullableContextOptions.Enable)
    {
        GeneratorDriver driver = Driver(version).RunGeneratorsAndUpdateCompilation(
            Create(source, version, nullable),
            out Compilation compilation,
            out ImmutableArray<Diagnostic> diagnostics);
        return new GeneratorRun(driver, (CSharpCompilation)compilation, diagnostics);
    }

    /// <summary>
    /// Generates, asserts that neither the generator (but for hints, and what a pragma in the source suppresses) nor the
    /// compiler has anything to say, and loads the result.
    /// </summary>
    public static Assembly CompileAndLoad(string source)
    {
        GeneratorRun run = Generate(source);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity > DiagnosticSeverity.Info);
        return Load(run.Compilation);
    }

    /// <summary>
    /// Asserts that the compiler has nothing to say, and loads the result. It is unloaded when nothing refers
    /// to it any more.
    /// </summary>
    public static Assembly Load(CSharpCompilation compilation)
    {
        AssertNoDiagnostics(compilation);

        // Emitting would fail on the warnings that the assertion forgives.
        CSharpCompilationOptions lenient = compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default);
        using var image = new MemoryStream();
        EmitResult result = compilation.WithOptions(lenient).Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>
    /// Asserts that the compiler has nothing to say, save that the test's own source needs no documentation
    /// comments and may import what it does not use.
    /// </summary>
    public static void AssertNoDiagnostics(CSharpCompilation compilation)
    {
        IEnumerable<Diagnostic> diagnostics =
            from diagnostic in compilation.GetDiagnostics()
            let ownSource = diagnostic.Location.SourceTree?.FilePath == SourcePath
            where !(ownSource && diagnostic.Id is "CS1591" or "CS8019")
            select diagnostic;
        Assert.True(!diagnostics.Any(), string.Join('\n', diagnostics));
    }

    private static ImmutableArray<MetadataReference> References()
    {
        // The list of trusted assemblies also has those of the tests, which a user's project does not see.
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<string> paths =
        [
            .. trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework),
            typeof(NetworkAttribute).Assembly.Location,
            typeof(INetwork<>).Assembly.Location,
        ];
        return [.. paths.Select(path => MetadataReference.CreateFromFile(path))];
    }
}
