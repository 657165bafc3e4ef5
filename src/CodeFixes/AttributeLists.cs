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
        AttributeSyntax[] added = [.. texts.Select(Parse)];
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
            return root.InsertNodesAfter(attribute, added.Select(one => one.WithLeadingTrivia(SyntaxFactory.Space)));

        // On the same line, if the type itself stands there; otherwise each below the other.
        SyntaxTriviaList indent = Indent(list);
        return root.InsertNodesAfter(list, added.Select(one =>
            SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(one)).WithLeadingTrivia(EndsLine(list) ? indent : default).WithTrailingTrivia(list.GetTrailingTrivia())));
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
            AttributeListSyntax inserted = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(moved)).WithLeadingTrivia(list.GetLeadingTrivia()).WithTrailingTrivia(EndOf(list));
            root = root.ReplaceNode(list, [inserted, EndsLine(list) ? list.WithLeadingTrivia(Indent(list)) : list.WithLeadingTrivia()]);
        }

        return Remove(root, root.GetCurrentNode(attribute)!);
    }

    private static AttributeSyntax Parse(string text) =>
        ((ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[global::NetGen.{AttributeArguments.Qualified(text)}] class C;")!).AttributeLists[0].Attributes[0]
            .WithAdditionalAnnotations(Simplifier.Annotation);

    private static bool EndsLine(AttributeListSyntax list) => list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>The end of the list's line without a comment that stands there.</summary>
    private static SyntaxTriviaList EndOf(AttributeListSyntax list) => EndsLine(list)
        ? SyntaxFactory.TriviaList(list.GetTrailingTrivia().First(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
        : list.GetTrailingTrivia();

    private static SyntaxTriviaList Indent(AttributeListSyntax list) =>
        SyntaxFactory.TriviaList(list.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
}
