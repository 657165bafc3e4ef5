using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Functions;

namespace NetGen.Generator.Parsing;

/// <summary>
/// Whether something of the user's has one of the short names that generated code gives to types. Every edit asks this for every network,
/// so an answer is kept for each namespace of a compilation, where a lookup of each name for each network would take most of a parse.
/// </summary>
internal static class ShortNames
{
    private static readonly ConditionalWeakTable<INamespaceSymbol, object> _within = new(), _imported = new();

    /// <summary>What the generated part sees: members of the class, of those around it and of their bases, the namespaces around these, and imports.</summary>
    public static bool AreHidden(INamedTypeSymbol type, SemanticModel model, int position)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
            for (INamedTypeSymbol? part = around; part is not null; part = part.BaseType)
                if (Number.AllAliases.Any(name => !part.GetMembers(name).IsEmpty))
                    return true;

        for (INamespaceSymbol? part = type.ContainingNamespace; part is not null; part = part.ContainingNamespace)
        {
            // With what other assemblies have in it, which System.Runtime is for a class in System.
            INamespaceSymbol whole = model.Compilation.GetCompilationNamespace(part) ?? part;
            if (IsAny(_within, whole, name => whole.GetMembers(name).Any(IsAccessible)))
                return true;
        }

        // Only those of all files matter, but one of this file alone does no harm, and is no reason to look closer.
        return model.GetImportScopes(position).Any(scope =>
            scope.Aliases.Any(alias => Number.AllAliases.Contains(alias.Name))
            || scope.Imports.Any(import => import.NamespaceOrType is INamespaceSymbol part
                ? IsAny(_imported, part, name => part.GetTypeMembers(name).Any(IsAccessible))
                : Number.AllAliases.Any(name => import.NamespaceOrType.GetMembers(name).Any(IsAccessible))));

        bool IsAccessible(ISymbol symbol) => symbol is INamespaceSymbol || model.Compilation.IsSymbolAccessibleWithin(symbol, model.Compilation.Assembly);
    }

    private static bool IsAny(ConditionalWeakTable<INamespaceSymbol, object> answers, INamespaceSymbol container, System.Func<string, bool> has) =>
        (bool)answers.GetValue(container, _ => Number.AllAliases.Any(has));
}
