using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Which number of a value is meant: a certain one, neighbours that share a vector, or the one that a loop is at.</summary>
/// <param name="Text">As it is written: <c>3</c>, <c>0to7</c> as names of locals end, or <c>j</c>.</param>
/// <param name="First">The first number that it can be.</param>
/// <param name="Count">How many share the vector.</param>
/// <param name="IsVariable">Whether it is a variable.</param>
internal readonly record struct Place(string Text, int First, int Count = 1, bool IsVariable = false)
{
    public bool IsVector => Count > 1;

    public static Place Of(int number) => new($"{number}", number);

    /// <summary>All numbers one by one.</summary>
    public static IEnumerable<Place> Each(int size) => Enumerable.Range(0, size).Select(Of);

    /// <summary>Whole vectors, then one by one.</summary>
    public static IEnumerable<Place> Groups(int size, int lanes)
    {
        int vectors = size / lanes;
        return Enumerable.Range(0, vectors).Select(v => new Place($"{v * lanes}to{(v + 1) * lanes - 1}", v * lanes, lanes))
            .Concat(Enumerable.Range(vectors * lanes, size - vectors * lanes).Select(Of));
    }

    /// <summary>The place as many numbers further on.</summary>
    public Place Plus(int count) => count == 0 ? this : IsVariable ? this with { Text = $"{Text} {(count > 0 ? "+" : "-")} {Math.Abs(count)}", First = First + count } : Of(First + count);

    /// <summary>The place as many numbers before.</summary>
    public Place Minus(int count) => Plus(-count);

    public override string ToString() => Text;
}

/// <summary>How the numbers of values and tensors are spelt in one form of a pass.</summary>
internal abstract class Form(Number number)
{
    /// <summary>What the value of one place is.</summary>
    public Number Number { get; } = number;

    /// <summary>The first sample that a step computes, counted in the batch.</summary>
    public virtual string Sample => "i";

    /// <summary>What the value of a place is.</summary>
    public virtual Number NumberOf(Place place) => place.IsVector ? Number.AsVector : Number;

    /// <summary>A number of a value.</summary>
    public abstract string At(string name, Place place);

    /// <summary>A number of a tensor with one dimension.</summary>
    public abstract string Parameter(TensorPlan tensor, Place j);

    /// <summary>The left side of the statement that computes a number of a value.</summary>
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

    /// <summary>The gradient of a number of a tensor with one dimension.</summary>
    public virtual string Gradient(TensorPlan tensor, Place j) => throw Missing();

    /// <summary>The gradient of the weights from k to j.</summary>
    public virtual string Gradient(TensorPlan tensor, Place j, Place k) => throw Missing();

    /// <summary>Declares a local with the sum of a value for each place, and what is done with it.</summary>
    public virtual void PrintSum(CodeWriter writer, string name, int size, Func<Place, string> term, string end) => throw Missing();

    /// <summary>Prints a statement for each place.</summary>
    public virtual void PrintEach(CodeWriter writer, int size, string variable, Func<Place, string> statement) => throw Missing();

    /// <summary>Declares locals with the tensors of a layer, where values are locals.</summary>
    public virtual void PrintParameters(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Prints the call that draws a mask.</summary>
    public virtual void PrintMask(CodeWriter writer, NodePlan node, string draw, string mask) => writer.Line(draw);

    private static Exception Missing() => new NotSupportedException("A pointwise layer needs no more than numbers at one place.");
}

/// <summary>Tiles: the vector that a loop over all vectors of a batch is at.</summary>
internal sealed class TileForm(Number number) : Form(number.AsVector)
{
    /// <summary>The place of the loop.</summary>
    public static readonly Place Here = new("i", 0, IsVariable: true);

    public override string At(string name, Place place) => $"{name}_v[{place}]";

    public override string Parameter(TensorPlan tensor, Place j) => Number.All($"p[{Expression.Plus(tensor.Offset, j.Text)}]");
}

/// <summary>Tiles: number k of sample s, for the gradient of x, whose samples are packed.</summary>
internal sealed class RowForm(Number number, Func<string, int> strideOf) : Form(number)
{
    /// <summary>The place of the loop.</summary>
    public static readonly Place Here = new("k", 0, IsVariable: true);

    public override string At(string name, Place place) => $"{name}[{Expression.Times("s", strideOf(name))} + {place}]";

    public override string Parameter(TensorPlan tensor, Place j) => $"p[{Expression.Plus(tensor.Offset, j.Text)}]";
}
