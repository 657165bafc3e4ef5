using NetGen.CompilerServices;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the methods that the user and the runtime call. They check their arguments and call the compiled passes.</summary>
internal static class CallEmitter
{
    /// <summary>Forward, Trace, ComputeLoss, Backward and related methods.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="batch">The plans of its passes in tiles; null for a small network.</param>
    /// <param name="takesLabels">Whether targets may be class labels.</param>
    public static void Print(CodeWriter writer, NetworkPlan plan, BatchPlan? batch, bool takesLabels)
    {
        Number number = writer.Number;
        Calls calls = batch is not null ? new TileCalls(number, plan, batch) : PrintsVectors(plan, number) ? new VectorCalls(number, plan) : new StraightLineCalls(number, plan);
        (string vector, string result) = (number.ReadOnlySpan, number.Span);
        Method(writer, "void", $"Forward({vector} inputs, {result} outputs)",
            $"int n = {number.Services}.Guard.Batch(inputs.Length, InputSize, outputs.Length, OutputSize, \"outputs\");",
            calls.Forward);
        Method(writer, "void", $"Trace({vector} input, {result} values)",
            $"{number.Services}.Guard.Trace(input.Length, InputSize, values.Length, {plan.TraceSize});",
            "Compiled.Trace(_parameters, input, values);");
        if (!plan.IsTrainable)
        {
            writer.Line();
            writer.Line($"// No Backward, because {plan.ForwardOnlyReason}.");
            return;
        }

        if (plan.DrawsMasks)
        {
            Method(writer, "void", $"TraceInTraining({vector} input, int sample, {result} values)",
                $"{number.Services}.Guard.Trace(input.Length, InputSize, values.Length, {plan.TraceSize});",
                $"Compiled.Trace(_parameters, input, values, {calls.Masks("DropoutStep")}.From(sample));");
        }

        if (plan.NeedsWholeBatch)
            PrintBatchTrace(writer, plan, batch!);

        string weights = $"{vector} weights = default", guard = $"int n = {number.Services}.Guard.Batch(inputs.Length, InputSize, targets.Length, OutputSize, \"targets\", weights.Length);";
        string outputs = $"{result} outputs = default", outputsGuard = $"{number.Services}.Guard.Outputs(outputs.Length, n, OutputSize);";
        Method(writer, number.Keyword, $"ComputeLoss({vector} inputs, {vector} targets, {weights}, {outputs})",
            guard,
            outputsGuard,
            calls.ComputeLoss);
        string inputGradients = $"{number.Services}.Guard.InputGradients(inputGradients.Length, inputs.Length);";
        Method(writer, number.Keyword, $"Backward({vector} inputs, {vector} targets, {weights}, {result} inputGradients = default)",
            guard,
            inputGradients,
            calls.Backward);
        PrintFrom(writer, calls);
        if (takesLabels)
            PrintLabels(writer, plan, calls, $"{weights}, {outputs}", outputsGuard, weights);
    }

    /// <summary>BackwardFrom and Jacobian.</summary>
    private static void PrintFrom(CodeWriter writer, Calls calls)
    {
        Number number = writer.Number;
        Method(writer, "void", $"BackwardFrom({number.ReadOnlySpan} inputs, {number.ReadOnlySpan} outputGradients, {number.Span} inputGradients = default)",
            $"int n = {number.Services}.Guard.Batch(inputs.Length, InputSize, outputGradients.Length, OutputSize, \"outputGradients\");",
            $"{number.Services}.Guard.InputGradients(inputGradients.Length, inputs.Length);",
            calls.BackwardFrom);
        string rows = calls.RowsOfJacobian("rows.Inputs(n)", "rows.OutputGradients(j, n)", "jacobian.Slice(j * InputSize, n * InputSize)");
        Method(writer, "void", $"Jacobian({number.ReadOnlySpan} input, {number.Span} jacobian)",
            $"{number.Services}.Guard.Jacobian(input.Length, InputSize, jacobian.Length, OutputSize);",
            $"using {number.Services}.JacobianRows<{number.Keyword}> rows = new(input, OutputSize);",
            $"for (int j = 0; j < OutputSize; j += rows.Most)\n{{\n    int n = global::System.Math.Min(OutputSize - j, rows.Most);\n    {rows.Replace("\n", "\n    ")}\n}}");
    }

    /// <summary>For a gradient check: the traces of samples that are normalized together.</summary>
    private static void PrintBatchTrace(CodeWriter writer, NetworkPlan plan, BatchPlan batch)
    {
        Number number = writer.Number;
        PassPlan trace = batch.Trace!;
        writer.Line();
        writer.Line(MemberEmitter.GeneratedCode);
        using (writer.Block($"void {number.Services}.IBatchTrace<{number.Keyword}>.TraceBatch({number.ReadOnlySpan} inputs, {number.Span} values)"))
        {
            writer.Line("int n = inputs.Length / InputSize;");
            writer.Line($"{number.Services}.Guard.WholeBatch(n, {trace.PerSample}, {trace.Fixed + BufferLayout.Padding});");
            writer.Line($"{number.Services}.Pass<{number.Keyword}> pass = new() {{ Parameters = _parameters, Inputs = inputs, Outputs = values, Count = n, IsTraining = true{(plan.DrawsMasks ? $", Masks = new {number.Services}.Masks(DropoutSeed, DropoutStep)" : "")} }};");
            writer.Line($"{number.Services}.Scratch.Trace<Compiled, {number.Keyword}>(ref pass, length: {trace.Fixed + BufferLayout.Padding} + {Expression.Times(TiledEmitter.Most(number, plan.InTiles, 0), trace.PerSample)});");
        }
    }

    private static void PrintLabels(CodeWriter writer, NetworkPlan plan, Calls calls, string weightsAndOutputs, string outputsGuard, string weights)
    {
        Number number = writer.Number;
        string classes = plan.Classes == plan.OutputSize ? "OutputSize" : $"{plan.Classes}";
        string guard = $"int n = {number.Services}.Guard.Labels(inputs.Length, InputSize, labels, {classes}, weights.Length);";
        Method(writer, number.Keyword, $"ComputeLoss({number.ReadOnlySpan} inputs, global::System.ReadOnlySpan<int> labels, {weightsAndOutputs})",
            guard,
            outputsGuard,
            calls.ComputeLossOfLabels);
        Method(writer, number.Keyword, $"Backward({number.ReadOnlySpan} inputs, global::System.ReadOnlySpan<int> labels, {weights}, {number.Span} inputGradients = default)",
            guard,
            calls.BackwardOfLabels);
    }

    /// <summary>Whether a file is printed in vectors. In double precision, which serves gradient checks, such a network is straight-line code.</summary>
    public static bool PrintsVectors(NetworkPlan plan, Number number) => plan.Strategy == Strategy.Vectors && number.Lanes == VectorPlan.Lanes;

    private static void Method(CodeWriter writer, string returns, string signature, params string[] body)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(MemberEmitter.GeneratedCode);
        using (writer.Block($"public {returns} {signature}"))
        {
            foreach (string part in body)
                writer.Lines(part);
        }
    }
}
