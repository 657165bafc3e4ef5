using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using VerifyXunit;
using Xunit;

namespace NetGen.Tests.Snapshots;

/// <summary>
/// The files of <see cref="Verifier"/>, byte by byte. The expected bytes are written out by hand from the
/// format of Verify, and nothing here is particular to the stand-in: with -p:UseVerify=true the same tests
/// hold for Verify itself.
/// </summary>
public sealed class VerifierTests : IDisposable
{
    private const string Source = "class A\n{\n    int b;\n}\n";

    private readonly string _directory = Directory.CreateTempSubdirectory("verifier-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task New_source_is_received_and_fails()
    {
        await AssertFails(Run(context => context.AddSource("Ns.Net.g.cs", "class Net;\n// naïve")));

        AssertFiles(
            ("New_source_is_received_and_fails#Ns.Net.g.received.cs",
                "//HintName: Ns.Net.g.cs\nclass Net;\n// naïve"));
    }

    [Fact]
    public async Task Each_source_has_a_file()
    {
        await AssertFails(Run(context =>
        {
            context.AddSource("Two", "class Two;");
            context.AddSource("One.cs", "");
        }));

        AssertFiles(
            ("Each_source_has_a_file#One.received.cs", "//HintName: One.cs\n"),
            ("Each_source_has_a_file#Two.received.cs", "//HintName: Two.cs\nclass Two;"));
    }

    [Fact]
    public async Task Lines_end_in_LF()
    {
        await AssertFails(Run(context => context.AddSource("A.g.cs", "class A\r\n{\r}\n\r\n")));

        AssertFiles(("Lines_end_in_LF#A.g.received.cs", "//HintName: A.g.cs\nclass A\n{\n}\n\n"));
    }

    [Fact]
    public async Task Equal_files_pass_and_stale_received_files_go()
    {
        const string Name = nameof(Equal_files_pass_and_stale_received_files_go);
        Write($"{Name}#A.g.verified.cs", "//HintName: A.g.cs\nclass A;\n");
        Write($"{Name}#A.g.received.cs", "old");
        Write($"{Name}.received.txt", "old");
        Write($"{Name}Other#A.g.verified.cs", "of another test");

        await Verify(Run(context => context.AddSource("A.g.cs", "class A;\r\n")));

        AssertFiles(
            ($"{Name}#A.g.verified.cs", "//HintName: A.g.cs\nclass A;\n"),
            ($"{Name}Other#A.g.verified.cs", "of another test"));
    }

    [Fact]
    public async Task Different_file_is_received_and_fails()
    {
        const string Name = nameof(Different_file_is_received_and_fails);
        Write($"{Name}#A.g.verified.cs", "//HintName: A.g.cs\nclass A;");
        Write($"{Name}#B.g.verified.cs", "//HintName: B.g.cs\nclass B;\n");

        string message = await AssertFails(Run(context =>
        {
            context.AddSource("A.g.cs", "class A;");
            context.AddSource("B.g.cs", "class  B;\n");
        }));

        Assert.Contains($"{Name}#B.g.verified.cs", message);
        AssertFiles(
            ($"{Name}#A.g.verified.cs", "//HintName: A.g.cs\nclass A;"),
            ($"{Name}#B.g.received.cs", "//HintName: B.g.cs\nclass  B;\n"),
            ($"{Name}#B.g.verified.cs", "//HintName: B.g.cs\nclass B;\n"));
    }

    [Fact]
    public async Task File_that_is_not_produced_any_more_fails()
    {
        const string Name = nameof(File_that_is_not_produced_any_more_fails);
        Write($"{Name}#A.g.verified.cs", "//HintName: A.g.cs\nclass A;");
        Write($"{Name}#Gone.g.verified.cs", "//HintName: Gone.g.cs\n");
        Write($"{Name}.verified.txt", "{}");

        string message = await AssertFails(Run(context => context.AddSource("A.g.cs", "class A;")));

        Assert.Contains($"{Name}#Gone.g.verified.cs", message);
        Assert.Contains($"{Name}.verified.txt", message);
        Assert.Equal(3, Directory.GetFiles(_directory).Length);
    }

    [Fact]
    public async Task Exception_of_the_generator_is_thrown() =>
        Assert.Contains("no such layer", await AssertFails(Run(_ => throw new FormatException("no such layer"))));

    [Fact]
    public async Task Diagnostic_shows_its_source()
    {
        var descriptor = new DiagnosticDescriptor(
            "T001", "The title", "The layer '{0}' is empty", "Layers", DiagnosticSeverity.Error, isEnabledByDefault: true);
        int start = Source.IndexOf("int b;", StringComparison.Ordinal);

        await AssertFails(Run((context, tree) =>
            context.ReportDiagnostic(Diagnostic.Create(descriptor, tree.GetLocation(new TextSpan(start, 6)), "b"))));

        AssertFiles(("Diagnostic_shows_its_source.received.txt", """
            {
              Diagnostics: [
                {
                  Location: /*
            {
                int b;
                ^^^^^^
            }
            */
             dir\Test.cs: (2,4)-(2,10),
                  Message: The layer 'b' is empty,
                  Severity: Error,
                  Descriptor: {
                    Id: T001,
                    Title: The title,
                    MessageFormat: The layer '{0}' is empty,
                    Category: Layers,
                    DefaultSeverity: Error,
                    IsEnabledByDefault: true
                  }
                }
              ]
            }
            """));
    }

    [Fact]
    public async Task Diagnostic_over_several_lines_marks_each()
    {
        var descriptor = new DiagnosticDescriptor(
            "T002", "Title", "Format", "Layers", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        await AssertFails(Run((context, tree) =>
            context.ReportDiagnostic(Diagnostic.Create(descriptor, tree.GetLocation(new TextSpan(6, 8))))));

        AssertFiles(("Diagnostic_over_several_lines_marks_each.received.txt", """
            {
              Diagnostics: [
                {
                  Location: /*
            class A
                  ^
            {
            ^
                int b;
            ^^^^
            }
            */
             dir\Test.cs: (0,6)-(2,4),
                  Message: Format,
                  Severity: Warning,
                  WarningLevel: 1,
                  Descriptor: {
                    Id: T002,
                    Title: Title,
                    MessageFormat: Format,
                    Category: Layers,
                    DefaultSeverity: Warning,
                    IsEnabledByDefault: true
                  }
                }
              ]
            }
            """));
    }

    [Fact]
    public async Task Diagnostics_without_source_stand_with_the_sources()
    {
        var full = new DiagnosticDescriptor(
            "T003", "Title", "a: \"{0}\"", "", DiagnosticSeverity.Info, isEnabledByDefault: true,
            description: "First.\r\nSecond.", helpLinkUri: "https://example.org/T003", customTags: ["Tag1", "Tag2"]);
        var bare = new DiagnosticDescriptor(
            "T004", "Title", "Format", "Layers", DiagnosticSeverity.Error, isEnabledByDefault: true);
        var file = Location.Create("dir/file.txt", new TextSpan(0, 1), new LinePositionSpan(new(0, 0), new(0, 1)));

        await AssertFails(Run(context =>
        {
            context.AddSource("A.g.cs", "class A;");
            context.ReportDiagnostic(Diagnostic.Create(full, file, "x"));
            context.ReportDiagnostic(Diagnostic.Create(bare, Location.None));
        }));

        AssertFiles(
            ("Diagnostics_without_source_stand_with_the_sources#A.g.received.cs", "//HintName: A.g.cs\nclass A;"),
            ("Diagnostics_without_source_stand_with_the_sources.received.txt", """
            {
              Diagnostics: [
                {
                  Location: dir\file.txt: (0,0)-(0,1),
                  Message: a: "x",
                  Severity: Info,
                  WarningLevel: 1,
                  Descriptor: {
                    Id: T003,
                    Title: Title,
                    Description:
            First.
            Second.,
                    HelpLink: https://example.org/T003,
                    MessageFormat: a: "{0}",
                    Category: ,
                    DefaultSeverity: Info,
                    IsEnabledByDefault: true,
                    CustomTags: [
                      Tag1,
                      Tag2
                    ]
                  }
                },
                {
                  Message: Format,
                  Severity: Error,
                  Descriptor: {
                    Id: T004,
                    Title: Title,
                    MessageFormat: Format,
                    Category: Layers,
                    DefaultSeverity: Error,
                    IsEnabledByDefault: true
                  }
                }
              ]
            }
            """));
    }

    private Task Verify(GeneratorDriver driver) =>
        Verifier.Verify(driver, sourceFile: Path.Combine(_directory, "VerifierTests.cs"));

    private async Task<string> AssertFails(GeneratorDriver driver) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => Verify(driver))).Message;

    private void Write(string name, string text) =>
        File.WriteAllText(Path.Combine(_directory, $"VerifierTests.{name}"), text, Encoding.UTF8);

    // Every file begins with the byte order mark, which decodes to U+FEFF, and nothing follows its text.
    private void AssertFiles(params (string Name, string Text)[] expected)
    {
        Assert.Equal(
            expected.Select(file => $"VerifierTests.{file.Name}"),
            Directory.GetFiles(_directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        foreach ((string name, string text) in expected)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(_directory, $"VerifierTests.{name}"));
            Assert.Equal($"\uFEFF{text}", Encoding.UTF8.GetString(bytes));
        }
    }

    internal static GeneratorDriver Run(Action<SourceProductionContext> generate) =>
        Run((context, _) => generate(context));

    private static GeneratorDriver Run(Action<SourceProductionContext, SyntaxTree> generate)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(Source, path: "dir/Test.cs");
        return CSharpGeneratorDriver.Create(new DelegatedGenerator(generate))
            .RunGenerators(CSharpCompilation.Create("Test", [tree]));
    }

    private sealed class DelegatedGenerator(Action<SourceProductionContext, SyntaxTree> generate) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(
                context.CompilationProvider,
                (output, compilation) => generate(output, compilation.SyntaxTrees.Single()));
    }
}
