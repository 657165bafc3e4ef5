using System;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a buffer for the length of one call: on the stack if it is small, otherwise from the shared pool.</summary>
internal static class ScratchEmitter
{
    /// <summary>A buffer of <paramref name="fixedLength"/> numbers and <paramref name="perSample"/> for each of up to <paramref name="chunk"/> samples.</summary>
    public static void Print(CodeWriter writer, string name, int fixedLength, int perSample, int chunk, Action body)
    {
        Number number = writer.Number;
        string pool = $"global::System.Buffers.ArrayPool<{number.Keyword}>.Shared";
        bool isSmall = fixedLength + (long)perSample * chunk <= BatchPlanner.StackBudget;
        string length = perSample == 0 ? $"{fixedLength}" : $"global::System.Math.Min(n, {chunk}) * {perSample} + {fixedLength}";
        if (isSmall)
        {
            writer.Line($"{number.Span} {name} = stackalloc {number.Keyword}[{length}];");
            body();
            return;
        }

        writer.Line($"int length = {length};");
        writer.Line($"{number.Keyword}[]? rented = length > {BatchPlanner.StackBudget} ? {pool}.Rent(length) : null;");
        writer.Line($"{number.Span} {name} = rented is null ? stackalloc {number.Keyword}[length] : rented;");
        body();
        writer.Line();
        writer.Single("if (rented is not null)", $"{pool}.Return(rented);");
    }
}
