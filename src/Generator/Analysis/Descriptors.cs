using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Analysis;

/// <summary>All diagnostics of NetGen. The help link of each leads to its page in docs/diagnostics.</summary>
internal static class Descriptors
{
    private static readonly string _projectUrl = typeof(Descriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "ProjectUrl").Value;

    private static readonly List<DiagnosticDescriptor> _all = [];

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "NETGEN001", "A network must be partial",
        "'{0}' must be partial, so that NetGen can add the network '{1}' to it: write 'partial {2}'");

    public static readonly DiagnosticDescriptor NoLayers = Error(
        "NETGEN002", "A network needs layers",
        "The network '{0}' has {1}: add at least one, such as [Dense(10, Activation.Softmax)]");

    public static readonly DiagnosticDescriptor SizeTooSmall = Error(
        "NETGEN003", "A size must be at least 1",
        "The {0} must be at least 1, but is {1}");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "NETGEN004", "A network is too large",
        "The network '{0}' needs {1} {2}, but an array holds at most {3} numbers: use smaller layers or inputs");

    public static readonly DiagnosticDescriptor HiddenSoftmax = Error(
        "NETGEN005", "Softmax belongs in the output layer",
        "{1} is for the output layer, but another layer follows layer {0}: use ReLU or Tanh here and {1} in the last layer");

    public static readonly DiagnosticDescriptor ScatteredLayers = Error(
        "NETGEN006", "Layers must be on one declaration",
        "The layers of '{0}' are on several partial declarations, so their order is undefined: put them all on one");

    public static readonly DiagnosticDescriptor UnsupportedClass = Error(
        "NETGEN007", "This kind of class cannot be a network",
        "'{0}' cannot be a network because it is {1}: {2}");

    public static readonly DiagnosticDescriptor MemberCollision = Error(
        "NETGEN008", "A member collides with a generated one",
        "'{0}' collides with a member that NetGen generates for the network '{1}': rename or remove it");

    public static readonly DiagnosticDescriptor UnknownValue = Error(
        "NETGEN009", "An enum value is not defined",
        "{0} is not a valid {1}: use one of {2}");

    public static readonly DiagnosticDescriptor BadParameter = Error(
        "NETGEN010", "A parameter of an activation function is out of range",
        "{0}: change it, or remove it to use the default");

    public static readonly DiagnosticDescriptor UnusedParameter = Warning(
        "NETGEN011", "A parameter has no effect on the activation function",
        "{0} has no effect on {1}, because only {2} it: remove it, or use {3}");

    public static readonly DiagnosticDescriptor LinearPair = Warning(
        "NETGEN012", "Two consecutive linear layers act as one",
        "Layer {0} and layer {1} are both linear, so together they act as a single linear layer: give layer {0} an activation, or remove it");

    public static readonly DiagnosticDescriptor NotProbabilities = Warning(
        "NETGEN013", "The loss expects probabilities",
        "{0} expects probabilities, but {1} does not produce them: use {2} in the output layer");

    public static readonly DiagnosticDescriptor NoBackward = Warning(
        "NETGEN014", "A network with Sign cannot be trained",
        "Layer {0} uses Sign, which has no useful derivative, so '{1}' cannot be trained and its loss is ignored: use Tanh, or remove the loss");

    public static readonly DiagnosticDescriptor ForwardOnly = Hint(
        "NETGEN015", "The network runs forward only",
        "'{0}' has no Backward because {1}");

    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "NETGEN016", "NetGen needs C# 12",
        "The network '{0}' needs C# 12 or later, but the project uses C# {1}: set <LangVersion>12</LangVersion> or higher");

    public static readonly DiagnosticDescriptor ConstantSoftmax = Warning(
        "NETGEN017", "Softmax over one output is always 1",
        "{0} over a single output is always {1}: use Sigmoid with Loss.BinaryCrossEntropy for two classes, or one output per class");

    public static readonly DiagnosticDescriptor OrphanLayer = Warning(
        "NETGEN018", "A layer needs a network",
        "'{0}' has layers but no [Network], so NetGen compiles nothing: add [Network(inputSize)] above them");

    public static readonly DiagnosticDescriptor NoWeightsFile = Error(
        "NETGEN019", "Weights file not found or ambiguous",
        "Expected exactly one .safetensors file in the project that matches '{0}', but found {1}: add it to the project, or write enough of its path to identify it");

    public static readonly DiagnosticDescriptor BrokenWeightsFile = Error(
        "NETGEN020", "Invalid weights file",
        "'{0}' is not a valid safetensors file. {1} Save the weights again");

    public static readonly DiagnosticDescriptor MissingTensor = Error(
        "NETGEN021", "Weights file lacks a tensor",
        "'{0}' lacks the tensor '{1}' of shape {2} that {3} needs: change the layer, or save the weights of this network");

    public static readonly DiagnosticDescriptor WrongTensor = Error(
        "NETGEN022", "Weights file has a tensor that does not fit its layer",
        "In '{0}', '{1}' has {2}, but {3} needs {4}: change the layer, or save the weights of this network");

    public static readonly DiagnosticDescriptor ExtraTensor = Error(
        "NETGEN023", "Weights file has an extra tensor",
        "'{0}' has the tensor '{1}' of shape {2}, which the network '{3}' does not use: change the layers, or save the weights of this network");

    public static readonly DiagnosticDescriptor UnusedInitialValue = Warning(
        "NETGEN030", "InitialValue has no effect",
        "InitialValue has no effect with Initializer.{0}, because only Constant uses it: remove it, or use Initializer.Constant");

    public static readonly DiagnosticDescriptor BadInitialValue = Error(
        "NETGEN031", "Constant needs a finite InitialValue",
        "Initializer.Constant needs a finite InitialValue, {0}: set one, such as InitialValue = 0.1");

    public static readonly DiagnosticDescriptor NoActivation = Error(
        "NETGEN040", "An activation type must implement IActivation",
        "'{0}' is not an activation function: use a class or struct that implements NetGen.IActivation, or a value of Activation");

    public static readonly DiagnosticDescriptor HiddenActivation = Error(
        "NETGEN041", "An activation must be accessible to generated code",
        "Generated code cannot call the activation '{0}' because {1}: {2}");

    public static readonly DiagnosticDescriptor OpenActivation = Error(
        "NETGEN042", "An activation needs its type arguments",
        "The activation '{0}' is generic: specify its type arguments");

    public static readonly DiagnosticDescriptor CustomWithoutType = Error(
        "NETGEN043", "Activation.Custom needs a type",
        "Activation.Custom does not identify a function: pass the activation's type instead, such as typeof(Squareplus)");

    public static readonly DiagnosticDescriptor MisplacedStandardize = Error(
        "NETGEN050", "Standardize must come first and only once",
        "Standardize applies to the network's input, so it must come first and only once, but this one follows {0}: move it to the front, or remove it");

    public static readonly DiagnosticDescriptor BadRate = Error(
        "NETGEN051", "The rate of Dropout must be at least 0 and less than 1",
        "The rate of Dropout must be at least 0 and less than 1, but is {0}: set the fraction of activations to drop, such as 0.2");

    public static readonly DiagnosticDescriptor DroppedOutputs = Error(
        "NETGEN052", "Dropout cannot follow the last layer",
        "Dropout after layer {0}, the last one, would drop outputs: move it between two layers, or remove it");

    public static readonly DiagnosticDescriptor DropoutPair = Error(
        "NETGEN053", "Two consecutive Dropout layers",
        "This Dropout directly follows another one: remove one of them");

    public static readonly DiagnosticDescriptor NothingToTrain = Error(
        "NETGEN054", "Freeze leaves nothing to train",
        "[Freeze] leaves nothing to train in '{0}', because no layer below it has parameters: move it above the layers to train, or remove it");

    public static readonly DiagnosticDescriptor NothingToFreeze = Warning(
        "NETGEN055", "Freeze has no effect",
        "[Freeze] has no effect, because {0}: {1}, or remove it");

    public static readonly DiagnosticDescriptor FrozenDropout = Hint(
        "NETGEN056", "Dropout above Freeze drops nothing",
        "Layers above [Freeze] work in training as in inference, so this Dropout drops nothing: remove it, or move [Freeze] above it");

    public static readonly DiagnosticDescriptor OneOutputOfClasses = Warning(
        "NETGEN060", "CrossEntropy needs one output per class",
        "CrossEntropy needs one output per class, but '{0}' has a single output: use Loss.BinaryCrossEntropy with Sigmoid for two classes, or Softmax with one output per class");

    public static readonly DiagnosticDescriptor UnknownName = Error(
        "NETGEN061", "A layer reads an unknown value",
        "This layer reads {0}: {2} (available values: {1})");

    public static readonly DiagnosticDescriptor BadName = Error(
        "NETGEN062", "A name must be valid and unique",
        "The name '{0}' {1}: give the layer another name");

    public static readonly DiagnosticDescriptor UnfittingShapes = Error(
        "NETGEN063", "Shapes must fit the layer",
        "{0} needs {1}, but reads {2}: {3}");

    public static readonly DiagnosticDescriptor UnreadValue = Error(
        "NETGEN064", "Unused layer output",
        "No layer reads the output of {0}, and the network's output is that of the last layer, {1}: {2}, or remove {0}");

    public static readonly DiagnosticDescriptor BadNumber = Error(
        "NETGEN065", "A number is out of range",
        "{0} must be {1}, but is {2}: use a value such as {3}");

    public static readonly DiagnosticDescriptor NoOtherValue = Error(
        "NETGEN066", "Add, Multiply and Concat need a second value",
        "{0} needs a second value, but reads only {1}: name one (available values: {2}), or remove the layer");

    public static readonly DiagnosticDescriptor PaddingConflict = Error(
        "NETGEN067", "Conflicting padding options",
        "{0} determines the padding for a stride of 1, so it cannot be combined with {1}: remove {0} or {2}");

    public static readonly DiagnosticDescriptor SlowSigmoid = Hint(
        "NETGEN070", "Sigmoid outputs learn slowly with this loss",
        "With {0}, the delta of a sigmoid output has the factor a (1 - a), so a wrong output close to 0 or 1 learns slowly: use Loss.BinaryCrossEntropy, which cancels the factor");

    public static readonly DiagnosticDescriptor SlowSoftmax = Hint(
        "NETGEN071", "Softmax outputs learn slowly with this loss",
        "With {0}, the delta of a softmax output has the Jacobian of Softmax as a factor, so a wrong output close to 0 or 1 learns slowly: use Loss.CrossEntropy, which cancels the Jacobian");

    public static readonly DiagnosticDescriptor VanishingGradients = Hint(
        "NETGEN072", "Gradients vanish in a deep stack of sigmoids",
        "Layers {0} are consecutive sigmoid layers, each with a derivative of at most 1/4, so their derivatives shrink a gradient by a factor of at least {1}: use ReLU, add a normalization layer, or skip layers with Add");

    public static readonly DiagnosticDescriptor ClippedLogits = Hint(
        "NETGEN073", "The logits cannot be negative",
        "Layer {0} passes the logits of {1} through {2}, so they cannot be negative: remove the activation from layer {0}");

    public static readonly DiagnosticDescriptor UnfittingInitializer = Hint(
        "NETGEN074", "The initializer does not fit the activation",
        "{0} does not fit {1}: use {2}, the default here, whose variance preserves the scale of activations and gradients");

    public static readonly DiagnosticDescriptor EqualNeurons = Warning(
        "NETGEN075", "The neurons of a layer stay identical",
        "All weights of layer {0} start equal, and so do those of layer {1}, so the neurons of layer {0} get equal gradients and stay identical: give one of the layers a random initializer");

    public static readonly DiagnosticDescriptor LargeLearningRate = Hint(
        "NETGEN076", "The learning rate is large for the optimizer",
        "A learning rate of {0} is large for {1} with {2}, whose units {3} after a large step: start with {4}");

    public static readonly DiagnosticDescriptor NoInput = Error(
        "NETGEN080", "A network needs the size of its input, or an ONNX file",
        "The network '{0}' has {1}: write either the size of its input, such as [Network(64)], or a file of the project, such as [Network(Onnx = \"model.onnx\")]");

    public static readonly DiagnosticDescriptor NoOnnxFile = Error(
        "NETGEN081", "ONNX file not found or ambiguous",
        "Expected exactly one .onnx file in the project that matches '{0}', but found {1}: add it to the project, or write enough of its path to identify it");

    public static readonly DiagnosticDescriptor BrokenOnnxFile = Error(
        "NETGEN082", "Invalid ONNX file",
        "'{0}' is not a model that NetGen can read. {1}");

    public static readonly DiagnosticDescriptor UnsupportedNodes = Error(
        "NETGEN083", "An ONNX model has nodes that NetGen does not compile",
        "NetGen does not compile all of '{0}'. {1}: change the model, or compile it up to a value before with Until");

    public static readonly DiagnosticDescriptor UnknownOnnxValue = Error(
        "NETGEN084", "An ONNX model has no value of that name",
        "'{0}' has no value '{1}' that depends on its input (values: {2}): correct Until");

    public static readonly DiagnosticDescriptor LeftOutNodes = Hint(
        "NETGEN085", "Part of an ONNX model is left out",
        "Of '{0}', NetGen compiles what leads to '{1}', and leaves out what computes {2} from it");

    public static readonly DiagnosticDescriptor UntilWithoutOnnx = Error(
        "NETGEN086", "Until needs an ONNX file",
        "Until names a value of an ONNX file, but '{0}' has none: add Onnx, or remove Until");

    /// <summary>All diagnostics, in order of declaration.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. _all];

    private static DiagnosticDescriptor Error(string id, string title, string message) => Add(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Add(id, title, message, DiagnosticSeverity.Warning);

    /// <summary>Advice. Builds do not show it unless .editorconfig makes it a warning.</summary>
    private static DiagnosticDescriptor Hint(string id, string title, string message) => Add(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Add(string id, string title, string message, DiagnosticSeverity severity)
    {
        var descriptor = new DiagnosticDescriptor(id, title, message, "NetGen", severity, isEnabledByDefault: true, helpLinkUri: $"{_projectUrl}/blob/main/docs/diagnostics/{id}.md");
        _all.Add(descriptor);
        return descriptor;
    }
}
