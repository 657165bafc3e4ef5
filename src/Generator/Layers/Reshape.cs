using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>Gives a value the shape of an image or a signal, in the same order: the opposite of <see cref="Flatten"/>.</summary>
/// <param name="Target">The shape.</param>
internal sealed record Reshape(Shape Target) : PointwiseLayer(ActivationSpec.Identity)
{
    public override string Kind => "Reshape";

    public static Layer? Read(DeclaredAttribute attribute) => ImageLayers.ReadSizes(attribute) is { } sizes ? new Reshape(Shape.Of(sizes)) : null;

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs)
    {
        if (inputs[0].LongSize == Target.LongSize)
            return null;

        // A decimal holds the product of any three sizes.
        decimal count = Target.Dimensions.Aggregate(1m, (product, size) => product * size);
        return ($"{count} numbers for the shape {Target}", $"choose sizes whose product is {inputs[0].LongSize}");
    }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Target;

    public override string Formula(NodePlan node) => $"{node.Z} = {node.Inputs[0].Symbol}, as {(Target.Dimensions.Count == 3 ? "an image" : "a signal")} {Target}";

    /// <summary>A size of 0 stands for that of the batch.</summary>
    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => Onnx.Of("Reshape", inputs[0], Onnx.Whole([0, .. Target.Dimensions]));

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [form.At(node.Inputs[0].Name, j)];
}
