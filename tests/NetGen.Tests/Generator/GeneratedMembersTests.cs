extern alias generator;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;
using Layout = generator::NetGen.Generator.Planning.Layout;
using MemberNames = generator::NetGen.Generator.Emission.MemberNames;
using NetworkSpec = generator::NetGen.Generator.Model.NetworkSpec;

namespace NetGen.Tests.Generator;

/// <summary>The members of the class: those that others call, and those that the user's must not collide with.</summary>
public sealed class GeneratedMembersTests
{
    private const string Trainable = "float Backward(ReadOnlySpan<float>, ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>)";
    private const string WithLabels = "float Backward(ReadOnlySpan<float>, ReadOnlySpan<int>, ReadOnlySpan<float>, Span<float>)";

    [Fact]
    public void Another_project_can_use_all_of_it()
    {
        GeneratorRun library = Compilations.Generate("""
            using NetGen;
            namespace Models;
            /// <summary>A classifier.</summary>
            [Network(4, Loss = Loss.CrossEntropy), Dense(5, Activation.Tanh), Dense(3, Activation.Softmax)]
            public sealed partial class Iris;
            """);
        CSharpCompilation consumer = Compilations.Create("""
            using System;
            using Models;
            using NetGen;
            public static class Consumer
            {
                public const int Numbers = Iris.InputSize + Iris.OutputSize + Iris.ParameterCount;
                public const string Text = Iris.Summary;
                public static float Use()
                {
                    var net = new Iris(seed: 1);
                    NetworkInfo info = Iris.Info;
                    Span<float> outputs = stackalloc float[Iris.OutputSize];
                    ReadOnlySpan<float> inputs = [1, 2, 3, 4], targets = [0, 1, 0];
                    ReadOnlySpan<int> labels = [1];
                    net.Forward(inputs, outputs);
                    net.Trace(inputs, new float[info.TraceSize]);
                    float loss = net.Backward(inputs, targets) + net.Backward(inputs, labels);
                    loss += net.ComputeLoss(inputs, targets) + net.ComputeLoss(inputs, labels);
                    Span<float> dx = stackalloc float[Iris.InputSize], jacobian = new float[Iris.OutputSize * Iris.InputSize];
                    loss += net.Backward(inputs, targets, inputGradients: dx) + net.Backward(inputs, labels, inputGradients: dx);
                    net.BackwardFrom(inputs, outputs, dx);
                    net.BackwardFrom(inputs, outputGradients: outputs);
                    net.Jacobian(inputs, jacobian);
                    for (int i = 0; i < net.Parameters.Length; i++)
                        net.Parameters[i] -= 0.1f * net.Gradients[i];
                    net.W1[0, 0] = net.DW2[2, 4];
                    net.B1[0] += net.DB2[2];
                    IClassifierNetwork<float> any = net;
                    return loss + any.Info.ParameterCount + any.ToDouble().Parameters.Length;
                }
            }
            """).AddReferences(library.Compilation.ToMetadataReference());

        Compilations.AssertNoDiagnostics(library.Compilation);
        Compilations.AssertNoDiagnostics(consumer);
    }

    [Theory]
    [InlineData("None", "Identity", "INetwork")]
    [InlineData("Huber", "Sign", "INetwork")]
    [InlineData("CrossEntropy", "Sign", "INetwork")]
    [InlineData("HalfSquaredError", "Tanh", "ITrainableNetwork", Trainable)]
    [InlineData("SquaredError", "ELU", "ITrainableNetwork", Trainable)]
    [InlineData("MeanSquaredError", "Softmax", "ITrainableNetwork", Trainable)]
    [InlineData("MeanAbsoluteError", "ReLU", "ITrainableNetwork", Trainable)]
    [InlineData("Huber", "Identity", "ITrainableNetwork", Trainable)]
    [InlineData("BinaryCrossEntropy", "Sigmoid", "ITrainableNetwork", Trainable)]
    [InlineData("CrossEntropy", "Softmax", "IClassifierNetwork", Trainable, WithLabels)]
    [InlineData("CrossEntropy", "Sigmoid", "IClassifierNetwork", Trainable, WithLabels)]
    public void Backward_is_there_when_it_can_be(string loss, string activation, string expectedInterface, params string[] backward) =>
        AssertBackward(2, loss, activation, expectedInterface, backward);

    [Theory]
    [InlineData("BinaryCrossEntropy", "Sigmoid", "IClassifierNetwork", Trainable, WithLabels)]
    [InlineData("BinaryCrossEntropy", "Tanh", "ITrainableNetwork", Trainable)]
    [InlineData("CrossEntropy", "Sigmoid", "ITrainableNetwork", Trainable)]
    [InlineData("CrossEntropy", "Softmax", "ITrainableNetwork", Trainable)]
    [InlineData("HalfSquaredError", "Sigmoid", "ITrainableNetwork", Trainable)]
    public void One_output_takes_labels_when_it_is_a_probability(string loss, string activation, string expectedInterface, params string[] backward) =>
        AssertBackward(1, loss, activation, expectedInterface, backward);

    private static void AssertBackward(int outputs, string loss, string activation, string expectedInterface, string[] backward)
    {
        (_, INamedTypeSymbol type) = Compile($"[Network(2, Loss = Loss.{loss}), Dense({outputs}, Activation.{activation})] partial class Net;");

        Assert.Equal([$"NetGen.{expectedInterface}<float>", "NetGen.CompilerServices.IOnnxSource"], type.Interfaces.Select(symbol => symbol.ToDisplayString()));
        Assert.Equal(backward, type.GetMembers("Backward").Cast<IMethodSymbol>().Select(method =>
            $"{method.ReturnType} Backward({string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))})"));
        Assert.Equal(backward.Length, type.GetMembers("ComputeLoss").Length);
        string[] others = [.. type.GetMembers("BackwardFrom").Concat(type.GetMembers("Jacobian")).Select(member => member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat))];
        Assert.Equal(backward.Length == 0 ? [] : ["Net.BackwardFrom(ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>)", "Net.Jacobian(ReadOnlySpan<float>, Span<float>)"], others);
        Assert.Equal(backward.Length > 0, type.GetMembers("Gradients").Length > 0);
        Assert.Equal(backward.Length > 0, type.GetMembers("DW1").Length > 0);
    }

    /// <summary>The parser checks the user's members against the list of <see cref="MemberNames"/>, which must be complete.</summary>
    [Theory]
    [InlineData("[Network(2), Dense(1)]")]
    [InlineData("[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh), Dense(1, Bias = false)]")]
    [InlineData("[Network(2, Loss = Loss.CrossEntropy), Dense(3, Activation.Tanh), Dense(2, Activation.Softmax)]")]
    [InlineData("[Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Tanh), Dense(1, Activation.Sigmoid)]")]
    [InlineData("[Network(30, Loss = Loss.CrossEntropy), Dense(9, Activation.ReLU), Dense(2, Activation.Softmax)]")]
    [InlineData("[Network(2), Standardize, Dense(1)]")]
    [InlineData("[Network(2, Loss = Loss.Huber), Dense(3, Activation.Tanh, As = \"first\"), LayerNorm(Activation.Tanh), Add(\"first\"), Concat(\"x\"), Dense(1, As = \"W1\")]")]
    [InlineData("[Network(30, Loss = Loss.CrossEntropy), Dense(30, Activation.Tanh, As = \"Forward\"), Activate(Activation.GELU), Add(new[] { \"Forward\", \"x\" }), LayerNorm, Dense(2, Activation.Softmax)]")]
    [InlineData("[Network(2), Dropout(0.5), Dense(1)]")]
    [InlineData("[Network(2, Loss = Loss.Huber), Standardize, Dropout(0.5), Dense(3, Activation.Tanh), Dropout(0.5), Dense(1)]")]
    [InlineData("[Network(30, Loss = Loss.SquaredError, Precision = Precision.Double), Dense(9, Activation.ReLU), Dropout(0.5), Dense(2)]")]
    [InlineData("[Network(30, Loss = Loss.CrossEntropy), Standardize, Dense(9, Activation.ReLU), Dense(2, Activation.Softmax)]")]
    [InlineData("[Network(30, Loss = Loss.SquaredError, Precision = Precision.Double), Dense(9, Activation.ReLU), Dense(2)]")]
    [InlineData("[Network(3, 8, 8, Loss = Loss.CrossEntropy), Standardize(PerChannel = true), Conv2D(4, 3, Bias = false), BatchNorm(Activation.ReLU), MaxPool(2), Dense(3, Activation.Softmax)]")]
    public void Members_are_those_that_collisions_are_sought_with(string attributes)
    {
        (NetworkSpec spec, INamedTypeSymbol type) = Compile($"{attributes} partial class Net;");

        // The compiler's own members and getters of properties have names that these imply.
        IEnumerable<string> members =
            from member in type.GetMembers()
            where !member.IsImplicitlyDeclared && member is not IMethodSymbol { IsOverride: true } // ToString, which is left out where there is one.
            where member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet }
            select member switch
            {
                IMethodSymbol method when method.MethodKind == MethodKind.Constructor => "this" + Parameters(method),
                IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } => Unqualified(member),
                IMethodSymbol method => method.Name + Parameters(method),
                _ => Unqualified(member),
            };

        string[] foreseen = ["this(int)", .. MemberNames.Of(spec, Layout.Of(spec))];
        string[] unforeseen = [.. members.Except(foreseen)];
        Assert.Empty(unforeseen);

        // No name is passed over by the first look, which knows names alone.
        Assert.All(foreseen.Except(["this(int)"]), name => Assert.True(MemberNames.MayHave(name.Split('(')[0]), name));

        // A network in double precision has no twin, but its name is kept free.
        string[] missing = spec.Precision == generator::NetGen.Precision.Double ? ["InDouble"] : [];
        Assert.Equal(missing, foreseen.Except(members));

        static string Unqualified(ISymbol member) => member.Name.Replace("global::", "");

        static string Parameters(IMethodSymbol method) => $"({string.Join(", ", method.Parameters.Select(parameter => parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString()))})";
    }

    /// <summary>The user's part comes first in the compilation, and so do its static fields.</summary>
    [Theory]
    [InlineData("Single", 3)]
    [InlineData("Double", 40)]
    public void Static_fields_of_the_user_may_hold_the_network(string precision, int inputs)
    {
        Type type = Compilations.CompileAndLoad($$"""
            using NetGen;
            [Network({{inputs}}, Loss = Loss.Huber, Precision = Precision.{{precision}}), Standardize, Dense(2)]
            public partial class Net
            {
                public static readonly Net Default = new(seed: 42);
                public static readonly string Name = Info.Name;
                public static string Saved { get; } = Save(Default);
                public static Net Loaded { get; } = Load(Saved);

                private static string Save(Net net)
                {
                    string path = System.IO.Path.GetTempFileName();
                    net.Save(path);
                    return path;
                }
            }
            """).GetType("Net")!;

        object? Static(string name) => type.GetField(name)?.GetValue(null) ?? type.GetProperty(name)?.GetValue(null);

        File.Delete((string)Static("Saved")!);
        Assert.Equal("Net", Static("Name"));
        Assert.Equal("Net", ((NetworkInfo)Static("Info")!).Name);
        Assert.Same(Static("Info"), Static("Info"));
        Assert.Equal([42, 42], new[] { "Default", "Loaded" }.Select(name => SeedOf(Static(name)!)));

        // The seed is told by the first weight, which no other small seed draws.
        int SeedOf(object network) => Enumerable.Range(0, 100).First(seed => FirstWeight(Activator.CreateInstance(type, seed)!) == FirstWeight(network));

        static double FirstWeight(object network) => network is INetwork<float> single ? single.Parameters[0] : ((INetwork<double>)network).Parameters[0];
    }

    [Theory]
    [InlineData("partial class Net;", true)]
    [InlineData("abstract partial class Net;", false)]
    [InlineData("partial class Net { public required int Size { get; init; } }", false)]
    [InlineData("class Root { public required int Size = 1; } [Network(2, Loss = Loss.Huber), Dense(1)] partial class Net : Root;", false)]
    public void Load_is_there_where_new_is(string declaration, bool expected)
    {
        string network = "[Network(2, Loss = Loss.Huber), Dense(1)] ";
        (_, INamedTypeSymbol type) = Compile(declaration.Contains(network) ? declaration : network + declaration);

        Assert.Equal(expected, type.GetMembers("Load").Length == 2);
    }

    private static (NetworkSpec Spec, INamedTypeSymbol Type) Compile(string declaration)
    {
        GeneratorRun run = Compilations.Generate($"using NetGen;\n{declaration}");
        Compilations.AssertNoDiagnostics(run.Compilation);
        var spec = (NetworkSpec)run.Driver.GetRunResult().Results.Single()
            .TrackedSteps[generator::NetGen.Generator.NetworkGenerator.SpecStep].Single().Outputs.Single().Value;
        return (spec, run.Compilation.GetTypeByMetadataName("Net")!);
    }
}
