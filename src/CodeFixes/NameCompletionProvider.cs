using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Completes the names of values that layers read: in <c>From = "..."</c>, and in the names of <c>[Add]</c> and <c>[Concat]</c>.</summary>
[ExportCompletionProvider(nameof(NameCompletionProvider), LanguageNames.CSharp), Shared]
public sealed class NameCompletionProvider : CompletionProvider
{
    /// <summary>The name of the network's input.</summary>
    private const string InputName = "x";

    /// <inheritdoc/>
    public override bool ShouldTriggerCompletion(SourceText text, int caretPosition, CompletionTrigger trigger, Microsoft.CodeAnalysis.Options.OptionSet options) =>
        trigger.Kind is CompletionTriggerKind.Invoke or CompletionTriggerKind.InvokeAndCommitIfUnique
        || (trigger.Kind == CompletionTriggerKind.Insertion && (trigger.Character == '"' || char.IsLetterOrDigit(trigger.Character)));

    /// <inheritdoc/>
    public override async Task ProvideCompletionsAsync(CompletionContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxToken token = root?.FindToken(context.Position > 0 ? context.Position - 1 : 0) ?? default;
        if (!token.IsKind(SyntaxKind.StringLiteralToken)
            || token.Parent?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { Parent.Parent: AttributeSyntax attribute } argument
            || !ReadsNames(attribute, argument)
            || attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
        {
            return;
        }

        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null || !IsOfNetGen(model, attribute, context.CancellationToken))
            return;

        context.CompletionListSpan = TextSpan.FromBounds(token.SpanStart + 1, token.Text.Length > 1 && token.Text[token.Text.Length - 1] == '"' ? token.Span.End - 1 : token.Span.End);
        foreach (string name in NamesAbove(declaration, attribute).Prepend(InputName).Distinct())
            context.AddItem(CompletionItem.Create(name, tags: ImmutableArray.Create(WellKnownTags.Property)));

        context.IsExclusive = true;
    }

    private static bool ReadsNames(AttributeSyntax attribute, AttributeArgumentSyntax argument) =>
        argument.NameEquals is { } equals
            ? equals.Name.Identifier.ValueText == "From"
            : NameOf(attribute) is "Add" or "Concat" or "Multiply" or "Subtract" or "Divide";

    private static string NameOf(AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            _ => "",
        };
        const string ending = "Attribute";
        return name.EndsWith(ending, System.StringComparison.Ordinal) ? name.Substring(0, name.Length - ending.Length) : name;
    }

    private static bool IsOfNetGen(SemanticModel model, AttributeSyntax attribute, CancellationToken cancellation)
    {
        SymbolInfo info = model.GetSymbolInfo(attribute, cancellation);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.ContainingType?.ContainingNamespace?.ToDisplayString() == "NetGen";
    }

    /// <summary>The names of the layers above, nearest first.</summary>
    private static IEnumerable<string> NamesAbove(TypeDeclarationSyntax declaration, AttributeSyntax attribute) =>
        from layer in declaration.AttributeLists.SelectMany(list => list.Attributes).TakeWhile(layer => layer != attribute).Reverse()
        from argument in layer.ArgumentList?.Arguments ?? default
        where argument.NameEquals?.Name.Identifier.ValueText == "As" && argument.Expression is LiteralExpressionSyntax { Token.Value: string }
        select ((LiteralExpressionSyntax)argument.Expression).Token.ValueText;
}
