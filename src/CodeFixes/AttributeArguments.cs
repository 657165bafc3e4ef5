using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace NetGen.CodeFixes;

/// <summary>Changes one argument of an attribute. An argument without a name is found by the position of its parameter, which is -1 for a property.</summary>
internal static class AttributeArguments
{
    public static AttributeSyntax Set(AttributeSyntax attribute, string name, string value, int position)
    {
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(Qualified(value)).WithAdditionalAnnotations(Simplifier.Annotation);
        if (Find(attribute, name, position) is { } written)
            return attribute.ReplaceNode(written.Expression, expression.WithTriviaFrom(written.Expression));

        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? default;
        int inOrder = arguments.TakeWhile(argument => argument.NameEquals is null && argument.NameColon is null).Count();
        AttributeArgumentSyntax added = SyntaxFactory.AttributeArgument(expression);
        if (position < 0)
            added = added.WithNameEquals(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(name)));
        else if (position != inOrder)
            added = added.WithNameColon(SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(name)));

        // Properties follow the constructor's arguments.
        int constructor = arguments.TakeWhile(argument => argument.NameEquals is null).Count();
        added = added.NormalizeWhitespace();
        arguments = arguments.Insert(position < 0 ? arguments.Count : constructor, added);
        return WithArguments(attribute, arguments);
    }

    public static AttributeSyntax Remove(AttributeSyntax attribute, string name, int position)
    {
        if (Find(attribute, name, position) is not { } written)
            return attribute;

        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList!.Arguments.Remove(written);
        return arguments.Count > 0 ? WithArguments(attribute, arguments) : attribute.WithArgumentList(null).WithTrailingTrivia(attribute.GetTrailingTrivia());
    }

    /// <summary>Adds the namespace to NetGen's names. The editor shortens it if the file allows.</summary>
    public static string Qualified(string value) => Regex.Replace(value, @"\b(Activation|Loss)\.", "global::NetGen.$1.");

    private static AttributeArgumentSyntax? Find(AttributeSyntax attribute, string name, int position)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? default;
        return arguments.FirstOrDefault(argument => (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name)
            ?? arguments.Where((argument, index) => index == position && argument.NameEquals is null && argument.NameColon is null).FirstOrDefault();
    }

    private static AttributeSyntax WithArguments(AttributeSyntax attribute, SeparatedSyntaxList<AttributeArgumentSyntax> arguments)
    {
        SyntaxToken[] commas = [.. arguments.GetSeparators().Select(comma => comma.TrailingTrivia.Count > 0 ? comma : comma.WithTrailingTrivia(SyntaxFactory.Space))];
        SeparatedSyntaxList<AttributeArgumentSyntax> spaced = SyntaxFactory.SeparatedList(arguments, commas);
        return attribute.WithArgumentList((attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList()).WithArguments(spaced));
    }
}
