extern alias generator;

using System.Globalization;
using NetGen.Tests.Support;
using Xunit;
using StrategyChoice = generator::NetGen.Generator.Planning.StrategyChoice;

namespace NetGen.Tests.Generator;

/// <summary>The text of the emitted files: how much there is, and that it is the same everywhere.</summary>
public sealed class EmittedTextTests
{
    private const string NumbersOfAllKinds = """
        using NetGen;
        [Network(1234, Loss = Loss.Huber)]
        [Dense(1000, Activation.LeakyReLU, Alpha = 0.125)]
        [Dense(7, Activation.ELU, Alpha = 1234.5)]
        [Dense(3, Activation.ELU, Alpha = 1e-20)]
        [Dense(3)]
        partial class Net;
        [Network(4, Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double), Dense(3, Activation.LeakyReLU), Dense(2)]
        partial class Small;
        [Network(-3), Dense(1, Activation.ELU, Alpha = -0.5)]
        partial class Wrong;
        """;

    [Fact]
    public void Size_is_bounded() => Assert.InRange(Size(784, 512, 256, 10), 1, 200_000);

    [Fact]
    public void Size_grows_with_layers_and_not_with_weights()
    {
        int size = Size(784, 512, 256, 10);
        int perLayer = Size(784, 512, 256, 256, 10) - size;

        Assert.InRange(Size(100, 50, 20, 10), 0.95 * size, 1.05 * size);
        Assert.InRange(Size(784, 512, 256, 256, 256, 256, 10) - size, 2.9 * perLayer, 3.1 * perLayer);
    }

    /// <summary>A straight line keeps each weight and its gradient in a local, which must stay within what the JIT tracks.</summary>
    [Theory]
    [InlineData("Network(159), Dense(1)", 160, true)]
    [InlineData("Network(160), Dense(1)", 161, false)]
    [InlineData("Network(30), Dense(5), Dense(1, Bias = false)", 160, true)]
    [InlineData("Network(30), Dense(5), Dense(1)", 161, false)]
    public void Straight_line_up_to_160_parameters(string attributes, int parameters, bool isStraightLine)
    {
        Assert.Equal(160, StrategyChoice.StraightLineBudget);

        string text = Emit($"using NetGen;\n[{attributes}] partial class Net;").Single().Text;

        Assert.Contains($"ParameterCount = {parameters};", text);
        Assert.Equal(isStraightLine, text.Contains("// W1 (", StringComparison.Ordinal));
        Assert.Equal(!isStraightLine, text.Contains("private static class Layer1", StringComparison.Ordinal));
    }

    [Fact]
    public void Size_grows_with_layers_of_a_graph_and_not_with_weights()
    {
        int size = ResidualSize(width: 64, blocks: 2), perBlock = ResidualSize(width: 64, blocks: 3) - size;

        Assert.InRange(ResidualSize(width: 500, blocks: 2), 0.95 * size, 1.05 * size);
        Assert.InRange(ResidualSize(width: 64, blocks: 6) - size, 3.8 * perBlock, 4.2 * perBlock);
    }

    /// <summary>Beside parameters, every number of every value and its delta is a local. Activations cost no parameters, and many of them many locals.</summary>
    [Theory]
    [InlineData(4, 2, true)]
    [InlineData(20, 2, false)]
    [InlineData(4, 60, true)]
    [InlineData(4, 90, false)]
    public void A_straight_line_has_no_more_locals_than_the_JIT_tracks(int width, int layers, bool isStraightLine)
    {
        string many = string.Join(", ", Enumerable.Repeat("Activate(Activation.Tanh)", layers));
        string text = Emit($"using NetGen;\n[Network({width}, Loss = Loss.Huber), Dense({width}, Activation.Tanh, As = \"a\"), {many}, Add(\"a\"), Dense(1)] partial class Net;").Single(file => file.HintName == "Net.g.cs").Text;

        Assert.Equal(!isStraightLine, text.Contains("private static class Layer1", StringComparison.Ordinal));
    }

    [Fact]
    public void Summary_says_who_reads_what_where_that_is_not_the_layer_above()
    {
        const string chain = "[Network(4, Loss = Loss.Huber), Dense(3, Activation.Tanh), Dropout(0.5), Dense(2)]";
        Assert.Equal(
            """
            Net: 4 inputs, 2 outputs, 23 parameters, single precision
            layer  kind          shape   activation  parameters
                1  Dense         4 -> 3  Tanh                15
                   Dropout(0.5)  3 -> 3                       0
                2  Dense         3 -> 2  Identity             8
            loss: Huber, L = mean(h(a - y))
            """.Split('\n')[..^1], Summary(chain)[..^1]);

        const string named = "[Network(4, Loss = Loss.Huber), Dense(3, Activation.Tanh, As = \"hidden\"), Dense(2)]";
        Assert.Equal(
            """
            Net: 4 inputs, 2 outputs, 23 parameters, single precision
            layer  kind   name    shape   activation  parameters
                1  Dense  hidden  4 -> 3  Tanh                15
                2  Dense          3 -> 2  Identity             8
            """.Split('\n'), Summary(named)[..^1]);

        const string graph = "[Network(4, Loss = Loss.Huber), Dense(4, Activation.Tanh), Add(\"x\", As = \"sum\"), LayerNorm, Concat([\"sum\", \"x\"]), Dense(2)]";
        Assert.Equal(
            """
            Net: 4 inputs, 2 outputs, 54 parameters, single precision
            layer  kind       name  reads     shape    activation  parameters
                1  Dense            x         4 -> 4   Tanh                20
                2  Add        sum   a1 x      4 -> 4   Identity             0
                3  LayerNorm        sum       4 -> 4   Identity             8
                4  Concat           a3 sum x  4 -> 12  Identity             0
                5  Dense            a4        12 -> 2  Identity            26
            """.Split('\n'), Summary(graph)[..^1]);

        static string[] Summary(string attributes)
        {
            Type type = Compilations.CompileAndLoad($"using NetGen;\n{attributes} public partial class Net;").GetType("Net")!;
            return ((string)type.GetField("Summary")!.GetRawConstantValue()!).Split('\n');
        }
    }

    /// <summary>A machine may be set to other signs (Swedish writes a minus of its own), or to any signs at all.</summary>
    [Theory]
    [InlineData("\u2212", ",", "\u00A0")]
    [InlineData("~", ",", ".")]
    public void Culture_leaves_no_trace(string minus, string point, string group)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        (string, string)[] expected = In(CultureInfo.InvariantCulture);
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NegativeSign = minus;
            culture.NumberFormat.NumberDecimalSeparator = point;
            culture.NumberFormat.NumberGroupSeparator = group;
            culture.NumberFormat.NaNSymbol = culture.NumberFormat.PositiveInfinitySymbol = "?";
            Assert.Equal($"{minus}0{point}5", (-0.5).ToString(culture));

            Assert.Equal(expected, In(culture));
            Assert.Contains(expected, entry => entry.Item2.Contains("-3", StringComparison.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static (string, string)[] In(CultureInfo culture)
        {
            CultureInfo.CurrentCulture = culture;
            GeneratorRun run = Compilations.Generate(NumbersOfAllKinds);
            return [.. Sources.Generated(run), .. run.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture)))];
        }
    }

    /// <summary>No carriage returns, no space at the ends of lines, nothing that changes from run to run.</summary>
    [Fact]
    public void Text_is_clean_and_repeatable()
    {
        (string HintName, string Text)[] files = [.. Emit(NumbersOfAllKinds)];

        Assert.Equal(files, Emit(NumbersOfAllKinds));
        Assert.All(files, file =>
        {
            Assert.StartsWith("// <auto-generated/>\n", file.Text, StringComparison.Ordinal);
            Assert.EndsWith("}\n", file.Text, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', file.Text);
            Assert.DoesNotContain('\t', file.Text);
            Assert.DoesNotContain("\n\n\n", file.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(file.Text.Split('\n'), line => line.EndsWith(' '));
        });
    }

    private static int Size(int inputs, params int[] units)
    {
        IEnumerable<string> hidden = units.SkipLast(1).Select(size => $"Dense({size}, Activation.ReLU)");
        return Emit($"using NetGen;\n[Network({inputs}, Loss = Loss.CrossEntropy), {string.Join(", ", hidden)}, Dense({units[^1]}, Activation.Softmax)] partial class Net;")
            .Sum(file => file.Text.Length);
    }

    private static int ResidualSize(int width, int blocks)
    {
        IEnumerable<string> all = Enumerable.Range(0, blocks).Select(block => $"Activate(Activation.ReLU, As = \"in{block}\"), LayerNorm, Dense({width}, Activation.ReLU), Dense({width}), Add(\"in{block}\")");
        return Emit($"using NetGen;\n[Network({width}, Loss = Loss.CrossEntropy), {string.Join(", ", all)}, Dense(10, Activation.Softmax)] partial class Net;").Sum(file => file.Text.Length);
    }

    private static IEnumerable<(string HintName, string Text)> Emit(string source) => Sources.Generated(Compilations.Generate(source));
}
