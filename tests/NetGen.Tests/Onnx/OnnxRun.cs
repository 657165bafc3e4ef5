using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Runs exported networks with ONNX Runtime.</summary>
internal static class OnnxRun
{
    // More than one, and no multiple of a vector.
    private const int Samples = 5;

    /// <summary>The file of a network.</summary>
    public static byte[] Save<T>(this INetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        network.SaveOnnx(stream);
        return stream.ToArray();
    }

    /// <summary>Creates a network of parameters and statistics that have no particular value.</summary>
    public static INetwork<T> Disturbed<T>(Type type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = (INetwork<T>)Activator.CreateInstance(type, 1)!;
        ImageSource.Disturb(network);
        return network;
    }

    /// <summary>Asserts that ONNX Runtime computes the same outputs, with an error relative to the largest of them.</summary>
    public static void AssertSame<T>(INetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = [.. PairingTests.Data(network.Info, Samples).InputsAsDouble.ToArray().Select(T.CreateTruncating)];
        var expected = new T[Samples * network.Info.OutputSize];
        network.Forward(inputs, expected);

        using InferenceSession session = Load(network.Save());
        using var options = new RunOptions();
        using OrtValue x = OrtValue.CreateTensorValueFromMemory(inputs, [Samples, .. network.Info.Layers[0].InputShape.Select(static size => (long)size)]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["x"], [x], session.OutputNames);
        OrtValue y = Assert.Single(outputs);
        Assert.Equal([Samples, .. network.Info.Layers[^1].OutputShape.Select(static size => (long)size)], y.GetTensorTypeAndShape().Shape);

        ReadOnlySpan<T> actual = y.GetTensorDataAsSpan<T>();
        double largest = expected.Max(a => Math.Abs(double.CreateTruncating(a))), error = 0;
        for (int i = 0; i < expected.Length; i++)
            error = Math.Max(error, Math.Abs(double.CreateTruncating(expected[i] - actual[i])));

        Assert.InRange(largest, 1e-3, 1e3);
        Assert.InRange(error, 0, Tolerance(network.Info) * largest);
    }

    /// <summary>Loads a file on one thread.</summary>
    public static InferenceSession Load(byte[] file)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return new InferenceSession(file, options);
    }

    /// <summary>A few roundings; but ONNX has epsilon and alpha in single precision only, with an error of up to 6e-8 of them.</summary>
    private static double Tolerance(NetworkInfo info) => info.Precision == Precision.Single ? 1e-6
        : info.Layers.Any(layer => layer.Alpha is not null || layer.Setting?.StartsWith("epsilon", StringComparison.Ordinal) == true) ? 6e-8
        : 1e-14;
}
