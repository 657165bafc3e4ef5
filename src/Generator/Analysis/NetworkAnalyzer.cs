using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Import;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Weights;

namespace NetGen.Generator.Analysis;

/// <summary>
/// Reports what is wrong with a network, from the same parse as the generator. The advantage over a generator: editors offer code fixes for
/// an analyzer's diagnostics, and .editorconfig, #pragma and [SuppressMessage] all apply to them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Networks in generated files are compiled too, so their errors are reported too.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            var files = new Lazy<EquatableArray<WeightsFile>>(() => start.Options.AdditionalFiles
                .Where(WeightsList.Is).SelectMany(text => WeightsList.Read(text, start.CancellationToken)).ToEquatableArray());
            var models = new Lazy<EquatableArray<OnnxFile>>(() => start.Options.AdditionalFiles
                .Where(OnnxFile.IsList).SelectMany(text => OnnxFile.Read(text, start.CancellationToken)).ToEquatableArray());
            start.RegisterSymbolAction(symbol => Analyze(symbol, () => files.Value, () => models.Value), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Func<EquatableArray<WeightsFile>> files, Func<EquatableArray<OnnxFile>> models)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        if (attributes.FirstOrDefault(NetworkParser.IsNetwork) is { } network)
        {
            if (network.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).Parent?.Parent is not TypeDeclarationSyntax declaration)
                return;

            ParseResult result = NetworkParser.Parse(type, declaration, context.Compilation, model: null, models, context.CancellationToken);
            foreach (Diagnostic diagnostic in NetworkDiagnostics.Of(result, files, models))
                context.ReportDiagnostic(diagnostic);
        }
        else if (attributes.FirstOrDefault(LayerKinds.Has) is { } layer)
        {
            // The generator never sees a class without [Network].
            Location location = layer.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : type.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.OrphanLayer, location, type.Name));
        }
    }
}

/// <summary>All diagnostics of one parse of a network.</summary>
internal static class NetworkDiagnostics
{
    /// <summary>The diagnostics of the declaration and of the files that it names. The files are requested only if it names one.</summary>
    public static IEnumerable<Diagnostic> Of(ParseResult result, Func<EquatableArray<WeightsFile>> files, Func<EquatableArray<OnnxFile>> models)
    {
        var diagnostics = new List<Diagnostic>(result.Diagnostics);
        if (result.Onnx is { } onnx)
            onnx.Compile(models(), result.OnnxPlace!, diagnostics);
        if (result.Weights is { } weights)
            diagnostics.AddRange(WeightsCheck.Run(weights, files()));
        return diagnostics;
    }
}
