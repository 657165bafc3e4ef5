using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Tests.Generator;

/// <summary>Declarations as they stand in an editor: half-typed, pasted twice, misspelt, in the wrong place.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly string[] _origins =
    [
        "[Network(1)]\n[Dense(1, Activation.Tanh)]\npartial class Net;",
        "[Network(2)]\n[Dense(1, Activation.ELU, Alpha = 0.5, Bias = false)]\n[Dense(1, Activation.Sign)]\npartial class Net { public int Own => 3; }",
        "[Network(inputSize: 1, Loss = Loss.CrossEntropy, Precision = Precision.Double)]\n[Dense(units: 2, activation: Activation.Softmax)]\ninternal sealed partial class Net { public void Forward(float x) => _ = x; }",
        "[Network(1, Loss = Loss.Huber, Precision = Precision.Double)]\npartial class Net { }\n[Dense(1, Initializer = Initializer.Zeros)]\npartial class Net { private int _own; public int Own => _own++; }",
        "partial class Outer\n{\n[Network(1)]\n[Dense(1)]\npublic partial class Net;\n}\npartial struct Other;",
        "class Base { protected Base() { } }\n[Network(1)]\n[Dense(1)]\nabstract partial class Net : Base;",
        "[Network(2, Loss = Loss.Huber, Weights = \"line.safetensors\")]\n[Dense(1, Bias = false)]\npartial class Net { public static Net Load(string path) => Load(path, null); }",
        "[Network(2, Loss = Loss.Huber)]\n[Standardize]\n[Dense(3, Activation.Tanh)]\n[Dense(1)]\npartial class Net { public int Mean => 3; }",
        "[Network(2, Loss = Loss.Huber)]\n[Dropout(0.1)]\n[Dense(3, Activation.Tanh)]\n[Dropout(rate: 0.5)]\n[Dense(1)]\npartial class Net { public long DropoutStep => 3; }",
        "[Network(2, Loss = Loss.Huber)]\n[Dense(2, Activation.Tanh, As = \"u\")]\n[LayerNorm(Activation.GELU, Epsilon = 0.1)]\n[Add(\"u\")]\n[Dense(1)]\npartial class Net;",
        "[Network(2, Loss = Loss.CrossEntropy)]\n[Standardize(As = \"s\")]\n[Dropout(0.5)]\n[Concat(new[] { \"s\", \"x\" }, Activation.Tanh, As = \"c\")]\n[Dense(2, From = \"x\", As = \"d\")]\n[Concat(\"c\", As = \"layers.1\")]\n[Dense(2, Activation.Softmax)]\npartial class Net { int Gain1; }",
        "[Network(20, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]\n[Dense(20, Activation.SiLU, As = \"u\")]\n[Dropout(0.5)]\n[Add([\"u\", \"x\"], Activation.Tanh)]\n[LayerNorm]\n[Activate(Activation.HardTanh, Min = -2, Max = 0.5)]\n[Concat(\"u\")]\npartial class Net { void Jacobian() { } }",
        "[Network(1, 5, 4, Loss = Loss.CrossEntropy)]\n[Conv2D(2, 3, Activation.Tanh, As = \"u\")]\n[MaxPool(2)]\n[Dense(2, Activation.Softmax)]\npartial class Net;",
        "[Network(channels: 2, height: 6, width: 5, Loss = Loss.Huber)]\n[Standardize(PerChannel = true)]\n[Conv2D(4, 3, 1, Activation.ReLU, Stride = 2, Padding = 1, Dilation = 1, Groups = 2, Bias = false)]\n[BatchNorm(Activation.Tanh, Epsilon = 0.1, Momentum = 0.5, As = \"u\")]\n[Dropout(0.5, Channels = true)]\n[Conv2D(4, 1, Same = true)]\n[Add(\"u\")]\n[GlobalAveragePool]\n[Dense(1)]\npartial class Net { int RunningMean2; }",
        "[Network(2, 9, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]\n[Conv1D(3, kernel: 2, Causal = true)]\n[AveragePool(3, Activation.Tanh, Stride = 1, Padding = 1, CountPadding = false, As = \"u\")]\n[MaxPool(window: 3, Stride = 1, Padding = 1)]\n[Concat(\"u\")]\n[Flatten]\npartial class Net;",
        "[Network(2, 5, Loss = Loss.Huber)]\n[Dropout(0.5, As = \"u\")]\n[Conv1D(2, 2, Activation.Tanh)]\n[Freeze]\n[Dense(10)]\n[BatchNorm]\n[Add(\"u\")]\npartial class Net { int DW2; }",
        "[Network(4, Loss = Loss.Huber)]\n[Dense(8, Activation.Tanh)]\n[Reshape(channels: 2, height: 2, width: 2, As = \"u\")]\n[GlobalAveragePool]\n[Expand(2, width: 2)]\n[Multiply(\"u\")]\n[Reshape(2, 4)]\n[Conv1D(1, 2)]\npartial class Net;",
        "[Network(160)]\n[Dense(1, Activation.LeakyReLU)]\npartial class Net { }\nclass Second;",
    ];

    private static readonly string[] _numbers = ["0", "-1", "1", "3", "int.MaxValue", "2147483648", "1.5", "1e300", "double.NaN", "\"2\"", "null", "'a'", "true", "default", "N", "(byte)3", "1 +", "unchecked(int.MaxValue * 2)"];

    private static readonly string[] _names =
    [
        "Net", "Second", "Outer", "Base", "W1", "B1", "DW1", "Compiled", "InDouble", "Forward", "Backward", "Trace", "_parameters", "get_Info", "Info", "Layer1", "@class", "@record",
        "record", "class", "var", "dynamic", "_", "Network", "Dense", "Standardize", "Dropout", "Freeze", "TraceInTraining", "Statistics", "Scale", "Activation", "Softmax", "Sigmoid", "Sign", "CrossEntropy", "BinaryCrossEntropy", "None", "Nowhere", "units", "Alpha", "Min", "Max", "Add", "Multiply", "Subtract", "Divide", "Affine", "Concat", "LayerNorm", "Activate", "As", "From", "Epsilon", "Gain1", "Jacobian", "BackwardFrom", "Floats", "ReadOnlyFloats", "Conv1D", "Conv2D", "MaxPool", "AveragePool", "GlobalAveragePool", "Flatten", "BatchNorm", "Stride", "Padding", "Same", "Dilation", "Groups", "Causal", "PerChannel", "Channels", "Momentum", "Synchronized", "CountPadding", "channels", "height", "kernel", "Window", "RunningVar2", "x", "Load", "Weights", "Onnx", "Until", "Größe",
    ];

    private static readonly string[] _expressions =
        ["(Activation)99", "(Activation)(-1)", "(Loss)99", "(Loss)3", "(Precision)2", "(Initializer)99", "Activation.Softmax", "Activation.Nowhere", "Loss.None", "default(Activation)", "Activation.Sign | Activation.ELU", "nameof(Net)", "typeof(int)"];

    private static readonly string[] _texts =
        ["\"x\"", "\"u\"", "\"\"", "\"a b\"", "\"layers.0\"", "\"standardize\"", "\"s\"", "\"\\0\"", "\"Größe.1\"", "null", "null!", "new string[0]", "new[] { \"x\", null }", "[\"u\", \"x\"]", "(string)null", "(string[])null", "new[] { 1 }", "nameof(Net)", "\"x", "3"];

    private static readonly string[] _modifiers = ["static", "abstract", "sealed", "public", "private", "file", "partial", "readonly", "unsafe", "new", "required", "ref"];

    private static readonly string[] _kinds = ["struct", "interface", "record", "record struct", "enum", "class", "delegate void", "namespace", "event", "int"];

    private static readonly string[] _members =
    [
        "private int W1;", "public int Info => 3;", "void Forward() { }", "void Forward(System.ReadOnlySpan<float> x, System.Span<float> y) { }", "class Compiled { }", "class W1<T> { }",
        "Net(int seed) { }", "public Net() { }", "static Net() { }", "private int get_W1() => 3;", "event System.Action Parameters;", "void INetwork<float>.Forward(System.ReadOnlySpan<float> x, System.Span<float> y) { }",
        "NetworkInfo INetwork<float>.Info => null!;", "ITrainableNetwork<double> ITrainableNetwork<float>.ToDouble() => null!;", "public static implicit operator int(Net net) => 3;", "~Net() { }", "public int this[int i] => i;", "class Inner { }",
        "[Network(1), Dense(1)] partial class Inner { }", "int x", "{", "}", "enum InDouble { }",
    ];

    private static readonly string[] _bases =
        [" : System.Exception", " : System.IO.Stream", " : System.Text.StringBuilder", " : System.IDisposable", " : Nowhere", " : Second", " : Net", " : INetwork<float>", " : ITrainableNetwork<float>", " : System.Collections.Generic.List<int>", "<T>", "(int seed)", "(string name)", "()", " : "];

    private static readonly string[] _attributes =
        ["[Network(1)]", "[Dense(1)]", "[Dense(2, Activation.Softmax)]", "[Network(2, 6, 6)]", "[Network(2, 9)]", "[Conv2D(2, 3)]", "[Conv2D(2, 2, 3, Activation.Tanh, Stride = 2)]", "[Conv2D(2)]", "[Conv2D]", "[Conv2D(2, int.MaxValue, Dilation = int.MaxValue, Padding = int.MaxValue)]", "[Conv1D(2, 3, Causal = true)]", "[Conv1D(2, 3, Same = true, Stride = 2)]", "[MaxPool(2)]", "[MaxPool]", "[MaxPool(int.MaxValue, Padding = 1073741823)]", "[AveragePool(2, Padding = 1)]", "[AveragePool(2, Stride = 0)]", "[GlobalAveragePool]", "[GlobalAveragePool(Activation.Softmax)]", "[Flatten]", "[Reshape(2, 3, 3)]", "[Reshape(1, 18)]", "[Reshape(int.MaxValue, int.MaxValue, int.MaxValue)]", "[Reshape]", "[Expand(3)]", "[Expand(2, 2, As = \"u\")]", "[Expand(int.MaxValue, int.MaxValue)]", "[Expand]", "[BatchNorm]", "[BatchNorm(Momentum = 2)]", "[Standardize(PerChannel = true)]", "[Dropout(0.5, Channels = true)]", "[Dropout(0.5, Channels = 1)]", "[Standardize]", "[Standardize(1)]", "[Dropout(0.5)]", "[Dropout]", "[Dropout(2)]", "[Add(\"x\")]", "[Add]", "[Add(null)]", "[Concat(\"x\")]", "[Concat(new string[0])]", "[Concat(\"u\", As = \"u\")]", "[Freeze]", "[Freeze(1)]", "[Freeze, Freeze]", "[LayerNorm]", "[LayerNorm(Epsilon = 0)]", "[Activate(Activation.Tanh)]", "[Activate]", "[Dense(2, From = \"x\", As = \"v\")]", "[Network]", "[Dense]", "[type: Dense(1)]", "[return: Network(1)]", "[System.Obsolete]", "[Network(1), Dense(1)]", "[Dense(2)", "["];

    private readonly Random _random = new(seed);

    /// <summary>One of the origins, mutated once or a few times.</summary>
    public string Next()
    {
        string source = Any(_origins);
        do
            source = Mutate(source);
        while (_random.Next(3) == 0);

        return source;
    }

    private string Mutate(string source)
    {
        string[] tokens = [.. SyntaxFactory.ParseTokens(source).Where(token => !token.IsKind(SyntaxKind.EndOfFileToken)).Select(token => token.ToFullString())];
        if (tokens.Length < 2)
            return Any(_origins);

        int at = _random.Next(tokens.Length), other = _random.Next(tokens.Length);
        switch (_random.Next(15))
        {
            case 0:
                return source[.._random.Next(source.Length)];
            case 1:
                return Join(tokens.Where((_, index) => index != at));
            case 2:
                return Join(tokens.Take(at + 1).Concat(tokens.Skip(at)));
            case 3:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                return Join(tokens);
            case 4:
                return Replace(tokens, token => char.IsAsciiDigit(token[0]), _numbers);
            case 5:
                return Replace(tokens, token => char.IsAsciiLetter(token[0]), _names);
            case 6:
                return Replace(tokens, token => char.IsAsciiLetter(token[0]) || char.IsAsciiDigit(token[0]), _expressions);
            case 7:
                return Replace(tokens, token => token is "partial" or "class", [.. _modifiers.Select(modifier => $"{modifier} partial"), .. _kinds, .. _modifiers]);
            case 8:
                return Replace(tokens, token => token is "{" or ";", [.. _members.Select(member => $"{{ {member} }}"), .. _bases.Select(parent => $"{parent} {{ }}"), .. _bases.Select(parent => $"{parent};")]);
            case 9:
                return Replace(tokens, token => token == "{", [.. _members.Select(member => $"{{ {member}")]);
            case 10:
                return Join(tokens.Take(at).Append($" {Any(_attributes)} ").Concat(tokens.Skip(at)));
            case 11:
                // A line, which is an attribute or a declaration, once more or in another place.
                string[] lines = source.Split('\n');
                (int from, int to) = (_random.Next(lines.Length), _random.Next(lines.Length));
                return string.Join('\n', _random.Next(2) == 0 ? lines.Append(lines[from]) : lines.Take(to).Append(lines[from]).Concat(lines.Skip(to).Where(line => line != lines[from])));
            case 12:
                return Replace(tokens, token => token[0] == '"' || token is "null", _texts);
            case 13:
                return Join(tokens.Take(Math.Min(at, other)).Concat(tokens.Skip(Math.Max(at, other))));
            default:
                return $"{source}\n{Any(_attributes)}\n{Any(_modifiers)} {Any(_kinds)} {Any(_names)}{Any(_bases)} {{ {Any(_members)} }}";
        }
    }

    private string Replace(string[] tokens, Func<string, bool> isWanted, string[] replacements)
    {
        int[] places = [.. Enumerable.Range(0, tokens.Length).Where(index => isWanted(tokens[index].Trim()))];
        if (places.Length > 0)
            tokens[Any(places)] = $" {Any(replacements)} ";

        return Join(tokens);
    }

    private T Any<T>(T[] items) => items[_random.Next(items.Length)];

    private static string Join(IEnumerable<string> tokens) => tokens.Aggregate(new StringBuilder(), (text, token) => text.Append(token)).ToString();
}
