using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Analysis;

/// <summary>Everything that NetGen reports. docs/diagnostics has a page for each, to which its help link leads.</summary>
internal static class Descriptors
{
    private static readonly string _projectUrl = typeof(Descriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "ProjectUrl").Value;

    private static readonly List<DiagnosticDescriptor> _all = [];

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "NETGEN001", "A network must be partial",
        "'{0}' must be declared partial, so that the network '{1}' can be compiled into it: write 'partial {2}'");

    public static readonly DiagnosticDescriptor NoLayers = Error(
        "NETGEN002", "A network needs layers",
        "The network '{0}' has {1}: add at least one, such as [Dense(10, Activation.Softmax)]");

    public static readonly DiagnosticDescriptor SizeTooSmall = Error(
        "NETGEN003", "A size must be at least 1",
        "The {0} must be at least 1, but is {1}");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "NETGEN004", "A network is too large",
        "The network '{0}' would need {1} {2}, more than the {3} that one array can hold: use smaller layers");

    public static readonly DiagnosticDescriptor HiddenSoftmax = Error(
        "NETGEN005", "Softmax belongs in the output layer",
        "Softmax is an output activation, but layer {0} is followed by another: use ReLU or Tanh here, and Softmax in the last layer");

    public static readonly DiagnosticDescriptor ScatteredLayers = Error(
        "NETGEN006", "Layers must stand in one declaration",
        "The layers of '{0}' are spread over several partial declarations, so they have no order: put all of them on one");

    public static readonly DiagnosticDescriptor UnsupportedClass = Error(
        "NETGEN007", "This kind of class cannot be a network",
        "'{0}' cannot be compiled as a network, because it is {1}: {2}");

    public static readonly DiagnosticDescriptor MemberCollision = Error(
        "NETGEN008", "A member collides with a generated one",
        "'{0}' collides with a member that NetGen generates for the network '{1}': rename or remove it");

    public static readonly DiagnosticDescriptor UnknownValue = Error(
        "NETGEN009", "An enum value is not defined",
        "{0} is no {1}: use one of {2}");

    public static readonly DiagnosticDescriptor BadAlpha = Error(
        "NETGEN010", "Alpha must be a finite number, 0 or more",
        "Alpha must be a finite number, 0 or more, but is {0}");

    public static readonly DiagnosticDescriptor UnusedAlpha = Warning(
        "NETGEN011", "Alpha has no effect",
        "Alpha has no effect on {0}: only LeakyReLU and ELU have one");

    public static readonly DiagnosticDescriptor LinearPair = Warning(
        "NETGEN012", "Two linear layers in a row are one",
        "Layer {0} is linear and so is its input to layer {1}, so together they are no more than one linear layer: give layer {0} an activation, or remove it");

    public static readonly DiagnosticDescriptor NotProbabilities = Warning(
        "NETGEN013", "The loss expects probabilities",
        "{0} takes the logarithm of the outputs as probabilities, but {1} does not yield them: use {2} in the output layer");

    public static readonly DiagnosticDescriptor NoBackward = Warning(
        "NETGEN014", "A network with Sign cannot be trained",
        "Layer {0} uses Sign, which has no useful derivative, so '{1}' runs forward only and its loss has no effect: use Tanh to train it, or remove the loss");

    public static readonly DiagnosticDescriptor ForwardOnly = Hint(
        "NETGEN015", "The network runs forward only",
        "'{0}' has no Backward, because {1}");

    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "NETGEN016", "NetGen needs C# 12",
        "The network '{0}' needs C# 12 or later, but the project uses C# {1}: set <LangVersion>12</LangVersion> or higher");

    public static readonly DiagnosticDescriptor ConstantSoftmax = Warning(
        "NETGEN017", "Softmax over one output is always 1",
        "Softmax over a single output is always 1: use Sigmoid with Loss.BinaryCrossEntropy for two classes, or one output a class");

    public static readonly DiagnosticDescriptor OrphanLayer = Warning(
        "NETGEN018", "A layer needs a network",
        "'{0}' has layers but no [Network], so nothing is compiled: add [Network(inputSize)] above them");

    public static readonly DiagnosticDescriptor NoWeightsFile = Error(
        "NETGEN019", "A weights file is not found",
        "Expected one file '{0}' among the project's .safetensors files, but found {1}: include it in the project, and name it by the end of its path");

    public static readonly DiagnosticDescriptor BrokenWeightsFile = Error(
        "NETGEN020", "A weights file cannot be read",
        "'{0}' is no valid safetensors file. {1} Save the weights again");

    public static readonly DiagnosticDescriptor MissingTensor = Error(
        "NETGEN021", "A weights file lacks a tensor",
        "'{0}' has no tensor '{1}' of shape {2}, which {3} needs: remove it from the layer, or save the weights of this network");

    public static readonly DiagnosticDescriptor WrongTensor = Error(
        "NETGEN022", "A tensor of a weights file does not fit its layer",
        "'{0}' has '{1}' {2}, but {3} needs {4}: change the layer, or save the weights of this network");

    public static readonly DiagnosticDescriptor ExtraTensor = Error(
        "NETGEN023", "A weights file has a tensor too many",
        "'{0}' has a tensor '{1}' of shape {2}, which the network '{3}' does not have: add it to a layer, or save the weights of this network");

    public static readonly DiagnosticDescriptor UnusedInitialValue = Warning(
        "NETGEN030", "InitialValue has no effect",
        "InitialValue has no effect with Initializer.{0}: only Constant has one");

    public static readonly DiagnosticDescriptor BadInitialValue = Error(
        "NETGEN031", "Constant needs a finite InitialValue",
        "Initializer.Constant needs an InitialValue that is a finite number, {0}: write one, such as InitialValue = 0.1");

    public static readonly DiagnosticDescriptor NoActivation = Error(
        "NETGEN040", "An activation's type must implement IActivation",
        "'{0}' is no activation function: give a class or struct that implements NetGen.IActivation, or a value of the enum Activation");

    public static readonly DiagnosticDescriptor HiddenActivation = Error(
        "NETGEN041", "Generated code must be able to call an activation",
        "Generated code cannot call the activation '{0}', because {1}: {2}");

    public static readonly DiagnosticDescriptor OpenActivation = Error(
        "NETGEN042", "An activation's type arguments must be given",
        "The activation '{0}' is generic and lacks its type arguments: write them between the angle brackets");

    public static readonly DiagnosticDescriptor CustomWithoutType = Error(
        "NETGEN043", "Activation.Custom needs a type",
        "Activation.Custom does not say which function is meant: give its type instead, as in typeof(Squareplus)");

    public static readonly DiagnosticDescriptor MisplacedStandardize = Error(
        "NETGEN050", "Standardize stands once, before all other layers",
        "Standardize is for the input of the network, so it stands once, before all other layers, but this one is behind {0}: move it in front, or remove it");

    public static readonly DiagnosticDescriptor BadRate = Error(
        "NETGEN051", "The rate of Dropout must be from 0 to less than 1",
        "The rate of Dropout must be 0 or more and less than 1, but is {0}: write the part of the activations to drop, such as 0.2");

    public static readonly DiagnosticDescriptor DroppedOutputs = Error(
        "NETGEN052", "Dropout cannot stand behind the last layer",
        "Dropout behind layer {0}, the last one, would drop the outputs themselves: put it between two layers, or remove it");

    public static readonly DiagnosticDescriptor DropoutPair = Error(
        "NETGEN053", "Two Dropout layers in a row are one",
        "This Dropout drops what another one before it has dropped already: remove one of them");

    public static readonly DiagnosticDescriptor OneOutputOfClasses = Warning(
        "NETGEN060", "CrossEntropy needs an output for each class",
        "CrossEntropy has one output for each class, but '{0}' has one output in all: use Loss.BinaryCrossEntropy with Sigmoid for two classes, or one output a class with Softmax");

    public static readonly DiagnosticDescriptor UnknownName = Error(
        "NETGEN061", "A layer reads a value that is not there",
        "This layer reads {0}. It can read {1}: {2}");

    public static readonly DiagnosticDescriptor BadName = Error(
        "NETGEN062", "A name must be valid and stand once",
        "The name '{0}' {1}: give the layer another name");

    public static readonly DiagnosticDescriptor UnfittingShapes = Error(
        "NETGEN063", "The shapes of values must fit the layer",
        "{0} needs {1}, but reads {2}: {3}");

    public static readonly DiagnosticDescriptor UnreadValue = Error(
        "NETGEN064", "Every value must be read",
        "No layer reads what {0} writes, and the output of the network is what {1}, the last one, writes: {2}, or remove it");

    public static readonly DiagnosticDescriptor BadNumber = Error(
        "NETGEN065", "A number must be in its range",
        "{0} must be {1}, but is {2}: write one, such as {3}");

    public static readonly DiagnosticDescriptor NoOtherValue = Error(
        "NETGEN066", "Add and Concat need another value",
        "{0} names no value beside the one that it reads from {1}. It can name {2}: name at least one, or remove the layer");

    public static readonly DiagnosticDescriptor PaddingConflict = Error(
        "NETGEN067", "The input of a convolution is padded in one way",
        "{0} says how the input is padded, so it does not go together with {1}: remove {0} or {2}");

    public static readonly DiagnosticDescriptor SlowSigmoid = Hint(
        "NETGEN070", "A sigmoid learns slowly without its cross-entropy",
        "With {0}, delta has the factor a (1 - a), so an output that is wrong and close to 0 or 1 learns slowly: use Loss.BinaryCrossEntropy, where the factor cancels");

    public static readonly DiagnosticDescriptor SlowSoftmax = Hint(
        "NETGEN071", "Softmax learns slowly without its cross-entropy",
        "With {0}, delta goes through the Jacobian of Softmax, so an output that is wrong and close to 0 or 1 learns slowly: use Loss.CrossEntropy, where the Jacobian cancels");

    public static readonly DiagnosticDescriptor VanishingGradients = Hint(
        "NETGEN072", "Gradients vanish in a deep stack of sigmoids",
        "Layers {0} are sigmoids in a row, each with a derivative of at most 1/4, so their derivatives make a gradient at least {1} times smaller on its way through: use ReLU, add a normalization, or skip layers with Add");

    public static readonly DiagnosticDescriptor ClippedLogits = Hint(
        "NETGEN073", "The logits cannot be negative",
        "Layer {0} passes the logits of {1} through {2}, so none can be negative: remove the activation from layer {0}");

    public static readonly DiagnosticDescriptor UnfittingInitializer = Hint(
        "NETGEN074", "The initializer does not fit the activation",
        "{0} does not fit {1}: use {2}, the default here, whose variance keeps activations and gradients in scale");

    public static readonly DiagnosticDescriptor EqualNeurons = Warning(
        "NETGEN075", "The neurons of a layer stay equal",
        "The weights of layers {0} and {1} all start at one value each, so the neurons of layer {0} start equal, get equal gradients and stay equal: draw the weights of one of the layers at random");

    public static readonly DiagnosticDescriptor LargeLearningRate = Hint(
        "NETGEN076", "The learning rate is large for the optimizer",
        "A learning rate of {0} is large for {1} with {2}, whose units {3}: start with {4}");

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. _all];

    private static DiagnosticDescriptor Error(string id, string title, string message) => Add(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Add(id, title, message, DiagnosticSeverity.Warning);

    /// <summary>Advice, which a build does not show unless .editorconfig makes it a warning.</summary>
    private static DiagnosticDescriptor Hint(string id, string title, string message) => Add(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Add(string id, string title, string message, DiagnosticSeverity severity)
    {
        var descriptor = new DiagnosticDescriptor(id, title, message, "NetGen", severity, isEnabledByDefault: true, helpLinkUri: $"{_projectUrl}/blob/main/docs/diagnostics/{id}.md");
        _all.Add(descriptor);
        return descriptor;
    }
}
