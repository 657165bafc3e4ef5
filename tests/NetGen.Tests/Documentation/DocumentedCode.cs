using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Documentation;

/// <summary>
/// Compiles a block as a file of a fresh project with NetGen: with the SDK's implicit usings, under the strict rules of
/// <see cref="Compilations"/>. A fragment stands at the place that its context leaves for it.
/// </summary>
internal static class DocumentedCode
{
    private const string Place = "$block$";

    private static readonly string[] _usings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] _webUsings =
        ["System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging"];

    private static readonly Dictionary<string, CodeBlock> _contexts = ReadContexts();

    /// <summary>Compiles, and asserts that neither the generator nor the compiler has anything to say.</summary>
    public static CSharpCompilation Compile(CodeBlock block)
    {
        string source = SourceOf(block, out string project);
        CSharpCompilation compilation = Compilations.Create(source);
        var file = (CompilationUnitSyntax)compilation.SyntaxTrees[0].GetRoot();
        OutputKind kind = file.Members.OfType<GlobalStatementSyntax>().Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        string usings = string.Concat((project == "web" ? [.. _usings, .. _webUsings] : _usings).Select(name => $"global using {name};\n"));

        Compilations.Driver().RunGeneratorsAndUpdateCompilation(
            compilation
                .WithOptions(compilation.Options.WithOutputKind(kind))
                .AddSyntaxTrees(Compilations.Parse(usings))
                .AddReferences(ReferencesOf(project)),
            out Compilation compiled,
            out var diagnostics);
        Assert.True(!diagnostics.Any(), string.Join('\n', diagnostics));
        Compilations.AssertNoDiagnostics((CSharpCompilation)compiled);
        return (CSharpCompilation)compiled;
    }

    /// <summary>Runs a program in a process and a folder of its own, and returns what it prints.</summary>
    public static async Task<string> Run(CSharpCompilation program)
    {
        string folder = Directory.CreateTempSubdirectory("netgen-docs-").FullName;
        try
        {
            string application = Path.Combine(folder, "App.dll");
            EmitResult result = program.WithOptions(program.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(application);
            Assert.True(result.Success, string.Join('\n', result.Diagnostics));
            foreach (Type type in (Type[])[typeof(NetworkAttribute), typeof(INetwork<>), typeof(MpiCluster)])
                File.Copy(type.Assembly.Location, Path.Combine(folder, Path.GetFileName(type.Assembly.Location)));

            // The same framework as this process, with the invariant culture.
            File.Copy(Path.Combine(AppContext.BaseDirectory, "NetGen.Tests.runtimeconfig.json"), Path.ChangeExtension(application, "runtimeconfig.json"));
            (int exitCode, string output) = await ChildProcess.Execute(application, "", folder);
            Assert.True(exitCode == 0, $"Exit code {exitCode}:\n{output}");
            return output;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string SourceOf(CodeBlock block, out string project)
    {
        project = block.Directive("project") ?? "";
        if (block.Directive("context") is not { } name)
            return block.Text;

        Assert.True(_contexts.TryGetValue(name, out CodeBlock? context), $"There is no context '{name}' in contexts.md.");
        project = context.Directive("project") ?? "";
        return context.Text.Replace(Place, block.Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, CodeBlock> ReadContexts()
    {
        MarkdownPage page = MarkdownPage.Read("tests/NetGen.Tests/Documentation/contexts.md");
        Assert.All(page.Blocks, block => Assert.Contains(Place, block.Text, StringComparison.Ordinal));
        return page.Blocks.ToDictionary(block => page.Headings.Last(heading => heading.Line < block.Line).Title);
    }

    /// <summary>What a project refers to beside the framework and NetGen.</summary>
    private static IEnumerable<MetadataReference> ReferencesOf(string project)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] files = project switch
        {
            "" => [],
            "web" => Directory.GetFiles(framework.Replace("Microsoft.NETCore.App", "Microsoft.AspNetCore.App", StringComparison.Ordinal), "Microsoft.*.dll"),
            "mpi" => [typeof(MpiCluster).Assembly.Location],
            "xunit" => [typeof(Assert).Assembly.Location, typeof(FactAttribute).Assembly.Location],
            _ => throw new InvalidDataException($"There is no kind of project '{project}': write mpi, web or xunit."),
        };
        return files.Select(file => MetadataReference.CreateFromFile(file));
    }
}
