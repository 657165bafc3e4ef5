using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Analysis;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>[Freeze]: freezes the layers above it, and reports a place where it makes no sense.</summary>
internal static class FrozenLayers
{
    /// <summary>Whether an attribute is [Freeze].</summary>
    public static bool IsFreeze(AttributeData attribute) => DeclaredAttribute.NameOf(attribute) == "Freeze";

    /// <summary>Marks the first layers. Returns false if nothing would be left to train.</summary>
    public static bool Mark(DeclaredLayers layers, int count, DeclaredAttribute freeze, Loss loss, string network)
    {
        int[] parametric = [.. Enumerable.Range(0, layers.Nodes.Count).Where(index => HasParameters(layers, index))];
        Cure[] cures = parametric.Length < 2 ? [freeze.Remove()]
            : [Cure.By("Move [Freeze] above the last layer with parameters", freeze.Before(layers.Nodes[parametric[parametric.Length - 1]].Attribute)), freeze.Remove()];
        if (loss == Loss.None)
        {
            freeze.Report(Descriptors.NothingToFreeze, "", [freeze.Remove()], $"'{network}' declares no loss and is never trained", "add a loss");
        }
        else if (!parametric.Any(index => index < count))
        {
            freeze.Report(Descriptors.NothingToFreeze, "", cures, "no layer above it has parameters", "move it below the layers to freeze");
        }
        else if (!parametric.Any(index => index >= count))
        {
            freeze.Report(Descriptors.NothingToTrain, "", cures, network);
            return false;
        }
        else
        {
            Freeze(layers, count, freeze, parametric);
        }

        return true;
    }

    private static void Freeze(DeclaredLayers layers, int count, DeclaredAttribute freeze, int[] parametric)
    {
        for (int i = 0; i < count; i++)
        {
            (NodeSpec node, DeclaredAttribute attribute) = layers.Nodes[i];
            if (node.Layer is Dropout)
                attribute.Report(Descriptors.FrozenDropout, "", [.. CuresOf(i)]);

            // Standardize has no parameters; it is fitted before training in any case.
            layers.Nodes[i] = (node with { IsFrozen = node.Layer is not Standardize }, attribute);
        }

        layers.LeaveOut(node => node is { IsFrozen: true, Layer: Dropout });

        IEnumerable<Cure> CuresOf(int index)
        {
            (NodeSpec node, DeclaredAttribute attribute) = layers.Nodes[index];
            if (!parametric.Any(layer => layer > index && layer < count))
                yield return Cure.By("Move [Freeze] above this Dropout", freeze.Before(attribute));

            // Other layers may read it by its name, or instead of the value above it.
            if (node.Name is null && node.Inputs[0] == index)
                yield return attribute.Remove();
        }
    }

    private static bool HasParameters(DeclaredLayers layers, int index)
    {
        NodeSpec node = layers.Nodes[index].Node;
        return node.Layer.Tensors([.. node.Inputs.Select(value => layers.Shapes[value])]).Any(tensor => tensor.IsParameter);
    }
}
