using System.Runtime.CompilerServices;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>Networks as flowcharts. Mermaid 11.17 has parsed and drawn the one of docs/layers.md, and a text with escapes.</summary>
public sealed partial class MermaidTests
{
    [Fact]
    public void A_multilayer_perceptron_is_a_chain()
    {
        const string Expected = """
            ---
            title: "Perceptron: 1,250 parameters, Single, BinaryCrossEntropy"
            ---
            flowchart TD
                x(["Input x<br/>4"])
                xhat("Standardize")
                h0("Dropout(0.25)")
                a1["Dense 1: end<br/>200, LeakyReLU(0.1)<br/>1,000 parameters"]
                h1("Dropout(0.5)")
                a2["Dense 2<br/>1, Tanh<br/>201 parameters"]
                a3["Dense 3: x#95;1.out-<br/>16, Tanh<br/>32 parameters"]
                a4["Dense 4<br/>1, Sigmoid<br/>17 parameters"]
                x --> xhat
                xhat --> h0
                h0 --> a1
                a1 --> h1
                h1 --> a2
                a2 --> a3
                a3 --> a4
            """;

        AssertChart(Expected, Perceptron.Info);
    }

    [Fact]
    public void Skip_connections_are_arrows()
    {
        const string Expected = """
            ---
            title: "Yes: 33 parameters, Double, HalfSquaredError"
            ---
            flowchart TD
                x(["Input x<br/>2"])
                a1["Dense 1: in<br/>3, Tanh<br/>9 parameters"]
                h1("Dropout(0.5)")
                a2["LayerNorm 2<br/>epsilon 1E-05<br/>3<br/>6 parameters"]
                a3["Dense 3<br/>3<br/>12 parameters"]
                a4["Add 4<br/>3, ReLU"]
                a5["Concat 5<br/>5"]
                a6["Dense 6<br/>1<br/>6 parameters"]
                x --> a1
                a1 --> h1
                h1 --> a2
                a2 --> a3
                a3 --> a4
                a1 --> a4
                a4 --> a5
                x --> a5
                a5 --> a6
            """;

        AssertChart(Expected, Yes.Info);
    }

    [Fact]
    public void Images_have_their_shapes()
    {
        const string Expected = """
            ---
            title: "Images: 3,118 parameters, Single, CrossEntropy"
            ---
            flowchart TD
                x(["Input x<br/>1x28x28"])
                a1["Conv2D 1: conv1<br/>kernel 5x5, stride 2, padding 2<br/>6x14x14<br/>156 parameters"]
                a2["BatchNorm 2<br/>epsilon 1E-05, momentum 0.1<br/>6x14x14, ReLU<br/>12 parameters"]
                a3["MaxPool 3<br/>window 2x2<br/>6x7x7"]
                h3("Dropout(0.25, channels)")
                a4["Dense 4<br/>10, Softmax<br/>2,950 parameters"]
                x --> a1
                a1 --> a2
                a2 --> a3
                a3 --> h3
                h3 --> a4
            """;

        AssertChart(Expected, Images.Info);
    }

    /// <summary>Text with a meaning in Mermaid, HTML or Markdown. The generator lets none of it into a name, save the brackets of a generic type.</summary>
    [Fact]
    public void What_has_a_meaning_in_Mermaid_is_escaped()
    {
        var layer = new LayerInfo(1, "Dense", [1], [1], Activation.Custom, 0, 1) { Name = "\"]; end %% `_*&", CustomActivation = "App.Own<T>" };

        string chart = new NetworkInfo("Net", Precision.Single, Loss.None, layer).ToMermaid();

        Assert.Contains("\n    a1[\"Dense 1: #34;#93;#59; end #37;#37; #96;#95;#42;#38;<br/>1, App.Own#60;T#62;\"]\n", chart);
    }

    [Fact]
    public void The_documentation_shows_it()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "layers.md"));
        string[] blocks = [.. page.Split("```").Where((_, index) => index % 2 == 1)];
        string program = Assert.Single(blocks, block => block.Contains("partial class ResidualDigits", StringComparison.Ordinal));
        string declaration = program[program.IndexOf("[Network(", StringComparison.Ordinal)..];
        string drawn = Assert.Single(blocks, block => block.StartsWith("mermaid\n", StringComparison.Ordinal))["mermaid\n".Length..];

        Type network = Compilations.CompileAndLoad($"using NetGen;\n{declaration}").GetType("ResidualDigits")!;

        Assert.Equal(((NetworkInfo)network.GetProperty("Info")!.GetValue(null)!).ToMermaid() + "\n", drawn);
    }

    private static void AssertChart(string expected, NetworkInfo info)
    {
        using var _ = Culture.WithComma();
        Assert.Equal(expected, info.ToMermaid());
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(path, "..", "..", "..", ".."));

    [Network(4, Loss = Loss.BinaryCrossEntropy)]
    [Standardize]
    [Dropout(0.25)]
    [Dense(200, Activation.LeakyReLU, Alpha = 0.1, As = "end")]
    [Dropout(0.5)]
    [Dense(1, Activation.Tanh)]
    [Dense(16, Activation.Tanh, As = "x_1.out-")]
    [Dense(1, Activation.Sigmoid)]
    private sealed partial class Perceptron;

    [Network(2, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
    [Dense(3, Activation.Tanh, As = "in")]
    [Dropout(0.5)]
    [LayerNorm]
    [Dense(3)]
    [Add("in", Activation.ReLU)]
    [Concat("x")]
    [Dense(1)]
    private sealed partial class Yes;

    [Network(1, 28, 28, Loss = Loss.CrossEntropy)]
    [Conv2D(6, 5, Stride = 2, Padding = 2, As = "conv1")]
    [BatchNorm(Activation.ReLU)]
    [MaxPool(2)]
    [Dropout(0.25, Channels = true)]
    [Dense(10, Activation.Softmax)]
    private sealed partial class Images;
}
