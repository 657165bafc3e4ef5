using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>
/// The numbers of layers, and the names and places of their tensors: parameters first, in the order of the layers, and behind
/// them what is fitted rather than trained. It asks shapes alone, so the parser can afford it while a declaration is typed.
/// </summary>
/// <param name="Shapes">The shapes of all values: that of x, and of what each layer writes.</param>
/// <param name="Numbers">The number of each layer in the notes, also of the one before, for those without.</param>
/// <param name="Tensors">The tensors of each layer.</param>
/// <param name="ParameterCount">How many numbers are trained.</param>
/// <param name="StateCount">How many there are with those that are fitted.</param>
/// <param name="Strategy">How the passes are printed.</param>
internal sealed record Layout(IReadOnlyList<Shape> Shapes, IReadOnlyList<int> Numbers, IReadOnlyList<IReadOnlyList<TensorPlan>> Tensors, int ParameterCount, int StateCount, Strategy Strategy)
{
    /// <summary>What files call the tensors of a layer without a name of its own, by how many layers before it have tensors.</summary>
    private const string Unnamed = "layers.";

    /// <summary>How many numbers the last layer writes.</summary>
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
            specs.Add([.. node.Layer.Tensors(inputs)]);
            numbers.Add((numbers.Count == 0 ? 0 : numbers[numbers.Count - 1]) + (node.Layer.IsNumbered ? 1 : 0));
        }

        int offset = 0, statisticOffset = specs.Sum(tensors => tensors.Where(tensor => tensor.IsTrained).Sum(tensor => tensor.Shape.Size)), parameterCount = statisticOffset;
        Strategy strategy = StrategyChoice.Of(spec, shapes, parameterCount);
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
    }

    /// <summary>What the names of a layer's tensors in files begin with: its own name, as PyTorch does, or its place.</summary>
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
