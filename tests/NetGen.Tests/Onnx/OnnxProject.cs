extern alias generator;

using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using NetGen.Tests.Support;
using Xunit;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Tests.Onnx;

/// <summary>Compiles networks from ONNX files, and compares what they compute with ONNX Runtime.</summary>
internal static class OnnxProject
{
    /// <summary>A network from model.onnx.</summary>
    public const string Network = "using NetGen; [Network(Onnx = \"model.onnx\")] public sealed partial class Net;";

    public static GeneratorDriver Driver(AdditionalText models) => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        additionalTexts: [models],
        parseOptions: new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose),
        optionsProvider: new BuildProperties(("RunAnalyzers", "false")),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRun Generate(string source, params (string Name, byte[] Model)[] models)
    {
        GeneratorDriver driver = Driver(OnnxModels.Of(models)).RunGeneratorsAndUpdateCompilation(Compilations.Create(source), out Compilation compilation, out ImmutableArray<Diagnostic> diagnostics);
        Assert.All(driver.GetRunResult().Results, result => Assert.Null(result.Exception));
        return new GeneratorRun(driver, (CSharpCompilation)compilation, diagnostics);
    }

    public static GeneratorRun Generate(OnnxGraph graph, string source = Network) => Generate(source, ("model.onnx", graph.ToBytes()));

    /// <summary>What the generator says about model.onnx.</summary>
    public static string Fault(OnnxGraph graph, string source = Network) => Fault(graph.ToBytes(), source);

    public static string Fault(byte[] model, string source = Network)
    {
        Diagnostic diagnostic = Assert.Single(Generate(source, ("model.onnx", model)).Diagnostics);
        return $"{diagnostic.Id}: {diagnostic.GetMessage()}";
    }

    public static Assembly Compile(byte[] model, string source = Network)
    {
        GeneratorRun run = Generate(source, ("model.onnx", model));
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        return Compilations.Load(run.Compilation);
    }

    /// <summary>LoadOnnx of a network.</summary>
    public static INetwork<T> Load<T>(Assembly assembly, byte[] model, string network = "Net")
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        (INetwork<T>)assembly.GetType(network)!.GetMethod("LoadOnnx", [typeof(Stream), typeof(int)])!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [new MemoryStream(model), 0], null)!;

    /// <summary>Compiles a network, and asserts that it computes what ONNX Runtime computes.</summary>
    /// <returns>The network.</returns>
    public static INetwork<float> AssertSame(OnnxGraph graph, string source = Network) => AssertSame(graph.ToBytes(), source);

    public static INetwork<float> AssertSame(byte[] model, string source = Network)
    {
        INetwork<float> network = Load<float>(Compile(model, source), model);
        AssertSame(network, model, batch: 5);
        return network;
    }

    /// <summary>Asserts that a network computes what ONNX Runtime computes, for samples in (-2, 2).</summary>
    public static void AssertSame<T>(INetwork<T> network, byte[] model, int batch, string? output = null)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(batch);
        float[] inputs = [.. Enumerable.Range(0, batch * network.Info.InputSize).Select(_ => 4 * random.NextSingle() - 2)];
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        (string name, NodeMetadata input) = Assert.Single(session.InputMetadata);
        int[] shape = [input.Dimensions[0] > 0 ? input.Dimensions[0] : batch, .. input.Dimensions[1..]];
        inputs = inputs[..(shape[0] * network.Info.InputSize)];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(inputs, shape))]);
        float[] expected = [.. results.Single(result => result.Name == (output ?? results[0].Name)).AsEnumerable<float>()];

        var outputs = new T[shape[0] * network.Info.OutputSize];
        network.Forward([.. inputs.Select(T.CreateChecked)], outputs);
        AssertClose(expected, outputs);
    }

    /// <summary>Asserts that numbers are within 1e-5, relative to those above 1.</summary>
    public static void AssertClose<T>(float[] expected, T[] actual)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double number = double.CreateChecked(actual[i]);
            Assert.True(Math.Abs(expected[i] - number) <= 1e-5 * Math.Max(1, Math.Abs(expected[i])) || expected[i].Equals((float)number), $"Expected {expected[i]} at {i}, but got {number}.");
        }
    }
}
