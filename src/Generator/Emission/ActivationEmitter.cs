using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a = g(z) and g'(z) for any kind of layer.</summary>
internal static class ActivationEmitter
{
    /// <summary>a as an expression of z. Not for a softmax or its logarithm, which need all z at once.</summary>
    public static string Value(NodePlan node, Number number, string z) => Expression.Unwrap(node.Activation.Value!(Terms(node, number, z, "")));

    /// <summary>g'(z) as a factor; empty if it is always 1.</summary>
    public static string Slope(NodePlan node, Number number, string z, string a) => node.Activation.Derivative?.Invoke(Terms(node, number, z, a)) ?? "";

    /// <summary>Small networks: a of a softmax or its logarithm. The largest z is subtracted first, so that no exponential overflows.</summary>
    public static void PrintJoint(CodeWriter writer, NodePlan node, JointActivation joint, Form form)
    {
        Number number = form.Number;
        PrintSoftmaxSum(writer, number, node.Size, j => form.At(node.Z, j));
        writer.Line($"{number.Type} {joint.Shared.Name} = {joint.Shared.Value(number)};");
        foreach (Place j in Place.Each(node.Size))
            writer.Line($"{form.Let(node.A, j)} = {joint.Value(form.At(node.Z, j), $"e_{j}")};");
    }

    /// <summary>Declares max, e_j = e^(z_j - max) and their sum.</summary>
    public static void PrintSoftmaxSum(CodeWriter writer, Number number, int size, Func<Place, string> z)
    {
        writer.Line($"{number.Type} {Losses.LargestZ} = {Largest(number, Place.Each(size).Select(z))};");
        foreach (Place j in Place.Each(size))
            writer.Line($"{number.Type} e_{j} = {number.Call("ExpOfNegative", $"{z(j)} - {Losses.LargestZ}")};");

        writer.Sum($"{number.Type} sum = ", [.. Place.Each(size).Select(j => $"e_{j}")], ";");
    }

    /// <summary>Tiles: computes a from z for a batch. Both may be the same buffer.</summary>
    public static void PrintBatch(CodeWriter writer, NodePlan node)
    {
        Number vector = writer.Number.AsVector;
        if (node.Joint is { } joint)
        {
            writer.Line("// Subtracts the largest z of a sample first, so that no exponential overflows.");
            writer.Line($"{writer.Number.Services}.Softmax.{joint.ForBatch.Activate}({node.Z}, {node.A}, stride: {node.Stride}, n, width: {node.Size});");
            return;
        }

        if (node.Activation.IsIdentity)
        {
            writer.Line($"{node.Z}.CopyTo({node.A});");
            return;
        }

        PrintVectors(writer, [node.Z, node.A], node.Stride);
        writer.Single($"for (int i = 0; i < {node.A}_v.Length; i++)", $"{node.A}_v[i] = {Value(node, vector, $"{node.Z}_v[i]")};");
    }

    /// <summary>Tiles: declares buffers as vectors.</summary>
    public static void PrintVectors(CodeWriter writer, IEnumerable<string> buffers, int stride)
    {
        foreach (string name in buffers)
            writer.Line($"{writer.Number.VectorSpan} {name}_v = Vectors({name}, {Expression.Times("n", stride)});");
    }

    /// <summary>The largest of some values, as nested calls of Max.</summary>
    private static string Largest(Number number, IEnumerable<string> values) => values.Aggregate((largest, value) => number.Call("Max", largest, value));

    private static ActivationTerms Terms(NodePlan node, Number number, string z, string a) => new(number, z, a, node.Layer.Activation);
}
