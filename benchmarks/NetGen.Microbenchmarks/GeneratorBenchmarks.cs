extern alias Generator;

using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Benchmarks;

namespace NetGen.Microbenchmarks;

/// <summary>What the generator adds to a compilation: attributes to emitted text, from nothing each time.</summary>
public class GeneratorBenchmarks
{
    private CSharpCompilation _compilation = null!;

    [Params("T2", "T3", "T6", "T7")]
    public string Workload { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        NetworkInfo network = Workloads.All.Single(workload => workload.Id == Workload).Info;
        string layers = string.Concat(network.Layers.Select(layer => $"[Dense({layer.OutputSize}, Activation.{layer.Activation})] "));
        string source = $"using NetGen;\n[Network({network.InputSize}, Loss = Loss.{network.Loss})] {layers}partial class Net;";
        _compilation = Compile(source);
    }

    [Benchmark]
    public int Generate()
    {
        GeneratorDriverRunResult result = CSharpGeneratorDriver.Create(new Generator::NetGen.Generator.NetworkGenerator()).RunGenerators(_compilation).GetRunResult();
        return result.GeneratedTrees.Length == 2 && result.Diagnostics.IsEmpty ? result.GeneratedTrees[0].Length : throw new InvalidOperationException("Nothing was generated.");
    }

    /// <summary>A project of some files, which knows NetGen.</summary>
    public static CSharpCompilation Compile(params string[] sources)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        MetadataReference[] references =
        [
            .. new[] { "System.Private.CoreLib.dll", "System.Runtime.dll" }.Select(name => MetadataReference.CreateFromFile(Path.Combine(framework, name))),
            MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(NetworkInfo).Assembly.Location),
        ];
        return CSharpCompilation.Create("Measured", sources.Select(source => CSharpSyntaxTree.ParseText(source)), references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }
}
