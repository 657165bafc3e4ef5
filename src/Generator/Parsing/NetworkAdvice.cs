using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Analysis;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Advice about networks that compile but will not learn well.</summary>
internal static class NetworkAdvice
{
    private const string InitializerProperty = "Initializer";

    /// <summary>The number of consecutive hidden sigmoid layers from which advice is given: their derivatives shrink a gradient by a factor of at least 4^3.</summary>
    private const int DeepStack = 3;

    /// <summary>How initializers scale weights. The scale must fit the activation.</summary>
    private static readonly Dictionary<Initializer, string> _scales = new()
    {
        [Initializer.GlorotUniform] = "Glorot",
        [Initializer.GlorotNormal] = "Glorot",
        [Initializer.HeUniform] = "He",
        [Initializer.HeNormal] = "He",
        [Initializer.LeCunUniform] = "LeCun",
        [Initializer.LeCunNormal] = "LeCun",
    };

    public static void Give(NetworkSpec spec, DeclaredLayers layers, DeclaredAttribute network, int[] numbers)
    {
        AdviseOnLoss(spec, network);
        AdviseOnStacks(spec, layers, numbers);
        for (int i = 0; i < spec.Nodes.Count; i++)
        {
            AdviseOnLogits(spec, layers, numbers, i);
            AdviseOnScale(spec.Nodes[i].Layer, layers.Nodes[i].Attribute);
            AdviseOnSymmetry(spec, layers, numbers, i);
        }
    }

    private static void AdviseOnLoss(NetworkSpec spec, DeclaredAttribute network)
    {
        if (!spec.IsTrainable || Losses.Of(spec.Loss).Expects is not null)
            return;

        if (spec.Output.Activation.Function == Activation.Sigmoid)
            network.Report(Descriptors.SlowSigmoid, NetworkParser.LossProperty, [NetworkChecks.Use(network, Loss.BinaryCrossEntropy)], spec.Loss);
        else if (spec.Output.Activation.Function == Activation.Softmax)
            network.Report(Descriptors.SlowSoftmax, NetworkParser.LossProperty, [NetworkChecks.Use(network, Loss.CrossEntropy)], spec.Loss);
    }

    private static void AdviseOnStacks(NetworkSpec spec, DeclaredLayers layers, int[] numbers)
    {
        if (!spec.IsTrainable)
            return;

        var seen = new HashSet<int>();
        for (int i = 0; i < spec.Nodes.Count - 1; i++)
        {
            List<int> stack = [];
            for (int? at = i; at is { } node && node < spec.Nodes.Count - 1 && IsSigmoid(node) && seen.Add(node); at = spec.OnlyReader(node))
                stack.Add(node);

            if (stack.Count < DeepStack)
                continue;

            Edit[] edits = [.. stack.Select(node => layers.Nodes[node].Attribute.Set(NetworkChecks.Argument, "Activation.ReLU"))];
            layers.Nodes[i].Attribute.Report(
                Descriptors.VanishingGradients,
                NetworkChecks.Argument,
                [Cure.By("Use Activation.ReLU in all these layers", edits)],
                $"{numbers[i]} to {numbers[stack[stack.Count - 1]]}",
                stack.Count > 15 ? "4^" + stack.Count : $"{1L << (2 * stack.Count)}");
        }

        bool IsSigmoid(int node) => spec.Nodes[node].Layer is { IsNumbered: true, Activation.Function: Activation.Sigmoid };
    }

    /// <summary>Reports a rectifier directly before a separate softmax or sigmoid.</summary>
    private static void AdviseOnLogits(NetworkSpec spec, DeclaredLayers layers, int[] numbers, int node)
    {
        if (spec.Nodes[node].Layer.Activation.Function is not (Activation.ReLU or Activation.Softplus)
            || spec.OnlyReader(node) is not { } reader || reader != spec.Nodes.Count - 1
            || spec.Nodes[reader].Layer is not Activate { Activation.Function: Activation.Softmax or Activation.LogSoftmax or Activation.Sigmoid } output)
        {
            return;
        }

        DeclaredAttribute attribute = layers.Nodes[node].Attribute;
        attribute.Report(Descriptors.ClippedLogits, NetworkChecks.Argument, [attribute.Drop(NetworkChecks.Argument)], numbers[node], output.Activation.Name, spec.Nodes[node].Layer.Activation.Name);
    }

    /// <summary>Rectifiers need He's variance and SELU needs LeCun's. Functions that saturate need Glorot's or LeCun's.</summary>
    private static void AdviseOnScale(Layer layer, DeclaredAttribute attribute)
    {
        if (layer.WeightInitializer is not { } given || layer.Activation.Function is Activation.Identity or Activation.Custom)
            return;

        Initializer fitting = Activations.Of(layer.Activation).DefaultInitializer;
        if (!_scales.TryGetValue(given.Weights, out string scale) || scale == _scales[fitting] || (_scales[fitting], scale) == ("Glorot", "LeCun"))
            return;

        attribute.Report(Descriptors.UnfittingInitializer, InitializerProperty, [attribute.Drop(InitializerProperty)], given.Weights, layer.Activation.Name, fitting);
    }

    /// <summary>Neurons differ only in their weights. If all incoming weights are equal and all outgoing weights are equal, the neurons stay identical.</summary>
    private static void AdviseOnSymmetry(NetworkSpec spec, DeclaredLayers layers, int[] numbers, int node)
    {
        if (!IsConstant(node) || layers.Shapes[node + 1].Dimensions[0] == 1 || spec.OnlyReader(node) is not { } reader || !IsConstant(reader) || !spec.IsTrainable)
            return;

        DeclaredAttribute attribute = layers.Nodes[node].Attribute;
        attribute.Report(
            Descriptors.EqualNeurons,
            InitializerProperty,
            [Cure.By("Draw the weights at random", attribute.Without(InitializerProperty), attribute.Without("InitialValue"))],
            numbers[node],
            numbers[reader]);

        bool IsConstant(int index) => spec.Nodes[index].Layer.WeightInitializer?.Weights is Initializer.Zeros or Initializer.Constant;
    }
}
