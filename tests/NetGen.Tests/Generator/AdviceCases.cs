using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>Networks that compile, but will not learn well.</summary>
internal static class AdviceCases
{
    private const DiagnosticSeverity Warning = DiagnosticSeverity.Warning;
    private const DiagnosticSeverity Info = DiagnosticSeverity.Info;

    public static readonly TheoryData<string, DiagnosticSeverity, string, string> All = new()
    {
        { "NETGEN070", Info, "[Network(2, [|Loss = Loss.HalfSquaredError|]), Dense(1, Activation.Sigmoid)] partial class Net;", Slow("HalfSquaredError") },
        { "NETGEN070", Info, "[Network(2, [|Loss = Loss.Huber|]), Dense(3, Activation.Tanh), Dense(2), Activate(Activation.Sigmoid)] partial class Net;", Slow("Huber") },

        { "NETGEN071", Info, "[Network(2, [|Loss = Loss.MeanSquaredError|]), Dense(3, Activation.Softmax)] partial class Net;", "With MeanSquaredError, the delta of a softmax output has the Jacobian of Softmax as a factor, so a wrong output close to 0 or 1 learns slowly: use Loss.CrossEntropy, which cancels the Jacobian" },

        { "NETGEN072", Info, $"[{Net}, Dense(3, [|Activation.Sigmoid|]), Dense(3, Activation.Sigmoid), Dense(3, Activation.Sigmoid), Dense(1)] partial class Net;", Vanishing("1 to 3", "64") },
        { "NETGEN072", Info, $"[{Net}, Dense(3, Activation.Tanh), Dense(3, [|Activation.Sigmoid|]), Dropout(0.5), Dense(3, Activation.Sigmoid), Dense(3, Activation.Sigmoid), Activate(Activation.Sigmoid), Dense(1)] partial class Net;", Vanishing("2 to 5", "256") },

        { "NETGEN073", Info, "[Network(2, Loss = Loss.CrossEntropy), Dense(3, [|Activation.ReLU|]), Activate(Activation.Softmax)] partial class Net;", Clipped(1, "Softmax", "ReLU") },
        { "NETGEN073", Info, "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Tanh), Dense(1, [|Activation.Softplus|]), Activate(Activation.Sigmoid)] partial class Net;", Clipped(2, "Sigmoid", "Softplus") },

        { "NETGEN074", Info, $"[{Net}, Dense(3, Activation.ReLU, [|Initializer = Initializer.GlorotNormal|]), Dense(1)] partial class Net;", Unfitting("GlorotNormal", "ReLU", "HeUniform") },
        { "NETGEN074", Info, $"[{Net}, Dense(3, Activation.GELU, [|Initializer = Initializer.LeCunUniform|]), Dense(1)] partial class Net;", Unfitting("LeCunUniform", "GELU", "HeUniform") },
        { "NETGEN074", Info, $"[{Net}, Dense(3, Activation.Tanh, [|Initializer = Initializer.HeNormal|]), Dense(1)] partial class Net;", Unfitting("HeNormal", "Tanh", "GlorotUniform") },
        { "NETGEN074", Info, $"[{Net}, Dense(3, Activation.SELU, [|Initializer = Initializer.HeUniform|]), Dense(1)] partial class Net;", Unfitting("HeUniform", "SELU", "LeCunNormal") },
        { "NETGEN074", Info, "[Network(1, 4, 4, Loss = Loss.Huber), Conv2D(3, 2, Activation.ReLU, [|Initializer = Initializer.GlorotUniform|]), Dense(1)] partial class Net;", Unfitting("GlorotUniform", "ReLU", "HeUniform") },

        { "NETGEN075", Warning, $"[{Net}, Dense(3, Activation.Tanh, [|Initializer = Initializer.Constant|], InitialValue = 0.5), Dense(1, Initializer = Initializer.Zeros)] partial class Net;", Equal(1, 2) },
        { "NETGEN075", Warning, $"[{Net}, Dense(4, Activation.Tanh), Dense(3, Activation.Tanh, [|Initializer = Initializer.Zeros|]), Dropout(0.5), Dense(1, Initializer = Initializer.Zeros)] partial class Net;", Equal(2, 3) },

        { "NETGEN076", Info, Fit("new Adam([|0.1|])", "Activation.ReLU"), Large("0.1", "Adam", "ReLU", "can die (be 0 for all samples)", "0.001") },
        { "NETGEN076", Info, Fit("new AdamW(weightDecay: 0.1, learningRate: [|1|])", "Activation.Tanh"), Large("1", "AdamW", "Tanh", Saturate, "0.001") },
        { "NETGEN076", Info, Fit("new RmsProp([|0.25f|])", "Activation.Sigmoid"), Large("0.25", "RmsProp", "Sigmoid", Saturate, "0.001") },
        { "NETGEN076", Info, Fit("new Sgd([|0.5|], momentum: 0.9)", "Activation.Tanh"), Large("0.5", "Sgd with a momentum of 0.9", "Tanh", Saturate, "0.1") },
        { "NETGEN076", Info, Fit("new Sgd([|2|])", "Activation.Tanh", "FitAsync"), Large("2", "Sgd", "Tanh", Saturate, "0.1") },
        { "NETGEN076", Info, $"static class Program {{ static void Run(Dataset data) {{ const double rate = 0.5; var adam = new Adam([|rate|]); var net = new Net(1); var options = new TrainingOptions {{ Optimizer = adam }}; Trainer.Fit(net, data, options); }} }} {Hidden("Activation.Tanh")}", Large("0.5", "Adam", "Tanh", Saturate, "0.001") },
    };

    /// <summary>What looks like one of those above, and is as it should be.</summary>
    public static readonly TheoryData<string> Sound = new()
    {
        "[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(1, Activation.Sigmoid)] partial class Net;",
        "[Network(2, Loss = Loss.HalfSquaredError), Dense(2, Activation.Sigmoid), Dense(1)] partial class Net;",
        $"[{Net}, Dense(3, Activation.Sigmoid), Dense(3, Activation.Sigmoid), Dense(1)] partial class Net;",
        $"[{Net}, Dense(3, Activation.Sigmoid), Dense(3, Activation.Sigmoid), LayerNorm, Dense(3, Activation.Sigmoid), Dense(1)] partial class Net;",
        $"[{Net}, Dense(3, Activation.Sigmoid, As = \"a\"), Dense(3, Activation.Sigmoid), Dense(3, Activation.Sigmoid), Add(\"a\"), Dense(1)] partial class Net;",
        "[Network(2, Loss = Loss.CrossEntropy), Dense(3, Activation.Tanh), Activate(Activation.Softmax)] partial class Net;",
        "[Network(2, Loss = Loss.CrossEntropy), Dense(3, Activation.ReLU), Dense(3), Activate(Activation.Softmax)] partial class Net;",
        $"[{Net}, Dense(3, Activation.ReLU, Initializer = Initializer.HeNormal), Dense(1)] partial class Net;",
        $"[{Net}, Dense(3, Activation.ReLU, Initializer = Initializer.Orthogonal), Dense(1, Initializer = Initializer.HeNormal)] partial class Net;",
        $"[{Net}, Dense(3, Activation.Tanh, Initializer = Initializer.LeCunNormal), Dense(1)] partial class Net;",
        $"[{Net}, Dense(3, Activation.SELU, Initializer = Initializer.LeCunUniform), Dense(1)] partial class Net;",
        $"[{Net}, Dense(3, Activation.Tanh, Initializer = Initializer.Zeros), Dense(1)] partial class Net;",
        $"[{Net}, Dense(3, Activation.Tanh), Dense(1, Initializer = Initializer.Zeros)] partial class Net;",
        $"[{Net}, Dense(1, Activation.Tanh, Initializer = Initializer.Zeros), Dense(1, Initializer = Initializer.Zeros)] partial class Net;",
        Fit("new Adam(0.09)", "Activation.ReLU"),
        Fit("new Adam()", "Activation.ReLU"),
        Fit("new Adam(0.5)", "Activation.GELU"),
        Fit("new Adagrad(0.5)", "Activation.ReLU"),
        Fit("new Sgd(1)", "Activation.ReLU"),
        Fit("new Sgd(0.1, momentum: 0.9)", "Activation.ReLU"),
        "static class Program { static void Run(Dataset data, double rate) => Trainer.Fit(new Net(1), data, new TrainingOptions { Optimizer = new Adam(rate) }); } " + Hidden("Activation.ReLU"),
        "static class Program { static void Run(Dataset data, ITrainableNetwork<float> net) => Trainer.Fit(net, data, new TrainingOptions { Optimizer = new Adam(1) }); }",
        "static class Trainer { public static void Fit(object network, TrainingOptions options) { } static void Run() => Fit(new Net(1), new TrainingOptions { Optimizer = new Adam(1) }); } " + Hidden("Activation.ReLU"),
    };

    private const string Net = "Network(2, Loss = Loss.HalfSquaredError)";

    private const string Saturate = "can saturate (have a slope of almost 0)";

    private static string Fit(string optimizer, string activation, string method = "Fit") =>
        $"static class Program {{ static void Run(Dataset data) => Trainer.{method}(new Net(1), data, new TrainingOptions {{ Optimizer = {optimizer} }}); }} {Hidden(activation)}";

    private static string Hidden(string activation) => $"[{Net}, Dense(3, {activation}), Dense(1)] partial class Net;";

    private static string Slow(string loss) =>
        $"With {loss}, the delta of a sigmoid output has the factor a (1 - a), so a wrong output close to 0 or 1 learns slowly: use Loss.BinaryCrossEntropy, which cancels the factor";

    private static string Vanishing(string layers, string factor) =>
        $"Layers {layers} are consecutive sigmoid layers, each with a derivative of at most 1/4, so their derivatives shrink a gradient by a factor of at least {factor}: use ReLU, add a normalization layer, or skip layers with Add";

    private static string Clipped(int layer, string output, string activation) =>
        $"Layer {layer} passes the logits of {output} through {activation}, so they cannot be negative: remove the activation from layer {layer}";

    private static string Unfitting(string initializer, string activation, string fitting) =>
        $"{initializer} does not fit {activation}: use {fitting}, the default here, whose variance preserves the scale of activations and gradients";

    private static string Equal(int layer, int next) =>
        $"All weights of layer {layer} start equal, and so do those of layer {next}, so the neurons of layer {layer} get equal gradients and stay identical: give one of the layers a random initializer";

    private static string Large(string rate, string optimizer, string activation, string fate, string start) =>
        $"A learning rate of {rate} is large for {optimizer} with {activation}, whose units {fate} after a large step: start with {start}";
}
