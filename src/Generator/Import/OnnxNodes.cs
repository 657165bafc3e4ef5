using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Import;

/// <summary>Reads the attributes of nodes, and refuses what is out of range.</summary>
internal static class OnnxNodes
{
    public static long Integer(this OnnxNode node, string attribute, long missing) => node.Find(attribute)?.Integer ?? missing;

    public static double Float(this OnnxNode node, string attribute, double missing) => node.Find(attribute)?.Float is { } value ? OnnxActivations.Shortest(value) : missing;

    public static string Text(this OnnxNode node, string attribute, string missing) => node.Find(attribute)?.Text ?? missing;

    public static IReadOnlyList<long>? Integers(this OnnxNode node, string attribute) => node.Find(attribute) is { } found ? found.Integers : null;

    /// <summary>The name of an input; empty if it is missing.</summary>
    public static string Input(this OnnxNode node, int index) => index < node.Inputs.Count ? node.Inputs[index] : "";

    /// <summary>A size from a file, which may be any number.</summary>
    public static int Size(long number, string what, int least = 1, int most = int.MaxValue) =>
        number >= least && number <= most ? (int)number : throw new UnsupportedException($"it has {what} {number}, where NetGen takes {least:N0} to {most:N0}");

    /// <summary>An axis counted from the front, for a value with a number of dimensions.</summary>
    public static long Axis(long axis, int dimensions) => axis < 0 ? axis + dimensions : axis;

    public static string Text(IEnumerable<long> numbers) => $"({string.Join(", ", numbers.Take(8))})";
}
