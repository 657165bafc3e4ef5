using System;
using System.Collections.Generic;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Samples in lanes: each number of the notes is a vector of samples, an element of a buffer: <c>a1[3]</c>, <c>a1[j]</c>.</summary>
internal sealed class LanesForm(Number number) : Form(number.AsVector)
{
    public override string At(string name, Place place) => $"{name}[{place}]";

    public override IEnumerable<Place> Places(ValuePlan value) => Place.Each(value.Shape.Size);

    public override string Parameter(TensorPlan tensor, Place j) => Number.All($"p[{Expression.Plus(tensor.Offset, j.Text)}]");

    public override string Parameter(TensorPlan tensor, Place j, Place k) =>
        Number.All($"p[{Expression.Plus(tensor.Position(0, k.First), Expression.Times(j.Text, tensor.Spec.Strides[0]))}]");

    public override string Column(NodePlan node, TensorPlan tensor, Place j, Place k) =>
        Number.All($"p[{Expression.Plus(tensor.Position(j.First, 0), Expression.Times(k.Text, tensor.Spec.Strides[1]))}]");

    public override string Element(TensorPlan tensor, params int[] index) => Number.All($"p[{tensor.Position(index)}]");

    public override string ElementGradient(TensorPlan tensor, params int[] index) => $"d{tensor.Name}[{tensor.PositionInside(index)}]";

    public override string Gradient(TensorPlan tensor, Place j) => $"d{tensor.Name}[{j}]";

    public override string Gradient(TensorPlan tensor, Place j, Place k) => $"d{tensor.Name}[{Expression.Plus(tensor.PositionInside(0, k.First), Expression.Times(j.Text, tensor.Spec.Strides[0]))}]";

    public override void PrintSum(CodeWriter writer, string name, int size, Func<Place, string> term, string end)
    {
        writer.Line($"{Number.Type} {name} = {Number.Literal(0)};");
        PrintEach(writer, size, "k", k => $"{name} += {term(k)};");
        writer.Line($"{name} = {name}{end};");
    }

    public override void PrintEach(CodeWriter writer, int size, string variable, Func<Place, string> statement) =>
        PrintRange(writer, 0, size, variable, place => [statement(place)]);

    /// <summary>Statements for each place: in a loop, or without one for a single place.</summary>
    public static void PrintRange(CodeWriter writer, int first, int count, string variable, Func<Place, IReadOnlyList<string>> statements)
    {
        IReadOnlyList<string> all = statements(PlaceOf(first, count, variable));
        if (count == 1)
            writer.Lines(string.Join("\n", all));
        else if (all.Count == 1)
            writer.Single(Header(first, count, variable), all[0]);
        else
            PrintLoop(writer, first, count, variable, _ => writer.Lines(string.Join("\n", all)));
    }

    /// <summary>A loop over places, or a block for a single place. Its statements may declare locals.</summary>
    public static void PrintLoop(CodeWriter writer, int first, int count, string variable, Action<Place> print)
    {
        using (count == 1 ? writer.Block() : writer.Block(Header(first, count, variable)))
            print(PlaceOf(first, count, variable));
    }

    private static Place PlaceOf(int first, int count, string variable) => count == 1 ? Place.Of(first) : new Place(variable, first, IsVariable: true);

    private static string Header(int first, int count, string variable) => $"for (int {variable} = {first}; {variable} < {first + count}; {variable}++)";
}
