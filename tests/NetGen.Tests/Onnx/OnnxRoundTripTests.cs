using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>A network that is written as an ONNX file and compiled from it, as another class, computes the same to the last bit.</summary>
public sealed class OnnxRoundTripTests
{
    private const int Samples = 21;

    private static readonly Lazy<Assembly> _compiled = new(Compile);

    public static TheoryData<Type> Single => OnnxNetworkTests.Single;

    public static TheoryData<Type> Double => OnnxNetworkTests.Double;

    [Theory]
    [MemberData(nameof(Single))]
    public void Outputs_have_the_same_bits(Type type) => AssertSame<float>(type);

    [Theory]
    [MemberData(nameof(Double))]
    public void Outputs_in_double_precision_have_the_same_bits(Type type) => AssertSame<double>(type);

    private static void AssertSame<T>(Type type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        INetwork<T> network = OnnxRun.Disturbed<T>(type), again = OnnxProject.Load<T>(_compiled.Value, network.Save(), type.Name);
        var random = new Random(7);
        T[] x = [.. Enumerable.Range(0, Samples * network.Info.InputSize).Select(_ => T.CreateTruncating(2 * random.NextDouble() - 1))];
        T[] expected = new T[Samples * network.Info.OutputSize], actual = new T[expected.Length];
        network.Forward(x, expected);
        again.Forward(x, actual);

        Assert.Equal(network.Info.ParameterCount, again.Info.ParameterCount);
        Assert.True(MemoryMarshal.AsBytes(expected.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(actual.AsSpan())), $"The largest difference is {expected.Zip(actual, (a, b) => double.CreateTruncating(T.Abs(a - b))).Max()}.");
    }

    /// <summary>Compiles all files at once.</summary>
    private static Assembly Compile()
    {
        Type[] types = [.. Single.Concat(Double).Select(row => row.Data)];
        string source = "using NetGen;\n" + string.Concat(types.Select(type => $"[Network(Onnx = \"{type.Name}.onnx\", Precision = Precision.{(IsSingle(type) ? "Single" : "Double")})] public sealed partial class {type.Name};\n"));
        GeneratorRun run = OnnxProject.Generate(source, [.. types.Select(type => ($"{type.Name}.onnx", IsSingle(type) ? OnnxRun.Disturbed<float>(type).Save() : OnnxRun.Disturbed<double>(type).Save()))]);
        Assert.Empty(run.Diagnostics);
        return Compilations.Load(run.Compilation);
    }

    private static bool IsSingle(Type type) => typeof(INetwork<float>).IsAssignableFrom(type);
}
