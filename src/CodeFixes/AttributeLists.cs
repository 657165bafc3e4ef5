using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace NetGen.CodeFixes;

/// <summary>Adds, removes and moves attributes, on lines of their own or in a list with others, as those around them stand.</summary>
internal static class AttributeLists
{
    public static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        if (attribute.Parent is AttributeListSyntax { Attributes.Count: > 1 })
            return root.RemoveNode(attribute, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;

        // Comments above an attribute stay, and so does what stands before the first one of a type.
        SyntaxNode list = attribute.Parent!;
        bool hasComment = list.GetLeadingTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return root.RemoveNode(list, hasComment ? SyntaxRemoveOptions.KeepLeadingTrivia : SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
    }

    /// <summary>Adds attributes, each as its own text, after one that is there.</summary>
    public static SyntaxNode AddAfter(SyntaxNode root, AttributeSyntax attribute, IEnumerable<string> texts)
    {
        AttributeListSyntax[] added = [.. texts.Select(text => Parse($"global::NetGen.{AttributeArguments.Qualified(text)}"))];
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
            return root.InsertNodesAfter(attribute, added.Select(one => one.Attributes[0].WithLeadingTrivia(SyntaxFactory.Space)));

        // On the same line, if the type itself stands there; otherwise each below the other.
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

    /// <summary>A list of one attribute. Parsed, rather than made of nodes, since a formatter would put spaces between those as it likes.</summary>
    private static AttributeListSyntax Parse(string attribute) =>
        ((ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{attribute}] class C;")!).AttributeLists[0].WithoutTrivia().WithAdditionalAnnotations(Simplifier.Annotation);

    private static bool EndsLine(AttributeListSyntax list) => list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>The end of the list's line, without a comment that stands there; or a space.</summary>
    private static SyntaxTriviaList SpaceAfter(AttributeListSyntax list) => SyntaxFactory.TriviaList(
        EndsLine(list) ? list.GetTrailingTrivia().First(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) : SyntaxFactory.Space);

    private static SyntaxTriviaList Indent(AttributeListSyntax list) =>
        SyntaxFactory.TriviaList(list.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
}
