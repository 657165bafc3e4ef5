namespace NetGen.Tests.Networks;

/// <summary>A layer over images or signals with one of its options, in a small network for straight-line code or a larger one for tiles.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Layers">The layers: {0} stands for filters, {1} for the channels of x, {2} for twice as many, {3} for the size of each.</param>
/// <param name="Input">What x is.</param>
/// <param name="OnlyTiles">Whether it needs all samples of a batch at once.</param>
internal sealed record ImageVariant(string Name, Loss Loss, string[] Layers, string Input = "image", bool OnlyTiles = false)
{
    private const string Head = "Dense(3, Activation.Softmax)";

    public static IReadOnlyList<ImageVariant> All { get; } =
    [
        new("Plain", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", Head]),
        new("Padded", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.ELU, Padding = 1)", Head]),
        new("PaddedWide", Loss.CrossEntropy, ["Conv2D({0}, 2, Activation.Tanh, Padding = 2)", Head]),
        new("Rectified", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.ReLU)", Head]),
        new("RectifiedPadded", Loss.HalfSquaredError, ["Conv2D({0}, 3, Activation.ReLU, Padding = 1, Bias = false)", "Dense(2)"]),
        new("Same", Loss.CrossEntropy, ["Conv2D({0}, 3, 2, Activation.GELU, Same = true)", Head]),
        new("Stride", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, Stride = 2, Padding = 1)", Head]),
        new("StrideLeavesSome", Loss.CrossEntropy, ["Conv2D({0}, 2, 1, Activation.Tanh, Stride = 3)", Head]),
        new("Dilated", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, Dilation = 2, Padding = 2)", Head]),
        new("DilatedStride", Loss.CrossEntropy, ["Conv2D({0}, 2, Activation.Tanh, Dilation = 2, Stride = 2, Padding = 1)", Head]),
        new("Groups", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, Groups = 2)", Head]),
        new("Depthwise", Loss.CrossEntropy, ["Conv2D({2}, 3, Activation.SiLU, Padding = 1, Groups = {1})", Head]),
        new("Pointwise", Loss.CrossEntropy, ["Conv2D({0}, 1, Activation.Tanh)", Head]),
        new("Whole", Loss.MeanSquaredError, ["Conv2D({0}, 4, 4, Activation.Tanh)", "Dense(2)"]),
        new("OneFilter", Loss.MeanSquaredError, ["Conv2D(1, 3, Activation.Tanh)", "Dense({0}, Activation.Tanh)", "Dense(2)"]),
        new("Leaky", Loss.MeanSquaredError, ["Conv2D({0}, 3, Activation.LeakyReLU, Alpha = 0.3)", "Dense(2)"]),
        new("Constant", Loss.MeanSquaredError, ["Conv2D({0}, 3, Activation.Tanh, Initializer = Initializer.Constant, InitialValue = 0.25)", "Dense(2)"]),
        new("Orthogonal", Loss.MeanSquaredError, ["Conv2D({0}, 3, Activation.Tanh, Initializer = Initializer.Orthogonal)", "Dense(2)"]),
        new("PyTorchDefault", Loss.MeanSquaredError, ["Conv2D({0}, 3, Activation.Tanh, Initializer = Initializer.PyTorchDefault)", "Dense(2)"]),
        new("MaxPool", Loss.CrossEntropy, ["MaxPool(2)", "Dense({0}, Activation.Tanh)", Head]),
        new("MaxPoolBent", Loss.CrossEntropy, ["MaxPool(2, Activation.Tanh)", "Dense({0}, Activation.Tanh)", Head]),
        new("MaxPoolOverlap", Loss.CrossEntropy, ["Conv2D({0}, 1, Activation.Tanh)", "MaxPool(3, Stride = 1)", Head]),
        new("MaxPoolPadded", Loss.CrossEntropy, ["Conv2D({0}, 1, Activation.Tanh)", "MaxPool(2, Stride = 2, Padding = 1)", Head]),
        new("MaxPoolApart", Loss.CrossEntropy, ["Conv2D({0}, 1, Activation.Tanh)", "MaxPool(1, Stride = 3)", Head]),
        new("AveragePool", Loss.CrossEntropy, ["AveragePool(2)", "Dense({0}, Activation.Tanh)", Head]),
        new("AveragePoolBent", Loss.CrossEntropy, ["AveragePool(2, Activation.SiLU)", "Dense({0}, Activation.Tanh)", Head]),
        new("AveragePoolOverlap", Loss.CrossEntropy, ["Conv2D({0}, 1, Activation.Tanh)", "AveragePool(3, Stride = 1)", Head]),
        new("AveragePoolPadded", Loss.CrossEntropy, ["Conv2D({0}, 1, Activation.Tanh)", "AveragePool(3, Stride = 2, Padding = 1)", Head]),
        new("AveragePoolUncounted", Loss.CrossEntropy, ["Conv2D({0}, 1, Activation.Tanh)", "AveragePool(3, Stride = 2, Padding = 1, CountPadding = false)", Head]),
        new("GlobalAveragePool", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "GlobalAveragePool(Activation.Tanh)", Head]),
        new("GlobalAveragePoolOfInputs", Loss.CrossEntropy, ["GlobalAveragePool", "Dense(40, Activation.Tanh)", Head]),
        new("Flatten", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "Flatten", Head]),
        new("FlattenInputs", Loss.CrossEntropy, ["Flatten", "Dense({0}, Activation.Tanh)", Head]),
        new("Reshape", Loss.CrossEntropy, ["Dense(18, Activation.Tanh)", "Reshape(2, 3, 3)", "Conv2D({0}, 2, Activation.Tanh)", Head], "vector"),
        new("ReshapeInputs", Loss.CrossEntropy, ["Reshape({0}, {1}, 14)", "Conv2D({0}, 2, Activation.Tanh)", Head], "row"),
        new("ReshapeToSignal", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, Padding = 1)", "Flatten", "Dense(12, Activation.Tanh)", "Reshape(2, 6)", "Conv1D({0}, 3, Activation.Tanh)", Head]),
        new("ReshapeImage", Loss.CrossEntropy, ["Conv2D(2, 3, Activation.Tanh, Padding = 1, Stride = 4)", "Dense(16, Activation.Tanh)", "Reshape(4, 4)", "Reshape(2, 2, 4)", "Conv2D(2, 3, Activation.Tanh, Padding = 1)", "Reshape(4, 2, 2)", "Conv2D({0}, 2, Activation.Tanh)", Head]),
        new("ReshapeTwice", Loss.CrossEntropy, ["Dense(12, Activation.Tanh, As = \"u\")", "Reshape(3, 2, 2)", "Conv2D(3, 1, Activation.Tanh, As = \"v\")", "Reshape(3, 2, 2, From = \"u\")", "Add(\"v\", Activation.Tanh)", "Dense(12)", "Multiply(\"u\")", Head], "vector"),
        new("ReshapeOut", Loss.MeanSquaredError, ["Dense(12, Activation.Tanh)", "Reshape(3, 4)"], "vector"),
        new("Decoder", Loss.MeanSquaredError, ["Dense({0}, Activation.Tanh)", "Dense(18, Activation.ReLU)", "Reshape(2, 3, 3)", "Conv2D({0}, 3, Activation.Tanh, Padding = 1)", "Conv2D(1, 1)"], "vector"),
        new("Expand", Loss.CrossEntropy, ["Dense({0}, Activation.Tanh)", "Expand(3, 2)", "Conv2D(3, 2, Activation.Tanh)", Head], "vector"),
        new("ExpandInputs", Loss.CrossEntropy, ["Expand(2, 2)", "Conv2D({0}, 2, Activation.Tanh)", Head], "vector"),
        new("ExpandToSignal", Loss.CrossEntropy, ["Dense({0}, Activation.Tanh, As = \"u\")", "Expand(9)", "Conv1D({0}, 4, Activation.Tanh, Padding = 2, Stride = 3)", "GlobalAveragePool", "Concat(\"u\")", Head], "vector"),
        new("ExpandTwice", Loss.CrossEntropy, ["Conv2D({1}, 1, Activation.Tanh, As = \"u\")", "GlobalAveragePool(Activation.Tanh, As = \"mean\")", "Expand({3}, As = \"e\")", "Multiply(\"u\", As = \"v\")", "Expand({3}, From = \"mean\")", "Subtract(\"v\")", "Conv2D({0}, 3, Activation.Tanh)", Head]),
        new("ExpandOut", Loss.MeanSquaredError, ["Dense({0}, Activation.Tanh)", "Expand(2, 3)"], "vector"),
        new("SqueezeExcitation", Loss.CrossEntropy, ["Conv2D({1}, 3, Activation.Tanh, Padding = 1, As = \"u\")", "GlobalAveragePool", "Dense(2, Activation.ReLU)", "Dense({1}, Activation.Sigmoid)", "Expand({3})", "Multiply(\"u\")", "Conv2D({0}, 3, Activation.Tanh)", Head]),
        new("SqueezeExcitationOfSignal", Loss.CrossEntropy, ["Conv1D({0}, 3, Activation.ELU, Same = true, As = \"u\")", "GlobalAveragePool", "Dense({0}, Activation.Sigmoid)", "Expand({3})", "Multiply(\"u\")", "Conv1D({0}, 3, Activation.Tanh)", Head], "signal"),
        new("SqueezeExcitationOfInputs", Loss.CrossEntropy, ["GlobalAveragePool", "Dense({1}, Activation.Sigmoid)", "Expand({3})", "Multiply(\"x\")", "Conv2D({0}, 3, Activation.Tanh)", Head]),
        new("DivideByExpanded", Loss.CrossEntropy, ["Conv2D({1}, 3, Activation.Tanh, Padding = 1, As = \"u\")", "GlobalAveragePool", "Dense({1}, Activation.Softplus)", "Expand({3}, As = \"e\")", "Divide(\"e\", From = \"u\")", "Conv2D({0}, 3, Activation.Tanh)", Head]),
        new("SqueezeExcitationOut", Loss.Huber, ["GlobalAveragePool", "Dense({1}, Activation.Sigmoid)", "Expand({3})", "Multiply(\"x\")"]),
        new("Standardize", Loss.CrossEntropy, ["Standardize", "Conv2D({0}, 3, Activation.Tanh)", Head]),
        new("StandardizeChannels", Loss.CrossEntropy, ["Standardize(PerChannel = true)", "Conv2D({0}, 3, Activation.Tanh)", Head]),
        new("StandardizeChannelsAndPool", Loss.CrossEntropy, ["Standardize(PerChannel = true)", "MaxPool(2)", "Dense({0}, Activation.Tanh)", Head]),
        new("Dropout", Loss.CrossEntropy, ["Dropout(0.25)", "Conv2D({0}, 3, Activation.Tanh)", "Dropout(0.25)", Head]),
        new("DropoutChannels", Loss.CrossEntropy, ["Dropout(0.25, Channels = true)", "Conv2D({0}, 3, Activation.Tanh)", "Dropout(0.25, Channels = true)", Head]),
        new("DropoutTwice", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, As = \"a\")", "Dropout(0.25, Channels = true, As = \"b\")", "Dropout(0.25, From = \"a\")", "Add(\"b\")", Head]),
        new("DropoutBeforePool", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.ReLU, Padding = 1)", "Dropout(0.25)", "MaxPool(2)", Head]),
        new("PoolReadTwice", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.ReLU, Padding = 1, As = \"a\")", "MaxPool(2, As = \"b\")", "AveragePool(2, From = \"a\")", "Add(\"b\")", Head]),
        new("LayerNorm", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "LayerNorm(Activation.Tanh)", Head]),
        new("Scale", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "Scale(-0.7, Activation.SiLU)", Head]),
        new("Activate", Loss.CrossEntropy, ["Conv2D({0}, 3)", "Activate(Activation.Mish)", Head]),
        new("ActivateInputs", Loss.CrossEntropy, ["Activate(Activation.Tanh)", "Conv2D({0}, 3, Activation.Tanh)", Head]),

        // Several readers of one value, and of x.
        new("TwoReadersOfInputs", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, As = \"a\")", "Conv2D({0}, 3, Activation.SiLU, From = \"x\")", "Add(\"a\")", Head]),
        new("AddInputs", Loss.CrossEntropy, ["Conv2D({1}, 3, Activation.Tanh, Padding = 1)", "Add(\"x\", Activation.Tanh)", Head]),
        new("AddInputsToPool", Loss.CrossEntropy, ["Conv2D({1}, 1, Activation.Tanh)", "MaxPool(3, Stride = 1, Padding = 1)", "Add(\"x\")", "Dense({0}, Activation.Tanh)", Head]),
        new("ConcatInputs", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, Padding = 1)", "Concat(\"x\", Activation.Tanh)", "MaxPool(2)", Head]),
        new("ConcatVectors", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "GlobalAveragePool(As = \"mean\")", "Flatten(From = \"x\")", "Concat(\"mean\")", Head]),
        new("RowsAndLanes", Loss.CrossEntropy, ["Flatten(As = \"rows\")", "Conv2D({0}, 3, Activation.Tanh, From = \"x\")", "Dense(4, As = \"image\")", "Dense(4, Activation.Tanh, From = \"rows\")", "Add(\"image\")", Head]),
        new("ThreeReaders", Loss.CrossEntropy, ["Conv2D({0}, 1, Activation.Tanh, As = \"u\")", "MaxPool(2, As = \"largest\")", "AveragePool(2, From = \"u\", As = \"mean\")", "Conv2D({0}, 2, Stride = 2, From = \"u\")", "Add([\"largest\", \"mean\"], Activation.Tanh)", Head]),

        // Networks whose outputs are an image, or come of a layer over one.
        new("ImageOut", Loss.MeanSquaredError, ["Conv2D({0}, 3, Activation.Tanh, Padding = 1)", "Conv2D(1, 3, Padding = 1)"]),
        new("ImageOutRectified", Loss.MeanSquaredError, ["Conv2D({0}, 3, Activation.Tanh, Padding = 1)", "Conv2D(1, 3, Activation.ReLU)"]),
        new("ImageOutBent", Loss.BinaryCrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, Padding = 1)", "Conv2D(1, 3, Activation.Sigmoid)"]),
        new("MaxPoolOut", Loss.MeanSquaredError, ["Conv2D({0}, 3, Activation.Tanh, Padding = 1)", "MaxPool(2)"]),
        new("MaxPoolLogSoftmaxOut", Loss.CrossEntropy, ["Conv2D({0}, 3, Padding = 1)", "MaxPool(2, Activation.LogSoftmax)"]),
        new("MaxPoolSoftmaxOut", Loss.CrossEntropy, ["Conv2D({0}, 3, Padding = 1)", "MaxPool(2, Activation.Softmax)"]),
        new("AveragePoolOut", Loss.HalfSquaredError, ["Conv2D({0}, 3, Activation.Tanh, Padding = 1)", "AveragePool(2, Activation.Tanh)"]),
        new("GlobalAverageOut", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "Conv2D(3, 1)", "GlobalAveragePool(Activation.Softmax)"]),
        new("GlobalAverageLogOut", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "Conv2D(3, 1)", "GlobalAveragePool(Activation.LogSoftmax)"]),
        new("GlobalAverageLogSquaredOut", Loss.SquaredError, ["Conv2D({0}, 3, Activation.Tanh)", "Conv2D(3, 1)", "GlobalAveragePool(Activation.LogSoftmax)"]),
        new("GlobalAverageSquaredOut", Loss.SquaredError, ["Conv2D({0}, 3, Activation.Tanh)", "Conv2D(3, 1)", "GlobalAveragePool(Activation.Softmax)"]),
        new("FlattenOut", Loss.MeanAbsoluteError, ["Conv2D({0}, 3, Activation.Tanh)", "Conv2D(2, 1)", "Flatten"]),
        new("AddOut", Loss.Huber, ["Conv2D({1}, 3, Activation.Tanh, Padding = 1)", "Add(\"x\", Activation.Tanh)"]),
        new("ConcatOut", Loss.Huber, ["Conv2D({0}, 3, Activation.Tanh, Padding = 1)", "Concat(\"x\", Activation.Tanh)"]),
        new("ActivateOut", Loss.Huber, ["Conv2D({0}, 3)", "Activate(Activation.GELU)"]),
        new("ScaleOut", Loss.Huber, ["Conv2D({0}, 3, Activation.Tanh)", "Scale(1.5)"]),
        new("LayerNormOut", Loss.Huber, ["Conv2D({0}, 3, Activation.Tanh)", "LayerNorm"]),

        new("Signal", Loss.CrossEntropy, ["Conv1D({0}, 3, Activation.Tanh)", Head], "signal"),
        new("SignalSame", Loss.CrossEntropy, ["Conv1D({0}, 4, Activation.Tanh, Same = true)", Head], "signal"),
        new("SignalStride", Loss.CrossEntropy, ["Conv1D({0}, 3, Activation.ReLU, Stride = 2, Padding = 1)", Head], "signal"),
        new("SignalCausal", Loss.CrossEntropy, ["Conv1D({0}, 3, Activation.Tanh, Causal = true)", "Conv1D({0}, 2, Activation.Tanh, Causal = true, Dilation = 3)", Head], "signal"),
        new("SignalDilated", Loss.CrossEntropy, ["Conv1D({0}, 3, Activation.Tanh, Dilation = 2, Padding = 2)", Head], "signal"),
        new("SignalGroups", Loss.CrossEntropy, ["Conv1D({2}, 3, Activation.Tanh, Groups = {1}, Bias = false)", Head], "signal"),
        new("SignalPools", Loss.CrossEntropy, ["MaxPool(2, Stride = 1)", "Conv1D({0}, 1, Activation.Tanh)", "AveragePool(3, Padding = 1, CountPadding = false)", Head], "signal"),
        new("SignalMean", Loss.CrossEntropy, ["Standardize(PerChannel = true)", "Conv1D({0}, 3, Activation.Tanh)", "Dropout(0.25, Channels = true)", "GlobalAveragePool", Head], "signal"),
        new("SignalOut", Loss.MeanSquaredError, ["Conv1D({0}, 3, Activation.Tanh, Causal = true)", "Conv1D(1, 2, Causal = true)"], "signal"),

        new("BatchNorm", Loss.CrossEntropy, ["Conv2D({0}, 3, Bias = false)", "BatchNorm(Activation.Tanh)", Head], OnlyTiles: true),
        new("BatchNormRectified", Loss.CrossEntropy, ["Conv2D({0}, 3, Bias = false)", "BatchNorm(Activation.ReLU, Momentum = 0.5, Epsilon = 0.01)", Head], OnlyTiles: true),
        new("BatchNormOfInputs", Loss.CrossEntropy, ["BatchNorm", "Conv2D({0}, 3, Activation.Tanh)", Head], OnlyTiles: true),
        new("BatchNormTwice", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "BatchNorm", "Conv2D({0}, 2, Activation.Tanh)", "BatchNorm(Activation.SiLU)", "GlobalAveragePool", Head], OnlyTiles: true),
        new("BatchNormOut", Loss.MeanSquaredError, ["Conv2D({0}, 3, Activation.Tanh)", "BatchNorm"], OnlyTiles: true),
        new("BatchNormDropped", Loss.CrossEntropy, ["Standardize", "Conv2D({0}, 3, Activation.Tanh)", "BatchNorm", "Dropout(0.25)", Head], OnlyTiles: true),
        new("BatchNormSignal", Loss.CrossEntropy, ["Conv1D({0}, 3, Bias = false)", "BatchNorm(Activation.Tanh)", Head], "signal", OnlyTiles: true),
        new("BatchNormVector", Loss.CrossEntropy, ["Dense({0}, Bias = false)", "BatchNorm(Activation.Tanh)", Head], "vector", OnlyTiles: true),
        new("BatchNormVectorRectified", Loss.CrossEntropy, ["BatchNorm(Activation.ReLU)", "Dense({0}, Activation.Tanh, As = \"u\")", "BatchNorm(As = \"v\")", "Add(\"u\", Activation.Tanh)", Head], "vector", OnlyTiles: true),
        new("BatchNormVectorOut", Loss.CrossEntropy, ["Dense({0}, Activation.Tanh)", "Dense(3, Bias = false)", "BatchNorm(Activation.Softmax)"], "vector", OnlyTiles: true),
        new("BatchNormOneVariable", Loss.CrossEntropy, ["Dense(1, Activation.Tanh)", "BatchNorm", "Dense({0}, Activation.Tanh)", Head], "vector", OnlyTiles: true),

        new("Affine", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "Affine(Activation.Tanh)", Head]),
        new("AffineChannels", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh)", "Affine(Activation.SiLU, PerChannel = true)", "Conv2D({0}, 2, Activation.Tanh)", Head]),
        new("AffineOfInputs", Loss.CrossEntropy, ["Affine(PerChannel = true)", "Conv2D({0}, 3, Activation.Tanh)", Head]),
        new("AffineTwice", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, As = \"u\")", "Affine(As = \"v\")", "Affine(Activation.SiLU, PerChannel = true, From = \"u\")", "Add(\"v\")", Head]),
        new("AffineOut", Loss.Huber, ["Conv2D({0}, 3, Activation.Tanh)", "Affine(PerChannel = true)"]),
        new("AffineSignal", Loss.CrossEntropy, ["Affine(PerChannel = true)", "Conv1D({0}, 3, Activation.Tanh)", "Affine(PerChannel = true)", Head], "signal"),
        new("Gate", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, As = \"u\")", "Conv2D({0}, 3, Activation.Sigmoid, From = \"x\")", "Multiply(\"u\")", "Conv2D({0}, 2, Activation.Tanh)", Head]),
        new("Square", Loss.CrossEntropy, ["Conv2D({0}, 3, Activation.Tanh, As = \"u\")", "Multiply([\"u\", \"u\"], Activation.SiLU)", Head]),
        new("MultiplyInputs", Loss.CrossEntropy, ["Conv2D({1}, 3, Activation.Tanh, Padding = 1)", "Multiply(\"x\", Activation.Tanh)", "MaxPool(2)", Head]),
        new("MultiplyOut", Loss.Huber, ["Conv2D({1}, 3, Activation.Tanh, Padding = 1)", "Multiply(\"x\")"]),
        new("Subtract", Loss.CrossEntropy, ["Conv2D({1}, 3, Activation.Tanh, Padding = 1)", "Subtract(\"x\", Activation.Tanh)", Head]),
        new("Divide", Loss.CrossEntropy, ["Conv2D({0}, 3, As = \"u\")", "Conv2D({0}, 3, Activation.Softplus, From = \"x\", As = \"v\")", "Divide(\"v\", Activation.Tanh, From = \"u\")", "Conv2D({0}, 2, Activation.Tanh)", Head]),

        // Places that read nothing but padding.
        new("PaddedBeyond", Loss.MeanSquaredError, ["Conv2D({0}, 3, 1, Activation.Tanh, Padding = 1, Bias = false)", "Dense(2)"]),
    ];

    public override string ToString() => Name;

    /// <summary>In double precision by turns, so that each strategy comes in both.</summary>
    public ImageSource Source(int index, bool tiles) => new(
        Name + (tiles ? "Tiles" : "Straight"),
        Input switch { "image" => tiles ? "4, 7, 6" : "2, 4, 4", "signal" => tiles ? "4, 23" : "2, 9", "row" => tiles ? "448" : "56", _ => tiles ? "30" : "5" },
        Loss,
        (index + (tiles ? 1 : 0)) % 2 == 0 ? Precision.Single : Precision.Double,
        [.. Layers.Select(layer => string.Format(layer, tiles ? 8 : 2, tiles ? 4 : 2, tiles ? 8 : 4, Input == "signal" ? tiles ? "23" : "9" : tiles ? "7, 6" : "4, 4"))]);
}
