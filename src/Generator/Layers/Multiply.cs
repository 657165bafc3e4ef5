using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>The product of values of the same shape: <c>z = u v</c>. Each receives the gradient of z times the others.</summary>
internal sealed record Multiply(ActivationSpec Activation) : Combination(Activation)
{
    public override string Kind => "Multiply";

    protected override string OnnxOperator => "Mul";

    public static Layer? Read(DeclaredAttribute attribute) =>
        ActivationReader.Read(attribute) is { } activation ? new Multiply(activation) : null;

    public override IEnumerable<ValuePlan> GradientReads(NodePlan node, int input) => node.Inputs.Where((_, index) => index != input);

    protected override string Value(string[] values) => string.Join(" * ", values);

    protected override string Gradient(string[] values, int input, string gradient) =>
        string.Join(" * ", values.Where((_, index) => index != input).Prepend(gradient));
}
