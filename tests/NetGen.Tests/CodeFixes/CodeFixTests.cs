using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace NetGen.Tests.CodeFixes;

/// <summary>What each code fix makes of a source.</summary>
public sealed class CodeFixTests
{
    [Fact]
    public Task Makes_the_class_and_its_containers_partial() => Verify(
        """
        public sealed class Outer
        {
            struct Inner
            {
                /// <summary>Documented.</summary>
                [Network(2, Loss = Loss.Huber)]
                [Dense(1)]
                internal partial class {|NETGEN001:First|};
            }

            [Network(2, Loss = Loss.Huber)]
            [Dense(1)]
            class {|NETGEN001:Second|};
        }
        """,
        """
        public sealed partial class Outer
        {
            partial struct Inner
            {
                /// <summary>Documented.</summary>
                [Network(2, Loss = Loss.Huber)]
                [Dense(1)]
                internal partial class First;
            }

            [Network(2, Loss = Loss.Huber)]
            [Dense(1)]
            partial class Second;
        }
        """);

    [Theory]
    [InlineData("[Network(64)]", "[Network(64, Loss = Loss.CrossEntropy)]\n[Dense(32, Activation.ReLU)]\n[Dense(10, Activation.Softmax)]")]
    [InlineData("[Network(2, Loss = Loss.BinaryCrossEntropy)]", "[Network(2, Loss = Loss.BinaryCrossEntropy)]\n[Dense(32, Activation.ReLU)]\n[Dense(1, Activation.Sigmoid)]")]
    [InlineData("[Network(2, Loss = Loss.Huber)]", "[Network(2, Loss = Loss.Huber)]\n[Dense(32, Activation.ReLU)]\n[Dense(1)]")]
    [InlineData("[Network(1, 28, 28)]", "[Network(1, 28, 28, Loss = Loss.CrossEntropy)]\n[Conv2D(8, 3, Activation.ReLU)]\n[MaxPool(2)]\n[Dense(10, Activation.Softmax)]")]
    [InlineData("[Network(2, 50)]", "[Network(2, 50, Loss = Loss.CrossEntropy)]\n[Conv1D(8, 3, Activation.ReLU)]\n[MaxPool(2)]\n[Dense(10, Activation.Softmax)]")]
    [InlineData("[Network(1, 2, 2)]", "[Network(1, 2, 2, Loss = Loss.CrossEntropy)]\n[Dense(32, Activation.ReLU)]\n[Dense(10, Activation.Softmax)]")]
    public Task Fills_an_empty_network(string before, string after) =>
        Verify($"{before}\npartial class {{|NETGEN002:Net|}};", $"{after}\npartial class Net;");

    [Fact]
    public Task Fills_an_empty_network_on_one_line() =>
        Verify("[Network(2, Loss = Loss.Huber)] partial class {|NETGEN002:Net|};", "[Network(2, Loss = Loss.Huber)] [Dense(32, Activation.ReLU)] [Dense(1)] partial class Net;");

    [Theory]
    [InlineData(0, "Activation.ReLU")]
    [InlineData(1, "Activation.Tanh")]
    public Task Moves_a_hidden_softmax_away(int cure, string activation) => Verify(
        "[Network(4, Loss = Loss.CrossEntropy)]\n[Dense(5, {|NETGEN005:Activation.Softmax|}), Dense(6, {|NETGEN005:activation: Activation.Softmax|})]\n[Dense(3, Activation.Softmax)]\npartial class Net;",
        $"[Network(4, Loss = Loss.CrossEntropy)]\n[Dense(5, {activation}), Dense(6, activation: {activation})]\n[Dense(3, Activation.Softmax)]\npartial class Net;",
        cure);

    [Theory]
    [InlineData("NETGEN010", "ELU", "Alpha = -1")]
    [InlineData("NETGEN010", "HardTanh", "Max = -1")]
    [InlineData("NETGEN011", "Tanh", "Alpha = 1")]
    [InlineData("NETGEN011", "Tanh", "Min = 1")]
    public Task Removes_a_parameter(string id, string activation, string parameter) => Verify(
        $"[Network(2, Loss = Loss.Huber), Dense(3, Activation.{activation}, {{|{id}:{parameter}|}}, Bias = false), Dense(1)] partial class Net;",
        $"[Network(2, Loss = Loss.Huber), Dense(3, Activation.{activation}, Bias = false), Dense(1)] partial class Net;");

    [Theory]
    [InlineData(0, "[Dense(3, Activation.ReLU, Bias = false)]\n[Dense(1)]")]
    [InlineData(1, "[Dense(1)]")]
    public Task Resolves_two_linear_layers(int cure, string after) => Verify(
        "[Network(2, Loss = Loss.Huber)]\n{|NETGEN012:[Dense(3, Bias = false)]|}\n[Dense(1)]\npartial class Net;".Replace("{|NETGEN012:[", "[{|NETGEN012:").Replace("]|}", "|}]"),
        $"[Network(2, Loss = Loss.Huber)]\n{after}\npartial class Net;",
        cure);

    [Theory]
    [InlineData("CrossEntropy", "Tanh", 3, 0, "CrossEntropy", "Softmax")]
    [InlineData("CrossEntropy", "Tanh", 3, 1, "MeanSquaredError", "Tanh")]
    [InlineData("BinaryCrossEntropy", "ReLU", 1, 0, "BinaryCrossEntropy", "Sigmoid")]
    public Task Fits_loss_and_output(string loss, string activation, int units, int cure, string fittingLoss, string fittingActivation) => Verify(
        $"[Network(2, {{|NETGEN013:Loss = Loss.{loss}|}}), Dense({units}, Activation.{activation})] partial class Net;",
        $"[Network(2, Loss = Loss.{fittingLoss}), Dense({units}, Activation.{fittingActivation})] partial class Net;",
        cure);

    [Theory]
    [InlineData(0, "[Network(2, Loss = Loss.Huber), Dense(1, Activation.Tanh)]")]
    [InlineData(1, "[{|NETGEN015:Network(2)|}, Dense(1, Activation.Sign)]")]
    public Task Makes_a_perceptron_trainable_or_drops_its_loss(int cure, string after) => Verify(
        "[Network(2, Loss = Loss.Huber), Dense(1, {|NETGEN014:Activation.Sign|})] partial class Net;", $"{after} partial class Net;", cure);

    /// <summary>All places at once, in several files.</summary>
    [Fact]
    public Task Fixes_a_whole_project()
    {
        CodeFixCase test = Case(
            "[Network(2, {|NETGEN070:Loss = Loss.Huber|}), Dense(3, Activation.Sigmoid)] partial class First; [Network(2, {|NETGEN070:Loss = Loss.Huber|}), Dense(3, Activation.Sigmoid)] partial class Second;",
            "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Sigmoid)] partial class First; [Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Sigmoid)] partial class Second;");
        test.TestState.Sources.Add("using NetGen; [Network(2, {|NETGEN070:Loss = Loss.SquaredError|}), Dense(1, Activation.Sigmoid)] partial class Third;");
        test.FixedState.Sources.Add("using NetGen; [Network(2, Loss = Loss.BinaryCrossEntropy), Dense(1, Activation.Sigmoid)] partial class Third;");
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.None;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Dense(3, Activation.Softmax)", "CrossEntropy")]
    [InlineData("Dense(3, Activation.Sigmoid)", "BinaryCrossEntropy")]
    [InlineData("Dense(3)", "MeanSquaredError")]
    public Task Adds_the_fitting_loss(string layer, string loss) => Verify(
        $"[{{|NETGEN015:Network(2)|}}]\n[{layer}]\npartial class Net;", $"[Network(2, Loss = Loss.{loss})]\n[{layer}]\npartial class Net;");

    [Fact]
    public Task Gives_two_classes_one_sigmoid() => Verify(
        "[Network(2, Loss = Loss.CrossEntropy), Dense(1, {|NETGEN017:Activation.Softmax|})] partial class Net;",
        "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(1, Activation.Sigmoid)] partial class Net;");

    [Fact]
    public Task Gives_one_output_the_binary_cross_entropy() => Verify(
        "[Network(2, {|NETGEN060:Loss = Loss.CrossEntropy|}), Dense(1)] partial class Net;",
        "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(1, Activation.Sigmoid)] partial class Net;");

    [Fact]
    public Task Names_the_nearest_weights_file() => Verify(
        "[Network(2, Loss = Loss.Huber, {|NETGEN019:Weights = \"a/sane.safetensors\"|}), Dense(1, Bias = false)] partial class Net;",
        "[Network(2, Loss = Loss.Huber, Weights = \"a/same.safetensors\"), Dense(1, Bias = false)] partial class Net;");

    [Theory]
    [InlineData("Dense(1, {|NETGEN030:InitialValue = 2|})", "Dense(1)")]
    [InlineData("Dense(1, {|NETGEN031:Initializer = Initializer.Constant|})", "Dense(1, Initializer = Initializer.Constant, InitialValue = 0.1)")]
    [InlineData("Dense(1, Initializer = Initializer.Constant, {|NETGEN031:InitialValue = 1e99|})", "Dense(1, Initializer = Initializer.Constant, InitialValue = 0.1)")]
    [InlineData("Dropout({|NETGEN051:20|}), Dense(1)", "Dropout(0.2), Dense(1)")]
    [InlineData("LayerNorm({|NETGEN065:Epsilon = 0|}), Dense(1)", "LayerNorm(Epsilon = 1e-5), Dense(1)")]
    [InlineData("Dropout(0.5), {|NETGEN053:Dropout(0.5)|}, Dense(1)", "Dropout(0.5), Dense(1)")]
    [InlineData("Dense(2, Activation.Tanh), Add({|NETGEN066:[]|}), Dense(1)", "Dense(2, Activation.Tanh), Dense(1)")]
    [InlineData("Dense(2, Activation.Tanh, As = \"a\"), {|NETGEN064:Dense(3, Activation.Tanh)|}, Dense(1, From = \"a\")", "Dense(2, Activation.Tanh, As = \"a\"), Dense(1, From = \"a\")")]
    public Task Changes_a_layer(string before, string after) =>
        Verify($"[Network(2, Loss = Loss.Huber), {before}] partial class Net;", $"[Network(2, Loss = Loss.Huber), {after}] partial class Net;");

    [Theory]
    [InlineData(0, "Conv2D(3, 3, Padding = 1)")]
    [InlineData(1, "Conv2D(3, 3, Same = true)")]
    public Task Pads_in_one_way(int cure, string after) => Verify(
        "[Network(1, 8, 8, Loss = Loss.Huber), Conv2D(3, 3, Same = true, {|NETGEN067:Padding = 1|}), MaxPool(2), Activate(Activation.ReLU), Dense(1)] partial class Net;",
        $"[Network(1, 8, 8, Loss = Loss.Huber), {after}, MaxPool(2), Activate(Activation.ReLU), Dense(1)] partial class Net;",
        cure);

    [Fact]
    public Task Moves_standardize_in_front() => Verify(
        """
        [Network(4, Loss = Loss.CrossEntropy)]
        // The hidden layer.
        [Dense(5, Activation.Tanh)] // Five.
        [{|NETGEN050:Standardize|}]
        [Dense(3, Activation.Softmax)]
        partial class Net;
        """,
        """
        [Network(4, Loss = Loss.CrossEntropy)]
        // The hidden layer.
        [Standardize]
        [Dense(5, Activation.Tanh)] // Five.
        [Dense(3, Activation.Softmax)]
        partial class Net;
        """);

    [Fact]
    public Task Moves_standardize_in_front_in_a_list() => Verify(
        "[Network(4, Loss = Loss.CrossEntropy), Dense(5, Activation.Tanh), {|NETGEN050:Standardize|}, Dense(3, Activation.Softmax)] partial class Net;",
        "[Network(4, Loss = Loss.CrossEntropy), Standardize, Dense(5, Activation.Tanh), Dense(3, Activation.Softmax)] partial class Net;");

    [Fact]
    public Task Moves_dropout_before_the_last_layer() => Verify(
        "[Network(4, Loss = Loss.CrossEntropy)]\n[Dense(5, Activation.Tanh)]\n[Dense(3, Activation.Softmax)]\n[{|NETGEN052:Dropout(0.5)|}]\npartial class Net;",
        "[Network(4, Loss = Loss.CrossEntropy)]\n[Dense(5, Activation.Tanh)]\n[Dropout(0.5)]\n[Dense(3, Activation.Softmax)]\npartial class Net;");

    [Theory]
    [InlineData("Dense(3, Activation.Tanh), Dense(1), {|NETGEN054:Freeze|}", 0, "Dense(3, Activation.Tanh), Freeze, Dense(1)")]
    [InlineData("Dense(3, Activation.Tanh), Dense(1), {|NETGEN054:Freeze|}", 1, "Dense(3, Activation.Tanh), Dense(1)")]
    [InlineData("Dense(1), {|NETGEN054:Freeze|}", 0, "Dense(1)")]
    [InlineData("{|NETGEN055:Freeze|}, Dense(3, Activation.Tanh), Dense(1)", 0, "Dense(3, Activation.Tanh), Freeze, Dense(1)")]
    [InlineData("{|NETGEN055:Freeze|}, Dense(3, Activation.Tanh), Dense(1)", 1, "Dense(3, Activation.Tanh), Dense(1)")]
    [InlineData("{|NETGEN055:Freeze|}, Dense(1)", 0, "Dense(1)")]
    [InlineData("Dense(3, Activation.Tanh), {|NETGEN056:Dropout(0.5)|}, Freeze, Dense(1)", 0, "Dense(3, Activation.Tanh), Freeze, Dropout(0.5), Dense(1)")]
    [InlineData("Dense(3, Activation.Tanh), {|NETGEN056:Dropout(0.5)|}, Freeze, Dense(1)", 1, "Dense(3, Activation.Tanh), Freeze, Dense(1)")]
    [InlineData("{|NETGEN056:Dropout(0.5)|}, Dense(3, Activation.Tanh), Freeze, Dense(1)", 0, "Dense(3, Activation.Tanh), Freeze, Dense(1)")]
    public Task Moves_or_removes_a_freeze(string before, int cure, string after) =>
        Verify($"[Network(2, Loss = Loss.Huber), {before}] partial class Net;", $"[Network(2, Loss = Loss.Huber), {after}] partial class Net;", cure);

    [Theory]
    [InlineData("{|NETGEN061:From = \"Enocder\"|}", "From = \"encoder\"")]
    [InlineData("{|NETGEN061:From = \"encoder \"|}", "From = \"encoder\"")]
    public Task Corrects_a_name(string before, string after) => Verify(
        $"[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh, As = \"encoder\"), Dense(1, {before})] partial class Net;",
        $"[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh, As = \"encoder\"), Dense(1, {after})] partial class Net;");

    [Fact]
    public Task Corrects_a_name_among_others() => Verify(
        "[Network(2, Loss = Loss.Huber), Dense(2, Activation.Tanh, As = \"first\"), Dense(2, Activation.Tanh, As = \"second\"), Dense(2), Add({|NETGEN061:[\"first\", \"secnd\"]|}), Dense(1)] partial class Net;",
        "[Network(2, Loss = Loss.Huber), Dense(2, Activation.Tanh, As = \"first\"), Dense(2, Activation.Tanh, As = \"second\"), Dense(2), Add([\"first\", \"second\"]), Dense(1)] partial class Net;");

    [Fact]
    public Task Offers_no_name_where_none_is_near()
    {
        const string source = "using NetGen;\n[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh, As = \"encoder\"), Dense(1, {|NETGEN061:From = \"stem\"|})] partial class Net;";
        return new CodeFixCase(source, source).RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("NETGEN070", "HalfSquaredError", "Sigmoid", "BinaryCrossEntropy")]
    [InlineData("NETGEN071", "MeanSquaredError", "Softmax", "CrossEntropy")]
    public Task Uses_the_cross_entropy(string id, string loss, string activation, string fitting) => Verify(
        $"[Network(2, {{|{id}:Loss = Loss.{loss}|}}), Dense(3, Activation.{activation})] partial class Net;",
        $"[Network(2, Loss = Loss.{fitting}), Dense(3, Activation.{activation})] partial class Net;");

    [Fact]
    public Task Replaces_a_stack_of_sigmoids() => Verify(
        "[Network(2, Loss = Loss.Huber)]\n[Dense(3, {|NETGEN072:Activation.Sigmoid|})]\n[Dense(3, Activation.Sigmoid)]\n[Dense(3, Activation.Sigmoid)]\n[Dense(1)]\npartial class Net;",
        "[Network(2, Loss = Loss.Huber)]\n[Dense(3, Activation.ReLU)]\n[Dense(3, Activation.ReLU)]\n[Dense(3, Activation.ReLU)]\n[Dense(1)]\npartial class Net;");

    [Theory]
    [InlineData("CrossEntropy), Dense(3, {|NETGEN073:Activation.ReLU|}), Activate(Activation.Softmax)", "CrossEntropy), Dense(3), Activate(Activation.Softmax)")]
    [InlineData("CrossEntropy), Dense(3), LayerNorm({|NETGEN073:Activation.ReLU|}), Activate(Activation.Softmax)", "CrossEntropy), Dense(3), LayerNorm, Activate(Activation.Softmax)")]
    [InlineData("Huber), Dense(3, Activation.ReLU, {|NETGEN074:Initializer = Initializer.GlorotNormal|}, Bias = false), Dense(1)", "Huber), Dense(3, Activation.ReLU, Bias = false), Dense(1)")]
    [InlineData("Huber), Dense(3, Activation.Tanh, {|NETGEN075:Initializer = Initializer.Constant|}, InitialValue = 0.5), Dense(1, Initializer = Initializer.Zeros)", "Huber), Dense(3, Activation.Tanh), Dense(1, Initializer = Initializer.Zeros)")]
    public Task Removes_an_argument(string before, string after) => Verify($"[Network(2, Loss = Loss.{before}] partial class Net;", $"[Network(2, Loss = Loss.{after}] partial class Net;");

    [Fact]
    public Task Sets_a_usual_learning_rate() => Verify(
        "class Program { void Run(Dataset data) => Trainer.Fit(new Net(1), data, new TrainingOptions { Optimizer = new Adam({|NETGEN076:0.5|}) }); }\n[Network(2, Loss = Loss.Huber), Dense(3, Activation.ReLU), Dense(1)] partial class Net;",
        "class Program { void Run(Dataset data) => Trainer.Fit(new Net(1), data, new TrainingOptions { Optimizer = new Adam(0.001) }); }\n[Network(2, Loss = Loss.Huber), Dense(3, Activation.ReLU), Dense(1)] partial class Net;");

    /// <summary>Without <c>using NetGen;</c> names are written as the file needs them.</summary>
    [Fact]
    public Task Writes_names_as_the_file_can_read_them() => new CodeFixCase(
        "[NetGen.Network(2)]\npartial class {|NETGEN002:Net|};",
        "[NetGen.Network(2, Loss = NetGen.Loss.CrossEntropy)]\n[NetGen.Dense(32, NetGen.Activation.ReLU)]\n[NetGen.Dense(10, NetGen.Activation.Softmax)]\npartial class Net;").RunAsync(TestContext.Current.CancellationToken);

    private static Task Verify(string before, string after, int cure = 0) => Case(before, after, cure).RunAsync(TestContext.Current.CancellationToken);

    private static CodeFixCase Case(string before, string after, int cure = 0) => new($"using NetGen;\n{before}", $"using NetGen;\n{after}", cure);
}
