using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>The list of ONNX files as the build writes it: by its own task, which is compiled from the source that the package has.</summary>
internal sealed class OnnxModels(string list) : AdditionalText
{
    /// <summary>What the task needs of MSBuild.</summary>
    private const string Build = """
        namespace Microsoft.Build.Framework
        {
            public interface ITaskItem { string GetMetadata(string name); }
            public sealed class RequiredAttribute : System.Attribute { }
            public sealed class Item(string path) : ITaskItem { public string GetMetadata(string name) => path; }
        }

        namespace Microsoft.Build.Utilities
        {
            public abstract class Task { public abstract bool Execute(); }
        }
        """;

    private static readonly Lazy<Assembly> _task = new(Compile);

    private static readonly string _fixtures = System.IO.Path.Combine(AppContext.BaseDirectory, "fixtures", "onnx");

    /// <summary>The files that every test's project has: the fixtures, and one that is no model.</summary>
    public static readonly OnnxModels Standard = new(
        ListFiles([.. Directory.GetFiles(_fixtures, "*.onnx").Order(StringComparer.Ordinal)]).Replace(_fixtures, "/project/models", StringComparison.Ordinal) + List(("damaged.onnx", "no model"u8.ToArray())));

    public static IEnumerable<string> StandardPaths => Standard.GetText().ToString().Split('\n').Where((_, index) => index % 3 == 0).SkipLast(1);

    public override string Path => "/project/obj/NetGen.Models.txt";

    public static OnnxModels Of(params (string Name, byte[] Model)[] models) => new(List(models));

    /// <summary>The list of files with these names and bytes.</summary>
    public static string List(params (string Name, byte[] Model)[] models)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-onnx-");
        try
        {
            foreach ((string name, byte[] model) in models)
                File.WriteAllBytes(System.IO.Path.Combine(folder.FullName, name), model);

            return ListFiles([.. models.Select(model => System.IO.Path.Combine(folder.FullName, model.Name))]).Replace(folder.FullName, "/project", StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The list of files on disk.</summary>
    public static string ListFiles(params string[] paths)
    {
        string list = System.IO.Path.GetTempFileName(), numbers = System.IO.Path.GetTempFileName();
        try
        {
            Type item = _task.Value.GetType("Microsoft.Build.Framework.Item")!, type = _task.Value.GetType("NetGenListModels")!;
            Array items = Array.CreateInstance(_task.Value.GetType("Microsoft.Build.Framework.ITaskItem")!, paths.Length);
            for (int i = 0; i < paths.Length; i++)
                items.SetValue(Activator.CreateInstance(item, paths[i]), i);

            object task = Activator.CreateInstance(type)!;
            type.GetProperty("Models")!.SetValue(task, items);
            type.GetProperty("List")!.SetValue(task, list);
            type.GetProperty("Numbers")!.SetValue(task, numbers);
            Assert.True((bool)type.GetMethod("Execute")!.Invoke(task, BindingFlags.DoNotWrapExceptions, null, null, null)!);
            return File.ReadAllText(list);
        }
        finally
        {
            File.Delete(list);
            File.Delete(numbers);
        }
    }

    /// <summary>A model as a generator sees it; null if the build could not read it.</summary>
    public static byte[]? Thin(byte[] model)
    {
        string content = List(("model.onnx", model)).Split('\n')[2];
        return content.StartsWith('!') ? null : Convert.FromBase64String(content);
    }

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(list, Encoding.UTF8);

    private static OnnxGraph Start() => new OnnxGraph().Input("x", 3).Weights("w", 3, 3).Nodes("MatMul x w > value");

    private static Assembly Compile()
    {
        string source = File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "fixtures", "NetGen.ListModels.cs"));
        var compilation = CSharpCompilation.Create("NetGen.ListModels", [CSharpSyntaxTree.ParseText(source), CSharpSyntaxTree.ParseText(Build)], Compilations.Create("").References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }
}
