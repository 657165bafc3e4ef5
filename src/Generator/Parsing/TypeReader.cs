using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Analysis;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads the class itself: whether it can carry a network, and where the generated part goes.</summary>
internal static class TypeReader
{
    /// <summary>The place of the generated part, or null where the class cannot carry a network, which is then reported.</summary>
    public static TypeSpec? Read(INamedTypeSymbol type, TypeDeclarationSyntax declaration, SemanticModel? model, ICollection<Diagnostic> diagnostics)
    {
        // On a struct or an interface the attribute itself is an error of the compiler's, and so is what is half-typed.
        if (type.TypeKind != TypeKind.Class || IsHalfTyped(type))
            return null;

        Location location = declaration.Identifier.GetLocation();
        if (Obstacle(type) is (string what, string cure))
        {
            diagnostics.Add(Diagnostic.Create(Descriptors.UnsupportedClass, location, type.Name, what, cure));
            return null;
        }

        var containers = new List<string>();
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (!IsPartial(part))
            {
                // At the network, whichever type it is: editors offer fixes only for what is reported within the type that was analyzed.
                diagnostics.Add(Cure.Report(Descriptors.NotPartial, location, [Cure.By($"Make '{type.Name}' and the types around it partial", new Edit(EditKind.MakePartial, location))], part.Name, type.Name, $"{Keyword(part)} {part.Name}"));
                return null;
            }

            if (!SymbolEqualityComparer.Default.Equals(part, type))
                containers.Insert(0, $"partial {Keyword(part)} {EscapeType(part.Name)}");
        }

        bool hidesAliases = Number.AllAliases.Any(name => Seen(name).Any() || HasMember(type, name));
        string reference = Seen(type.Name).Any(symbol => !SymbolEqualityComparer.Default.Equals(symbol, type)) ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : EscapeType(type.Name);
        return new TypeSpec(NamespaceOf(type), containers.ToEquatableArray(), type.Name, reference, HintNames.Of(type), hidesAliases, !type.IsAbstract && !HasRequiredMembers(type), HasText(type));

        // What the generated part sees by a name: nested in the class or a base of it, around the class,
        // or an alias of all files. (What the user's file alone imports does no harm, but is no reason to look closer.)
        IEnumerable<ISymbol> Seen(string name)
        {
            for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType)
            {
                foreach (INamedTypeSymbol nested in part.GetTypeMembers(name))
                    yield return nested;
            }

            foreach (ISymbol around in model?.LookupNamespacesAndTypes(declaration.Identifier.SpanStart, name: name) ?? [])
                yield return around;
        }
    }

    /// <summary>Whether the class, or one that it stands in, has a member of that name, which a call there would mean: <c>Runtime.Guard</c>.</summary>
    private static bool HasMember(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
            for (INamedTypeSymbol? part = around; part is not null; part = part.BaseType)
                if (!part.GetMembers(name).IsEmpty)
                    return true;

        return false;
    }

    private static bool HasText(INamedTypeSymbol type)
    {
        if (type.Name == nameof(ToString))
            return true;

        for (INamedTypeSymbol? part = type; part is { SpecialType: not SpecialType.System_Object }; part = part.BaseType)
        {
            // One with parameters, such as a format, is an overload.
            if (part.GetMembers(nameof(ToString)).Any(member => member is not IMethodSymbol { Parameters.IsEmpty: false }))
                return true;
        }

        return false;
    }

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType)
        {
            if (part.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
                return true;
        }

        return false;
    }

    /// <summary>The name as C# can read it in any position, keyword or not.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>
    /// The same for a type. A name all in lower-case letters might be a keyword some day, and the compiler warns
    /// of it in every part of the class (CS8981), out of reach of a pragma in the user's part.
    /// </summary>
    public static string EscapeType(string name) => name.All(character => character is >= 'a' and <= 'z') ? "@" + name : Escape(name);

    /// <summary>
    /// Whether the compiler has an error for the declaration itself. (A base class that is not found is no such
    /// thing: another generator may be about to make it.)
    /// </summary>
    private static bool IsHalfTyped(INamedTypeSymbol type)
    {
        INamedTypeSymbol outermost = type;
        while (outermost.ContainingType is { } container)
            outermost = container;

        if (outermost.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal))
            return true;

        if (!type.GetMembers(type.Name).IsEmpty)
            return true;

        if (type.BaseType is IErrorTypeSymbol parent && (parent.Name.Length == 0 || !parent.CandidateSymbols.IsEmpty))
            return true;

        for (ISymbol part = type; part is not INamespaceSymbol { IsGlobalNamespace: true }; part = part.ContainingSymbol)
        {
            if (part.Name.Length == 0)
                return true;
        }

        return false;
    }

    private static (string What, string Cure)? Obstacle(INamedTypeSymbol type)
    {
        if (type.IsStatic)
            return ("static", "a network has instance state, so remove 'static'");

        if (type.IsRecord)
            return ("a record", "copies of a record would share their parameters, so declare it as a class");

        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.IsGenericType && part.TypeParameters.Length > 0)
                return (SymbolEqualityComparer.Default.Equals(part, type) ? "generic" : $"inside the generic type '{part.Name}'", "Precision chooses the number type, so remove the type parameters");

            if (part.IsFileLocal)
                return ("local to its file", "generated code is in another file, so make it internal");
        }

        for (INamedTypeSymbol? parent = type.BaseType; parent is { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            if (parent.GetAttributes().Any(NetworkParser.IsNetwork))
                return ($"derived from '{parent.Name}', which is also a network", "a network has one list of layers, so derive from another class");
        }

        bool canConstructBase = type.BaseType is null or { TypeKind: TypeKind.Error } || CanCallWithoutArguments(type.BaseType);
        return canConstructBase
            ? null
            : ($"derived from '{type.BaseType!.Name}', which has no constructor that base() can call", "give the base class a parameterless constructor");
    }

    /// <summary>Whether base() finds one constructor: one without parameters wins over others that have only optional ones.</summary>
    private static bool CanCallWithoutArguments(INamedTypeSymbol type)
    {
        List<IMethodSymbol> callable = type.InstanceConstructors.Where(constructor =>
            constructor.DeclaredAccessibility != Accessibility.Private
            && constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)).ToList();
        int exact = callable.Count(constructor => constructor.Parameters.IsEmpty);
        return exact == 1 || (exact == 0 && callable.Count == 1);
    }

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };

    private static string NamespaceOf(INamedTypeSymbol type)
    {
        var parts = new List<string>();
        for (INamespaceSymbol part = type.ContainingNamespace; !part.IsGlobalNamespace; part = part.ContainingNamespace)
            parts.Insert(0, Escape(part.Name));

        return string.Join(".", parts);
    }
}
