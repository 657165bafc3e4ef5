using NetGen.CompilerServices;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the methods that the user and the runtime call: they check what they are given, and pass it on to the compiled passes.</summary>
internal static class CallEmitter
{
    /// <summary>Forward, Trace, ComputeLoss, Backward and their kin.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="batch">Its passes in tiles; null for a small network.</param>
    /// <param name="takesLabels">Whether targets may be class labels.</param>
    public static void Print(CodeWriter writer, NetworkPlan plan, BatchPlan? batch, bool takesLabels)
    {
        Number number = writer.Number;
        (string vector, string result) = (number.ReadOnlySpan, number.Span);
        Method(writer, "void", $"Forward({vector} inputs, {result} outputs)",
            $"int n = {number.Services}.Guard.Batch(inputs.Length, InputSize, outputs.Length, OutputSize, \"outputs\");",
            "Compiled.Forward(_parameters, inputs, outputs, n);");
        Method(writer, "void", $"Trace({vector} input, {result} values)",
            $"{number.Services}.Guard.Trace(input.Length, InputSize, values.Length, {plan.TraceSize});",
            "Compiled.Trace(_parameters, input, values);");
        if (!plan.IsTrainable)
        {
            writer.Line();
            writer.Line($"// There is no Backward, because {plan.ForwardOnlyReason}.");
            return;
        }

        if (plan.DrawsMasks)
        {
            Method(writer, "void", $"TraceInTraining({vector} input, int sample, {result} values)",
                $"{number.Services}.Guard.Trace(input.Length, InputSize, values.Length, {plan.TraceSize});",
                $"Compiled.Trace(_parameters, input, values, {Masks(number, "DropoutStep")}.From(sample));");
        }

        string weights = $"{vector} weights = default", guard = $"int n = {number.Services}.Guard.Batch(inputs.Length, InputSize, targets.Length, OutputSize, \"targets\", weights.Length);";
        string given = "Parameters = _parameters, Inputs = inputs, Targets = targets, Weights = weights, Count = n";
        Method(writer, number.Keyword, $"ComputeLoss({vector} inputs, {vector} targets, {weights})",
            guard,
            batch is null
                ? "return Compiled.ComputeLoss(_parameters, inputs, targets, weights, n);"
                : $"return {number.Services}.Shards.Loss<Compiled, {number.Keyword}>(new {number.Services}.Pass<{number.Keyword}> {{ {given} }}, least: {batch.LeastShard});");
        string inputGradients = $"{number.Services}.Guard.InputGradients(inputGradients.Length, inputs.Length);";
        Method(writer, number.Keyword, $"Backward({vector} inputs, {vector} targets, {weights}, {result} inputGradients = default)",
            guard,
            inputGradients,
            batch is null
                ? $"return Compiled.Backward(_parameters, inputs, targets, weights, Gradients, inputGradients, n{SmallEmitter.Masks(plan, Masks(number, "DropoutStep++"))});"
                : Shards(number, plan, batch, "return ", $"{given}, Gradients = Gradients, InputGradients = inputGradients, Threads = Threads", "inputGradients.IsEmpty", "DropoutStep++"));
        PrintFrom(writer, plan, batch);
        if (takesLabels)
            PrintLabels(writer, plan, weights);
    }

    /// <summary>BackwardFrom and Jacobian.</summary>
    private static void PrintFrom(CodeWriter writer, NetworkPlan plan, BatchPlan? batch)
    {
        Number number = writer.Number;
        string given = "Parameters = _parameters, Inputs = inputs, OutputGradients = outputGradients, Count = n";
        Method(writer, "void", $"BackwardFrom({number.ReadOnlySpan} inputs, {number.ReadOnlySpan} outputGradients, {number.Span} inputGradients = default)",
            $"int n = {number.Services}.Guard.Batch(inputs.Length, InputSize, outputGradients.Length, OutputSize, \"outputGradients\");",
            $"{number.Services}.Guard.InputGradients(inputGradients.Length, inputs.Length);",
            batch is null
                ? $"Compiled.BackwardFrom(_parameters, inputs, outputGradients, Gradients, inputGradients, n{SmallEmitter.Masks(plan, Masks(number, "DropoutStep++"))});"
                : Shards(number, plan, batch, "", $"{given}, Gradients = Gradients, InputGradients = inputGradients, Threads = Threads", "inputGradients.IsEmpty", "DropoutStep++"));
        const string part = "jacobian.Slice(j * InputSize, n * InputSize)";
        string rows = $"Parameters = _parameters, Inputs = rows.Inputs(n), OutputGradients = rows.OutputGradients(j, n), Count = n, InputGradients = {part}, Threads = Threads";
        string pass = batch is null
            ? $"Compiled.BackwardFrom(_parameters, rows.Inputs(n), rows.OutputGradients(j, n), default, {part}, n{SmallEmitter.Masks(plan, $"{number.Services}.Masks.None")});"
            : Shards(number, plan, batch, "", rows, null, null);
        Method(writer, "void", $"Jacobian({number.ReadOnlySpan} input, {number.Span} jacobian)",
            $"{number.Services}.Guard.Jacobian(input.Length, InputSize, jacobian.Length, OutputSize);",
            $"using {number.Services}.JacobianRows<{number.Keyword}> rows = new(input, OutputSize);",
            $"for (int j = 0; j < OutputSize; j += rows.Most)\n{{\n    int n = global::System.Math.Min(OutputSize - j, rows.Most);\n    {pass.Replace("\n", "\n    ")}\n}}");
    }

    private static void PrintLabels(CodeWriter writer, NetworkPlan plan, string weights)
    {
        Number number = writer.Number;
        string classes = plan.Classes == plan.OutputSize ? "OutputSize" : $"{plan.Classes}";
        Method(writer, number.Keyword, $"ComputeLoss({number.ReadOnlySpan} inputs, global::System.ReadOnlySpan<int> labels, {weights})",
            $"int n = {number.Services}.Guard.Labels(inputs.Length, InputSize, labels, {classes});",
            $"using {number.Services}.LabelTargets<{number.Keyword}> targets = new(labels, OutputSize);",
            "return ComputeLoss(inputs, targets.Values, weights);");
        Method(writer, number.Keyword, $"Backward({number.ReadOnlySpan} inputs, global::System.ReadOnlySpan<int> labels, {weights}, {number.Span} inputGradients = default)",
            $"int n = {number.Services}.Guard.Labels(inputs.Length, InputSize, labels, {classes});",
            $"using {number.Services}.LabelTargets<{number.Keyword}> targets = new(labels, OutputSize);",
            "return Backward(inputs, targets.Values, weights, inputGradients);");
    }

    /// <summary>The call that runs a batch in shards, with the room that one takes: more of it where the gradient of x is wanted.</summary>
    private static string Shards(Number number, NetworkPlan plan, BatchPlan batch, string returns, string given, string? withoutInputs, string? step)
    {
        (PassPlan down, PassPlan toInputs) = (batch.Backward, batch.BackwardToInputs);
        int width = TiledEmitter.Width(down, toInputs);
        string samples = $"global::System.Math.Min(n, {batch.Chunk})";
        string all = $"{down.Fixed + toInputs.Fixed + BufferLayout.Padding} + {Expression.Times(samples, width)}";
        string length = withoutInputs is null ? all : $"{withoutInputs} ? {down.Fixed + BufferLayout.Padding} + {Expression.Times(samples, down.PerSample)} : {all}";
        string masks = plan.DrawsMasks && step is not null ? $", Masks = {Masks(number, step)}" : "";
        return $"int length = {length};\n"
            + $"{returns}{number.Services}.Shards.Backward<Compiled, {number.Keyword}>(\n"
            + $"    new {number.Services}.Pass<{number.Keyword}> {{ {given}{masks} }},\n"
            + $"    ref _scratch, scratchLength: length, least: {batch.LeastShard});";
    }

    private static string Masks(Number number, string step) => $"new {number.Services}.Masks(DropoutSeed, {step})";

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
