using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NetGen.Generator.Analysis;

namespace NetGen.CodeFixes;

/// <summary>Offers the cures that a diagnostic carries, one by one or for all occurrences at once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NetworkCodeFixProvider)), Shared]
public sealed class NetworkCodeFixProvider : CodeFixProvider
{
    private const int MaxId = 99;

    private static readonly FixAllProvider _fixAll = FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        IEnumerable<Cure> cures = diagnostics.SelectMany(diagnostic => Keyed(diagnostic).Where(pair => pair.Key == context.CodeActionEquivalenceKey).Take(1)).Select(pair => pair.Cure);
        return await CureEditor.ApplyAsync(document, cures, context.CancellationToken).ConfigureAwait(false);
    });

    /// <summary>All diagnostics of NetGen. A reported diagnostic itself carries its cures.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. Enumerable.Range(1, MaxId).Select(number => $"NETGEN{number:000}")];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => _fixAll;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach ((string key, Cure cure) in Keyed(diagnostic))
                context.RegisterCodeFix(CodeAction.Create(cure.Title, token => CureEditor.ApplyAsync(context.Document, [cure], token), key), diagnostic);
        }

        return Task.CompletedTask;
    }

    /// <summary>Each cure with a key that equals that of the same cure elsewhere: its index and what it does.</summary>
    private static IEnumerable<(string Key, Cure Cure)> Keyed(Diagnostic diagnostic) =>
        Cure.Of(diagnostic).Select((cure, index) => ($"{diagnostic.Id} {index} {string.Join(" ", cure.Edits.Select(edit => $"{edit.Kind}:{edit.Name}").Distinct())}", cure));
}
