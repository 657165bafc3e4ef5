using System;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a buffer for the length of one call: on the stack where the plan allows, otherwise from the shared pool.</summary>
internal static class ScratchEmitter
{
    public static void Print(CodeWriter writer, Number number, string name, int largest, string length, Action body)
    {
        string type = number.Keyword;
        if (largest <= Planner.StackBudget)
        {
            writer.Line($"global::System.Span<{type}> {name} = stackalloc {type}[{length}];");
            body();
            return;
        }

        writer.Line($"{type}[] rented = global::System.Buffers.ArrayPool<{type}>.Shared.Rent({length});");
        writer.Line($"global::System.Span<{type}> {name} = rented;");
        body();
        writer.Line($"global::System.Buffers.ArrayPool<{type}>.Shared.Return(rented);");
    }
}
