extern alias Generator;

using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetworkGenerator = Generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Microbenchmarks;

/// <summary>What the generator adds to an edit in a file without networks, in a project of 150 of them: each is parsed and compared.</summary>
[MemoryDiagnoser]
public class EditBenchmarks
{
    private const int Networks = 150;

    private static readonly string[] _layers =
    [
        "[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(8, Activation.Tanh)] [Dense(1, Activation.Sigmoid)]",
        "[Network(64, Loss = Loss.CrossEntropy)] [Dense(32, Activation.ReLU)] [Dense(10, Activation.Softmax)]",
        "[Network(784, Loss = Loss.CrossEntropy)] [Standardize] [Dense(512, Activation.GELU)] [Dropout(0.5)] [Dense(256, Activation.ReLU)] [Dense(10, Activation.Softmax)]",
    ];

    private CSharpCompilation _compilation = null!;
    private GeneratorDriver _driver = null!, _floor = null!;
    private int _edits;

    [GlobalSetup]
    public void SetUp()
    {
        _compilation = GeneratorBenchmarks.Compile(
        [
            .. Enumerable.Range(0, Networks).Select(i => $"using NetGen; namespace App; {_layers[i % _layers.Length]} public partial class Net{i} {{ public int Own => {i}; }}"),
            "class Other { int X => 0; }",
        ]);
        _driver = CSharpGeneratorDriver.Create(new NetworkGenerator()).RunGenerators(_compilation);
        _floor = CSharpGeneratorDriver.Create(new Names()).RunGenerators(_compilation);
        if (_driver.GetRunResult().GeneratedTrees.Length != 2 * Networks)
            throw new InvalidOperationException("Not all was generated.");
    }

    [Benchmark]
    public GeneratorDriver Edit() => _driver = _driver.RunGenerators(Edited());

    /// <summary>What Roslyn itself takes, for a generator that only looks at the names of the same classes.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver Floor() => _floor = _floor.RunGenerators(Edited());

    private CSharpCompilation Edited() => _compilation =
        _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[Networks], CSharpSyntaxTree.ParseText($"class Other {{ int X => {++_edits}; }}"));

    private sealed class Names : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName("NetGen.NetworkAttribute", (_, _) => true, (network, _) => network.TargetSymbol.Name),
            (_, _) => { });
    }
}
