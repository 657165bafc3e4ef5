using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>Cases of layers on images and signals, as <see cref="DiagnosticCases"/>.</summary>
internal static class ImageDiagnosticCases
{
    private const DiagnosticSeverity Error = DiagnosticSeverity.Error;

    private const string Image = "an image of shape (channels, height, width)";
    private const string Signal = "a signal of shape (channels, length)";
    private const string AsImage = "declare the input as [Network(channels, height, width)]";
    private const string AsSignal = "declare the input as [Network(channels, length)]";
    private const string AsEither = "declare the input as [Network(channels, height, width)] or [Network(channels, length)], and do not flatten it above this layer";
    private const string Smaller = "use a smaller window, more padding, or smaller strides above";

    public static TheoryData<string, DiagnosticSeverity, string, string> All => new()
    {
        { "NETGEN002", Error, "[Network(2, 6, 6, Loss = Loss.Huber), MaxPool(2), Flatten] partial class [|Net|];", "The network 'Net' has no layers with weights: add at least one, such as [Dense(10, Activation.Softmax)]" },

        // A size that no array holds is refused before a layer asks for it.
        { "NETGEN004", Error, "[[|Network(3, 50000, 50000, Loss = Loss.Huber)|], Dense(1)] partial class Net;", "The network 'Net' needs an array for an input of shape (3, 50000, 50000), but an array holds at most 2,147,483,647 numbers: use smaller layers or inputs" },
        { "NETGEN004", Error, "[Network(1, 9, 9, Loss = Loss.Huber), [|Conv2D(int.MaxValue, 1)|], Flatten, Dense(1)] partial class Net;", "The network 'Net' needs an array for a value of shape (2147483647, 9, 9), but an array holds at most 2,147,483,647 numbers: use smaller layers or inputs" },
        { "NETGEN063", Error, "[Network(1, 10, Loss = Loss.Huber), [|Conv1D(1, 2, Dilation = 600000000, Padding = 300000000)|], Dense(1)] partial class Net;", "Conv1D needs a window that covers at most 536,870,912 numbers including padding, but reads x of shape (1, 10): use a smaller window, dilation or padding" },

        { "NETGEN003", Error, "[Network([|0|], 28, 28), Dense(1)] partial class Net;", TooSmall("number of channels", 0) },
        { "NETGEN003", Error, "[Network(1, [|-1|], 28), Dense(1)] partial class Net;", TooSmall("height of an image", -1) },
        { "NETGEN003", Error, "[Network(channels: 1, height: 28, [|width: 0|]), Dense(1)] partial class Net;", TooSmall("width of an image", 0) },
        { "NETGEN003", Error, "[Network(2, [|0|]), Dense(1)] partial class Net;", TooSmall("length of a signal", 0) },
        { "NETGEN003", Error, "[Network([|0|], 9), Dense(1)] partial class Net;", TooSmall("number of channels", 0) },
        { "NETGEN003", Error, Of("Conv2D([|0|], 3)"), TooSmall("number of filters", 0) },
        { "NETGEN003", Error, Of("Conv2D(4, [|0|])"), TooSmall("kernel of a convolution", 0) },
        { "NETGEN003", Error, Of("Conv2D(4, 3, [|-2|], Activation.Tanh)"), TooSmall("kernel of a convolution", -2) },
        { "NETGEN003", Error, Of("Conv2D(4, [|kernelHeight: 0|], kernelWidth: 2)"), TooSmall("kernel of a convolution", 0) },
        { "NETGEN003", Error, OfSignal("Conv1D(filters: 4, [|kernel: 0|])"), TooSmall("kernel of a convolution", 0) },
        { "NETGEN003", Error, Of("MaxPool([|0|])"), TooSmall("window of a pooling layer", 0) },
        { "NETGEN003", Error, Of("AveragePool([|-1|])"), TooSmall("window of a pooling layer", -1) },

        { "NETGEN005", Error, Of("MaxPool(2, [|Activation.Softmax|])"), "Softmax is for the output layer, but another layer follows layer 1: use ReLU or Tanh here and Softmax in the last layer" },
        { "NETGEN005", Error, Of("Conv2D(4, 3, [|Activation.Softmax|])"), "Softmax is for the output layer, but another layer follows layer 1: use ReLU or Tanh here and Softmax in the last layer" },

        { "NETGEN063", Error, "[Network(64, Loss = Loss.Huber), [|Conv2D(4, 3)|], Dense(1)] partial class Net;", Unfit("Conv2D", Image, "x of shape (64)", $"{AsImage}, and do not flatten it above this layer") },
        { "NETGEN063", Error, OfSignal("[|Conv2D(4, 3)|]"), Unfit("Conv2D", Image, "x of shape (2, 9)", $"{AsImage}, or use Conv1D") },
        { "NETGEN063", Error, Of("[|Conv1D(4, 3)|]"), Unfit("Conv1D", Signal, "x of shape (3, 8, 7)", $"{AsSignal}, or use Conv2D") },
        { "NETGEN063", Error, "[Network(64, Loss = Loss.Huber), [|Conv1D(4, 3)|], Dense(1)] partial class Net;", Unfit("Conv1D", Signal, "x of shape (64)", $"{AsSignal}, and do not flatten it above this layer") },
        { "NETGEN063", Error, Of("Dense(9, Activation.Tanh), [|Conv2D(4, 3)|]"), Unfit("Conv2D", Image, "layer 1 of shape (9)", $"{AsImage}, and do not flatten it above this layer") },
        { "NETGEN063", Error, Of("Flatten(As = \"u\"), [|MaxPool(2)|]"), Unfit("MaxPool", $"{Image} or {Signal}", "'u' of shape (168)", AsEither) },
        { "NETGEN063", Error, "[Network(64, Loss = Loss.Huber), [|AveragePool(2)|], Dense(1)] partial class Net;", Unfit("AveragePool", $"{Image} or {Signal}", "x of shape (64)", AsEither) },
        { "NETGEN063", Error, "[Network(64, Loss = Loss.Huber), [|GlobalAveragePool|], Dense(1)] partial class Net;", Unfit("GlobalAveragePool", $"{Image} or {Signal}", "x of shape (64)", AsEither) },

        { "NETGEN003", Error, "[Network(64, Loss = Loss.Huber), Reshape(4, [|0|], 4), Dense(1)] partial class Net;", TooSmall("height of an image", 0) },
        { "NETGEN003", Error, "[Network(64, Loss = Loss.Huber), Reshape([|channels: -4|], length: 16), Dense(1)] partial class Net;", TooSmall("number of channels", -4) },
        { "NETGEN003", Error, "[Network(64, Loss = Loss.Huber), Expand(4, [|0|]), Dense(1)] partial class Net;", TooSmall("width of an image", 0) },
        { "NETGEN003", Error, "[Network(64, Loss = Loss.Huber), Expand([|-1|]), Dense(1)] partial class Net;", TooSmall("length of a signal", -1) },
        { "NETGEN004", Error, "[Network(64, Loss = Loss.Huber), [|Expand(50000, 50000)|], Dense(1)] partial class Net;", "The network 'Net' needs an array for a value of shape (64, 50000, 50000), but an array holds at most 2,147,483,647 numbers: use smaller layers or inputs" },
        { "NETGEN063", Error, "[Network(64, Loss = Loss.Huber), [|Reshape(2, 6, 6)|], Dense(1)] partial class Net;", Unfit("Reshape", "72 numbers for the shape (2, 6, 6)", "x of shape (64)", "choose sizes whose product is 64") },
        { "NETGEN063", Error, Of("[|Reshape(4, 40)|]"), Unfit("Reshape", "160 numbers for the shape (4, 40)", "x of shape (3, 8, 7)", "choose sizes whose product is 168") },
        { "NETGEN063", Error, "[Network(64, Loss = Loss.Huber), Dense(9, Activation.Tanh, As = \"u\"), [|Reshape(100000, 100000, 100000)|], Dense(1)] partial class Net;", Unfit("Reshape", "1000000000000000 numbers for the shape (100000, 100000, 100000)", "'u' of shape (9)", "choose sizes whose product is 9") },
        { "NETGEN063", Error, Of("[|Expand(4, 4)|]"), Unfit("Expand", "a vector with one number for each channel", "x of shape (3, 8, 7)", "apply GlobalAveragePool or Flatten above this layer") },
        { "NETGEN063", Error, OfSignal("[|Expand(4)|]"), Unfit("Expand", "a vector with one number for each channel", "x of shape (2, 9)", "apply GlobalAveragePool or Flatten above this layer") },

        { "NETGEN063", Error, Of("[|Conv2D(4, 9)|]"), Unfit("Conv2D", "9 or more rows and 9 or more columns", "x of shape (3, 8, 7)", Smaller) },
        { "NETGEN063", Error, Of("[|Conv2D(4, 3, 10, Padding = 1)|]"), Unfit("Conv2D", "1 or more rows and 8 or more columns", "x of shape (3, 8, 7)", Smaller) },
        { "NETGEN063", Error, Of("[|Conv2D(4, 3, Dilation = 4)|]"), Unfit("Conv2D", "9 or more rows and 9 or more columns", "x of shape (3, 8, 7)", Smaller) },
        { "NETGEN063", Error, Of("MaxPool(4), [|Conv2D(4, 3)|]"), Unfit("Conv2D", "3 or more rows and 3 or more columns", "layer 1 of shape (3, 2, 1)", Smaller) },
        { "NETGEN063", Error, Of("[|MaxPool(9)|]"), Unfit("MaxPool", "9 or more rows and 9 or more columns", "x of shape (3, 8, 7)", Smaller) },
        { "NETGEN063", Error, OfSignal("[|Conv1D(4, 12, Padding = 1)|]"), Unfit("Conv1D", "a length of 10 or more", "x of shape (2, 9)", Smaller) },
        { "NETGEN063", Error, OfSignal("[|AveragePool(10)|]"), Unfit("AveragePool", "a length of 10 or more", "x of shape (2, 9)", Smaller) },
        { "NETGEN063", Error, Of("[|Conv2D(4, 3, Groups = 2)|]"), Unfit("Conv2D", "a number of channels divisible by Groups = 2", "x of shape (3, 8, 7)", "set Groups to a divisor of 3") },

        { "NETGEN063", Error, Of("Conv2D(3, 3, Activation.Tanh), Add([|\"x\"|])"), Unfit("Add", "values of the same shape", "layer 1 of shape (3, 6, 5) and x of shape (3, 8, 7)", AddCure) },
        { "NETGEN063", Error, Of("Flatten, Add([|\"x\"|])"), Unfit("Add", "values of the same shape", "layer 1 of shape (168) and x of shape (3, 8, 7)", AddCure) },
        { "NETGEN063", Error, Of("Conv2D(3, 3, Activation.Tanh), Concat([|\"x\"|])"), Unfit("Concat", "values that differ only in their first dimension", "layer 1 of shape (3, 6, 5) and x of shape (3, 8, 7)", ConcatCure) },
        { "NETGEN063", Error, Of("GlobalAveragePool, Concat([|\"x\"|])"), Unfit("Concat", "values that differ only in their first dimension", "layer 1 of shape (3) and x of shape (3, 8, 7)", ConcatCure) },
        { "NETGEN063", Error, Of("Flatten, Multiply([|\"x\"|])"), Unfit("Multiply", "values of the same shape", "layer 1 of shape (168) and x of shape (3, 8, 7)", CombineCure) },
        { "NETGEN063", Error, Of("GlobalAveragePool, Divide([|\"x\"|])"), Unfit("Divide", "values of the same shape", "layer 1 of shape (3) and x of shape (3, 8, 7)", CombineCure) },
        { "NETGEN063", Error, "[Network(64, Loss = Loss.Huber), [|Affine(PerChannel = true)|], Dense(1)] partial class Net;", Unfit("Affine", $"{Image} or {Signal}", "x of shape (64)", "remove PerChannel = true: each number of a vector has its own gain and bias") },

        { "NETGEN063", Error, "[Network(64, Loss = Loss.Huber), [|Standardize(PerChannel = true)|], Dense(1)] partial class Net;", Unfit("Standardize", $"{Image} or {Signal}", "x of shape (64)", "remove PerChannel = true: each number of a vector has its own mean and scale") },
        { "NETGEN063", Error, "[Network(64, Loss = Loss.Huber), Dense(3, Activation.Tanh), [|Dropout(0.5, Channels = true)|], Dense(1)] partial class Net;", Unfit("Dropout", $"{Image} or {Signal}", "layer 1 of shape (3)", "remove Channels = true: each number of a vector is dropped on its own") },

        { "NETGEN065", Error, Of("Conv2D(4, 3, [|Stride = 0|])"), OutOfRange("Stride", "1 or more", "0", "1") },
        { "NETGEN065", Error, Of("Conv2D(4, 3, [|Padding = -1|])"), OutOfRange("Padding", "0 or more", "-1", "0") },
        { "NETGEN065", Error, Of("Conv2D(4, 3, [|Dilation = 0|])"), OutOfRange("Dilation", "1 or more", "0", "1") },
        { "NETGEN065", Error, Of("Conv2D(4, 3, [|Groups = 0|])"), OutOfRange("Groups", "1 or more", "0", "1") },
        { "NETGEN065", Error, Of("Conv2D(4, 3, [|Groups = 3|])"), OutOfRange("Groups", "a divisor of 4, the number of filters", "3", "1") },
        { "NETGEN065", Error, OfSignal("Conv1D(4, 3, [|Stride = -2|])"), OutOfRange("Stride", "1 or more", "-2", "1") },
        { "NETGEN065", Error, Of("MaxPool(2, [|Stride = 0|])"), OutOfRange("Stride", "1 or more", "0", "1") },
        { "NETGEN065", Error, Of("AveragePool(2, [|Padding = -1|])"), OutOfRange("Padding", "0 or more", "-1", "0") },
        { "NETGEN065", Error, Of("MaxPool(3, [|Padding = 2|])"), OutOfRange("Padding", "from 0 to 1, half the window", "2", "0") },
        { "NETGEN065", Error, Of("AveragePool(2, Stride = 1, [|Padding = 2|])"), OutOfRange("Padding", "from 0 to 1, half the window", "2", "0") },
        { "NETGEN065", Error, Of("BatchNorm([|Epsilon = 0|])"), OutOfRange("Epsilon", "from 1e-12 to 3.4e38", "0", "1e-5") },
        { "NETGEN065", Error, Of("BatchNorm(Activation.Tanh, [|Momentum = 0|])"), OutOfRange("Momentum", "more than 0 and at most 1", "0", "0.1") },
        { "NETGEN065", Error, Of("BatchNorm([|Momentum = 1.5|])"), OutOfRange("Momentum", "more than 0 and at most 1", "1.5", "0.1") },
        { "NETGEN065", Error, Of("BatchNorm([|Momentum = double.NaN|])"), OutOfRange("Momentum", "more than 0 and at most 1", "NaN", "0.1") },

        { "NETGEN067", Error, Of("Conv2D(4, 3, [|Stride = 2|], Same = true)"), Conflict("Same", "Stride = 2", "Stride") },
        { "NETGEN067", Error, Of("Conv2D(4, 3, Same = true, [|Padding = 1|])"), Conflict("Same", "Padding = 1", "Padding") },
        { "NETGEN067", Error, OfSignal("Conv1D(4, 3, Causal = true, [|Padding = 2|])"), Conflict("Causal", "Padding = 2", "Padding") },
        { "NETGEN067", Error, OfSignal("Conv1D(4, 3, [|Stride = 3|], Causal = true)"), Conflict("Causal", "Stride = 3", "Stride") },
        { "NETGEN067", Error, OfSignal("Conv1D(4, 3, Causal = true, [|Same = true|])"), Conflict("Causal", "Same = true", "Same") },
    };

    private const string AddCure = "give the layers that write them the same number of units, or use Concat";
    private const string CombineCure = "give the layers that write them the same number of units";
    private const string ConcatCure = "match their sizes with pooling or strides, or apply Flatten";

    private static string Of(string layers) => $"[Network(3, 8, 7, Loss = Loss.Huber), {layers}, Dense(1)] partial class Net;";

    private static string OfSignal(string layers) => $"[Network(2, 9, Loss = Loss.Huber), {layers}, Dense(1)] partial class Net;";

    private static string TooSmall(string what, int size) => $"The {what} must be at least 1, but is {size}";

    private static string Unfit(string layer, string needs, string reads, string cure) => $"{layer} needs {needs}, but reads {reads}: {cure}";

    private static string OutOfRange(string what, string range, string value, string cure) => $"{what} must be {range}, but is {value}: use a value such as {cure}";

    private static string Conflict(string pads, string other, string name) => $"{pads} determines the padding for a stride of 1, so it cannot be combined with {other}: remove {pads} or {name}";
}
