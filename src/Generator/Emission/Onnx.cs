using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>A value in an ONNX graph: an operator applied to other values, or a value that exists already, such as a tensor or a number.</summary>
internal sealed class Onnx
{
    private Onnx(string text, string? function, IReadOnlyList<Onnx> inputs, string attributes = "") =>
        (Text, Operator, Inputs, Attributes) = (text, function, inputs, attributes);

    /// <summary>The name of a value that exists already, as an expression of generated code; otherwise empty.</summary>
    public string Text { get; }

    /// <summary>The operator; null if the value exists already.</summary>
    public string? Operator { get; }

    /// <summary>The values that the operator is applied to.</summary>
    public IReadOnlyList<Onnx> Inputs { get; }

    /// <summary>The operator's attributes, as calls of generated code.</summary>
    public string Attributes { get; }

    /// <summary>An operator applied to values.</summary>
    public static Onnx Of(string function, params IEnumerable<Onnx> inputs) => new("", function, [.. inputs]);

    /// <summary>A value by its name.</summary>
    public static Onnx Named(string name) => new(DescriptionEmitter.Text(name), null, []);

    /// <summary>A number, in the network's precision.</summary>
    public static Onnx Number(double value) => new($"graph.Number({value.ToText()})", null, []);

    /// <summary>A tensor of the network.</summary>
    public static Onnx Tensor(TensorPlan tensor) => Named(tensor.FileName);

    /// <summary>A tensor of the network, written with another shape.</summary>
    public static Onnx Tensor(TensorPlan tensor, IEnumerable<int> shape) =>
        new($"graph.Reshaped({DescriptionEmitter.Text(tensor.FileName)}, {string.Join(", ", shape)})", null, []);

    /// <summary>A list of whole numbers, such as a shape.</summary>
    public static Onnx Whole(IReadOnlyList<int> numbers) => Of("Constant").Ints("value_ints", numbers);

    /// <summary>A value of shape (batch, ...) as a matrix of shape (batch, size).</summary>
    public static Onnx Flat(Onnx value) => Of("Flatten", value).Int("axis", 1);

    /// <summary>The same with an attribute that is a whole number. It is left out if it has the value that ONNX assumes then.</summary>
    public Onnx Int(string name, int value, int? usual = null) => value == usual ? this : With($".Int(\"{name}\", {value})");

    /// <summary>The same with an attribute that is a list of whole numbers. It is left out if all of them have the usual value.</summary>
    public Onnx Ints(string name, IReadOnlyList<int> values, int? usual = null) =>
        values.All(value => value == usual) ? this : With($".Ints(\"{name}\", {string.Join(", ", values)})");

    /// <summary>The same with an attribute that is a number. In ONNX, it has single precision.</summary>
    public Onnx Float(string name, double value) => With($".Float(\"{name}\", {value.ToText()})");

    private Onnx With(string attribute) => new(Text, Operator, Inputs, Attributes + attribute);
}
