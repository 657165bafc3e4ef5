using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace NetGen.CodeFixes;

/// <summary>Adds, removes and moves attributes. Like their neighbors, they are on their own lines or in a list with others.</summary>
internal static class AttributeLists
{
    public static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        if (attribute.Parent is AttributeListSyntax { Attributes.Count: > 1 })
            return root.RemoveNode(attribute, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;

        // Keeps comments above an attribute, and trivia before the first attribute of a type.
        SyntaxNode list = attribute.Parent!;
        bool hasComment = list.GetLeadingTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return root.RemoveNode(list, hasComment ? SyntaxRemoveOptions.KeepLeadingTrivia : SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
    }

    /// <summary>Adds attributes, given as text, after an existing one.</summary>
    public static SyntaxNode AddAfter(SyntaxNode root, AttributeSyntax attribute, IEnumerable<string> texts)
    {
        AttributeListSyntax[] added = [.. texts.Select(text => Parse($"global::NetGen.{AttributeArguments.Qualified(text)}"))];
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
            return root.InsertNodesAfter(attribute, added.Select(one => one.Attributes[0].WithLeadingTrivia(SyntaxFactory.Space)));

        // On the same line if the type is on it; otherwise, one per line.
        SyntaxTriviaList indent = EndsLine(list) ? Indent(list) : default;
        return root.InsertNodesAfter(list, added.Select(one => one.WithLeadingTrivia(indent).WithTrailingTrivia(SpaceAfter(list))));
    }

    public static SyntaxNode MoveBefore(SyntaxNode root, AttributeSyntax attribute, AttributeSyntax target)
    {
        root = root.TrackNodes(attribute, target);
        AttributeSyntax moved = attribute.WithoutTrivia();
        target = root.GetCurrentNode(target)!;
        var list = (AttributeListSyntax)target.Parent!;
        if (list.Attributes.Count > 1)
        {
            root = root.InsertNodesBefore(target, [moved.WithLeadingTrivia(target.GetLeadingTrivia())]);
        }
        else
        {
            AttributeListSyntax inserted = Parse(moved.ToString()).WithLeadingTrivia(list.GetLeadingTrivia()).WithTrailingTrivia(SpaceAfter(list));
            root = root.ReplaceNode(list, [inserted, EndsLine(list) ? list.WithLeadingTrivia(Indent(list)) : list.WithLeadingTrivia()]);
        }

        return Remove(root, root.GetCurrentNode(attribute)!);
    }

    /// <summary>A list of one attribute. It is parsed rather than built from nodes, because a formatter would change the spaces between new nodes.</summary>
    private static AttributeListSyntax Parse(string attribute) =>
        ((ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{attribute}] class C;")!).AttributeLists[0].WithoutTrivia().WithAdditionalAnnotations(Simplifier.Annotation);

    private static bool EndsLine(AttributeListSyntax list) => list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>The line break after the list, without a comment before it; or a space.</summary>
    private static SyntaxTriviaList SpaceAfter(AttributeListSyntax list) => SyntaxFactory.TriviaList(
        EndsLine(list) ? list.GetTrailingTrivia().First(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) : SyntaxFactory.Space);

    private static SyntaxTriviaList Indent(AttributeListSyntax list) =>
        SyntaxFactory.TriviaList(list.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
}
