using Microsoft.CodeAnalysis;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>Sources that raise exactly one diagnostic each, at the place that [| |] marks.</summary>
internal static class DiagnosticCases
{
    private const DiagnosticSeverity Error = DiagnosticSeverity.Error;
    private const DiagnosticSeverity Warning = DiagnosticSeverity.Warning;
    private const DiagnosticSeverity Info = DiagnosticSeverity.Info;

    private const string OneOutput = "CrossEntropy has one output for each class, but 'Net' has one output in all: use Loss.BinaryCrossEntropy with Sigmoid for two classes, or one output a class with Softmax";

    private const string TooManyNumbers = "more than the 2,147,483,575 that one array can hold: use smaller layers";

    /// <summary>In the order of their identifiers.</summary>
    public static TheoryData<string, DiagnosticSeverity, string, string> All =>
        [.. _others.Concat(ImageDiagnosticCases.All).Concat(AdviceCases.All).OrderBy(row => row.Data.Item1, StringComparer.Ordinal).Select(row => row.Data)];

    private static readonly TheoryData<string, DiagnosticSeverity, string, string> _others = new()
    {
        { "NETGEN001", Error, "[Network(2, Loss = Loss.Huber), Dense(1)] class [|Net|];", NotPartial("Net", "class Net") },
        { "NETGEN001", Error, "class Outer { [Network(2), Dense(1)] partial class [|Net|]; }", NotPartial("Outer", "class Outer") },
        { "NETGEN001", Error, "struct Far { partial class Near { [Network(2), Dense(1)] partial class [|Net|]; } }", NotPartial("Far", "struct Far") },
        { "NETGEN001", Error, "record struct Outer { [Network(2), Dense(1)] partial class [|Net|]; }", NotPartial("Outer", "record struct Outer") },
        { "NETGEN001", Error, "interface Outer { [Network(2), Dense(1)] partial class [|Net|]; }", NotPartial("Outer", "interface Outer") },

        { "NETGEN002", Error, "[Network(2)] partial class [|Net|];", "The network 'Net' has no layers: add at least one, such as [Dense(10, Activation.Softmax)]" },
        { "NETGEN002", Error, "[Network(2, Loss = Loss.Huber), Activate(Activation.Tanh)] partial class [|Net|];", NoWeights },
        { "NETGEN002", Error, "[Network(2, Loss = Loss.Huber), Standardize, Concat(\"x\", Activation.Tanh)] partial class [|Net|];", NoWeights },
        { "NETGEN002", Error, "[Network(2), Standardize] partial class [|Net|];", "The network 'Net' has no layers of neurons: add at least one, such as [Dense(10, Activation.Softmax)]" },

        { "NETGEN003", Error, "[Network([|0|]), Dense(1)] partial class Net;", "The input size of a network must be at least 1, but is 0" },
        { "NETGEN003", Error, "[Network(inputSize: 2), Dense([|-3|], Activation.Tanh)] partial class Net;", "The number of units of a layer must be at least 1, but is -3" },
        { "NETGEN003", Error, "[Network(2), Dense(activation: Activation.Tanh, [|units: int.MinValue|])] partial class Net;", "The number of units of a layer must be at least 1, but is -2147483648" },

        { "NETGEN004", Error, "[Network(65536, Loss = Loss.Huber), [|Dense(65536)|]] partial class Net;", $"The network 'Net' would need 4,295,032,832 parameters, {TooManyNumbers}" },
        { "NETGEN004", Error, "[Network(int.MaxValue, Loss = Loss.Huber), [|Dense(int.MaxValue)|]] partial class Net;", $"The network 'Net' would need 4,611,686,016,279,904,256 parameters, {TooManyNumbers}" },
        { "NETGEN004", Error, "[Network(1, Loss = Loss.Huber), Dense(40000, Activation.Tanh), [|Dense(60000)|]] partial class Net;", $"The network 'Net' would need 2,400,140,000 parameters, {TooManyNumbers}" },
        { "NETGEN004", Error, "[Network(1, Loss = Loss.Huber), [|Dense(1000000000, Bias = false)|]] partial class Net;", $"The network 'Net' would need 3,000,000,000 weighted inputs, activations and deltas a sample, {TooManyNumbers}" },

        { "NETGEN005", Error, "[Network(2, Loss = Loss.Huber), Dense(3, [|Activation.Softmax|]), Dense(1)] partial class Net;", "Softmax is an output activation, but layer 1 is followed by another: use ReLU or Tanh here, and Softmax in the last layer" },

        { "NETGEN005", Error, "[Network(2, Loss = Loss.Huber), Dense(2), Add(\"x\", [|Activation.Softmax|]), Dense(1)] partial class Net;", "Softmax is an output activation, but layer 2 is followed by another: use ReLU or Tanh here, and Softmax in the last layer" },
        { "NETGEN005", Error, "[Network(2, Loss = Loss.Huber), Dense(2), Activate([|Activation.Softmax|]), Dense(1)] partial class Net;", "Softmax is an output activation, but layer 2 is followed by another: use ReLU or Tanh here, and Softmax in the last layer" },

        { "NETGEN006", Error, "[Network(2), Dense(3)] partial class Net; [[|Dense(1)|]] partial class Net;", "The layers of 'Net' are spread over several partial declarations, so they have no order: put all of them on one" },

        { "NETGEN007", Error, "[Network(2), Dense(1)] static partial class [|Net|];", Unsupported("static", "a network has parameters of its own, so remove 'static'") },
        { "NETGEN007", Error, "[Network(2), Dense(1)] partial record [|Net|];", Unsupported("a record", "copies of a record would share their parameters, so declare it as a class") },
        { "NETGEN007", Error, "[Network(2), Dense(1)] partial class [|Net|]<T>;", Unsupported("generic", "the number type is chosen by Precision, so declare it without type parameters") },
        { "NETGEN007", Error, "partial class Outer<T> { partial struct Near { [Network(2), Dense(1)] partial class [|Net|]; } }", Unsupported("inside the generic type 'Outer'", "the number type is chosen by Precision, so declare it without type parameters") },
        { "NETGEN007", Error, "[Network(2), Dense(1)] file partial class [|Net|];", Unsupported("local to its file", "generated code lives in another file, so make it internal") },
        { "NETGEN007", Error, "file partial class Outer { [Network(2), Dense(1)] partial class [|Net|]; }", Unsupported("local to its file", "generated code lives in another file, so make it internal") },
        { "NETGEN007", Error, "class Root { protected Root(int x) => _ = x; } [Network(2), Dense(1)] partial class [|Net|] : Root;", Unsupported("derived from 'Root', which has no constructor to call without arguments", "give the base class one") },
        { "NETGEN007", Error, "class Root { protected Root(int x = 0) => _ = x; protected Root(string y = \"\") => _ = y; } [Network(2), Dense(1)] partial class [|Net|] : Root;", Unsupported("derived from 'Root', which has no constructor to call without arguments", "give the base class one") },
        { "NETGEN007", Error, "class Root { private Root() { } } [Network(2), Dense(1)] partial class [|Net|] : Root;", Unsupported("derived from 'Root', which has no constructor to call without arguments", "give the base class one") },
        { "NETGEN007", Error, "[Network(2, Loss = Loss.Huber), Dense(1)] partial class First; [Network(2, Loss = Loss.Huber), Dense(1)] partial class [|Net|] : First;", Unsupported("derived from 'First', which is a network itself", "a network has one list of layers, so derive it from another class") },

        { "NETGEN008", Error, Member("private int [|W1|] = 3;"), Collides("W1") },
        { "NETGEN008", Error, Member("public int [|Info|] => 3;"), Collides("Info") },
        { "NETGEN008", Error, Member("public event System.Action [|Parameters|];"), Collides("Parameters") },
        { "NETGEN008", Error, Member("private static class [|Compiled|];"), Collides("Compiled") },
        { "NETGEN008", Error, Member("private delegate void [|Forward|]();"), Collides("Forward") },
        { "NETGEN008", Error, Member("private void [|B1|]() { }"), Collides("B1") },
        { "NETGEN008", Error, Member("public void [|Forward|](System.ReadOnlySpan<float> x, System.Span<float> y) { }"), Collides("Forward") },
        { "NETGEN008", Error, Member("public static Net [|Load|](string path, LoadOptions options) => new(1);"), Collides("Load") },
        { "NETGEN008", Error, Member("public void [|Jacobian|](System.ReadOnlySpan<float> x, System.Span<float> j) { }"), Collides("Jacobian") },
        { "NETGEN008", Error, Member("public int [|BackwardFrom|] => 3;"), Collides("BackwardFrom") },
        { "NETGEN008", Error, Member("public float [|Backward|](System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> y, System.ReadOnlySpan<float> w, System.Span<float> dx) => x.Length;"), Collides("Backward") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber), LayerNorm, Dense(1)] partial class Net { int [|Gain1|] => 3; }", Collides("Gain1") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber), Dense(2), Add(\"x\"), LayerNorm] partial class Net { int [|DGain3|] => 3; }", Collides("DGain3") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber), Dense(1)] partial class [|Jacobian|];", Collides("Jacobian", "Jacobian") },
        { "NETGEN008", Error, Member("private int [|get_W1|]() => 3;"), Collides("get_W1") },
        { "NETGEN008", Error, Member("private class [|get_Info|];"), Collides("get_Info") },
        { "NETGEN008", Error, Member("private void [|set_Threads|](int threads) => _ = threads;"), Collides("set_Threads") },
        { "NETGEN008", Error, Member("private int [|set_Threads|] = 3;"), Collides("set_Threads") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber), Dropout(0.5), Dense(1)] partial class Net { void [|set_DropoutStep|](long step) => _ = step; }", Collides("set_DropoutStep") },
        { "NETGEN008", Error, Member("[System.Runtime.CompilerServices.IndexerName(\"W1\")] public int [|this|][int i] => i;"), Collides("W1") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber), Dense(1)] partial class Net : INetwork<float> { NetworkInfo global::NetGen.INetwork<float>.[|Info|] => null!; }", Collides("NetGen.INetwork<System.Single>.Info") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber, Precision = Precision.Double), Dense(1)] partial class Net : ITrainableNetwork<double> { ITrainableNetwork<double> ITrainableNetwork<double>.[|ToDouble|]() => null!; }", Collides("NetGen.ITrainableNetwork<System.Double>.ToDouble") },
        { "NETGEN008", Error, Member("private [|Net|](int x) { }"), Collides("Net(int)") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber), Dense(1)] partial class [|Net|](string name) { public string Name => name; }", Collides("primary constructor of Net") },
        { "NETGEN008", Error, "class Root { protected int [|_gradients|]; } [Network(2, Loss = Loss.Huber), Dense(1)] partial class Net : Root;", Collides("_gradients") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber), Dense(1)] partial class [|W1|];", Collides("W1", "W1") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber), Dense(1)] partial class [|Compiled|];", Collides("Compiled", "Compiled") },
        { "NETGEN008", Error, "[Network(2, Loss = Loss.Huber), Dense(1)] partial class [|Backward|];", Collides("Backward", "Backward") },

        { "NETGEN009", Error, "[Network(2), Dense(1, [|(Activation)99|])] partial class Net;", "99 is no Activation: use one of Identity, Sigmoid, Tanh, ReLU, LeakyReLU, ELU, Softmax, Sign, SELU, GELU, GELUTanh, SiLU, Softplus, Mish, HardTanh" },
        { "NETGEN009", Error, "[Network(2, [|Loss = (Loss)(-1)|]), Dense(1)] partial class Net;", "-1 is no Loss: use one of None, HalfSquaredError, SquaredError, MeanSquaredError, MeanAbsoluteError, Huber, BinaryCrossEntropy, CrossEntropy" },
        { "NETGEN009", Error, "[Network(2, [|Precision = (Precision)2|]), Dense(1)] partial class Net;", "2 is no Precision: use one of Single, Double" },
        { "NETGEN009", Error, "[Network(2), Dense(1, [|Initializer = (Initializer)11|])] partial class Net;", "11 is no Initializer: use one of Default, GlorotUniform, GlorotNormal, HeUniform, HeNormal, Zeros, LeCunUniform, LeCunNormal, PyTorchDefault, Orthogonal, Constant" },

        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.ELU, [|Alpha = -0.5|])] partial class Net;", BadAlpha("-0.5") },
        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.LeakyReLU, [|Alpha = double.NaN|])] partial class Net;", BadAlpha("NaN") },
        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.ELU, [|Alpha = double.PositiveInfinity|])] partial class Net;", BadAlpha("Infinity") },

        { "NETGEN011", Warning, "[Network(2, Loss = Loss.Huber), Dense(1, Activation.ReLU, [|Alpha = 0.2|])] partial class Net;", "Alpha has no effect on ReLU: only LeakyReLU and ELU have one" },

        { "NETGEN012", Warning, "[Network(2, Loss = Loss.Huber), [|Dense(3)|], Dense(1)] partial class Net;", LinearPair() },
        { "NETGEN012", Warning, "[Network(2, Loss = Loss.Huber), Dense(3, [|Activation.Identity|]), Dense(1, Activation.Tanh)] partial class Net;", LinearPair() },

        { "NETGEN012", Warning, "[Network(2, Loss = Loss.Huber), [|Dense(2, As = \"a\")|], Dense(2, Activation.Tanh, From = \"x\", As = \"b\"), Dense(2, Activation.Tanh, From = \"a\"), Add(\"b\")] partial class Net;", "Layer 1 is linear and so is its input to layer 3, so together they are no more than one linear layer: give layer 1 an activation, or remove it" },
        { "NETGEN013", Warning, "[Network(2, [|Loss = Loss.CrossEntropy|]), Dense(2, Activation.Tanh)] partial class Net;", NotProbabilities("CrossEntropy", "Tanh", "Softmax") },
        { "NETGEN013", Warning, "[Network(2, [|Loss = Loss.BinaryCrossEntropy|]), Dense(2)] partial class Net;", NotProbabilities("BinaryCrossEntropy", "Identity", "Sigmoid") },

        { "NETGEN014", Warning, "[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh), Dense(1, [|Activation.Sign|])] partial class Net;", "Layer 2 uses Sign, which has no useful derivative, so 'Net' runs forward only and its loss has no effect: use Tanh to train it, or remove the loss" },

        { "NETGEN015", Info, "[[|Network(2)|], Dense(1)] partial class Net;", "'Net' has no Backward, because it declares no loss: add one to train it, such as Loss = Loss.CrossEntropy" },
        { "NETGEN015", Info, "[[|Network(2)|], Dense(1, Activation.Sign)] partial class Net;", "'Net' has no Backward, because layer 1 uses Sign" },

        { "NETGEN016", Error, "[Network(2), Dense(1)] partial class [|Net|] { }", "The network 'Net' needs C# 12 or later, but the project uses C# 11.0: set <LangVersion>12</LangVersion> or higher" },

        { "NETGEN017", Warning, "[Network(2, Loss = Loss.CrossEntropy), Dense(1, [|Activation.Softmax|])] partial class Net;", "Softmax over a single output is always 1: use Sigmoid with Loss.BinaryCrossEntropy for two classes, or one output a class" },

        { "NETGEN018", Warning, "[[|Dense(3)|], Dense(1)] partial class Net;", "'Net' has layers but no [Network], so nothing is compiled: add [Network(inputSize)] above them" },

        { "NETGEN019", Error, Weights("[|Weights = \"lost.safetensors\"|]"), NoFile("lost.safetensors", $"only {string.Join(", ", WeightsText.StandardPaths)}") },
        { "NETGEN019", Error, Weights("[|Weights = \"\"|]"), NoFile("", $"only {string.Join(", ", WeightsText.StandardPaths)}") },
        { "NETGEN019", Error, Weights("[|Weights = \"same.safetensors\"|]"), NoFile("same.safetensors", "2: /project/a/same.safetensors, /project/b/same.safetensors") },

        { "NETGEN020", Error, Weights("[|Weights = \"cut.safetensors\"|]"), "'cut.safetensors' is no valid safetensors file. Expected 16 bytes of data, the size of the tensors, but the file has 12. Save the weights again" },
        { "NETGEN020", Error, Weights("[|Weights = \"broken.safetensors\"|]"), "'broken.safetensors' is no valid safetensors file. Expected 8 bytes with the size of the header, but got 4. Save the weights again" },

        { "NETGEN021", Error, Weights("Weights = \"line.safetensors\"", "[|Dense(1, Activation.Tanh)|]"), "'line.safetensors' has no tensor 'layers.0.bias' of shape (1), which layer 1 needs: remove it from the layer, or save the weights of this network" },

        { "NETGEN021", Error, "[Network(2, Loss = Loss.Huber, Weights = \"scaled.safetensors\"), [|Standardize|], Dense(1, Bias = false)] partial class Net;", "'scaled.safetensors' has no tensor 'standardize.scale' of shape (2), which [Standardize] needs: remove it from the layer, or save the weights of this network" },

        { "NETGEN022", Error, "[Network(3, Loss = Loss.Huber, Weights = \"line.safetensors\"), [|Dense(1, Bias = false)|]] partial class Net;", "'line.safetensors' has 'layers.0.weight' of shape (1, 2), but layer 1 needs shape (1, 3): change the layer, or save the weights of this network" },
        { "NETGEN022", Error, Weights("Weights = \"integers.safetensors\"", "[|Dense(1, Bias = false)|]"), "'integers.safetensors' has 'layers.0.weight' of type I64, but layer 1 needs F64, F32, F16 or BF16: change the layer, or save the weights of this network" },

        { "NETGEN023", Error, Weights("Weights = \"more.safetensors\"", "[|Dense(1, Bias = false)|]"), "'more.safetensors' has a tensor 'layers.0.scale' of shape (), which the network 'Net' does not have: add it to a layer, or save the weights of this network" },
        { "NETGEN023", Error, Weights("[|Weights = \"head.safetensors\"|]"), "'head.safetensors' has a tensor 'head' of shape (0, 3), which the network 'Net' does not have: add it to a layer, or save the weights of this network" },

        { "NETGEN030", Warning, "[Network(2, Loss = Loss.Huber), Dense(1, [|InitialValue = 0.5|])] partial class Net;", UnusedInitialValue("Default") },
        { "NETGEN030", Warning, "[Network(2, Loss = Loss.Huber), Dense(1, Initializer = Initializer.Zeros, [|InitialValue = double.NaN|])] partial class Net;", UnusedInitialValue("Zeros") },

        { "NETGEN031", Error, "[Network(2), Dense(1, [|Initializer = Initializer.Constant|])] partial class Net;", BadInitialValue("but has none") },
        { "NETGEN031", Error, "[Network(2), Dense(1, Initializer = Initializer.Constant, [|InitialValue = double.NaN|])] partial class Net;", BadInitialValue("but it is NaN") },
        { "NETGEN031", Error, "[Network(2), Dense(1, Initializer = Initializer.Constant, [|InitialValue = -1e39|])] partial class Net;", BadInitialValue("but it is -1E+39") },

        { "NETGEN040", Error, "[Network(2), Dense(1, [|typeof(Net)|])] partial class Net;", NoActivation("Net") },
        { "NETGEN040", Error, "[Network(2), Dense(1, [|typeof(float[])|])] partial class Net;", NoActivation("float[]") },
        { "NETGEN040", Error, "[Network(2), Dense([|activation: null!|], units: 1)] partial class Net;", NoActivation("null") },
        { "NETGEN040", Error, "[Network(2), Dense(1, [|typeof(IActivation)|])] partial class Net;", NoActivation("IActivation") },
        { "NETGEN040", Error, "[Network(2), Dense(1, [|typeof(IOwn)|])] partial class Net; interface IOwn : IActivation;", NoActivation("IOwn") },

        { "NETGEN041", Error, $"[Network(2), Dense(1, [|typeof(Own)|])] partial class Net; file {Own}", Hidden("Own", "it is local to its file", "make it internal") },
        { "NETGEN041", Error, $"[Network(2), Dense(1, [|typeof(Far.Own)|])] partial class Net; file class Far {{ public {Own} }}", Hidden("Own", "it is local to its file", "make it internal") },
        { "NETGEN041", Error, $"[Network(2), Dense(1, [|typeof(Own)|])] partial class Net; {Own.Replace("public static T Value", "static T IActivation.Value").Replace(" where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z;", " => z;")}", Hidden("Own", "Own implements Value explicitly", "make it a public member of the type") },
        { "NETGEN041", Error, $"[Network(2), Dense(1, [|typeof(Own)|])] partial class Net; struct Own : IOwn; interface IOwn : IActivation {{ static T IActivation.Value<T>(T z) => z; static T IActivation.Derivative<T>(T z, T a) => T.One; }}", Hidden("Own", "IOwn implements Value explicitly", "make it a public member of the type") },

        { "NETGEN041", Error, $"[Network(2), Dense(1, [|typeof(Own)|])] partial class Net; ref {Own}", Hidden("Own", "it is a ref struct, which cannot be a type argument", "remove 'ref'") },
        { "NETGEN041", Error, $"#pragma warning disable CS0619\n[Network(2), Dense(1, [|typeof(Own)|])] partial class Net; [System.Obsolete(\"Old.\", true)] {Own}", Hidden("Own", "it is obsolete, and to use it is an error", "use another one") },

        { "NETGEN042", Error, $"[Network(2), Dense(1, [|typeof(Own<>)|])] partial class Net; {Own.Replace("Own", "Own<T0>")}", "The activation 'Own<>' is generic and lacks its type arguments: write them between the angle brackets" },

        { "NETGEN043", Error, "[Network(2), Dense(1, [|Activation.Custom|])] partial class Net;", "Activation.Custom does not say which function is meant: give its type instead, as in typeof(Squareplus)" },

        { "NETGEN050", Error, "[Network(2), Dense(3, Activation.Tanh), [|Standardize|], Dense(1)] partial class Net;", Misplaced("layer 1") },
        { "NETGEN050", Error, "[Network(2), Dense(1), [|Standardize|]] partial class Net;", Misplaced("layer 1") },
        { "NETGEN050", Error, "[Network(2), Standardize, [|Standardize|], Dense(1)] partial class Net;", Misplaced("[Standardize]") },
        { "NETGEN050", Error, "[Network(2), Dropout(0.5), [|Standardize|], Dense(1)] partial class Net;", Misplaced("[Dropout]") },

        { "NETGEN050", Error, "[Network(2), Dense(2, Activation.Tanh, As = \"a\"), [|Standardize(From = \"x\")|], Add(\"a\")] partial class Net;", Misplaced("layer 1") },

        { "NETGEN051", Error, "[Network(2), Dropout([|1|]), Dense(1)] partial class Net;", BadRate("1") },
        { "NETGEN051", Error, "[Network(2), Dense(3, Activation.Tanh), Dropout([|rate: -0.25|]), Dense(1)] partial class Net;", BadRate("-0.25") },
        { "NETGEN051", Error, "[Network(2), Dense(3, Activation.Tanh), Dropout([|double.NaN|]), Dense(1)] partial class Net;", BadRate("NaN") },

        { "NETGEN052", Error, "[Network(2), Dense(3, Activation.Tanh), Dropout(0.5), Dense(1), [|Dropout(0.5)|]] partial class Net;", "Dropout behind layer 2, the last one, would drop the outputs themselves: put it between two layers, or remove it" },

        { "NETGEN052", Error, "[Network(2), Dense(2, Activation.Tanh), Add(\"x\"), [|Dropout(0.5)|]] partial class Net;", "Dropout behind layer 2, the last one, would drop the outputs themselves: put it between two layers, or remove it" },
        { "NETGEN053", Error, "[Network(2), Dropout(0.5), [|Dropout(0.25)|], Dense(1)] partial class Net;", "This Dropout drops what another one before it has dropped already: remove one of them" },

        { "NETGEN060", Warning, "[Network(2, [|Loss = Loss.CrossEntropy|]), Dense(1, Activation.Sigmoid)] partial class Net;", OneOutput },
        { "NETGEN060", Warning, "[Network(2, [|Loss = Loss.CrossEntropy|]), Dense(3, Activation.Tanh), Dense(1)] partial class Net;", OneOutput },

        { "NETGEN061", Error, "[Network(2), Dense(3, As = \"a\"), Dense(3, [|From = \"b\"|])] partial class Net;", Unknown("'b', but no layer has that name", "x, a", Correct("b")) },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|\"skip\"|])] partial class Net;", Unknown("'skip', but no layer has that name", "x", Correct("skip")) },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|other: \"X\"|])] partial class Net;", Unknown("'X', but no layer has that name", "x", Correct("X")) },
        { "NETGEN061", Error, "[Network(2), Dense(2, As = \"a\"), Dense(2), Concat([|new[] { \"a\", \"c\" }|])] partial class Net;", Unknown("'c', but no layer has that name", "x, a", Correct("c")) },
        { "NETGEN061", Error, "[Network(2), Dense(2), Concat([|others: [\"b\"]|])] partial class Net;", Unknown("'b', but no layer has that name", "x", Correct("b")) },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|\"late\"|]), Dense(2, As = \"late\")] partial class Net;", Unknown("'late', which a layer below it writes", "x", "move that layer up, or read another value") },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|\"own\"|], As = \"own\")] partial class Net;", Unknown("'own', which it writes itself", "x", "read another value") },
        { "NETGEN061", Error, "[Network(2), Dense(2, [|From = \"\"|])] partial class Net;", NoName },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|\"\"|])] partial class Net;", NoName },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|(string)null!|])] partial class Net;", NoName },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|new[] { \"x\", null! }|])] partial class Net;", NoName },

        { "NETGEN062", Error, "[Network(2), Dense(3, [|As = \"x\"|]), Dense(1)] partial class Net;", BadName("x", "is that of the input of the network") },
        { "NETGEN062", Error, "[Network(2), Dense(3, As = \"a\"), Dense(1, [|As = \"a\"|])] partial class Net;", BadName("a", "is that of layer 1 already") },
        { "NETGEN062", Error, "[Network(2), Dropout(0.5, As = \"a\"), Dense(1, [|As = \"a\"|])] partial class Net;", BadName("a", "is that of [Dropout] already") },
        { "NETGEN062", Error, "[Network(2), Dense(1, [|As = \"\"|])] partial class Net;", BadName("", "is empty, but must have a letter or a digit") },
        { "NETGEN062", Error, "[Network(2), Dense(1, [|As = \"a b\"|])] partial class Net;", BadName("a b", "has ' ', but may have letters, digits, _, - and . alone") },
        { "NETGEN062", Error, "[Network(2), Dense(1, [|As = \"a/b\"|])] partial class Net;", BadName("a/b", "has '/', but may have letters, digits, _, - and . alone") },
        { "NETGEN062", Error, "[Network(2), Dense(1, [|As = \"..\"|])] partial class Net;", BadName("..", "has no letter or digit, but must have one") },
        { "NETGEN062", Error, "[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh, [|As = \"layers.1\"|]), Dense(3, Activation.Tanh), Dense(1)] partial class Net;", TakenInFiles("layers.1", "layers.1.weight") },
        { "NETGEN062", Error, "[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh), Dense(1, [|As = \"layers.0\"|])] partial class Net;", TakenInFiles("layers.0", "layers.0.weight") },

        { "NETGEN063", Error, "[Network(2), Dense(3, Activation.Tanh), Add([|\"x\"|])] partial class Net;", Unfitting("layer 1 of shape (3) and x of shape (2)") },
        { "NETGEN063", Error, "[Network(2), Dense(3, Activation.Tanh, As = \"a\"), Dense(3, Activation.Tanh), Dense(4), Add([|new[] { \"a\", \"x\" }|], Activation.Tanh)] partial class Net;", Unfitting("layer 3 of shape (4) and 'a' of shape (3) and x of shape (2)") },

        { "NETGEN064", Error, "[Network(2), [|Dense(3)|], Dense(1, From = \"x\")] partial class Net;", Unread("layer 1", "layer 2", "give it a name by As and let a layer below read it by that") },
        { "NETGEN064", Error, "[Network(2), Dense(3, Activation.Tanh, As = \"a\"), [|Dense(3, As = \"left\")|], Dense(1, From = \"a\", As = \"right\")] partial class Net;", Unread("'left'", "'right'", "let a layer below read 'left'") },
        { "NETGEN064", Error, "[Network(2), [|Dropout(0.5)|], Dense(1, From = \"x\")] partial class Net;", Unread("[Dropout]", "layer 1", "give it a name by As and let a layer below read it by that") },

        { "NETGEN065", Error, "[Network(2), Scale([|0|]), Dense(1)] partial class Net;", "The factor of Scale must be from 1e-38 to 3.4e38 in size, but is 0: write one, such as 0.1" },
        { "NETGEN065", Error, "[Network(2), Scale([|double.NaN|]), Dense(1)] partial class Net;", "The factor of Scale must be from 1e-38 to 3.4e38 in size, but is NaN: write one, such as 0.1" },
        { "NETGEN065", Error, "[Network(2), Scale([|-1e39|], Activation.Tanh), Dense(1)] partial class Net;", "The factor of Scale must be from 1e-38 to 3.4e38 in size, but is -1E+39: write one, such as 0.1" },
        { "NETGEN065", Error, "[Network(2), LayerNorm([|Epsilon = 0|]), Dense(1)] partial class Net;", BadEpsilon("0") },
        { "NETGEN065", Error, "[Network(2), LayerNorm(Activation.Tanh, [|Epsilon = -1e-5|]), Dense(1)] partial class Net;", BadEpsilon("-1E-05") },
        { "NETGEN065", Error, "[Network(2), LayerNorm([|Epsilon = 1e-13|]), Dense(1)] partial class Net;", BadEpsilon("1E-13") },
        { "NETGEN065", Error, "[Network(2), LayerNorm([|Epsilon = double.NaN|]), Dense(1)] partial class Net;", BadEpsilon("NaN") },
        { "NETGEN065", Error, "[Network(2), LayerNorm([|Epsilon = 1e39|]), Dense(1)] partial class Net;", BadEpsilon("1E+39") },

        { "NETGEN066", Error, "[Network(2), Dense(3), Concat([|new string[0]|])] partial class Net;", NoOther("Concat", "layer 1", "x") },
        { "NETGEN066", Error, "[Network(2), Dense(3, As = \"a\"), Add([|[]|], Activation.Tanh)] partial class Net;", NoOther("Add", "'a'", "x, a") },
        { "NETGEN066", Error, "[Network(2), Add([|(string[])null!|]), Dense(1)] partial class Net;", NoOther("Add", "x", "x") },
    };

    private const string NoWeights = "The network 'Net' has no layers with weights: add at least one, such as [Dense(10, Activation.Softmax)]";

    private const string NoName = "This layer reads a value without a name. It can read x: write the name of the value that is meant";

    private static string Unknown(string what, string names, string cure) => $"This layer reads {what}. It can read {names}: {cure}";

    private static string Correct(string name) => $"correct the name, or write As = \"{name}\" on a layer above";

    private static string BadName(string name, string fault) => $"The name '{name}' {fault}: give the layer another name";

    private static string TakenInFiles(string name, string tensor) =>
        BadName(name, $"would give two tensors the name '{tensor}' in files, where layers without a name go by their place");

    private static string Unfitting(string reads) =>
        $"Add needs values of one shape, but reads {reads}: give the layers that write them as many units as each other, or join the values by Concat";

    private static string Unread(string layer, string last, string cure) =>
        $"No layer reads what {layer} writes, and the output of the network is what {last}, the last one, writes: {cure}, or remove it";

    private static string BadEpsilon(string epsilon) => $"Epsilon must be from 1e-12 to 3.4e38, but is {epsilon}: write one, such as 1e-5";

    private static string NoOther(string layer, string from, string names) =>
        $"{layer} names no value beside the one that it reads from {from}. It can name {names}: name at least one, or remove the layer";

    private static string Misplaced(string behind) =>
        $"Standardize is for the input of the network, so it stands once, before all other layers, but this one is behind {behind}: move it in front, or remove it";

    private static string BadRate(string rate) =>
        $"The rate of Dropout must be 0 or more and less than 1, but is {rate}: write the part of the activations to drop, such as 0.2";

    private static string Weights(string argument, string layer = "Dense(1, Bias = false)") =>
        $"[Network(2, Loss = Loss.Huber, {argument}), {layer}] partial class Net;";

    private static string NoFile(string file, string found) =>
        $"Expected one file '{file}' among the project's .safetensors files, but found {found}: include it in the project, and name it by the end of its path";

    private const string Own = "struct Own : IActivation { public static T Value<T>(T z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z; public static T Derivative<T>(T z, T a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => T.One; }";

    private static string NoActivation(string type) =>
        $"'{type}' is no activation function: give a class or struct that implements NetGen.IActivation, or a value of the enum Activation";

    private static string Hidden(string type, string why, string cure) => $"Generated code cannot call the activation '{type}', because {why}: {cure}";

    private static string Member(string member) => $"[Network(2, Loss = Loss.Huber), Dense(1)] partial class Net {{ {member} }}";

    private static string NotPartial(string type, string declaration) =>
        $"'{type}' must be declared partial, so that the network 'Net' can be compiled into it: write 'partial {declaration}'";

    private static string Unsupported(string what, string cure) => $"'Net' cannot be compiled as a network, because it is {what}: {cure}";

    private static string Collides(string member, string network = "Net") =>
        $"'{member}' collides with a member that NetGen generates for the network '{network}': rename or remove it";

    private static string BadAlpha(string value) => $"Alpha must be a finite number, 0 or more, but is {value}";

    private static string UnusedInitialValue(string initializer) => $"InitialValue has no effect with Initializer.{initializer}: only Constant has one";

    private static string BadInitialValue(string reason) =>
        $"Initializer.Constant needs an InitialValue that is a finite number, {reason}: write one, such as InitialValue = 0.1";

    private static string LinearPair() =>
        "Layer 1 is linear and so is its input to layer 2, so together they are no more than one linear layer: give layer 1 an activation, or remove it";

    private static string NotProbabilities(string loss, string activation, string expected) =>
        $"{loss} takes the logarithm of the outputs as probabilities, but {activation} does not yield them: use {expected} in the output layer";
}
