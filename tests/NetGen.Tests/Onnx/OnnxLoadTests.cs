using System.Reflection;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Files that LoadOnnx refuses: each with the expected and the actual, and nothing is loaded.</summary>
public sealed class OnnxLoadTests : IDisposable
{
    private static readonly byte[] _model = Model().ToBytes();

    private static readonly Assembly _assembly = OnnxProject.Compile(_model);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-onnx-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Other_weights_of_the_same_graph_are_loaded()
    {
        byte[] other = Model(seed: 9).ToBytes();
        OnnxProject.AssertSame(OnnxProject.Load<float>(_assembly, other), other, batch: 3);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "ONNX stream: Expected the graph of model.onnx from which Net was compiled, with the fingerprint ", nameof(OtherNode) },
        { "ONNX stream: Expected the graph of model.onnx from which Net was compiled, with the fingerprint ", nameof(OtherAttribute) },
        { "ONNX stream: Expected the graph of model.onnx from which Net was compiled, with the fingerprint ", nameof(OtherVersion) },
        { "ONNX stream: Expected 'w' of shape (3, 4), but there is no such tensor.", nameof(OtherName) },
        { "ONNX stream: Expected 'w' of shape (3, 4), but got (3, 5).", nameof(OtherShape) },
        { "ONNX stream: Expected the number 'bound' to be 1, as when Net was compiled, but got 2.", nameof(OtherConstant) },
        { "ONNX stream: 2 faults\nExpected the number 'bound' to be 1, as when Net was compiled, but there is none.\nExpected the number 'least' to be -1, as when Net was compiled, but there is none.", nameof(NoConstant) },
        { "ONNX stream: Expected floating-point numbers, but got 'w', int64 of shape (3, 4).", nameof(Integers) },
        { "ONNX stream: Expected a model with a graph, but got none: the file is no ONNX model.", nameof(Empty) },
        { "ONNX stream: Expected the numbers of 'w', float of shape (3, 4), but there are none.", nameof(NoNumbers) },
        { "ONNX stream: Expected all tensors in the model, but 'w', float of shape (3, 4) is in 'weights.bin': load the model by its path.", nameof(ExternalStream) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Another_file_is_refused(string message, string model)
    {
        var bytes = (byte[])typeof(OnnxLoadTests).GetMethod(model, BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, null)!;

        Assert.StartsWith(message, Assert.Throws<OnnxException>(() => OnnxProject.Load<float>(_assembly, bytes)).Message);
    }

    /// <summary>Numbers beside the model, from an offset, as PyTorch writes large models.</summary>
    [Fact]
    public void Weights_in_a_file_beside_the_model_are_read()
    {
        byte[] bytes = new byte[64];
        new Random(3).NextBytes(bytes);
        float[] numbers = [.. Enumerable.Range(0, 12).Select(i => MathF.Cos(i))];
        OnnxProto.Bytes(numbers).CopyTo(bytes, 8);
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, "data")).FullName, "weights.bin"), bytes);

        var external = LoadFile(Model(External("data/weights.bin", 8, 48)));
        var inside = OnnxProject.Load<float>(_assembly, Model(OnnxProto.Tensor("w", numbers, 3, 4)).ToBytes());

        Assert.Equal(inside.Parameters, external.Parameters);
    }

    public static TheoryData<string, string, int, int> Places => new()
    {
        { "Expected the external data of 'w' in the folder of the model, but got '../weights.bin'.", "../weights.bin", 0, 48 },
        { "Expected the external data of 'w' in the folder of the model, but got 'data/../../weights.bin'.", "data/../../weights.bin", 0, 48 },
        { "Expected the external data of 'w' in the folder of the model, but got '..\\weights.bin'.", "..\\weights.bin", 0, 48 },
        { "Expected the external data of 'w' in the folder of the model, but got '/etc/passwd'.", "/etc/passwd", 0, 48 },
        { "Expected the external data of 'w' in the folder of the model, but got 'C:weights.bin'.", "C:weights.bin", 0, 48 },
        { "Expected a location of the external data of 'w', but got none.", "", 0, 48 },
        { "Expected the file 'nowhere.bin' with the numbers of 'w', float of shape (3, 4) beside the model, but there is none.", "nowhere.bin", 0, 48 },
        { "Expected the file 'no/where.bin' with the numbers of 'w', float of shape (3, 4) beside the model, but there is none.", "no/where.bin", 0, 48 },
        { "Expected 48 bytes of external data for 'w', float of shape (3, 4), but got a length of 47.", "weights.bin", 0, 47 },
        { "Expected 48 bytes of 'w', float of shape (3, 4) from byte 1 of 'weights.bin', but the file has 48.", "weights.bin", 1, 48 },
        { "Expected 48 bytes of 'w', float of shape (3, 4) from byte 2,147,483,647 of 'weights.bin', but the file has 48.", "weights.bin", int.MaxValue, 48 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Other_places_are_refused(string message, string location, int offset, int length)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "weights.bin"), new byte[48]);

        Assert.EndsWith(message, Assert.Throws<OnnxException>(() => LoadFile(Model(External(location, offset, length)))).Message);
    }

    [Fact]
    public void Files_that_are_none_are_errors_of_the_system()
    {
        Assert.Throws<FileNotFoundException>(() => LoadPath(Path.Combine(_folder.FullName, "nowhere.onnx")));
        Assert.Throws<UnauthorizedAccessException>(() => LoadPath(_folder.FullName));
        Assert.Throws<ArgumentException>(() => LoadPath(""));
        Assert.Throws<ArgumentNullException>(() => LoadPath(null!));
        Assert.Throws<ArgumentNullException>(() => _assembly.GetType("Net")!.GetMethod("LoadOnnx", [typeof(Stream), typeof(int)])!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [null, 0], null));
    }

    [Fact]
    public void Without_a_network_all_faults_are_named()
    {
        OnnxException exception = Assert.Throws<OnnxException>(() => OnnxProject.Load<float>(_assembly, new OnnxGraph().Input("x", 3).Output("x").ToBytes()));

        Assert.Equal(4, exception.Faults.Count);
        Assert.Equal("ONNX stream: 4 faults", exception.Message.Split('\n')[0]);
    }

    private static OnnxGraph Model(int seed = 1) => Tail(new OnnxGraph(seed: seed).Weights("w", 3, 4).Weights("b", 4));

    private static OnnxGraph Model(byte[] weights) => Tail(new OnnxGraph().Add(5, weights).Weights("b", 4));

    private static OnnxGraph Tail(OnnxGraph graph, string last = "Clip z least bound > y") => graph.Input("x", 3).Output("y").Number("least", -1).Number("bound", 1).Node("Gemm", "x w b", "z").Nodes(last);

    private static byte[] OtherNode() => Tail(new OnnxGraph().Weights("w", 3, 4).Weights("b", 4), "Clip z least bound > a; Identity a > y").ToBytes();

    private static byte[] OtherAttribute() => new OnnxGraph().Weights("w", 3, 4).Weights("b", 4).Input("x", 3).Output("y").Number("least", -1).Number("bound", 1).Node("Gemm", "x w b", "z", ("alpha", 2f)).Nodes("Clip z least bound > y").ToBytes();

    private static byte[] OtherVersion() => Tail(new OnnxGraph(opset: 16).Weights("w", 3, 4).Weights("b", 4)).ToBytes();

    private static byte[] OtherName() => new OnnxGraph().Weights("v", 3, 4).Weights("b", 4).Input("x", 3).Output("y").Number("least", -1).Number("bound", 1).Node("Gemm", "x v b", "z").Nodes("Clip z least bound > y").ToBytes();

    private static byte[] OtherShape() => Tail(new OnnxGraph().Weights("w", 3, 5).Weights("b", 4)).ToBytes();

    private static byte[] OtherConstant() => new OnnxGraph().Weights("w", 3, 4).Weights("b", 4).Input("x", 3).Output("y").Number("least", -1).Number("bound", 2).Node("Gemm", "x w b", "z").Nodes("Clip z least bound > y").ToBytes();

    private static byte[] NoConstant() => new OnnxGraph().Weights("w", 3, 4).Weights("b", 4).Input("x", 3).Output("y").Node("Gemm", "x w b", "z").Nodes("Tanh z > y").ToBytes();

    private static byte[] Integers() => Model(OnnxProto.Tensor("w", new long[12], 3, 4)).ToBytes();

    private static byte[] Empty() => [];

    private static byte[] NoNumbers() => Model(OnnxProto.Message((1, new long[] { 3, 4 }), (2, OnnxProto.Float), (8, "w"))).ToBytes();

    private static byte[] ExternalStream() => Model(External("weights.bin", 0, 48)).ToBytes();

    private static byte[] External(string location, int offset, int length) => OnnxProto.Message(
        (1, new long[] { 3, 4 }),
        (2, OnnxProto.Float),
        (8, "w"),
        (13, OnnxProto.Message((1, "location"), (2, location))),
        (13, OnnxProto.Message((1, "offset"), (2, $"{offset}"))),
        (13, OnnxProto.Message((1, "length"), (2, $"{length}"))),
        (14, 1));

    private INetwork<float> LoadFile(OnnxGraph graph)
    {
        string path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, graph.ToBytes());
        return LoadPath(path);
    }

    private static INetwork<float> LoadPath(string path) =>
        (INetwork<float>)_assembly.GetType("Net")!.GetMethod("LoadOnnx", [typeof(string), typeof(int)])!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [path, 0], null)!;
}
