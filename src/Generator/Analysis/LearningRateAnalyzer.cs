using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Layers;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Analysis;

/// <summary>
/// Finds learning rates that are too large for the activations of a network, if a call of Trainer.Fit shows both. With such a rate,
/// rectifiers die (they are 0 for all samples) and sigmoids saturate.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LearningRateAnalyzer : DiagnosticAnalyzer
{
    /// <summary>
    /// For each optimizer, the smallest rate that is reported, and a rate to start with. A step of an adaptive optimizer is about as large as
    /// the rate, whatever the gradient. A step of Sgd is proportional to the gradient, and momentum multiplies it by up to 1 / (1 - momentum).
    /// </summary>
    private static readonly Dictionary<string, (double Limit, string Start)> _rates = new()
    {
        ["Adam"] = (0.1, "0.001"),
        ["AdamW"] = (0.1, "0.001"),
        ["RmsProp"] = (0.1, "0.001"),
        ["Sgd"] = (2, "0.1"),
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.LargeLearningRate];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "Fit" or "FitAsync", ContainingType: { Name: "Trainer" } trainer } || !DeclaredAttribute.IsOfNetGen(trainer))
            return;

        if (ArgumentOf(call.Arguments, "network") is not { Type: INamedTypeSymbol network }
            || HiddenActivation(network) is not var (activation, fate)
            || ArgumentOf(call.Arguments, "options") is not { } options
            || OptimizerOf(options) is not IObjectCreationOperation { Type: INamedTypeSymbol type } optimizer
            || !DeclaredAttribute.IsOfNetGen(type)
            || !_rates.TryGetValue(type.Name, out (double Limit, string Start) rates))
        {
            return;
        }

        IArgumentOperation? written = optimizer.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "learningRate" && !argument.IsImplicit);
        if (written is null || NumberOf(written.Value) is not { } rate)
            return;

        double momentum = type.Name == "Sgd" ? NumberOf(ArgumentOf(optimizer.Arguments, "momentum")) ?? 0 : 0;
        if (!(rate / (1 - momentum) >= rates.Limit))
            return;

        Location place = written.Value.Syntax.GetLocation();
        context.ReportDiagnostic(Cure.Report(
            Descriptors.LargeLearningRate,
            place,
            [Cure.By($"Use {rates.Start}", new Edit(EditKind.Replace, place, Value: rates.Start))],
            rate.ToString(CultureInfo.InvariantCulture),
            momentum > 0 ? $"{type.Name} with a momentum of {momentum.ToString(CultureInfo.InvariantCulture)}" : type.Name,
            activation,
            fate,
            rates.Start));
    }

    /// <summary>The first hidden activation that a large step harms, and how it does; null if there is none.</summary>
    private static (Activation, string)? HiddenActivation(INamedTypeSymbol network)
    {
        ImmutableArray<AttributeData> attributes = network.GetAttributes();
        if (!attributes.Any(NetworkParser.IsNetwork))
            return null;

        AttributeData[] layers = [.. attributes.Where(LayerKinds.Has)];
        foreach (AttributeData layer in layers.Take(layers.Length - 1))
        {
            int index = layer.AttributeConstructor?.Parameters.ToList().FindIndex(parameter => parameter.Name == NetworkChecks.Argument) ?? -1;
            if (index >= 0 && index < layer.ConstructorArguments.Length && layer.ConstructorArguments[index] is { Kind: TypedConstantKind.Enum, Value: int value })
            {
                switch ((Activation)value)
                {
                    case Activation.ReLU:
                        return (Activation.ReLU, "can die (be 0 for all samples)");
                    case Activation.Sigmoid or Activation.Tanh:
                        return ((Activation)value, "can saturate (have a slope of almost 0)");
                }
            }
        }

        return null;
    }

    private static IOperation? ArgumentOf(ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        Unwrap(arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value);

    private static double? NumberOf(IOperation? value) =>
        value?.ConstantValue is { HasValue: true, Value: IConvertible number and (double or float or int or long) } ? number.ToDouble(CultureInfo.InvariantCulture) : null;

    private static IOperation? OptimizerOf(IOperation options) =>
        options is IObjectCreationOperation { Initializer: { } initializer }
            ? Unwrap(initializer.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(set => set.Target is IPropertyReferenceOperation { Property.Name: "Optimizer" })?.Value)
            : null;

    /// <summary>The value without conversions. A local is replaced by the value that its declaration assigns.</summary>
    private static IOperation? Unwrap(IOperation? value) => value switch
    {
        IConversionOperation conversion => Unwrap(conversion.Operand),
        ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } declared }
            when declared[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } initial } && value.SemanticModel?.GetOperation(initial) is { } operation and not ILocalReferenceOperation => Unwrap(operation),
        _ => value,
    };
}
