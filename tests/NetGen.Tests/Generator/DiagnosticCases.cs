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

    private const string OneOutput = "CrossEntropy needs one output per class, but 'Net' has a single output: use Loss.BinaryCrossEntropy with Sigmoid for two classes, or Softmax with one output per class";

    private const string NothingToTrain = "[Freeze] leaves nothing to train in 'Net', because no layer below it has parameters: move it above the layers to train, or remove it";

    private const string FrozenDropout = "Layers above [Freeze] work in training as in inference, so this Dropout drops nothing: remove it, or move [Freeze] above it";

    private const string TooManyNumbers = "but an array holds at most 2,147,483,575 numbers: use smaller layers or inputs";

    /// <summary>In the order of their identifiers.</summary>
    public static TheoryData<string, DiagnosticSeverity, string, string> All =>
        [.. _others.Concat(ImageDiagnosticCases.All).Concat(AdviceCases.All).Concat(OnnxDiagnosticCases.All).OrderBy(row => row.Data.Item1, StringComparer.Ordinal).Select(row => row.Data)];

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
        { "NETGEN002", Error, "[Network(2), Standardize] partial class [|Net|];", "The network 'Net' has no layers with neurons: add at least one, such as [Dense(10, Activation.Softmax)]" },

        { "NETGEN003", Error, "[Network([|0|]), Dense(1)] partial class Net;", "The input size of a network must be at least 1, but is 0" },
        { "NETGEN003", Error, "[Network(inputSize: 2), Dense([|-3|], Activation.Tanh)] partial class Net;", "The number of units of a layer must be at least 1, but is -3" },
        { "NETGEN003", Error, "[Network(2), Dense(activation: Activation.Tanh, [|units: int.MinValue|])] partial class Net;", "The number of units of a layer must be at least 1, but is -2147483648" },

        { "NETGEN004", Error, "[Network(65536, Loss = Loss.Huber), [|Dense(65536)|]] partial class Net;", $"The network 'Net' needs 4,295,032,832 parameters, {TooManyNumbers}" },
        { "NETGEN004", Error, "[Network(int.MaxValue, Loss = Loss.Huber), [|Dense(int.MaxValue)|]] partial class Net;", $"The network 'Net' needs 4,611,686,016,279,904,256 parameters, {TooManyNumbers}" },
        { "NETGEN004", Error, "[Network(1, Loss = Loss.Huber), Dense(40000, Activation.Tanh), [|Dense(60000)|]] partial class Net;", $"The network 'Net' needs 2,400,140,000 parameters, {TooManyNumbers}" },
        { "NETGEN004", Error, "[Network(1, Loss = Loss.Huber), [|Dense(1000000000, Bias = false)|]] partial class Net;", $"The network 'Net' needs 3,000,000,000 weighted inputs, activations and deltas per sample, {TooManyNumbers}" },

        { "NETGEN005", Error, "[Network(2, Loss = Loss.Huber), Dense(3, [|Activation.Softmax|]), Dense(1)] partial class Net;", "Softmax is for the output layer, but another layer follows layer 1: use ReLU or Tanh here and Softmax in the last layer" },
        { "NETGEN005", Error, "[Network(2, Loss = Loss.Huber), Dense(3, [|Activation.LogSoftmax|]), Dense(1)] partial class Net;", "LogSoftmax is for the output layer, but another layer follows layer 1: use ReLU or Tanh here and LogSoftmax in the last layer" },

        { "NETGEN005", Error, "[Network(2, Loss = Loss.Huber), Dense(2), Add(\"x\", [|Activation.Softmax|]), Dense(1)] partial class Net;", "Softmax is for the output layer, but another layer follows layer 2: use ReLU or Tanh here and Softmax in the last layer" },
        { "NETGEN005", Error, "[Network(2, Loss = Loss.Huber), Dense(2), Activate([|Activation.Softmax|]), Dense(1)] partial class Net;", "Softmax is for the output layer, but another layer follows layer 2: use ReLU or Tanh here and Softmax in the last layer" },

        { "NETGEN006", Error, "[Network(2, Loss = Loss.Huber), Dense(3), Dense(1)] partial class Net; [[|Freeze|]] partial class Net;", "The layers of 'Net' are on several partial declarations, so their order is undefined: put them all on one" },
        { "NETGEN006", Error, "[Network(2), Dense(3)] partial class Net; [[|Dense(1)|]] partial class Net;", "The layers of 'Net' are on several partial declarations, so their order is undefined: put them all on one" },

        { "NETGEN007", Error, "[Network(2), Dense(1)] static partial class [|Net|];", Unsupported("static", "a network has instance state, so remove 'static'") },
        { "NETGEN007", Error, "[Network(2), Dense(1)] partial record [|Net|];", Unsupported("a record", "copies of a record would share their parameters, so declare it as a class") },
        { "NETGEN007", Error, "[Network(2), Dense(1)] partial class [|Net|]<T>;", Unsupported("generic", "Precision chooses the number type, so remove the type parameters") },
        { "NETGEN007", Error, "partial class Outer<T> { partial struct Near { [Network(2), Dense(1)] partial class [|Net|]; } }", Unsupported("inside the generic type 'Outer'", "Precision chooses the number type, so remove the type parameters") },
        { "NETGEN007", Error, "[Network(2), Dense(1)] file partial class [|Net|];", Unsupported("local to its file", "generated code is in another file, so make it internal") },
        { "NETGEN007", Error, "file partial class Outer { [Network(2), Dense(1)] partial class [|Net|]; }", Unsupported("local to its file", "generated code is in another file, so make it internal") },
        { "NETGEN007", Error, "class Root { protected Root(int x) => _ = x; } [Network(2), Dense(1)] partial class [|Net|] : Root;", Unsupported("derived from 'Root', which has no constructor that base() can call", "give the base class a parameterless constructor") },
        { "NETGEN007", Error, "class Root { protected Root(int x = 0) => _ = x; protected Root(string y = \"\") => _ = y; } [Network(2), Dense(1)] partial class [|Net|] : Root;", Unsupported("derived from 'Root', which has no constructor that base() can call", "give the base class a parameterless constructor") },
        { "NETGEN007", Error, "class Root { private Root() { } } [Network(2), Dense(1)] partial class [|Net|] : Root;", Unsupported("derived from 'Root', which has no constructor that base() can call", "give the base class a parameterless constructor") },
        { "NETGEN007", Error, "[Network(2, Loss = Loss.Huber), Dense(1)] partial class First; [Network(2, Loss = Loss.Huber), Dense(1)] partial class [|Net|] : First;", Unsupported("derived from 'First', which is also a network", "a network has one list of layers, so derive from another class") },

        { "NETGEN008", Error, Member("private int [|W1|] = 3;"), Collides("W1") },
        { "NETGEN008", Error, Member("class [|W1|]<T> { }"), Collides("W1") },
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

        { "NETGEN009", Error, "[Network(2), Dense(1, [|(Activation)99|])] partial class Net;", "99 is not a valid Activation: use one of Identity, Sigmoid, Tanh, ReLU, LeakyReLU, ELU, Softmax, Sign, SELU, GELU, GELUTanh, SiLU, Softplus, Mish, HardTanh, HardSigmoid, HardSwish, ClippedReLU, LogSoftmax" },
        { "NETGEN009", Error, "[Network(2, [|Loss = (Loss)(-1)|]), Dense(1)] partial class Net;", "-1 is not a valid Loss: use one of None, HalfSquaredError, SquaredError, MeanSquaredError, MeanAbsoluteError, Huber, BinaryCrossEntropy, CrossEntropy" },
        { "NETGEN009", Error, "[Network(2, [|Precision = (Precision)2|]), Dense(1)] partial class Net;", "2 is not a valid Precision: use one of Single, Double" },
        { "NETGEN009", Error, "[Network(2), Dense(1, [|Initializer = (Initializer)11|])] partial class Net;", "11 is not a valid Initializer: use one of Default, GlorotUniform, GlorotNormal, HeUniform, HeNormal, Zeros, LeCunUniform, LeCunNormal, PyTorchDefault, Orthogonal, Constant" },

        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.ELU, [|Alpha = -0.5|])] partial class Net;", BadAlpha("-0.5") },
        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.LeakyReLU, [|Alpha = double.NaN|])] partial class Net;", BadAlpha("NaN") },
        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.ELU, [|Alpha = double.PositiveInfinity|])] partial class Net;", BadAlpha("Infinity") },
        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.HardTanh, [|Min = 1|])] partial class Net;", "Min and Max must be finite, and Min less than Max, but they are 1 and 1: change it, or remove it to use the default" },
        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.HardTanh, [|Max = -3|])] partial class Net;", "Min and Max must be finite, and Min less than Max, but they are -1 and -3: change it, or remove it to use the default" },
        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.HardTanh, [|Min = double.NegativeInfinity|], Max = 0)] partial class Net;", "Min and Max must be finite, and Min less than Max, but they are -Infinity and 0: change it, or remove it to use the default" },
        { "NETGEN010", Error, "[Network(2), Dense(1, Activation.HardTanh, [|Min = 2|], Max = double.NaN)] partial class Net;", "Min and Max must be finite, and Min less than Max, but they are 2 and NaN: change it, or remove it to use the default" },

        { "NETGEN011", Warning, "[Network(2, Loss = Loss.Huber), Dense(1, Activation.ReLU, [|Alpha = 0.2|])] partial class Net;", "Alpha has no effect on ReLU, because only LeakyReLU, ELU and ClippedReLU use it: remove it, or use one of them" },
        { "NETGEN011", Warning, "[Network(2, Loss = Loss.Huber), Dense(1, Activation.ReLU, [|Max = 6|])] partial class Net;", "Max has no effect on ReLU, because only HardTanh uses it: remove it, or use HardTanh" },

        { "NETGEN012", Warning, "[Network(2, Loss = Loss.Huber), [|Dense(3)|], Dense(1)] partial class Net;", LinearPair() },
        { "NETGEN012", Warning, "[Network(2, Loss = Loss.Huber), Dense(3, [|Activation.Identity|]), Dense(1, Activation.Tanh)] partial class Net;", LinearPair() },

        { "NETGEN012", Warning, "[Network(2, Loss = Loss.Huber), [|Dense(2, As = \"a\")|], Dense(2, Activation.Tanh, From = \"x\", As = \"b\"), Dense(2, Activation.Tanh, From = \"a\"), Add(\"b\")] partial class Net;", "Layer 1 and layer 3 are both linear, so together they act as a single linear layer: give layer 1 an activation, or remove it" },
        { "NETGEN013", Warning, "[Network(2, [|Loss = Loss.CrossEntropy|]), Dense(2, Activation.Tanh)] partial class Net;", NotProbabilities("CrossEntropy", "Tanh", "Softmax") },
        { "NETGEN013", Warning, "[Network(2, [|Loss = Loss.BinaryCrossEntropy|]), Dense(2, Activation.LogSoftmax)] partial class Net;", NotProbabilities("BinaryCrossEntropy", "LogSoftmax", "Sigmoid") },
        { "NETGEN013", Warning, "[Network(2, [|Loss = Loss.BinaryCrossEntropy|]), Dense(2)] partial class Net;", NotProbabilities("BinaryCrossEntropy", "Identity", "Sigmoid") },

        { "NETGEN014", Warning, "[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh), Dense(1, [|Activation.Sign|])] partial class Net;", "Layer 2 uses Sign, which has no useful derivative, so 'Net' cannot be trained and its loss is ignored: use Tanh, or remove the loss" },

        { "NETGEN015", Info, "[[|Network(2)|], Dense(1)] partial class Net;", "'Net' has no Backward because it declares no loss: add one to train it, such as Loss = Loss.CrossEntropy" },
        { "NETGEN015", Info, "[[|Network(2)|], Dense(1, Activation.Sign)] partial class Net;", "'Net' has no Backward because layer 1 uses Sign, which has no useful derivative: to train the network, use Tanh and add a loss" },

        { "NETGEN016", Error, "[Network(2), Dense(1)] partial class [|Net|] { }", "The network 'Net' needs C# 12 or later, but the project uses C# 11.0: set <LangVersion>12</LangVersion> or higher" },

        { "NETGEN017", Warning, "[Network(2, Loss = Loss.CrossEntropy), Dense(1, [|Activation.Softmax|])] partial class Net;", "Softmax over a single output is always 1: use Sigmoid with Loss.BinaryCrossEntropy for two classes, or one output per class" },
        { "NETGEN017", Warning, "[Network(2, Loss = Loss.CrossEntropy), Dense(1, [|Activation.LogSoftmax|])] partial class Net;", "LogSoftmax over a single output is always 0: use Sigmoid with Loss.BinaryCrossEntropy for two classes, or one output per class" },

        { "NETGEN018", Warning, "[[|Dense(3)|], Dense(1)] partial class Net;", "'Net' has layers but no [Network], so NetGen compiles nothing: add [Network(inputSize)] above them" },

        { "NETGEN019", Error, Weights("[|Weights = \"lost.safetensors\"|]"), NoFile("lost.safetensors", $"none among {string.Join(", ", WeightsText.StandardPaths)}") },
        { "NETGEN019", Error, Weights("[|Weights = \"\"|]"), NoFile("", $"none among {string.Join(", ", WeightsText.StandardPaths)}") },
        { "NETGEN019", Error, Weights("[|Weights = \"same.safetensors\"|]"), NoFile("same.safetensors", "2: /project/a/same.safetensors, /project/b/same.safetensors") },

        { "NETGEN020", Error, Weights("[|Weights = \"cut.safetensors\"|]"), "'cut.safetensors' is not a valid safetensors file. Expected 16 bytes of data, the size of the tensors, but the file has 12. Save the weights again" },
        { "NETGEN020", Error, Weights("[|Weights = \"broken.safetensors\"|]"), "'broken.safetensors' is not a valid safetensors file. Expected 8 bytes with the size of the header, but got 4. Save the weights again" },

        { "NETGEN021", Error, Weights("Weights = \"line.safetensors\"", "[|Dense(1, Activation.Tanh)|]"), "'line.safetensors' lacks the tensor 'layers.0.bias' of shape (1) that layer 1 needs: change the layer, or save the weights of this network" },

        { "NETGEN021", Error, "[Network(2, Loss = Loss.Huber, Weights = \"scaled.safetensors\"), [|Standardize|], Dense(1, Bias = false)] partial class Net;", "'scaled.safetensors' lacks the tensor 'standardize.scale' of shape (2) that [Standardize] needs: change the layer, or save the weights of this network" },

        { "NETGEN022", Error, "[Network(3, Loss = Loss.Huber, Weights = \"line.safetensors\"), [|Dense(1, Bias = false)|]] partial class Net;", "In 'line.safetensors', 'layers.0.weight' has shape (1, 2), but layer 1 needs shape (1, 3): change the layer, or save the weights of this network" },
        { "NETGEN022", Error, Weights("Weights = \"integers.safetensors\"", "[|Dense(1, Bias = false)|]"), "In 'integers.safetensors', 'layers.0.weight' has type I64, but layer 1 needs type F64, F32, F16 or BF16: change the layer, or save the weights of this network" },

        { "NETGEN023", Error, Weights("Weights = \"more.safetensors\"", "[|Dense(1, Bias = false)|]"), "'more.safetensors' has the tensor 'layers.0.scale' of shape (), which the network 'Net' does not use: change the layers, or save the weights of this network" },
        { "NETGEN023", Error, Weights("[|Weights = \"head.safetensors\"|]"), "'head.safetensors' has the tensor 'head' of shape (0, 3), which the network 'Net' does not use: change the layers, or save the weights of this network" },

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
        { "NETGEN041", Error, $"#pragma warning disable CS0619\n[Network(2), Dense(1, [|typeof(Own)|])] partial class Net; [System.Obsolete(\"Old.\", true)] {Own}", Hidden("Own", "it is obsolete and using it is an error", "use another activation") },

        { "NETGEN042", Error, $"[Network(2), Dense(1, [|typeof(Own<>)|])] partial class Net; {Own.Replace("Own", "Own<T0>")}", "The activation 'Own<>' is generic: specify its type arguments" },

        { "NETGEN043", Error, "[Network(2), Dense(1, [|Activation.Custom|])] partial class Net;", "Activation.Custom does not identify a function: pass the activation's type instead, such as typeof(Squareplus)" },

        { "NETGEN050", Error, "[Network(2), Dense(3, Activation.Tanh), [|Standardize|], Dense(1)] partial class Net;", Misplaced("layer 1") },
        { "NETGEN050", Error, "[Network(2), Dense(1), [|Standardize|]] partial class Net;", Misplaced("layer 1") },
        { "NETGEN050", Error, "[Network(2), Standardize, [|Standardize|], Dense(1)] partial class Net;", Misplaced("[Standardize]") },
        { "NETGEN050", Error, "[Network(2), Dropout(0.5), [|Standardize|], Dense(1)] partial class Net;", Misplaced("[Dropout]") },

        { "NETGEN050", Error, "[Network(2), Dense(2, Activation.Tanh, As = \"a\"), [|Standardize(From = \"x\")|], Add(\"a\")] partial class Net;", Misplaced("layer 1") },

        { "NETGEN051", Error, "[Network(2), Dropout([|1|]), Dense(1)] partial class Net;", BadRate("1") },
        { "NETGEN051", Error, "[Network(2), Dense(3, Activation.Tanh), Dropout([|rate: -0.25|]), Dense(1)] partial class Net;", BadRate("-0.25") },
        { "NETGEN051", Error, "[Network(2), Dense(3, Activation.Tanh), Dropout([|double.NaN|]), Dense(1)] partial class Net;", BadRate("NaN") },

        { "NETGEN052", Error, "[Network(2), Dense(3, Activation.Tanh), Dropout(0.5), Dense(1), [|Dropout(0.5)|]] partial class Net;", "Dropout after layer 2, the last one, would drop outputs: move it between two layers, or remove it" },

        { "NETGEN052", Error, "[Network(2), Dense(2, Activation.Tanh), Add(\"x\"), [|Dropout(0.5)|]] partial class Net;", "Dropout after layer 2, the last one, would drop outputs: move it between two layers, or remove it" },
        { "NETGEN053", Error, "[Network(2), Dropout(0.5), [|Dropout(0.25)|], Dense(1)] partial class Net;", "This Dropout directly follows another one: remove one of them" },

        { "NETGEN054", Error, "[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh), Dense(1), [|Freeze|]] partial class Net;", NothingToTrain },
        { "NETGEN054", Error, "[Network(2, Loss = Loss.Huber), Dense(2), [|Freeze|], Add(\"x\", Activation.Tanh)] partial class Net;", NothingToTrain },

        { "NETGEN055", Warning, "[Network(2, Loss = Loss.Huber), [|Freeze|], Dense(1)] partial class Net;", "[Freeze] has no effect, because no layer above it has parameters: move it below the layers to freeze, or remove it" },
        { "NETGEN055", Warning, "[Network(2, Loss = Loss.Huber), Standardize, Dropout(0.5), [|Freeze|], Dense(1)] partial class Net;", "[Freeze] has no effect, because no layer above it has parameters: move it below the layers to freeze, or remove it" },

        { "NETGEN056", Info, "[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh), [|Dropout(0.5)|], Freeze, Dense(1)] partial class Net;", FrozenDropout },
        { "NETGEN056", Info, "[Network(1, 4, 4, Loss = Loss.Huber), [|Dropout(0.5, Channels = true)|], Conv2D(3, 2, Activation.Tanh), Freeze, Dense(1)] partial class Net;", FrozenDropout },

        { "NETGEN060", Warning, "[Network(2, [|Loss = Loss.CrossEntropy|]), Dense(1, Activation.Sigmoid)] partial class Net;", OneOutput },
        { "NETGEN060", Warning, "[Network(2, [|Loss = Loss.CrossEntropy|]), Dense(3, Activation.Tanh), Dense(1)] partial class Net;", OneOutput },

        { "NETGEN061", Error, "[Network(2), Dense(3, As = \"a\"), Dense(3, [|From = \"b\"|])] partial class Net;", Unknown("'b', but no layer has that name", "x, a", Correct("b")) },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|\"skip\"|])] partial class Net;", Unknown("'skip', but no layer has that name", "x", Correct("skip")) },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|other: \"X\"|])] partial class Net;", Unknown("'X', but no layer has that name", "x", Correct("X")) },
        { "NETGEN061", Error, "[Network(2), Dense(2, As = \"a\"), Dense(2), Concat([|new[] { \"a\", \"c\" }|])] partial class Net;", Unknown("'c', but no layer has that name", "x, a", Correct("c")) },
        { "NETGEN061", Error, "[Network(2), Dense(2), Concat([|others: [\"b\"]|])] partial class Net;", Unknown("'b', but no layer has that name", "x", Correct("b")) },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|\"late\"|]), Dense(2, As = \"late\")] partial class Net;", Unknown("'late', the output of a layer below", "x", "move that layer up, or read another value") },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|\"own\"|], As = \"own\")] partial class Net;", Unknown("'own', its own output", "x", "read another value") },
        { "NETGEN061", Error, "[Network(2), Dense(2, [|From = \"\"|])] partial class Net;", NoName },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|\"\"|])] partial class Net;", NoName },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|(string)null!|])] partial class Net;", NoName },
        { "NETGEN061", Error, "[Network(2), Dense(2), Add([|new[] { \"x\", null! }|])] partial class Net;", NoName },

        { "NETGEN062", Error, "[Network(2), Dense(3, [|As = \"x\"|]), Dense(1)] partial class Net;", BadName("x", "is reserved for the network's input") },
        { "NETGEN062", Error, "[Network(2), Dense(3, As = \"a\"), Dense(1, [|As = \"a\"|])] partial class Net;", BadName("a", "is already used by layer 1") },
        { "NETGEN062", Error, "[Network(2), Dropout(0.5, As = \"a\"), Dense(1, [|As = \"a\"|])] partial class Net;", BadName("a", "is already used by [Dropout]") },
        { "NETGEN062", Error, "[Network(2), Dense(1, [|As = \"\"|])] partial class Net;", BadName("", "is empty, but needs a letter or a digit") },
        { "NETGEN062", Error, "[Network(2), Dense(1, [|As = \"a b\"|])] partial class Net;", BadName("a b", "has ' ', but only letters, digits, _, - and . are allowed") },
        { "NETGEN062", Error, "[Network(2), Dense(1, [|As = \"a/b\"|])] partial class Net;", BadName("a/b", "has '/', but only letters, digits, _, - and . are allowed") },
        { "NETGEN062", Error, "[Network(2), Dense(1, [|As = \"..\"|])] partial class Net;", BadName("..", "has no letter or digit, but needs one") },
        { "NETGEN062", Error, "[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh, [|As = \"layers.1\"|]), Dense(3, Activation.Tanh), Dense(1)] partial class Net;", TakenInFiles("layers.1", "layers.1.weight") },
        { "NETGEN062", Error, "[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh), Dense(1, [|As = \"layers.0\"|])] partial class Net;", TakenInFiles("layers.0", "layers.0.weight") },

        { "NETGEN063", Error, "[Network(2), Dense(3, Activation.Tanh), Add([|\"x\"|])] partial class Net;", Unfitting("layer 1 of shape (3) and x of shape (2)") },
        { "NETGEN063", Error, "[Network(2), Dense(3, Activation.Tanh, As = \"a\"), Dense(3, Activation.Tanh), Dense(4), Add([|new[] { \"a\", \"x\" }|], Activation.Tanh)] partial class Net;", Unfitting("layer 3 of shape (4) and 'a' of shape (3) and x of shape (2)") },

        { "NETGEN064", Error, "[Network(2), [|Dense(3)|], Dense(1, From = \"x\")] partial class Net;", Unread("layer 1", "layer 2", "name it with As and read it in a layer below") },
        { "NETGEN064", Error, "[Network(2), Dense(3, Activation.Tanh, As = \"a\"), [|Dense(3, As = \"left\")|], Dense(1, From = \"a\", As = \"right\")] partial class Net;", Unread("'left'", "'right'", "read 'left' in a layer below") },
        { "NETGEN064", Error, "[Network(2), [|Dropout(0.5)|], Dense(1, From = \"x\")] partial class Net;", Unread("[Dropout]", "layer 1", "name it with As and read it in a layer below") },

        { "NETGEN065", Error, "[Network(2), Scale([|0|]), Dense(1)] partial class Net;", "The factor of Scale must be from 1e-38 to 3.4e38 in magnitude, but is 0: use a value such as 0.1" },
        { "NETGEN065", Error, "[Network(2), Scale([|double.NaN|]), Dense(1)] partial class Net;", "The factor of Scale must be from 1e-38 to 3.4e38 in magnitude, but is NaN: use a value such as 0.1" },
        { "NETGEN065", Error, "[Network(2), Scale([|-1e39|], Activation.Tanh), Dense(1)] partial class Net;", "The factor of Scale must be from 1e-38 to 3.4e38 in magnitude, but is -1E+39: use a value such as 0.1" },
        { "NETGEN065", Error, "[Network(2), LayerNorm([|Epsilon = 0|]), Dense(1)] partial class Net;", BadEpsilon("0") },
        { "NETGEN065", Error, "[Network(2), LayerNorm(Activation.Tanh, [|Epsilon = -1e-5|]), Dense(1)] partial class Net;", BadEpsilon("-1E-05") },
        { "NETGEN065", Error, "[Network(2), LayerNorm([|Epsilon = 1e-13|]), Dense(1)] partial class Net;", BadEpsilon("1E-13") },
        { "NETGEN065", Error, "[Network(2), LayerNorm([|Epsilon = double.NaN|]), Dense(1)] partial class Net;", BadEpsilon("NaN") },
        { "NETGEN065", Error, "[Network(2), LayerNorm([|Epsilon = 1e39|]), Dense(1)] partial class Net;", BadEpsilon("1E+39") },

        { "NETGEN066", Error, "[Network(2), Dense(3), Concat([|new string[0]|])] partial class Net;", NoOther("Concat", "layer 1", "x") },
        { "NETGEN066", Error, "[Network(2), Dense(3, As = \"a\"), Add([|[]|], Activation.Tanh)] partial class Net;", NoOther("Add", "'a'", "x, a") },
        { "NETGEN066", Error, "[Network(2), Dense(3), Multiply([|new string[0]|])] partial class Net;", NoOther("Multiply", "layer 1", "x") },
        { "NETGEN066", Error, "[Network(2), Add([|(string[])null!|]), Dense(1)] partial class Net;", NoOther("Add", "x", "x") },
    };

    private const string NoWeights = "The network 'Net' has no layers with weights: add at least one, such as [Dense(10, Activation.Softmax)]";

    private const string NoName = "This layer reads a value without a name: write the name of a value (available values: x)";

    private static string Unknown(string what, string names, string cure) => $"This layer reads {what}: {cure} (available values: {names})";

    private static string Correct(string name) => $"correct the name, or write As = \"{name}\" on a layer above";

    private static string BadName(string name, string fault) => $"The name '{name}' {fault}: give the layer another name";

    private static string TakenInFiles(string name, string tensor) =>
        BadName(name, $"would give two tensors the name '{tensor}' in files, where unnamed layers are numbered");

    private static string Unfitting(string reads) =>
        $"Add needs values of the same shape, but reads {reads}: give the layers that write them the same number of units, or use Concat";

    private static string Unread(string layer, string last, string cure) =>
        $"No layer reads the output of {layer}, and the network's output is that of the last layer, {last}: {cure}, or remove {layer}";

    private static string BadEpsilon(string epsilon) => $"Epsilon must be from 1e-12 to 3.4e38, but is {epsilon}: use a value such as 1e-5";

    private static string NoOther(string layer, string from, string names) =>
        $"{layer} needs a second value, but reads only {from}: name one (available values: {names}), or remove the layer";

    private static string Misplaced(string behind) =>
        $"Standardize applies to the network's input, so it must come first and only once, but this one follows {behind}: move it to the front, or remove it";

    private static string BadRate(string rate) =>
        $"The rate of Dropout must be at least 0 and less than 1, but is {rate}: set the fraction of activations to drop, such as 0.2";

    private static string Weights(string argument, string layer = "Dense(1, Bias = false)") =>
        $"[Network(2, Loss = Loss.Huber, {argument}), {layer}] partial class Net;";

    private static string NoFile(string file, string found) =>
        $"Expected exactly one .safetensors file in the project that matches '{file}', but found {found}: add it to the project, or write enough of its path to identify it";

    private const string Own = "struct Own : IActivation { public static T Value<T>(T z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => z; public static T Derivative<T>(T z, T a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => T.One; }";

    private static string NoActivation(string type) =>
        $"'{type}' is not an activation function: use a class or struct that implements NetGen.IActivation, or a value of Activation";

    private static string Hidden(string type, string why, string cure) => $"Generated code cannot call the activation '{type}' because {why}: {cure}";

    private static string Member(string member) => $"[Network(2, Loss = Loss.Huber), Dense(1)] partial class Net {{ {member} }}";

    private static string NotPartial(string type, string declaration) =>
        $"'{type}' must be partial, so that NetGen can add the network 'Net' to it: write 'partial {declaration}'";

    private static string Unsupported(string what, string cure) => $"'Net' cannot be a network because it is {what}: {cure}";

    private static string Collides(string member, string network = "Net") =>
        $"'{member}' collides with a member that NetGen generates for the network '{network}': rename or remove it";

    private static string BadAlpha(string value) => $"Alpha must be finite and at least 0, but is {value}: change it, or remove it to use the default";

    private static string UnusedInitialValue(string initializer) => $"InitialValue has no effect with Initializer.{initializer}, because only Constant uses it: remove it, or use Initializer.Constant";

    private static string BadInitialValue(string reason) =>
        $"Initializer.Constant needs a finite InitialValue, {reason}: set one, such as InitialValue = 0.1";

    private static string LinearPair() =>
        "Layer 1 and layer 2 are both linear, so together they act as a single linear layer: give layer 1 an activation, or remove it";

    private static string NotProbabilities(string loss, string activation, string expected) =>
        $"{loss} expects probabilities, but {activation} does not produce them: use {expected} in the output layer";
}
