using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>
/// The emitted code compiles without a word of the compiler's, under the strictest rules, wherever and
/// however the class is declared.
/// </summary>
public sealed class EmittedCodeTests
{
    private const string Network = "[NetGen.Network(2, Loss = NetGen.Loss.CrossEntropy), NetGen.Dense(3, NetGen.Activation.Tanh), NetGen.Dense(2, NetGen.Activation.Softmax)]";
    private const string InTiles = "[NetGen.Network(20, Loss = NetGen.Loss.Huber), NetGen.Dense(8, NetGen.Activation.ELU), NetGen.Dense(2)]";
    private const string InDouble = "[NetGen.Network(2, Loss = NetGen.Loss.SquaredError, Precision = NetGen.Precision.Double), NetGen.Dense(1)]";

    private const string Residual = "[NetGen.Network(2, Loss = NetGen.Loss.CrossEntropy), NetGen.Dense(3, NetGen.Activation.Tanh, As = \"first\"), NetGen.LayerNorm(NetGen.Activation.GELU), NetGen.Add(\"first\", NetGen.Activation.SiLU), NetGen.Concat(\"x\"), NetGen.Dense(2, NetGen.Activation.Softmax, As = \"last\")]";
    private const string ResidualInTiles = "[NetGen.Network(20, Loss = NetGen.Loss.Huber), NetGen.Standardize, NetGen.Dropout(0.5), NetGen.Dense(20, NetGen.Activation.ELU, As = \"first\"), NetGen.LayerNorm, NetGen.Activate(NetGen.Activation.Mish), NetGen.Dropout(0.25), NetGen.Add(new[] { \"first\", \"x\" }), NetGen.Concat(\"first\"), NetGen.Dense(2)]";
    private const string ResidualInDouble = "[NetGen.Network(20, Loss = NetGen.Loss.Huber, Precision = NetGen.Precision.Double), NetGen.Dense(20, NetGen.Activation.ELU, As = \"first\"), NetGen.LayerNorm, NetGen.Add(\"first\"), NetGen.Dense(2)]";

    private const string InVectors = "[NetGen.Network(3, Loss = NetGen.Loss.CrossEntropy), NetGen.Dense(8, NetGen.Activation.SiLU), NetGen.Dense(2, NetGen.Activation.Softmax)]";
    private const string DeepInVectors = "[NetGen.Network(9, Loss = NetGen.Loss.Huber), NetGen.Dense(8, NetGen.Activation.GELUTanh), NetGen.Dense(8, NetGen.Activation.ReLU, Bias = false), NetGen.Dense(1, Bias = false)]";

    private const string OneLayerInTiles = "[NetGen.Network(200, Loss = NetGen.Loss.MeanAbsoluteError), NetGen.Dense(1)]";
    private const string TooWideForTheStack = "[NetGen.Network(20, Loss = NetGen.Loss.CrossEntropy), NetGen.Dense(9000, NetGen.Activation.ReLU), NetGen.Dense(3, NetGen.Activation.Softmax)]";

    private static string Bent(string activation) => $"[NetGen.Network(2, Loss = NetGen.Loss.Huber), NetGen.Dense(9, typeof({activation})), NetGen.Dense(1)]";

    private static string BentInVectors(string activation) => $"[NetGen.Network(2, Loss = NetGen.Loss.Huber), NetGen.Dense(8, typeof({activation})), NetGen.Dense(3, typeof({activation}))]";

    private static string Own(string name) =>
        $"struct {name} : NetGen.IActivation {{ public static T Value<T>(T z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z; public static T Derivative<T>(T z, T a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => T.One; }}";

    public static TheoryData<string, LanguageVersion, NullableContextOptions> Languages =>
        new MatrixTheoryData<string, LanguageVersion, NullableContextOptions>(
            [Network, InTiles, InDouble, OneLayerInTiles, TooWideForTheStack, Residual, ResidualInTiles, ResidualInDouble, InVectors, DeepInVectors],
            [LanguageVersion.CSharp12, LanguageVersion.Latest, LanguageVersion.Preview],
            [NullableContextOptions.Disable, NullableContextOptions.Enable]);

    public static TheoryData<string, string[]> Places => new()
    {
        { $"{Network} partial class Net;", ["Net"] },
        { $"namespace App.Models; {Network} partial class Net;", ["App.Models.Net"] },
        { $"namespace @class.@event {{ {Network} public partial class @new; }}", ["class.event.new"] },
        { $"namespace One {{ {Network} partial class Net; }} namespace Two {{ {Network} partial class Net; }}", ["One.Net", "Two.Net"] },
        { $"{Network} partial class First; {InTiles} partial class Second; {InDouble} partial class Third;", ["First", "Second", "Third"] },

        // Nested in everything, and as accessible as can be and as little.
        { $"partial class Outer {{ {Network} private partial class Net; }}", ["Outer.Net"] },
        { $"public partial struct Outer {{ {Network} public partial class Net; }}", ["Outer.Net"] },
        { $"public sealed partial record Outer(int X) {{ {Network} internal partial class Net; }}", ["Outer.Net"] },
        { $"readonly partial record struct Outer(int X) {{ {Network} private sealed partial class Net; }}", ["Outer.Net"] },
        { $"partial interface IOuter {{ {Network} protected internal partial class Net; }}", ["IOuter.Net"] },
        { $"ref partial struct Outer {{ {Network} partial class Net; }}", ["Outer.Net"] },
        { $"static partial class @out {{ internal abstract partial class @ref {{ {Network} protected partial class @is; }} }}", ["out.ref.is"] },
        { $"{Network} partial class Net {{ {InTiles} partial class Inner; {InDouble} partial class InnerToo; }}", ["Net", "Net.Inner", "Net.InnerToo"] },

        // Names: keywords, contextual keywords, letters of other scripts, underscores.
        { $"{Network} partial class @class;", ["class"] },
        { $"{Network} partial class @record;", ["record"] },
        { $"{InTiles} partial class @field;", ["field"] },
        { $"{Network} partial class @var;", ["var"] },
        { $"{Network} partial class Net; {InDouble} partial class Two; class @var;", ["Net", "Two"] },
        { $"{InDouble} partial class @dynamic;", ["dynamic"] },
        { $"{InDouble} partial class @copy;", ["copy"] },
        { $"{Network} partial class @scoped {{ {InDouble} partial class @await; }}", ["scoped", "scoped.await"] },
        { $"{Network} partial class Größe; {InTiles} partial class Сеть; {InDouble} partial class 神経;", ["Größe", "Сеть", "神経"] },
        { $"{Network} partial class _; {InDouble} partial class __Net_;", ["_", "__Net_"] },
        { $"{Network} partial class N\\u0065t;", ["Net"] },
        { $"#pragma warning disable CS8981 // The user may name classes in lower case.\nnamespace app {{ partial class outer {{ {Network} partial class xor; }} }}", ["app.outer.xor"] },

        // Types with the names that emitted code would give to vectors.
        { $"{Network} partial class float8;", ["float8"] },
        { $"struct double4 {{ }} namespace App {{ {Network} partial class Net; }}", ["App.Net"] },
        { $"{InTiles} partial class Net {{ struct float8 {{ }} }}", ["Net"] },
        { $"class Root {{ protected enum float8 {{ }} }} partial class Outer : Root {{ {Network} partial class Net; }}", ["Outer.Net"] },

        { $"global using float8 = System.Int32; global using double4 = System.String; {Network} partial class Net; {InTiles} partial class Two; {InDouble} partial class Three;", ["Net", "Two", "Three"] },
        { $"namespace App.float8 {{ class Other; }} namespace App {{ partial struct Outer {{ {Network} partial class Net; }} }}", ["App.Outer.Net"] },
        { $"namespace App.double4.Deep {{ class Other; }} namespace App.Models.Deep {{ {Network} partial class Net; }}", ["App.Models.Deep.Net"] },
        { $"namespace double4 {{ class Other; }} {InTiles} partial class Net;", ["Net"] },
        { $"global using static Constants; static class Constants {{ public struct float8; public class Net; }} namespace App {{ {Network} partial class Net; }}", ["App.Net"] },

        // Types with the names that emitted code would give to spans.
        { $"struct Floats; struct ReadOnlyFloats; struct Doubles; struct ReadOnlyDoubles; {Residual} partial class Net; {InTiles} partial class Two; {InDouble} partial class Three;", ["Net", "Two", "Three"] },
        { $"namespace App {{ enum Floats; enum Doubles; {ResidualInTiles} partial class Net {{ class ReadOnlyFloats; delegate void ReadOnlyDoubles(); }} }}", ["App.Net"] },
        { $"class Root {{ protected class Floats; protected class ReadOnlyFloats; protected class Doubles; protected class ReadOnlyDoubles; protected class double4; }} {ResidualInDouble} partial class Net : Root; {ResidualInTiles} partial class Two : Root;", ["Net", "Two"] },
        { $"global using Floats = System.Int32; global using ReadOnlyDoubles = System.String; {Residual} partial class Net; {ResidualInDouble} partial class Two;", ["Net", "Two"] },
        { $"namespace Floats {{ class Other; }} namespace Doubles {{ class Other; }} {ResidualInTiles} partial class Net; {ResidualInDouble} partial class ReadOnlyFloats;", ["Net", "ReadOnlyFloats"] },
        { $"{Residual} partial class Floats; {ResidualInDouble} partial class Doubles; {ResidualInTiles} partial class ReadOnlyDoubles;", ["Floats", "Doubles", "ReadOnlyDoubles"] },
        { $"namespace App {{ class LayerNormalization; class Batches; class Pass; class JacobianRows; {Residual} partial class Net; {ResidualInTiles} partial class Two {{ private class Layer3; private int dx => 3; }} }}", ["App.Net", "App.Two"] },

        // Networks in vectors, in all these places.
        { $"{InVectors} partial class Net; {DeepInVectors} partial class Two;", ["Net", "Two"] },
        { $"namespace @class {{ partial struct Outer {{ {InVectors} private partial class Net; }} static partial class @out {{ {DeepInVectors} internal partial class @new; }} }}", ["class.Outer.Net", "class.out.new"] },
        { $"struct Numbers; class Runtime; {InVectors} partial class Net; {DeepInVectors} partial class Two;", ["Net", "Two"] },
        { $"{InVectors} partial class Numbers; {DeepInVectors} partial class Net {{ private enum Numbers; private class Runtime; }}", ["Numbers", "Net"] },
        { $"class Root {{ protected class Numbers; }} {InVectors} partial class Net : Root; {InVectors} partial class Two {{ private class Layer1; private struct Block; private class Pass; private class All; private int z1 => 3; }}", ["Net", "Two"] },
        { $"namespace Numbers {{ class Other; }} namespace App {{ class AlignedArray; class Scratch; {DeepInVectors} partial class Net; }}", ["App.Net"] },
        { $"{InVectors} partial class Net {{ private int Numbers => 3; private int Fma(int u) => u; private static int Max => 3; private int a1, x, p; public int Sum => a1++ + x++ + p++; }}", ["Net"] },
        { $"{InVectors} partial class Net {{ private int Runtime => 3; private int Floats => Runtime; }} {Network} partial class Two {{ public string Runtime() => \"\"; }}", ["Net", "Two"] },
        { $"class Root {{ protected static int Runtime => 3; }} {InTiles} partial class Net : Root; partial class Outer : Root {{ {InVectors} partial class Net; }} partial struct Around {{ private const int Runtime = Numbers; private const int Numbers = 3; {InVectors} partial class Net; }}", ["Net", "Outer.Net", "Around.Net"] },
        { $"#pragma warning disable CS0618\n{BentInVectors("Own")} partial class Net; {BentInVectors("Layer1")} partial class Two; {BentInVectors("All.Fma")} partial class Three;\n#pragma warning restore\n[System.Obsolete(\"Old.\")] {Own("Own")} {Own("Layer1")} class All {{ public {Own("Fma")} }}", ["Net", "Two", "Three"] },

        // Members with the name of the network, and those with names that it calls.
        { $"class Root {{ protected static int Net => 3; }} {Network} partial class Net : Root;", ["Net"] },
        { $"class Root {{ protected class Net; }} {Network} partial class Net : Root; {InDouble} partial class Two : Root;", ["Net", "Two"] },
        { $"namespace App; class Root {{ public struct Net; }} partial class Outer {{ {InDouble} partial class Net : Root; }}", ["App.Outer.Net"] },
        { $"global using Net = System.Int32; {Network} partial class Net; {InDouble} partial class Two;", ["Net", "Two"] },
        { $"global using Net = System.Int32; namespace App {{ {Network} partial class Net; }}", ["App.Net"] },
        { $"{Network} partial class ToString; {InDouble} partial class MemberwiseClone; {InTiles} partial class GetType;", ["ToString", "MemberwiseClone", "GetType"] },
        { $"{InDouble} partial class Net {{ private new object MemberwiseClone() => this; public object Own => MemberwiseClone(); }}", ["Net"] },
        { $"class Root {{ protected new int MemberwiseClone => 3; }} {InDouble} partial class Net : Root;", ["Net"] },
        { $"{InDouble} partial class Net {{ [System.Runtime.CompilerServices.IndexerName(\"W\")] public int this[int i] => i; }}", ["Net"] },

        // Other assemblies may use all of it, whatever their language.
        { $"[assembly: System.CLSCompliant(true)] {Network} public partial class Net; {InTiles} public partial class Two; public partial class Outer {{ {InDouble} protected internal partial class Net; {TooWideForTheStack} internal partial class Four; }}", ["Net", "Two", "Outer.Net", "Outer.Four"] },
        { $"[assembly: System.CLSCompliant(true)] [System.CLSCompliant(false)] {Network} public partial class Net; [NetGen.Network(2, Loss = NetGen.Loss.Huber), NetGen.Standardize, NetGen.Dropout(0.5), NetGen.Dense(1)] public partial class Two;", ["Net", "Two"] },

        // Activations of which the compiler warns, where the user has heard it.
        { $"#pragma warning disable CS0612, CS0618, OWN1\n{Bent("Own")} partial class Net; {Bent("Far.Own")} partial class Two; {Bent("Own<Old>")} partial class Three; {Bent("New")} partial class Four;\n#pragma warning restore\n[System.Obsolete] {Own("Own")} [System.Obsolete(\"Old.\")] class Far {{ public {Own("Own")} }} [System.Obsolete(\"Old.\")] class Old; {Own("Own<T0>")} [System.Diagnostics.CodeAnalysis.Experimental(\"OWN1\")] {Own("New")}", ["Net", "Two", "Three", "Four"] },
        { $"{Bent("Own")} partial class Net; {Own("Own").Replace("public", "[System.Obsolete(\"Old.\", DiagnosticId = \"OWN2\")] public")}", ["Net"] },

        // Two hint names must differ in more than case.
        { $"{Network} partial class Net; {InTiles} partial class NET;", ["Net-1cf797594e8be60a", "NET-d0540a855d43df8a"] },

        // The attributes may be spread, as long as the layers stand together.
        { $"[NetGen.Network(2, Loss = NetGen.Loss.Huber)] partial class Net; [NetGen.Dense(3, NetGen.Activation.Tanh), NetGen.Dense(1)] partial class Net;", ["Net"] },
        { $"[type: NetGen.Network(2, Loss = NetGen.Loss.Huber)] [type: NetGen.Dense(1)] partial class Net;", ["Net"] },

        // What the user's code has besides.
        { $"namespace App; class System; class NetGen; class Math; class Span; class Array; class Exp; {Network.Replace("NetGen.", "global::NetGen.")} partial class Net {{ private class Layer1; private class Output; private class Guard; }}", ["App.Net"] },
        { $"namespace NetGen.System {{ class Math; }} namespace NetGen {{ class Guard; {InTiles} partial class Net; }}", ["NetGen.Net"] },
        { $"class Math; class Console; class Functions; {InTiles} partial class Net;", ["Net"] },
        { $"global using Exp = System.Console; global using static System.Math; global using W_k = System.Int32; {Network} partial class Net; {InTiles} partial class Two;", ["Net", "Two"] },
        { $"[System.Obsolete(\"Old.\")] {InTiles} partial class Net;", ["Net"] },
        { $"{InDouble} abstract partial class Net {{ public abstract void Grow(); }}", ["Net"] },
        { $"class Root {{ protected Root() {{ }} public int Count => 3; }} {Network} sealed partial class Net : Root, System.IDisposable {{ public void Dispose() {{ }} }}", ["Net"] },
        { $"class Root {{ public Root(int count = 3, params string[] names) => Count = count + names.Length; public int Count {{ get; }} }} {Network} partial class Net : Root;", ["Net"] },
        { $"class Root<T> {{ private int W1 {{ get; }} = 3; public int First => W1; public T? Second {{ get; }} }} {Network} partial class Net : Root<int>;", ["Net"] },
        { $$"""{{Network}} partial class Net : NetGen.INetwork<float> { public Net() : this(3) { } private Net(ref int x) => x = 3; static Net() { } public int this[int i] => i; }""", ["Net"] },
        {
            $$"""
            {{Network}} partial class Net
            {
                public void Forward(float[] x) => Forward(x, new float[OutputSize]);
                public void Forward(ref System.ReadOnlySpan<float> x, System.Span<float> y) => Forward(x, y);
                public void Forward<T>(System.ReadOnlySpan<float> x, System.Span<float> y) where T : new() => Forward(x, y);
                public float Backward<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> y) => x.Length + y.Length;
                public int w1 => W1.Outputs;
                public int get_W1(int j) => j;
            }
            """, ["Net"]
        },
    };

    [Theory]
    [MemberData(nameof(Languages))]
    public void Compiles_in_every_language_version(string network, LanguageVersion version, NullableContextOptions nullable)
    {
        GeneratorRun run = Compilations.Generate($"{network} partial class Net;", version, nullable);

        Assert.Empty(run.Diagnostics);
        Compilations.AssertNoDiagnostics(run.Compilation);
        Assert.Contains("Net.g.cs", Sources.Generated(run).Select(file => file.HintName));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Compiles_wherever_it_stands(string source, string[] hintNames)
    {
        GeneratorRun run = Compilations.Generate(source);

        Assert.Empty(run.Diagnostics);
        Compilations.AssertNoDiagnostics(run.Compilation);
        Assert.Equal(
            hintNames.Select(name => $"{name}.g.cs"),
            Sources.Generated(run).Select(file => file.HintName).Where(name => !name.EndsWith(".InDouble.g.cs", StringComparison.Ordinal)));
    }

    /// <summary>What top-level statements declare is in scope in every class.</summary>
    [Theory]
    [InlineData("var Net = new Net(seed: 1); System.Console.WriteLine(Net.W1.Outputs);")]
    [InlineData("Net(); static void Net() => System.Console.WriteLine(); partial class Two;")]
    [InlineData("int float8 = 3, double4 = float8, W1 = double4, Compiled = W1, Info = Compiled, ParameterCount = Info, InDouble = ParameterCount, network = InDouble; System.Console.WriteLine(network);")]
    [InlineData("Forward(); void Forward() => Load(); void Load() => Exp(); void Exp() => Output(); void Output() => System.Console.WriteLine();")]
    public void Compiles_beside_top_level_statements(string statements)
    {
        CSharpCompilation source = Compilations.Create($"{statements} {Network} partial class Net;");
        Compilations.Driver().RunGeneratorsAndUpdateCompilation(source.WithOptions(source.Options.WithOutputKind(OutputKind.ConsoleApplication)), out Compilation compilation, out _);

        Compilations.AssertNoDiagnostics((CSharpCompilation)compilation);
    }

    /// <summary>A file's name may have 255 bytes. Names that are cut differ in their hashes, which are the same at every run.</summary>
    [Fact]
    public void Long_names_are_cut_to_what_a_file_may_have()
    {
        string far = new('a', 200), scripts = new('神', 200);
        string source = $"namespace {far}.{far} {{ {Network} partial class Net; {Network} partial class NeT; {InTiles} partial class Net2; }} namespace @{scripts} {{ {Network} partial class {scripts}; }}";

        string[] names = [.. Sources.Generated(Compilations.Generate(source)).Select(file => file.HintName)];

        Assert.Equal(8, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 255));
        Assert.Equal(names, Sources.Generated(Compilations.Generate(source)).Select(file => file.HintName));
        Assert.Equal($"{new string('a', 128)}-", names[0][..129]);
        Assert.Equal($"{new string('神', 42)}-", names[6][..43]);
    }

    /// <summary>Every activation behind every layer that takes one, in both strategies.</summary>
    [Theory]
    [InlineData(3, Precision.Single)]
    [InlineData(3, Precision.Double)]
    [InlineData(16, Precision.Single)]
    [InlineData(16, Precision.Double)]
    public void Compiles_with_every_activation_in_every_layer(int size, Precision precision)
    {
        IEnumerable<string> networks = Enum.GetValues<Activation>().Except([Activation.Custom, Activation.Softmax, Activation.LogSoftmax]).Select(activation => $$"""
            [Network({{size}}, Loss = Loss.MeanSquaredError, Precision = Precision.{{precision}})]
            [Activate(Activation.{{activation}}, As = "x0")]
            [Dense({{size}}, Activation.{{activation}}, From = "x")]
            [Add(new[] { "x", "x0" }, Activation.{{activation}}, As = "sum")]
            [LayerNorm(Activation.{{activation}})]
            [Concat("sum", Activation.{{activation}})]
            partial class Net{{activation}};
            """);

        GeneratorRun run = Compilations.Generate($"#pragma warning disable NETGEN014\nusing NetGen;\n{string.Join('\n', networks)}");

        Assert.DoesNotContain(run.Diagnostics, diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity > DiagnosticSeverity.Info);
        Compilations.AssertNoDiagnostics(run.Compilation);
        Assert.Equal(17, Sources.Generated(run).Count(file => !file.HintName.EndsWith(".InDouble.g.cs", StringComparison.Ordinal)));
    }

    /// <summary>Every activation with every loss, and the options, once in straight-line code and once in tiles.</summary>
    [Theory]
    [InlineData(3, Precision.Single)]
    [InlineData(3, Precision.Double)]
    [InlineData(40, Precision.Single)]
    [InlineData(40, Precision.Double)]
    public void Compiles_with_every_activation_and_loss(int inputSize, Precision precision)
    {
        IEnumerable<string> networks =
            from activation in Enum.GetValues<Activation>().Except([Activation.Custom])
            from loss in Enum.GetValues<Loss>()
            let isOdd = ((int)activation + (int)loss) % 2 == 1
            let units = isOdd ? 1 : 4
            let bias = isOdd ? ", Bias = false" : ""
            let hidden = activation is Activation.Softmax or Activation.LogSoftmax ? Activation.Identity : activation
            select $$"""
                [Network({{inputSize}}, Loss = Loss.{{loss}}, Precision = Precision.{{precision}})]
                [Dense(5, Activation.{{hidden}}{{bias}})]
                [Dense({{units}}, Activation.{{activation}}{{bias}})]
                partial class {{activation}}With{{loss}};
                """;

        GeneratorRun run = Compilations.Generate($"using NetGen;\n{string.Join('\n', networks)}");

        // Some of these pairs are unwise and warned of, but all of them compile.
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);
        Compilations.AssertNoDiagnostics(run.Compilation);
        Assert.Equal(19 * 8, Sources.Generated(run).Count(file => !file.HintName.EndsWith(".InDouble.g.cs", StringComparison.Ordinal)));
    }
}
