using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using NetGen.Generator.Analysis;

namespace NetGen.CodeFixes;

/// <summary>
/// Applies cures, one edit after the other. All nodes to edit are tracked from the start, so that each edit finds its node again, whatever
/// others have changed around it.
/// </summary>
internal static class CureEditor
{
    public static async Task<Document> ApplyAsync(Document document, IEnumerable<Cure> cures, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null)
            return document;

        // An edit is applied once, even if several diagnostics ask for it. Locations in other files cannot be edited.
        SyntaxTree tree = root.SyntaxTree;
        Edit[] edits = [.. cures.Where(cure => cure.Edits.All(edit => edit.Place.SourceTree == tree && (edit.Target is null || edit.Target.SourceTree == tree))).SelectMany(cure => cure.Edits).Distinct()];
        var nodes = new Dictionary<Location, SyntaxNode>();
        foreach (Edit edit in edits)
        {
            nodes[edit.Place] = NodeAt(root, edit.Kind, edit.Place);
            if (edit.Target is { } target)
                nodes[target] = NodeAt(root, edit.Kind, target);
        }

        Dictionary<string, int> positions = Positions(edits, nodes, model, cancellation);
        SyntaxNode current = root.TrackNodes(nodes.Values.SelectMany(WithContainers).Distinct());
        foreach (Edit edit in edits)
        {
            cancellation.ThrowIfCancellationRequested();
            current = edit.Kind == EditKind.MakePartial
                ? MakePartial(current, nodes[edit.Place], SyntaxGenerator.GetGenerator(document))
                : Apply(current, edit, nodes, positions);
        }

        return document.WithSyntaxRoot(current);
    }

    private static SyntaxNode Apply(SyntaxNode root, Edit edit, Dictionary<Location, SyntaxNode> nodes, Dictionary<string, int> positions)
    {
        if (root.GetCurrentNode(nodes[edit.Place]) is not { } node)
            return root;

        if (edit.Kind == EditKind.Replace)
            return root.ReplaceNode(node, SyntaxFactory.ParseExpression(edit.Value).WithTriviaFrom(node));

        if (node is not AttributeSyntax attribute)
            return root;

        return edit.Kind switch
        {
            EditKind.SetArgument => root.ReplaceNode(attribute, AttributeArguments.Set(attribute, edit.Name, edit.Value, positions.TryGetValue(Key(edit), out int position) ? position : -1)),
            EditKind.RemoveArgument => root.ReplaceNode(attribute, AttributeArguments.Remove(attribute, edit.Name, positions.TryGetValue(Key(edit), out int position) ? position : -1)),
            EditKind.RemoveAttribute => AttributeLists.Remove(root, attribute),
            EditKind.AddAttributes => AttributeLists.AddAfter(root, attribute, edit.Value.Split('\n')),
            EditKind.MoveBefore when root.GetCurrentNode(nodes[edit.Target!]) is AttributeSyntax target => AttributeLists.MoveBefore(root, attribute, target),
            _ => root,
        };
    }

    /// <summary>The attribute, type or literal at a location.</summary>
    private static SyntaxNode NodeAt(SyntaxNode root, EditKind kind, Location place)
    {
        SyntaxNode node = root.FindNode(place.SourceSpan, getInnermostNodeForTie: true);
        return kind switch
        {
            EditKind.Replace => node,
            EditKind.MakePartial => node.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? node,
            _ => node.FirstAncestorOrSelf<AttributeSyntax>() ?? node.DescendantNodes().OfType<AttributeSyntax>().FirstOrDefault() ?? node,
        };
    }

    private static IEnumerable<SyntaxNode> WithContainers(SyntaxNode node) =>
        node is TypeDeclarationSyntax ? node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() : [node];

    private static SyntaxNode MakePartial(SyntaxNode root, SyntaxNode type, SyntaxGenerator generator)
    {
        foreach (TypeDeclarationSyntax original in WithContainers(type).OfType<TypeDeclarationSyntax>())
        {
            if (root.GetCurrentNode(original) is { } declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                root = root.ReplaceNode(declaration, generator.WithModifiers(declaration, generator.GetModifiers(declaration).WithPartial(true)));
        }

        return root;
    }

    /// <summary>The positions of the constructor parameters that edits name. They identify arguments that are written without names.</summary>
    private static Dictionary<string, int> Positions(IEnumerable<Edit> edits, Dictionary<Location, SyntaxNode> nodes, SemanticModel model, CancellationToken cancellation)
    {
        var positions = new Dictionary<string, int>();
        foreach (Edit edit in edits.Where(edit => edit.Kind is EditKind.SetArgument or EditKind.RemoveArgument && nodes[edit.Place] is AttributeSyntax))
        {
            if ((model.GetSymbolInfo(nodes[edit.Place], cancellation).Symbol as IMethodSymbol)?.Parameters.FirstOrDefault(parameter => parameter.Name == edit.Name) is { } found)
                positions[Key(edit)] = found.Ordinal;
        }

        return positions;
    }

    private static string Key(Edit edit) => $"{edit.Place.SourceSpan.Start} {edit.Name}";
}
