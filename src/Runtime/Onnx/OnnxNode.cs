using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>A node of an ONNX graph: an operator with its inputs, outputs and attributes. Compiled into the generator too.</summary>
internal sealed class OnnxNode
{
    private readonly List<string> _inputs = [], _outputs = [];
    private readonly List<OnnxAttribute> _attributes = [];

    public string Name { get; private set; } = "";

    /// <summary>The name of the operator, such as <c>Gemm</c>.</summary>
    public string Operator { get; private set; } = "";

    /// <summary>The set of operators: empty for ONNX's own, <c>ai.onnx.ml</c> for those of classical machine learning.</summary>
    public string Domain { get; private set; } = "";

    /// <summary>The names of the values that it reads; empty where an optional one is missing.</summary>
    public IReadOnlyList<string> Inputs => _inputs;

    public IReadOnlyList<string> Outputs => _outputs;

    public IReadOnlyList<OnnxAttribute> Attributes => _attributes;

    public OnnxAttribute? Find(string attribute) => _attributes.FirstOrDefault(candidate => candidate.Name == attribute);

    public static OnnxNode Parse(byte[] bytes, ProtoReader reader, string file)
    {
        var node = new OnnxNode();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node._inputs.Add(reader.Text()); break;
                case 2: node._outputs.Add(reader.Text()); break;
                case 3: node.Name = reader.Text(); break;
                case 4: node.Operator = reader.Text(); break;
                case 5: node._attributes.Add(OnnxAttribute.Parse(bytes, reader.Message(), file)); break;
                case 7: node.Domain = reader.Text() is var domain && domain == "ai.onnx" ? "" : domain; break;
                default: reader.Skip(); break;
            }
        }

        return node;
    }

    /// <summary><c>Gemm '/fc1/Gemm'</c>. A node without a name is called by its output.</summary>
    public override string ToString() => $"{(Domain.Length == 0 ? "" : Excerpt.Of(Domain, 60) + ".")}{Excerpt.Of(Operator, 60)} '{Excerpt.Of(Name.Length > 0 ? Name : _outputs.Count > 0 ? _outputs[0] : "", 100)}'";
}

/// <summary>An attribute of a node: one number, text or tensor, or a list of numbers.</summary>
internal sealed class OnnxAttribute
{
    private readonly List<long> _integers = [];
    private readonly List<float> _floats = [];

    public string Name { get; private set; } = "";

    public float? Float { get; private set; }

    public long? Integer { get; private set; }

    public string? Text { get; private set; }

    public OnnxTensor? Tensor { get; private set; }

    public IReadOnlyList<long> Integers => _integers;

    public IReadOnlyList<float> Floats => _floats;

    public static OnnxAttribute Parse(byte[] bytes, ProtoReader reader, string file)
    {
        var attribute = new OnnxAttribute();
        long type = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: attribute.Name = reader.Text(); break;
                case 2: attribute.Float = reader.Single(); break;
                case 3: attribute.Integer = reader.Int64(); break;
                case 4: attribute.Text = TextOf(bytes, reader.Bytes()); break;
                case 5: attribute.Tensor = OnnxTensor.Parse(bytes, reader.Message(), file); break;
                case 7: attribute.Add(bytes, reader.Fixed(4)); break;
                case 8: reader.Integers(attribute._integers); break;
                case 20: type = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }

        // Writers of the third version of protocol buffers leave zeros out: then only the type says that there is a number.
        if (type == 1)
            attribute.Float ??= 0;
        else if (type == 2)
            attribute.Integer ??= 0;
        return attribute;
    }

    /// <summary>Adds what it says to a hash. Of a tensor of floats, only its shape: these are weights.</summary>
    public void AddTo(Fnv hash)
    {
        hash.Add(Name);
        hash.Add(Text ?? "");
        hash.Add(Integer ?? 0);
        hash.Add(Float ?? 0);
        foreach (long number in _integers)
            hash.Add(number);
        foreach (float number in _floats)
            hash.Add(number);
        Tensor?.AddTo(hash);
    }

    // Bytes, because the format allows any; what is compared with them is ASCII.
    private static string TextOf(byte[] bytes, (int From, int To) place)
    {
        var characters = new char[place.To - place.From];
        for (int i = 0; i < characters.Length; i++)
            characters[i] = (char)bytes[place.From + i];
        return new string(characters);
    }

    private void Add(byte[] bytes, (int From, int To) place)
    {
        for (int from = place.From; from < place.To; from += 4)
            _floats.Add(BitConverter.ToSingle(bytes, from));
    }
}

/// <summary>The hash FNV-1a of 32 bits. Source: Fowler, Noll and Vo, RFC 9923.</summary>
internal sealed class Fnv
{
    public uint Value { get; private set; } = 2166136261;

    public void Add(string text)
    {
        foreach (char character in text)
            Add((ulong)character, 2);
        Add(0, 2);
    }

    public void Add(long number) => Add((ulong)number, 8);

    public void Add(float number) => Add((ulong)BitConverter.DoubleToInt64Bits(number), 8);

    private void Add(ulong bits, int count)
    {
        for (int i = 0; i < count; i++)
            Value = unchecked((Value ^ (byte)(bits >> 8 * i)) * 16777619);
    }
}
