using System;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a buffer for one call: on the stack if it is small, otherwise from the shared pool.</summary>
internal static class ScratchEmitter
{
    /// <summary>A buffer of the given length, and the code that uses it.</summary>
    public static void Print(CodeWriter writer, string name, int length, Action body)
    {
        Number number = writer.Number;
        if (length <= BatchPlanner.StackBudget)
        {
            writer.Line($"{number.Span} {name} = stackalloc {number.Keyword}[{length}];");
            body();
            return;
        }

        string pool = $"global::System.Buffers.ArrayPool<{number.Keyword}>.Shared";
        writer.Line($"{number.Keyword}[] rented = {pool}.Rent({length});");
        writer.Line($"{number.Span} {name} = rented;");
        body();
        writer.Line();
        writer.Line($"{pool}.Return(rented);");
    }
}
