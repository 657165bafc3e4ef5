using System.ComponentModel;

namespace NetGen.CompilerServices;

/// <summary>An operator of an ONNX graph, which takes attributes. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OnnxOperator
{
    // AttributeProto.AttributeType
    private const int FloatType = 1, IntType = 2, IntsType = 7;

    private readonly string _type;
    private readonly string[] _inputs;
    private readonly List<ProtoWriter> _attributes = [];

    internal OnnxOperator(string type, string output, string[] inputs) => (_type, Output, _inputs) = (type, output, inputs);

    /// <summary>The name of the output, and of the node.</summary>
    internal string Output { get; }

    /// <summary>Adds an attribute that is a whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>This operator.</returns>
    public OnnxOperator Int(string name, int value) => With(name, IntType, attribute => attribute.Integer(3, value));

    /// <summary>Adds an attribute that is a list of whole numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its values.</param>
    /// <returns>This operator.</returns>
    public OnnxOperator Ints(string name, params int[] values) => With(name, IntsType, attribute =>
    {
        foreach (int value in values)
            attribute.Integer(8, value);
    });

    /// <summary>Adds an attribute that is a number, which ONNX has in single precision only.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, which is rounded.</param>
    /// <returns>This operator.</returns>
    public OnnxOperator Float(string name, double value) => With(name, FloatType, attribute => attribute.Single(2, (float)value));

    /// <summary>The NodeProto.</summary>
    internal ProtoWriter ToProto()
    {
        var node = new ProtoWriter();
        foreach (string input in _inputs)
            node.Text(1, input);

        node.Text(2, Output);
        node.Text(3, Output);
        node.Text(4, _type);
        foreach (ProtoWriter attribute in _attributes)
            node.Message(5, attribute);

        return node;
    }

    private OnnxOperator With(string name, int type, Action<ProtoWriter> writeValue)
    {
        var attribute = new ProtoWriter();
        attribute.Text(1, name);
        writeValue(attribute);
        attribute.Integer(20, type);
        _attributes.Add(attribute);
        return this;
    }
}
