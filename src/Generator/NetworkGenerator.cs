using System;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Analysis;
using NetGen.Generator.Emission;
using NetGen.Generator.Import;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;
using NetGen.Generator.Weights;

namespace NetGen.Generator;

/// <summary>
/// The pipeline: parse every class with [Network], connect those that name an ONNX file with it, then plan and emit what is new. Other code depends
/// on no file, so a new one compiles nothing.
/// <see cref="NetworkAnalyzer"/> reports what is wrong. Only where analyzers are turned off does a second branch report it from here.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The step that parses declarations.</summary>
    public const string ParseStep = "Parse";

    /// <summary>The step that yields networks to compile.</summary>
    public const string SpecStep = "Spec";

    /// <summary>The step that yields the headers of the project's weights files.</summary>
    public const string WeightsStep = "Weights";

    /// <summary>The step that yields the ONNX files of the project.</summary>
    public const string ModelsStep = "Models";

    /// <summary>The step that connects networks with their ONNX files.</summary>
    public const string ImportStep = "Import";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.NetworkAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (context, cancellation) => NetworkParser.Parse((INamedTypeSymbol)context.TargetSymbol, (TypeDeclarationSyntax)context.TargetNode, context.SemanticModel.Compilation, context.SemanticModel, models: null, cancellation))
            .WithTrackingName(ParseStep);

        IncrementalValuesProvider<NetworkSpec> specs = parsed
            .SelectMany(static (result, _) => result.Spec is { } spec ? [spec] : Array.Empty<NetworkSpec>())
            .WithTrackingName(SpecStep);

        IncrementalValueProvider<EquatableArray<OnnxFile>> models = context.AdditionalTextsProvider
            .Where(OnnxFile.IsList)
            .SelectMany(OnnxFile.Read)
            .Collect()
            .Select(static (files, _) => new EquatableArray<OnnxFile>(files))
            .WithTrackingName(ModelsStep);

        IncrementalValuesProvider<NetworkSpec> imported = parsed
            .SelectMany(static (result, _) => result.Onnx is { } network ? [network] : Array.Empty<OnnxNetwork>())
            .Combine(models)
            .SelectMany(static (pair, _) => pair.Left.Compile(pair.Right) is { } spec ? [spec] : Array.Empty<NetworkSpec>())
            .WithTrackingName(ImportStep);

        context.RegisterSourceOutput(specs, Emit);
        context.RegisterSourceOutput(imported, Emit);

        IncrementalValueProvider<EquatableArray<WeightsFile>> files = context.AdditionalTextsProvider
            .Where(WeightsList.Is)
            .SelectMany(WeightsList.Read)
            .Collect()
            .Select(static (files, _) => new EquatableArray<WeightsFile>(files))
            .WithTrackingName(WeightsStep);

        IncrementalValueProvider<bool> reports = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => AnalyzersAreOff(options.GlobalOptions));

        IncrementalValuesProvider<ParseResult> unreported = parsed.Combine(reports)
            .Where(static pair => pair.Right)
            .Select(static (pair, _) => pair.Left);

        context.RegisterSourceOutput(unreported.Combine(files).Combine(models), static (output, all) =>
        {
            ((ParseResult result, EquatableArray<WeightsFile> weights), EquatableArray<OnnxFile> models) = all;
            foreach (Diagnostic diagnostic in NetworkDiagnostics.Of(result, () => weights, () => models))
                output.ReportDiagnostic(diagnostic);
        });
    }

    private static void Emit(SourceProductionContext output, NetworkSpec spec)
    {
        NetworkPlan plan = Planner.Plan(spec);
        foreach ((string hintName, string text) in NetworkEmitter.Emit(plan))
            output.AddSource(hintName, SourceText.From(text, Encoding.UTF8));
    }

    /// <summary>Whether the build runs generators without analyzers, as it decides itself: <c>RunAnalyzers</c>, and without it <c>RunAnalyzersDuringBuild</c>.</summary>
    private static bool AnalyzersAreOff(AnalyzerConfigOptions options) =>
        (Property(options, "RunAnalyzers") ?? Property(options, "RunAnalyzersDuringBuild"))?.Equals("false", StringComparison.OrdinalIgnoreCase) == true;

    private static string? Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue($"build_property.{name}", out string? value) && value.Length > 0 ? value : null;
}
