using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.CompilerServices;
using NetGen.Generator.Analysis;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Parsing;

/// <summary>Checks that a single layer cannot do: whether all layers fit into memory, and whether activations fit their positions and the loss.</summary>
internal static class NetworkChecks
{
    /// <summary>The argument for the activation of a layer.</summary>
    public const string Argument = "activation";

    /// <summary>Where the tensors of a valid network are; null if it is not valid.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="layers">Its layers with their attributes.</param>
    /// <param name="network">Its attribute.</param>
    /// <param name="place">The name of the class.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static Layout? AreValid(NetworkSpec spec, DeclaredLayers layers, DeclaredAttribute network, Location place, List<Diagnostic> diagnostics)
    {
        if (layers.Count == 0)
        {
            string found = layers.Nodes.Count == 0 ? "no layers" : "no layers with neurons";
            diagnostics.Add(Cure.Report(Descriptors.NoLayers, place, layers.Nodes.Count == 0 ? [FirstNetwork.For(network, spec.Input, spec.Loss)] : [], spec.Type.Name, Found(found, spec)));
            return null;
        }

        if (!CheckSizes(spec, layers) | !CheckComposition(spec, layers, network))
            return null;

        Layout layout = Layout.Of(spec);
        return CheckLanes(spec, layout, layers, network) && CheckTensors(spec, layout, layers, place, diagnostics) ? layout : null;
    }

    private static bool CheckSizes(NetworkSpec spec, DeclaredLayers layers)
    {
        // Sizes saturate just above the limit, so that no product of ints overflows.
        const long limit = BufferLayout.MaxArrayLength - BufferLayout.Padding;
        long tensors = 0, values = 0, operands = 0, inputs = BatchPlan.LongRoomOf(spec.Input);
        for (int i = 0; i < layers.Nodes.Count; i++)
        {
            (NodeSpec node, DeclaredAttribute attribute) = layers.Nodes[i];
            Shape[] shapes = [.. node.Inputs.Select(value => layers.Shapes[value])];
            tensors += node.Layer.TensorCount(shapes);
            operands += node.Inputs[0] == 0 ? 0 : node.Layer.BatchOperandSize(shapes);
            values += (node.Layer.IsNumbered ? 3 : 2) * BatchPlan.LongRoomOf(layers.Shapes[i + 1]);
            (long count, string what) =
                tensors > limit ? (tensors, "parameters")
                : inputs > limit ? (inputs, "inputs per sample")
                : values > limit ? (values, "weighted inputs, activations and deltas per sample")
                : (values + operands, "numbers of scratch space");
            if (count <= limit)
                continue;

            attribute.Report(Descriptors.TooLarge, "", spec.Type.Name, count.ToString("N0", CultureInfo.InvariantCulture), what, limit.ToString("N0", CultureInfo.InvariantCulture));
            return false;
        }

        return true;
    }

    /// <summary>
    /// Whether a block of images fits into an array, with everything that Backward computes for it. The exact size needs a plan. To keep the
    /// parser fast, only networks that may be too large are planned here.
    /// </summary>
    private static bool CheckLanes(NetworkSpec spec, Layout layout, DeclaredLayers layers, DeclaredAttribute network)
    {
        const long limit = BufferLayout.MaxArrayLength - BufferLayout.Padding;
        long values = layers.Shapes.Sum(shape => 4 * BatchPlan.LongRoomOf(shape));
        if (layout.Strategy != Strategy.Tiles || values * BufferLayout.WideGroup <= limit || layers.Shapes.All(shape => shape.Dimensions.Count == 1))
            return true;

        long needed = values * BufferLayout.WideGroup;
        if (values <= limit)
        {
            BatchPlan batch = BatchPlanner.Plan(Planner.Plan(spec).InTiles);
            needed = new[] { batch.Forward, batch.Loss, batch.Backward, batch.BackwardToInputs }.Max(pass => (long)pass.PerSample * BufferLayout.WideGroup + pass.Fixed);
        }

        if (needed <= limit)
            return true;

        network.Report(Descriptors.TooLarge, "", spec.Type.Name, needed.ToString("N0", CultureInfo.InvariantCulture), $"numbers for a block of {BufferLayout.WideGroup} images", limit.ToString("N0", CultureInfo.InvariantCulture));
        return false;
    }

    private static bool CheckComposition(NetworkSpec spec, DeclaredLayers layers, DeclaredAttribute network)
    {
        bool valid = true;
        int last = layers.Nodes.Count - 1, number = 0;
        int[] numbers = [.. layers.Nodes.Select(layer => layer.Node.Layer.IsNumbered ? ++number : 0)];
        for (int i = 0; i < last; i++)
        {
            (NodeSpec node, DeclaredAttribute attribute) = layers.Nodes[i];
            if (Activations.Of(node.Layer.Activation).Joint is not null)
            {
                attribute.Report(Descriptors.HiddenSoftmax, Argument, [Use(attribute, Activation.ReLU), Use(attribute, Activation.Tanh)], numbers[i], node.Layer.Activation.Name);
                valid = false;
            }

            // A file says how its layers are; only declared ones can be changed.
            if (node.Source is null && node.Layer is { IsLinear: true, Activation.Function: Activation.Identity } && spec.OnlyReader(i) is { } reader && spec.Nodes[reader].Layer.IsLinear)
                attribute.Report(Descriptors.LinearPair, Argument, node.Name is null ? [Use(attribute, Activation.ReLU), attribute.Remove()] : [Use(attribute, Activation.ReLU)], numbers[i], numbers[reader]);
        }

        CheckOutput(spec, layers, network, numbers);
        if (valid && spec.Onnx is null)
            NetworkAdvice.Give(spec, layers, network, numbers);

        return valid;
    }

    /// <summary>Checks whether the output activation fits the loss.</summary>
    private static void CheckOutput(NetworkSpec spec, DeclaredLayers layers, DeclaredAttribute network, int[] numbers)
    {
        DeclaredAttribute attribute = layers.Nodes[layers.Nodes.Count - 1].Attribute;
        ActivationSpec activation = spec.Output.Activation;
        bool isOneOutput = layers.Shapes[layers.Nodes.Count].LongSize == 1;
        Cure binary = Cure.By("Use Sigmoid with Loss.BinaryCrossEntropy", attribute.Set(Argument, "Activation.Sigmoid"), Set(network, Loss.BinaryCrossEntropy));
        JointActivation? joint = Activations.Of(activation).Joint;
        if (joint is not null && isOneOutput)
            attribute.Report(Descriptors.ConstantSoftmax, Argument, [binary], activation.Name, joint.IsLogarithm ? 0 : 1);

        // Who compiles a trained model needs no advice to train it.
        if (spec.Loss == Loss.None && spec.Onnx is not null)
            return;

        int sign = spec.NodeWithoutDerivative;
        if (sign >= 0 && spec.Loss != Loss.None)
            layers.Nodes[sign].Attribute.Report(Descriptors.NoBackward, Argument, [Use(layers.Nodes[sign].Attribute, Activation.Tanh), network.Drop(NetworkParser.LossProperty)], numbers[sign], spec.Type.Name);
        else if (spec.Loss == Loss.None)
            network.Report(Descriptors.ForwardOnly, "", sign >= 0 ? [] : [Use(network, Losses.For(activation.Function))], spec.Type.Name, sign >= 0 ? $"layer {numbers[sign]} uses Sign, which has no useful derivative: to train the network, use Tanh and add a loss" : "it declares no loss: add one to train it, such as Loss = Loss.CrossEntropy");
        else if (spec.Loss == Loss.CrossEntropy && isOneOutput && joint is null)
            network.Report(Descriptors.OneOutputOfClasses, NetworkParser.LossProperty, [binary], spec.Type.Name);
        else if (Losses.Of(spec.Loss).Expects is { } expected && !Losses.AreFused(spec.Loss, activation) && !Activations.Of(activation).YieldsProbabilities)
            network.Report(Descriptors.NotProbabilities, NetworkParser.LossProperty, [Use(attribute, expected), Use(network, Losses.For(activation.Function))], spec.Loss, activation.Name, expected);
    }

    /// <summary>A cure that sets the activation of a layer.</summary>
    public static Cure Use(DeclaredAttribute attribute, Activation activation) => Cure.By($"Use Activation.{activation}", attribute.Set(Argument, $"Activation.{activation}"));

    /// <summary>A cure that sets the loss of the network.</summary>
    public static Cure Use(DeclaredAttribute network, Loss loss) => Cure.By($"Use Loss.{loss}", Set(network, loss));

    private static Edit Set(DeclaredAttribute network, Loss loss) => network.Set(NetworkParser.LossProperty, $"Loss.{loss}");

    /// <summary>Whether there are parameters to train, and every tensor has a unique name in files.</summary>
    private static bool CheckTensors(NetworkSpec spec, Layout layout, DeclaredLayers layers, Location place, List<Diagnostic> diagnostics)
    {
        if (layout.ParameterCount == 0)
        {
            diagnostics.Add(Diagnostic.Create(Descriptors.NoLayers, place, spec.Type.Name, Found("no layers with weights", spec)));
            return false;
        }

        // Only a user's name can collide: with the numbered name of an unnamed layer, above or below.
        bool valid = true;
        for (int i = 0; i < layout.Tensors.Count; i++)
        {
            if (layers.Nodes[i].Node.Name is not { } name || TakenName(layout, i) is not { } taken)
                continue;

            layers.Nodes[i].Attribute.Report(Descriptors.BadName, "As", name, $"would give two tensors the name '{taken}' in files, where unnamed layers are numbered");
            valid = false;
        }

        return valid;
    }

    /// <summary>What a network lacks, and the nodes of its ONNX file that it has instead.</summary>
    private static string Found(string lacks, NetworkSpec spec)
    {
        string[] nodes = [.. spec.Nodes.Where(node => node.Source is not null).Select(node => node.Source!)];
        return spec.Onnx is { } onnx && nodes.Length > 0 ? $"{lacks}, only {Excerpt.Of(nodes, ", ", node => node)} of '{onnx.File}'" : lacks;
    }

    /// <summary>The first tensor name in files that a layer shares with another layer; null if there is none.</summary>
    private static string? TakenName(Layout layout, int node) =>
        layout.Tensors[node].Select(tensor => tensor.FileName).FirstOrDefault(name => layout.Tensors.Where((_, index) => index != node).Any(tensors => tensors.Any(tensor => tensor.FileName == name)));
}
