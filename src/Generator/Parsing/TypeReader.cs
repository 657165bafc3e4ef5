using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Analysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads the class: whether it can be a network, and where the generated part belongs.</summary>
internal static class TypeReader
{
    /// <summary>Where the generated part belongs. Reports a class that cannot be a network and returns null.</summary>
    public static TypeSpec? Read(INamedTypeSymbol type, TypeDeclarationSyntax declaration, SemanticModel? model, ICollection<Diagnostic> diagnostics)
    {
        // The compiler reports the attribute on a struct or an interface, and incomplete code.
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
                // Reported at the network, whichever type is not partial: editors offer fixes only within the analyzed type.
                diagnostics.Add(Cure.Report(Descriptors.NotPartial, location, [Cure.By($"Make '{type.Name}' and the types around it partial", new Edit(EditKind.MakePartial, location))], part.Name, type.Name, $"{Keyword(part)} {part.Name}"));
                return null;
            }

            if (!SymbolEqualityComparer.Default.Equals(part, type))
                containers.Insert(0, $"partial {Keyword(part)} {EscapeType(part.Name)}");
        }

        bool hidesAliases = model is not null && ShortNames.AreHidden(type, model, declaration.Identifier.SpanStart);
        string reference = Seen(type.Name).Any(symbol => !SymbolEqualityComparer.Default.Equals(symbol, type)) ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : EscapeType(type.Name);
        return new TypeSpec(NamespaceOf(type), containers.ToEquatableArray(), type.Name, reference, HintNames.Of(type), hidesAliases, !type.IsAbstract && !HasRequiredMembers(type), HasText(type), HasDisplay(type));

        // The types and namespaces that a name can mean in the generated part: nested in the class or a base class, around the class, or a
        // global alias. (This includes imports of the user's file, which do no harm.)
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

    private static bool HasText(INamedTypeSymbol type)
    {
        if (type.Name == nameof(ToString))
            return true;

        for (INamedTypeSymbol? part = type; part is { SpecialType: not SpecialType.System_Object }; part = part.BaseType)
        {
            // A ToString with parameters, such as a format, is an overload.
            if (part.GetMembers(nameof(ToString)).Any(member => member is not IMethodSymbol { Parameters.IsEmpty: false }))
                return true;
        }

        return false;
    }

    private static bool HasDisplay(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType)
        {
            if (part.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "DebuggerDisplayAttribute", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace.Name: "System" } }))
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

    /// <summary>The name as C# accepts it in any position, keyword or not.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>
    /// The same for a type. The compiler warns of names in lowercase letters only, which might become keywords (CS8981), in every part of the
    /// class. A pragma in the user's part would not cover the generated one.
    /// </summary>
    public static string EscapeType(string name) => name.All(character => character is >= 'a' and <= 'z') ? "@" + name : Escape(name);

    /// <summary>
    /// Whether the compiler reports an error for the declaration itself. A missing base class does not count, because another generator may
    /// be about to create it.
    /// </summary>
    private static bool IsHalfTyped(INamedTypeSymbol type)
    {
        INamedTypeSymbol outermost = type;
        while (outermost.ContainingType is { } container)
            outermost = container;

        if (outermost.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal))
            return true;

        // A class cannot be readonly; declared so in every part, it has the rules of a readonly struct.
        if (!type.GetMembers(type.Name).IsEmpty || type.IsReadOnly)
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
            if (IsNetwork(parent))
                return ($"derived from '{parent.Name}', which is also a network", "a network has one list of layers, so derive from another class");
        }

        bool canConstructBase = type.BaseType is null or { TypeKind: TypeKind.Error } || CanCallWithoutArguments(type.BaseType);
        return canConstructBase
            ? null
            : ($"derived from '{type.BaseType!.Name}', which has no constructor that base() can call", "give the base class a parameterless constructor");
    }

    /// <summary>
    /// Whether a class is a network. In this project its attribute says so, since its generated part is not there yet; in a
    /// compiled assembly its interface does, since attributes are not kept there.
    /// </summary>
    private static bool IsNetwork(INamedTypeSymbol type) =>
        type.GetAttributes().Any(NetworkParser.IsNetwork)
        || (type.DeclaringSyntaxReferences.IsEmpty && type.AllInterfaces.Any(form => form.OriginalDefinition.ToDisplayString() == "NetGen.INetwork<T>"));

    /// <summary>Whether base() finds exactly one constructor. One without parameters wins over those with only optional parameters.</summary>
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
