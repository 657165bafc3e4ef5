using NetGen.Generator.Model;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Layers;

/// <summary>The difference of two values of the same shape: <c>z = u - v</c>.</summary>
internal sealed record Subtract(ActivationSpec Activation) : Combination(Activation)
{
    public override string Kind => "Subtract";

    protected override string OnnxOperator => "Sub";

    public static Layer? Read(DeclaredAttribute attribute) =>
        ActivationReader.Read(attribute) is { } activation ? new Subtract(activation) : null;

    protected override string Value(string[] values) => $"{values[0]} - {values[1]}";

    protected override string Gradient(string[] values, int input, string gradient) => input == 0 ? gradient : $"-{gradient}";
}
