using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Straight-line code for one sample: each number is a local, <c>a1_3</c>, or for a vector of consecutive neurons
/// <c>a1_0to7</c>.
/// </summary>
/// <param name="number">The number type.</param>
/// <param name="sample">The sample's place in the batch.</param>
/// <param name="apart">
/// The network, for code that seldom runs: it reads weights and single lanes where it uses them, instead of keeping them in
/// locals across the code that always runs. Null if weights are in locals.
/// </param>
internal sealed class OneSampleForm(Number number, string sample, NetworkPlan? apart = null) : Form(number)
{
    public override string Sample => sample;

    public override string At(string name, Place place)
    {
        // The delta of a layer below all trained ones is computed by this code itself, number by number.
        NodePlan? owner = apart?.Nodes.FirstOrDefault(node => node.Output.FillsLanes && (name == node.Z || (name == node.Delta && node.Learns)));
        Place group = owner is null ? place : Place.Groups(owner.Size, Number.Lanes).Last(group => group.First <= place.First);
        return group.IsVector && !place.IsVector ? $"{name}_{group}[{place.First - group.First}]" : $"{name}_{place}";
    }

    public override string Let(string name, Place place) => $"{NumberOf(place).Type} {At(name, place)}";

    public override IEnumerable<Place> Places(ValuePlan value) =>
        value.FillsLanes && apart is null ? Place.Groups(value.Shape.Size, Number.Lanes) : Place.Each(value.Shape.Size);

    public override string Parameter(TensorPlan tensor, Place j) => apart is null ? $"{tensor.Name}_{j}" : $"p[{tensor.Offset + j.First}]";

    public override string Parameter(TensorPlan tensor, Place j, Place k) => $"{tensor.Name}_{j}_{k}";

    public override string Column(NodePlan node, TensorPlan tensor, Place j, Place k)
    {
        // Only the weights of a single neuron have locals of their own.
        int position = tensor.Position(j.First, k.First);
        bool isAlone = apart is null && Places(node.Output).Any(place => place.First == j.First && !place.IsVector);
        return k.IsVector ? $"{Number.Services}.Lanes.Gather(p, {position}, {tensor.Spec.Strides[1]})"
            : isAlone ? Parameter(tensor, j, k)
            : $"p[{position}]";
    }

    public override string Element(TensorPlan tensor, params int[] index) => apart is null ? NameOf(tensor, index) : $"p[{tensor.Position(index)}]";

    public override string ElementGradient(TensorPlan tensor, params int[] index) => "d" + NameOf(tensor, index);

    public override string Gradient(TensorPlan tensor, Place j) => $"d{tensor.Name}_{j}";

    public override string Gradient(TensorPlan tensor, Place j, Place k) => $"d{tensor.Name}_{j}_{k}";

    public override void PrintSum(CodeWriter writer, string name, int size, Func<Place, string> term, string end) =>
        writer.Sum($"{Number.Type} {name} = (", [.. Place.Each(size).Select(term)], $"){end};");

    public override void PrintEach(CodeWriter writer, int size, string variable, Func<Place, string> statement)
    {
        foreach (Place place in Place.Each(size))
            writer.Line(statement(place));
    }

    public override void PrintMask(CodeWriter writer, NodePlan node, string draw, string mask)
    {
        writer.Line(draw);
        foreach (Place k in Places(node.Output))
            writer.Line($"{Let(mask, k)} = {(k.IsVector ? NumberOf(k).Call("Load", mask, $"{k.First}") : $"{mask}[{k}]")};");
    }

    public override void PrintParameters(CodeWriter writer, NodePlan node)
    {
        foreach (TensorPlan tensor in node.Tensors)
        {
            writer.Line($"// {tensor.Name} {tensor.Shape}{(node.Layer is Dense && tensor.Shape.Dimensions.Count > 1 ? ", stored input by input" : "")}");
            PrintLocals(writer, node, tensor, isGradient: false);
        }
    }

    /// <summary>Declares the gradient of every tensor as locals of 0.</summary>
    public void PrintGradientLocals(CodeWriter writer, NodePlan node)
    {
        foreach (TensorPlan tensor in node.Tensors.Where(tensor => tensor.Spec.IsTrained))
            PrintLocals(writer, node, tensor, isGradient: true);
    }

    /// <summary>The locals with the gradient of a tensor, in the order of the notes, and their place in the buffer.</summary>
    public IEnumerable<(string Name, int Position, bool IsVector)> GradientLocals(NodePlan node, TensorPlan tensor) =>
        Locals(node, tensor, isGradient: true).Select(local => ("d" + local.Name, local.Position, local.IsVector));

    private IEnumerable<(string Name, int Position, bool IsVector)> Locals(NodePlan node, TensorPlan tensor, bool isGradient)
    {
        if (tensor.Spec.Role != ParameterRole.Weight)
            return (tensor.Length == node.Size ? Places(node.Output) : Place.Each(tensor.Length)).Select(j => ($"{tensor.Name}_{j}", tensor.Offset + j.First, j.IsVector));

        if (node.Layer is not Dense)
            return tensor.Indices.Select(index => (NameOf(tensor, index), tensor.Position(index), false));

        // The weights of a layer's only neuron are adjacent, and so are their gradients.
        int inputs = tensor.Shape.Dimensions[1];
        bool isRow = isGradient && tensor.Shape.Dimensions[0] == 1;
        return from j in Places(node.Output)
               from k in isRow ? Places(node.Inputs[0]) : Place.Each(inputs)
               select (Parameter(tensor, j, k), tensor.Position(j.First, k.First), j.IsVector || k.IsVector);
    }

    /// <summary>The local of an element: <c>W1_0_2_1_1</c>.</summary>
    private static string NameOf(TensorPlan tensor, int[] index) => $"{tensor.Name}_{string.Join("_", index)}";

    /// <summary>A line for each neuron's weights, and one for all biases; vectors apart from numbers.</summary>
    private void PrintLocals(CodeWriter writer, NodePlan node, TensorPlan tensor, bool isGradient)
    {
        (string Name, int Position, bool IsVector)[] locals = [.. Locals(node, tensor, isGradient)];
        int line = tensor.Shape.Dimensions[tensor.Shape.Dimensions.Count - 1];
        for (int first = 0; first < locals.Length;)
        {
            Number number = locals[first].IsVector ? Number.AsVector : Number;
            (string Name, int Position, bool IsVector)[] alike = [.. locals.Skip(first).Take(line).TakeWhile(local => local.IsVector == number.IsVector)];
            writer.Wrapped($"{number.Type} ", [.. alike.Select(local => isGradient
                ? $"d{local.Name} = {number.Literal(0)}"
                : $"{local.Name} = {(local.IsVector ? number.Call("Load", "p", $"{local.Position}") : $"p[{local.Position}]")}")], ", ", ";");
            first += alike.Length;
        }
    }

    /// <summary>Declares the lanes of a vector one by one, for readers of single neurons.</summary>
    public void PrintLanes(CodeWriter writer, string value, Place place)
    {
        if (place.IsVector)
            writer.Wrapped($"{Number.Type} ", [.. Enumerable.Range(0, place.Count).Select(lane => $"{value}_{place.First + lane} = {value}_{place}[{lane}]")], ", ", ";");
    }
}
