using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;
using NetGen.Generator.Weights;

namespace NetGen.Generator;

/// <summary>
/// The pipeline: parse every class with [Network], then on one branch plan and emit it, on the other report
/// its diagnostics, and those of the weights file that it names. Code depends on no file, so a new one compiles nothing.
/// Only the first branch is compared by value, so an edit elsewhere costs one parse.
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

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.NetworkAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                NetworkParser.Parse)
            .WithTrackingName(ParseStep);

        IncrementalValuesProvider<NetworkSpec> specs = parsed
            .SelectMany(static (result, _) => result.Spec is { } spec ? [spec] : System.Array.Empty<NetworkSpec>())
            .WithTrackingName(SpecStep);

        context.RegisterSourceOutput(specs, static (output, spec) =>
        {
            NetworkPlan plan = Planner.Plan(spec);
            foreach ((string hintName, string text) in NetworkEmitter.Emit(plan))
                output.AddSource(hintName, SourceText.From(text, Encoding.UTF8));
        });

        context.RegisterSourceOutput(parsed, static (output, result) =>
        {
            foreach (Diagnostic diagnostic in result.Diagnostics)
                output.ReportDiagnostic(diagnostic);
        });

        IncrementalValueProvider<EquatableArray<WeightsFile>> files = context.AdditionalTextsProvider
            .Where(WeightsList.Is)
            .SelectMany(WeightsList.Read)
            .Collect()
            .Select(static (files, _) => new EquatableArray<WeightsFile>(files))
            .WithTrackingName(WeightsStep);

        IncrementalValuesProvider<WeightsDeclaration> declared = parsed
            .SelectMany(static (result, _) => result.Weights is { } weights ? [weights] : System.Array.Empty<WeightsDeclaration>());

        context.RegisterSourceOutput(declared.Combine(files), static (output, pair) =>
        {
            foreach (Diagnostic diagnostic in WeightsCheck.Run(pair.Left, pair.Right))
                output.ReportDiagnostic(diagnostic);
        });
    }
}
