using System.Collections.Generic;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>The quotient of two values of the same shape: <c>z = u / v</c>.</summary>
internal sealed record Divide(ActivationSpec Activation) : Combination(Activation)
{
    public override string Kind => "Divide";

    protected override string OnnxOperator => "Div";

    public static Layer? Read(DeclaredAttribute attribute) =>
        ActivationReader.Read(attribute) is { } activation ? new Divide(activation) : null;

    /// <summary>Never: in lanes without a sample, a division by 0 would give NaN, which kernels behind it would add to sums over samples.</summary>
    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => false;

    public override IEnumerable<ValuePlan> GradientReads(NodePlan node, int input) => input == 0 ? [node.Inputs[1]] : node.Inputs;

    protected override string Value(string[] values) => $"{values[0]} / {values[1]}";

    // Divided twice, as the square of v could overflow or vanish.
    protected override string Gradient(string[] values, int input, string gradient) =>
        input == 0 ? $"{gradient} / {values[1]}" : $"-{gradient} * ({values[0]} / {values[1]} / {values[1]})";
}
