extern alias Generator;

using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetworkGenerator = Generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Microbenchmarks;

/// <summary>
/// What the generator adds to an edit in a project of 50 networks. Each is parsed and compared, whatever is edited; one that has changed is
/// compiled again.
/// </summary>
[MemoryDiagnoser]
public class EditBenchmarks
{
    private const int Networks = 50;

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
            .. Enumerable.Range(0, Networks).Select(i => Source(i, _layers[i % _layers.Length])),
            "class Other { int X => 0; }",
        ]);
        _driver = CSharpGeneratorDriver.Create(new NetworkGenerator()).RunGenerators(_compilation);
        _floor = CSharpGeneratorDriver.Create(new Names()).RunGenerators(_compilation);
        if (_driver.GetRunResult().GeneratedTrees.Length != 2 * Networks)
            throw new InvalidOperationException("Not all was generated.");
    }

    /// <summary>An edit in a file without networks.</summary>
    [Benchmark]
    public GeneratorDriver Elsewhere() => _driver = _driver.RunGenerators(Edited());

    /// <summary>What Roslyn itself takes, for a generator that only looks at the names of the same classes.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver Floor() => _floor = _floor.RunGenerators(Edited());

    /// <summary>A layer of a network gets another width: 784-w-256-10, with standardized inputs and dropout.</summary>
    [Benchmark]
    public GeneratorDriver OneNetwork() => _driver = _driver.RunGenerators(Edited(2, Source(2, _layers[2].Replace("512", $"{500 + ++_edits % 100}"))));

    private CSharpCompilation Edited() => Edited(Networks, $"class Other {{ int X => {++_edits}; }}");

    private CSharpCompilation Edited(int file, string text) => _compilation =
        _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[file], CSharpSyntaxTree.ParseText(text));

    private static string Source(int i, string layers) => $"using NetGen; namespace App; {layers} public partial class Net{i} {{ public int Own => {i}; }}";

    private sealed class Names : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName("NetGen.NetworkAttribute", (_, _) => true, (network, _) => network.TargetSymbol.Name),
            (_, _) => { });
    }
}
