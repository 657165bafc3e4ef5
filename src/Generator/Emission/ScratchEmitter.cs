using System;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a buffer for the length of one call: on the stack if it is small, otherwise from the shared pool.</summary>
internal static class ScratchEmitter
{
    public static void Print(CodeWriter writer, Number number, string name, string length, Action body)
    {
        string pool = $"global::System.Buffers.ArrayPool<{number.Keyword}>.Shared";
        writer.Line($"int length = {length};");
        writer.Line($"{number.Keyword}[]? rented = length > {Planner.StackBudget} ? {pool}.Rent(length) : null;");
        writer.Line($"global::System.Span<{number.Keyword}> {name} = rented is null ? stackalloc {number.Keyword}[length] : rented;");
        body();
        writer.Line("if (rented is not null)");
        writer.Line($"    {pool}.Return(rented);");
    }
}
