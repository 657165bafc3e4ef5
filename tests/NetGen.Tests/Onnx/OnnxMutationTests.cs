using Microsoft.CodeAnalysis;
using NetGen.Tests.Support;
using Xunit;
using static NetGen.Tests.Onnx.OnnxReference;

namespace NetGen.Tests.Onnx;

/// <summary>Whatever the bytes, a file is read or refused: by the build, the parser, the generator and LoadOnnx.</summary>
public sealed class OnnxMutationTests
{
    private static readonly byte[][] _origins =
    [
        .. new[] { "lenet", "resnet", "signal", "shapes", "classifier" }.Select(name => File.ReadAllBytes(OnnxRuntimeTests.PathOf(name))),
        new OnnxGraph().Input("x", 3).Output("y").Weights("w", 3, 4).Number("min", -1).Number("max", 1).Weights("g", 4)
            .Node("Gemm", "x w", "z", ("alpha", 2f)).Nodes("Clip z min max > a; LayerNormalization a g > n").Node("Concat", "a n", "y", ("axis", 1)).ToBytes(),
        new OnnxGraph(11).Input("x", 2, 6, 6).Output("y").Weights("k", 4, 1, 3, 3).Tensor("p", [0L, 0, 1, 1, 0, 0, 1, 1], 8).Tensor("s", [0L, -1], 2).Weights("v", 64, 2)
            .Nodes("Pad x p > a").Node("Conv", "a k", "c", ("group", 2), ("strides", new long[] { 1, 1 }), ("auto_pad", "NOTSET")).Node("MaxPool", "c", "d", ("kernel_shape", new long[] { 3, 3 })).Nodes("Reshape d s > e; MatMul e v > f; Softmax f > y").ToBytes(),
    ];

    private static readonly long[] _hostile = [0, 1, -1, 2, 3, 64, 65, 255, 65536, int.MaxValue, int.MinValue, (long)int.MaxValue + 1, 1L << 40, long.MaxValue, long.MinValue];

    private readonly Fuzzing _fuzzing = new(count: 20_000, seed: 11);
    private readonly Random _random;

    public OnnxMutationTests() => _random = new(_fuzzing.Seed);

    [Fact]
    public void Any_bytes_are_a_model_or_a_fault()
    {
        int valid = 0;
        for (int i = 0; i < _fuzzing.Count; i++)
        {
            byte[] file = Mutate();
            _fuzzing.Try(file, ".onnx", () => valid += Parse(file) is null ? 0 : 1);
            _fuzzing.Report(i + 1);
        }

        Assert.InRange(valid, _fuzzing.Count / 20, _fuzzing.Count * 9 / 10);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_a_fault()
    {
        byte[] file = _origins[^1];
        for (int length = 0; length < file.Length; length++)
        {
            OnnxModel? model = Parse(file[..length]);
            Assert.True(model is null || model.OpsetOf("") == 0 || length > file.Length - 10, $"Of {file.Length} bytes, {length} are a model.");
            OnnxModels.Thin(file[..length]);
        }
    }

    /// <summary>The generator never throws: a model that is none is a diagnostic, and any other compiles.</summary>
    [Fact]
    public void The_generator_compiles_or_reports()
    {
        var compilation = Compilations.Create(OnnxProject.Network);
        var models = new OnnxModels("");
        GeneratorDriver driver = OnnxProject.Driver(models);
        int compiled = 0, count = _fuzzing.Count / 20;
        for (int i = 0; i < count; i++)
        {
            byte[] file = Mutate();
            _fuzzing.Try(file, ".onnx", () =>
            {
                OnnxModels next = OnnxModels.Of(("model.onnx", file));
                driver = driver.ReplaceAdditionalText(models, next).RunGeneratorsAndUpdateCompilation(compilation, out Compilation result, out var diagnostics);
                models = next;
                Assert.Null(driver.GetRunResult().Results[0].Exception);
                Assert.True(diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) != result.SyntaxTrees.Count() > 1, string.Join('\n', diagnostics));
                if (result.SyntaxTrees.Count() > 1 && ++compiled % 16 == 0)
                    Compilations.AssertNoDiagnostics((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)result);
            });
        }

        Assert.InRange(compiled, count / 20, count * 9 / 10);
    }

    /// <summary>A network is loaded whole: its numbers are those of the file, as it was compiled for just this graph.</summary>
    [Fact]
    public void Any_file_is_loaded_or_refused()
    {
        byte[] origin = File.ReadAllBytes(OnnxRuntimeTests.PathOf("lenet"));
        int loaded = 0, count = _fuzzing.Count / 4;
        for (int i = 0; i < count; i++)
        {
            byte[] file = Mutate(origin);
            _fuzzing.Try(file, ".onnx", () =>
            {
                try
                {
                    OnnxLeNet.LoadOnnx(new MemoryStream(file));
                    loaded++;
                }
                catch (OnnxException exception)
                {
                    Assert.StartsWith("ONNX stream: ", exception.Message);
                }
            });
        }

        Assert.InRange(loaded, count / 50, count * 9 / 10);
    }

    private static OnnxModel? Parse(byte[] file)
    {
        try
        {
            OnnxModel model = OnnxModel.Parse(file, "model");
            foreach (OnnxValueInfo output in model.Outputs)
                model.FingerprintOf(output.Name);
            return model;
        }
        catch (OnnxException exception)
        {
            Assert.StartsWith("model: Expected ", exception.Message);
            return null;
        }
    }

    private byte[] Mutate(byte[]? origin = null)
    {
        byte[] file = [.. origin ?? _origins[_random.Next(_origins.Length)]];
        do
        {
            file = _random.Next(4) > 0 ? MutateMessage(file, "model") : MutateBytes(file);
        }
        while (_random.Next(3) == 0);
        return file;
    }

    private byte[] MutateBytes(byte[] file)
    {
        if (file.Length == 0)
            return file;

        int at = _random.Next(file.Length), end = Math.Min(file.Length, at + _random.Next(1, 40));
        byte[] other = _origins[_random.Next(_origins.Length)];
        int from = _random.Next(other.Length);
        switch (_random.Next(4))
        {
            case 0:
                file[at] ^= (byte)(1 << _random.Next(8));
                return file;
            case 1:
                return file[..at];
            case 2:
                return [.. file[..at], .. file[end..]];
            default:
                return [.. file[..at], .. other[from..Math.Min(other.Length, from + 30)], .. file[at..]];
        }
    }

    /// <summary>Changes one field, at a depth that its kind of message allows, and keeps the lengths around it right.</summary>
    private byte[] MutateMessage(byte[] message, string kind)
    {
        List<Field> fields;
        try
        {
            fields = Fields(message);
        }
        catch (Exception exception) when (exception is Google.Protobuf.InvalidProtocolBufferException or InvalidDataException)
        {
            return MutateBytes(message);
        }

        if (fields.Count == 0)
            return message;

        int at = _random.Next(fields.Count);
        Field field = fields[at];
        if (Inside(kind, field.Number) is { } inner && _random.Next(8) > 0)
            fields[at] = field with { Bytes = MutateMessage(field.Bytes, inner) };
        else
            MutateField(fields, at);
        return OnnxProto.Message([.. fields.Select(found => (found.Number, Value(found)))]);
    }

    private void MutateField(List<Field> fields, int at)
    {
        Field field = fields[at], other = fields[_random.Next(fields.Count)];
        switch (_random.Next(6))
        {
            case 0:
                fields.RemoveAt(at);
                break;
            case 1:
                fields.Insert(_random.Next(fields.Count), field);
                break;
            case 2:
                fields[at] = field with { Wire = other.Wire, Bytes = other.Bytes, Value = other.Value };
                break;
            case 3:
                fields[at] = field with { Number = _random.Next(1, 22) };
                break;
            default:
                fields[at] = field.Wire switch
                {
                    Google.Protobuf.WireFormat.WireType.Varint => field with { Value = (ulong)_hostile[_random.Next(_hostile.Length)] },
                    _ => field with { Bytes = MutateBytes([.. field.Bytes]) },
                };
                break;
        }
    }

    private static object Value(Field field) => field.Wire switch
    {
        Google.Protobuf.WireFormat.WireType.Varint => (long)field.Value,
        Google.Protobuf.WireFormat.WireType.Fixed32 when field.Bytes.Length == 4 => BitConverter.ToSingle(field.Bytes),
        _ => field.Bytes,
    };

    private static string? Inside(string kind, int field) => (kind, field) switch
    {
        ("model", 7) => "graph",
        ("model", 8) => "opset",
        ("graph", 1) => "node",
        ("graph", 5) or ("attribute", 5) => "tensor",
        ("graph", 11 or 12) => "value",
        ("node", 5) => "attribute",
        ("value", 2) => "type",
        ("type", 1) => "tensor type",
        ("tensor type", 2) => "shape",
        ("shape", 1) => "size",
        _ => null,
    };
}
