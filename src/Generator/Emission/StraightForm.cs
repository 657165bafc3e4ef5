using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>One neuron, or neighbours that share the lanes of a vector.</summary>
internal readonly record struct Run(int First, int Count)
{
    public bool IsVector => Count > 1;

    public static IEnumerable<Run> Each(int size) => Enumerable.Range(0, size).Select(j => new Run(j, 1));

    /// <summary>Whole vectors, then one by one.</summary>
    public static IEnumerable<Run> Whole(int size, int lanes)
    {
        int vectors = size / lanes;
        return Enumerable.Range(0, vectors).Select(v => new Run(v * lanes, lanes))
            .Concat(Enumerable.Range(vectors * lanes, size - vectors * lanes).Select(j => new Run(j, 1)));
    }

    /// <summary>As names of locals end: <c>3</c>, or <c>0to7</c>.</summary>
    public override string ToString() => IsVector ? $"{First}to{First + Count - 1}" : $"{First}";
}

/// <summary>A local of straight-line code that holds one or more neighbouring elements of a parameter or its gradient.</summary>
internal readonly record struct Element(string Name, int Position, bool IsVector);

/// <summary>
/// What straight-line code puts into the lanes of a vector. For one sample it is neurons, and each value is a local:
/// <c>a1_3</c>, or <c>a1_0to7</c> for a whole vector of them. For a batch it is samples, and each value is an
/// element of a buffer of vectors: <c>a1[3]</c>.
/// </summary>
internal sealed record StraightForm
{
    private readonly bool _isBatch;

    private StraightForm(Number number, bool isBatch) => (Number, _isBatch) = (number, isBatch);

    /// <summary>What the value of one neuron is.</summary>
    public Number Number { get; }

    public static StraightForm OneSample(Number number) => new(number, isBatch: false);

    public static StraightForm Batch(Number number) => new(number.AsVector, isBatch: true);

    public Number NumberOf(Run run) => run.IsVector ? Number.AsVector : Number;

    /// <summary>The value of a neuron.</summary>
    public string At(string name, int index) => _isBatch ? $"{name}[{index}]" : $"{name}_{index}";

    /// <summary>The left side of the statement that computes it.</summary>
    public string Set(string name, int index) => _isBatch ? At(name, index) : $"{Number.Type} {At(name, index)}";

    /// <summary>The neurons of a layer. Those of the output stand alone, as the loss reads them.</summary>
    public IEnumerable<Run> Neurons(LayerPlan layer) =>
        layer.IsOutput ? Run.Each(layer.OutputShape.Size) : Runs(layer.OutputShape.Size);

    /// <summary>What a layer reads: inputs of the network one by one, neurons as <see cref="Neurons"/> of the layer below.</summary>
    public IEnumerable<Run> Inputs(LayerPlan layer) => Numbers(layer.Input);

    /// <summary>The numbers of a value that a layer reads.</summary>
    public IEnumerable<Run> Numbers(ValuePlan value) => value.IsNetworkInput ? Run.Each(value.Shape.Size) : Runs(value.Shape.Size);

    /// <summary>Declares the lanes of a vector one by one, for those who read single neurons.</summary>
    public void PrintLanes(CodeWriter writer, string value, Run run)
    {
        if (run.IsVector)
            writer.Wrapped($"{Number.Type} ", [.. Enumerable.Range(0, run.Count).Select(lane => $"{value}_{run.First + lane} = {value}_{run}[{lane}]")], ", ", ";");
    }

    private IEnumerable<Run> Runs(int size) => Run.Whole(size, Number.Lanes);
}
