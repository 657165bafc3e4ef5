using NetGen.CompilerServices;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>How the public methods of a network call its compiled passes. Each property holds the statements after the checks.</summary>
internal abstract class Calls(Number number, NetworkPlan plan)
{
    public abstract string Forward { get; }

    public abstract string ComputeLoss { get; }

    public abstract string Backward { get; }

    public abstract string BackwardFrom { get; }

    public virtual string ComputeLossOfLabels => $"{LabelTargets}\nreturn ComputeLoss(inputs, targets.Values, weights, outputs);";

    public virtual string BackwardOfLabels => $"{LabelTargets}\nreturn Backward(inputs, targets.Values, weights, inputGradients);";

    protected Number Number => number;

    protected NetworkPlan Plan => plan;

    private string LabelTargets => $"using {Number.Services}.LabelTargets<{Number.Keyword}> targets = new(labels, OutputSize);";

    /// <summary>Some rows of the Jacobian: the gradients of x for given gradients of the outputs.</summary>
    public abstract string RowsOfJacobian(string inputs, string outputGradients, string inputGradients);

    /// <summary>The masks of a step.</summary>
    public string Masks(string step) => $"new {Number.Services}.Masks(DropoutSeed, {step})";

    /// <summary>A pass with the given arguments.</summary>
    protected string Pass(string given) => $"{Number.Services}.Pass<{Number.Keyword}> pass = new() {{ Parameters = _parameters, {given}, Count = n }};\n";
}

/// <summary>Methods over spans, called as they are.</summary>
internal sealed class StraightLineCalls(Number number, NetworkPlan plan) : Calls(number, plan)
{
    public override string Forward => "Compiled.Forward(_parameters, inputs, outputs, n);";

    public override string ComputeLoss => $"{Number.Keyword} loss = Compiled.ComputeLoss(_parameters, inputs, targets, weights, n);\nif (!outputs.IsEmpty)\n    Compiled.Forward(_parameters, inputs, outputs, n);\n\nreturn loss;";

    public override string Backward => $"return Compiled.Backward(_parameters, inputs, targets, weights, Gradients, inputGradients, n{Argument(Masks("DropoutStep++"))});";

    public override string BackwardFrom => $"Compiled.BackwardFrom(_parameters, inputs, outputGradients, Gradients, inputGradients, n{Argument(Masks("DropoutStep++"))});";

    public override string RowsOfJacobian(string inputs, string outputGradients, string inputGradients) =>
        $"Compiled.BackwardFrom(_parameters, {inputs}, {outputGradients}, default, {inputGradients}, n{Argument($"{Number.Services}.Masks.None")});";

    private string Argument(string masks) => SmallEmitter.Masks(Plan, masks);
}

/// <summary>A single sample, and a batch with scratch space from the runtime.</summary>
internal sealed class VectorCalls(Number number, NetworkPlan plan) : Calls(number, plan)
{
    public override string Forward =>
        "if (n == 1)\n    Compiled.ForwardOne(_parameters, inputs, outputs);\nelse\n"
        + $"    {Number.Services}.Scratch.Forward<Compiled, float>(_parameters, inputs, outputs, n, length: {Length(false)});";

    public override string ComputeLoss => Loss("Targets = targets");

    public override string ComputeLossOfLabels => Loss("Labels = labels");

    public override string Backward => One($"Targets(targets, {Plan.OutputSize})") + All("targets, labels: default");

    public override string BackwardOfLabels =>
        $"{Number.Services}.Guard.InputGradients(inputGradients.Length, inputs.Length);\n" + One($"Label(labels[0], {Plan.OutputSize})") + All("targets: default, labels");

    public override string BackwardFrom => From("inputs", "outputGradients", "Gradients = Gradients, InputGradients = inputGradients");

    public override string RowsOfJacobian(string inputs, string outputGradients, string inputGradients) => From(inputs, outputGradients, $"InputGradients = {inputGradients}");

    private string Loss(string targets) =>
        Pass($"Inputs = inputs, {targets}, Weights = weights, Outputs = outputs")
        + $"return {Number.Services}.Scratch.Loss<Compiled, float>(ref pass, length: {Length(true)}) * (1f / n);";

    private string One(string y) => !VectorOneSampleEmitter.GoesBack(Plan) ? "" :
        "if (n == 1)\n"
        + $"    return Compiled.BackwardOne(_parameters, inputs, {Number.Services}.Block.{y}, weights.IsEmpty ? 1f : weights[0], Gradients, inputGradients);\n\n";

    private static string All(string targets) => $"return Compiled.BackwardBatch(_parameters, inputs, {targets}, weights, Gradients, inputGradients, n);";

    private string From(string inputs, string outputGradients, string gradients) =>
        Pass($"Inputs = {inputs}, OutputGradients = {outputGradients}, {gradients}") + $"{Number.Services}.Scratch.Backward<Compiled, float>(ref pass, length: {VectorPlan.Length(VectorPlan.Backward(Plan))});";

    private int Length(bool withTargets) => VectorPlan.Length(VectorPlan.Forward(Plan, withTargets));
}

/// <summary>Passes that the runtime splits into shards for threads.</summary>
internal sealed class TileCalls(Number number, NetworkPlan plan, BatchPlan batch) : Calls(number, plan)
{
    private const string Wanted = "Gradients = Gradients, InputGradients = inputGradients, Threads = Threads";

    public override string Forward =>
        (batch.OneByOne > 1 ? OneByOne($"<= {batch.OneByOne}", "ForwardFew", "n, ") : OneByOne("== 1", "ForwardOne", ""))
        + $"    {Number.Services}.Scratch.Forward<Compiled, {Number.Keyword}>(_parameters, inputs, outputs, n, length: {TiledEmitter.ForwardLength(Number, Plan.InTiles, batch.Forward, batch.ForwardChunk)});";

    public override string ComputeLoss => Loss("Targets = targets");

    public override string Backward => Shards("return ", $"Inputs = inputs, Targets = targets, Weights = weights, {Wanted}", "inputGradients.IsEmpty", "DropoutStep++");

    public override string ComputeLossOfLabels => Plan.LossReadsZ ? Loss("Labels = labels") : base.ComputeLossOfLabels;

    public override string BackwardOfLabels => !Plan.LossReadsZ ? base.BackwardOfLabels :
        $"{Number.Services}.Guard.InputGradients(inputGradients.Length, inputs.Length);\n"
        + Shards("return ", $"Inputs = inputs, Labels = labels, Weights = weights, {Wanted}", "inputGradients.IsEmpty", "DropoutStep++");

    public override string BackwardFrom => Shards("", $"Inputs = inputs, OutputGradients = outputGradients, {Wanted}", "inputGradients.IsEmpty", "DropoutStep++");

    public override string RowsOfJacobian(string inputs, string outputGradients, string inputGradients) =>
        Shards("", $"Inputs = {inputs}, OutputGradients = {outputGradients}, InputGradients = {inputGradients}, Threads = Threads", null, null);

    private string OneByOne(string n, string method, string count) =>
        $"if (n {n})\n    {Number.Services}.Scratch.{method}<Compiled, {Number.Keyword}>(_parameters, inputs, outputs, {count}length: {batch.Forward.PerSample + BufferLayout.Padding});\nelse\n";

    private string Loss(string targets) =>
        Pass($"Inputs = inputs, {targets}, Weights = weights, Outputs = outputs")
        + $"return {Number.Services}.Shards.Loss<Compiled, {Number.Keyword}>(ref pass, scratchLength: {TiledEmitter.ForwardLength(Number, Plan.InTiles, batch.Loss, batch.LossChunk)}, least: {batch.LeastShard});";

    /// <summary>The call, with the scratch space of a shard, which is larger if the gradient of x is requested.</summary>
    private string Shards(string returns, string given, string? withoutInputs, string? step)
    {
        (PassPlan down, PassPlan toInputs) = (batch.Backward, batch.BackwardToInputs);
        int width = TiledEmitter.Width(down, toInputs);
        string samples = TiledEmitter.Most(Number, Plan.InTiles, batch.Chunk);
        string all = $"{down.Fixed + toInputs.Fixed + BufferLayout.Padding} + {Expression.Times(samples, width)}";
        string length = withoutInputs is null ? all : $"{withoutInputs} ? {down.Fixed + BufferLayout.Padding} + {Expression.Times(samples, down.PerSample)} : {all}";
        string whole = Plan.NeedsWholeBatch ? $"{Number.Services}.Guard.WholeBatch(n, {width}, {down.Fixed + toInputs.Fixed + BufferLayout.Padding});\n" : "";
        string statistics = Plan.NeedsWholeBatch && step is not null ? ", IsTraining = true, Statistics = Statistics" : "";
        string masks = Plan.DrawsMasks && step is not null ? $", Masks = {Masks(step)}" : "";
        return whole + $"int length = {length};\n"
            + Pass(given + masks + statistics)
            + $"{returns}{Number.Services}.Shards.Backward<Compiled, {Number.Keyword}>(ref pass, ref _scratch, scratchLength: length, least: {batch.LeastShard});";
    }
}
