using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>The index of an element of a value: one element, consecutive elements that share a vector, or a loop variable.</summary>
/// <param name="Text">Its text: <c>3</c>, <c>0to7</c> at the end of a local's name, or <c>j</c>.</param>
/// <param name="First">The first element.</param>
/// <param name="Count">The number of elements that share the vector.</param>
/// <param name="IsVariable">Whether it is a loop variable.</param>
internal readonly record struct Place(string Text, int First, int Count = 1, bool IsVariable = false)
{
    public bool IsVector => Count > 1;

    public static Place Of(int number) => new($"{number}", number);

    /// <summary>All elements one by one.</summary>
    public static IEnumerable<Place> Each(int size) => Enumerable.Range(0, size).Select(Of);

    /// <summary>Whole vectors, then one by one.</summary>
    public static IEnumerable<Place> Groups(int size, int lanes)
    {
        int vectors = size / lanes;
        return Enumerable.Range(0, vectors).Select(v => new Place($"{v * lanes}to{(v + 1) * lanes - 1}", v * lanes, lanes))
            .Concat(Enumerable.Range(vectors * lanes, size - vectors * lanes).Select(Of));
    }

    /// <summary>The place <paramref name="count"/> elements later.</summary>
    public Place Plus(int count) => count == 0 ? this : IsVariable ? this with { Text = $"{Text} {(count > 0 ? "+" : "-")} {Math.Abs(count)}", First = First + count } : Of(First + count);

    /// <summary>The place <paramref name="count"/> elements earlier.</summary>
    public Place Minus(int count) => Plus(-count);

    public override string ToString() => Text;
}

/// <summary>The C# text of the elements of values and tensors, in one form of a pass.</summary>
internal abstract class Form(Number number)
{
    /// <summary>What the value of one place is.</summary>
    public Number Number { get; } = number;

    /// <summary>The index in the batch of the first sample of a step.</summary>
    public virtual string Sample => "i";

    /// <summary>Whether packed values are read from their copies in rows.</summary>
    public virtual bool ReadsRows => false;

    /// <summary>What the value of a place is.</summary>
    public virtual Number NumberOf(Place place) => place.IsVector ? Number.AsVector : Number;

    /// <summary>An element of a value.</summary>
    public abstract string At(string name, Place place);

    /// <summary>An element of a tensor with one dimension.</summary>
    public abstract string Parameter(TensorPlan tensor, Place j);

    /// <summary>The left side of the statement that computes an element of a value.</summary>
    public virtual string Let(string name, Place place) => At(name, place);

    /// <summary>The numbers of a value, as they are computed.</summary>
    public virtual IEnumerable<Place> Places(ValuePlan value) => throw Missing();

    /// <summary>The weights from place k of the input to place j of z.</summary>
    public virtual string Parameter(TensorPlan tensor, Place j, Place k) => throw Missing();

    /// <summary>The same weights, for a sum over j.</summary>
    public virtual string Column(NodePlan node, TensorPlan tensor, Place j, Place k) => throw Missing();

    /// <summary>An element of a tensor of any shape.</summary>
    public virtual string Element(TensorPlan tensor, params int[] index) => throw Missing();

    /// <summary>The gradient of an element.</summary>
    public virtual string ElementGradient(TensorPlan tensor, params int[] index) => throw Missing();

    /// <summary>The gradient of an element of a tensor with one dimension.</summary>
    public virtual string Gradient(TensorPlan tensor, Place j) => throw Missing();

    /// <summary>The gradient of the weights from k to j.</summary>
    public virtual string Gradient(TensorPlan tensor, Place j, Place k) => throw Missing();

    /// <summary>Declares a local with the sum of an expression over all places, and how the sum is used.</summary>
    public virtual void PrintSum(CodeWriter writer, string name, int size, Func<Place, string> term, string end) => throw Missing();

    /// <summary>Prints a statement for each place.</summary>
    public virtual void PrintEach(CodeWriter writer, int size, string variable, Func<Place, string> statement) => throw Missing();

    /// <summary>Declares locals for the tensors of a layer, if values are locals.</summary>
    public virtual void PrintParameters(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Prints the call that draws a mask.</summary>
    public virtual void PrintMask(CodeWriter writer, NodePlan node, string draw, string mask) => writer.Line(draw);

    private static Exception Missing() => new NotSupportedException("A pointwise layer needs no more than numbers at one place.");
}

/// <summary>Tiles: the current vector in a loop over all vectors of a batch.</summary>
internal sealed class TileForm(Number number) : Form(number.AsVector)
{
    /// <summary>The place of the loop variable.</summary>
    public static readonly Place Here = new("i", 0, IsVariable: true);

    public override bool ReadsRows => true;

    public override string At(string name, Place place) => $"{name}_v[{place}]";

    public override string Parameter(TensorPlan tensor, Place j) => Number.All($"p[{Expression.Plus(tensor.Offset, j.Text)}]");
}

/// <summary>Tiles: number k of sample s, for the gradient of x, whose samples are packed.</summary>
internal sealed class RowForm(Number number, Func<string, int> strideOf) : Form(number)
{
    /// <summary>The place of the loop variable.</summary>
    public static readonly Place Here = new("k", 0, IsVariable: true);

    public override bool ReadsRows => true;

    public override string At(string name, Place place) => $"{name}[{Expression.Times("s", strideOf(name))} + {place}]";

    public override string Parameter(TensorPlan tensor, Place j) => $"p[{Expression.Plus(tensor.Offset, j.Text)}]";
}
