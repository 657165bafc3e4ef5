using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>
/// The numbers of layers, and the names and places of their tensors: trained parameters first, in the order of the layers,
/// followed by frozen parameters and statistics. It depends only on shapes, so the parser can afford it while a declaration is typed.
/// </summary>
/// <param name="Shapes">The shapes of all values: of x, and of the output of each layer.</param>
/// <param name="Numbers">The number of each layer in the notes. A layer without one has the number of the layer before it.</param>
/// <param name="Tensors">The tensors of each layer.</param>
/// <param name="ParameterCount">The number of trained parameters.</param>
/// <param name="StateCount">The number of elements of all tensors.</param>
/// <param name="Strategy">How the passes are printed.</param>
internal sealed record Layout(IReadOnlyList<Shape> Shapes, IReadOnlyList<int> Numbers, IReadOnlyList<IReadOnlyList<TensorPlan>> Tensors, int ParameterCount, int StateCount, Strategy Strategy)
{
    /// <summary>The name in files of an unnamed layer: the number of layers before it that have tensors.</summary>
    private const string Unnamed = "layers.";

    /// <summary>The number of outputs.</summary>
    public int OutputSize => Shapes[Shapes.Count - 1].Size;

    public static Layout Of(NetworkSpec spec)
    {
        var shapes = new List<Shape> { spec.Input };
        var specs = new List<TensorSpec[]>();
        var numbers = new List<int>();
        foreach (NodeSpec node in spec.Nodes)
        {
            Shape[] inputs = [.. node.Inputs.Select(value => shapes[value])];
            shapes.Add(node.Layer.OutputShape(inputs));
            specs.Add([.. node.Layer.Tensors(inputs).Select(tensor => tensor with { IsFrozen = node.IsFrozen })]);
            numbers.Add((numbers.Count == 0 ? 0 : numbers[numbers.Count - 1]) + (node.Layer.IsNumbered ? 1 : 0));
        }

        int offset = 0, statisticOffset = Count(tensor => tensor.IsTrained), parameterCount = statisticOffset;

        // Frozen parameters count too, so that a network has the same strategy, and the same bits, with and without [Freeze].
        Strategy strategy = StrategyChoice.Of(spec, shapes, Count(tensor => tensor.IsParameter));
        if (strategy == Strategy.Vectors)
            specs[specs.Count - 1][0] = specs[specs.Count - 1][0].ByNeuron();

        var prefixes = Prefixes(spec, specs);
        var tensors = new List<IReadOnlyList<TensorPlan>>();
        for (int i = 0; i < specs.Count; i++)
        {
            var placed = new List<TensorPlan>();
            foreach (TensorSpec tensor in specs[i])
            {
                string name = tensor.Symbol + (spec.Nodes[i].Layer.IsNumbered ? $"{numbers[i]}" : "");
                placed.Add(new TensorPlan(tensor, name, prefixes[i] + tensor.FileName, tensor.IsTrained ? offset : statisticOffset));
                (offset, statisticOffset) = tensor.IsTrained ? (offset + tensor.Shape.Size, statisticOffset) : (offset, statisticOffset + tensor.Shape.Size);
            }

            tensors.Add(placed);
        }

        return new Layout(shapes, numbers, tensors, parameterCount, statisticOffset, strategy);

        int Count(Func<TensorSpec, bool> counts) => specs.Sum(tensors => tensors.Where(counts).Sum(tensor => tensor.Shape.Size));
    }

    /// <summary>The prefix of a layer's tensors in files: its own name, as in PyTorch, or its position.</summary>
    private static List<string> Prefixes(NetworkSpec spec, List<TensorSpec[]> tensors)
    {
        var prefixes = new List<string>();
        int unnamed = 0;
        for (int i = 0; i < tensors.Count; i++)
        {
            NodeSpec node = spec.Nodes[i];
            bool counts = node.Layer.IsNumbered && tensors[i].Length > 0;
            prefixes.Add(node.Name is { } name ? $"{name}." : node.Layer.IsNumbered ? $"{Unnamed}{unnamed}." : $"{node.Layer.Kind.ToLowerInvariant()}.");
            unnamed += counts ? 1 : 0;
        }

        return prefixes;
    }
}
