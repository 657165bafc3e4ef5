using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Analysis;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Parsing;

/// <summary>Finds members of the class, or of a base class, that the generated part would declare again.</summary>
internal static class MemberCollisions
{
    /// <summary>Reports every collision. Returns whether there was one.</summary>
    public static bool Report(INamedTypeSymbol type, NetworkSpec spec, Layout layout, TypeDeclarationSyntax declaration, ICollection<Diagnostic> diagnostics)
    {
        if (!Emission.MemberNames.MayHave(type.Name) && !Members(type).Any(MayCollide))
            return false;

        HashSet<string> generated = [.. Emission.MemberNames.Of(spec, layout)];
        HashSet<string> names = [.. generated.Select(member => member.IndexOf('(') is var end && end < 0 ? member : member.Substring(0, end))];
        int before = diagnostics.Count;

        if (IsTaken(type.Name))
            Add(type.Name, declaration.Identifier.GetLocation());

        foreach (ISymbol member in Members(type))
        {
            // The name of an explicit implementation includes the interface, as written.
            string name = member.Name.Replace("global::", "");
            switch (member)
            {
                // Overloads of generated methods are allowed; only the same parameters collide.
                case IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method when generated.Contains(name) || (names.Contains(name) && generated.Contains(Signature(name, method))) || (method.Parameters.IsEmpty && IsGetter(name)):
                case not (IMethodSymbol or IPropertySymbol { IsIndexer: true }) when IsTaken(name):
                    Add(name, PlaceOf(member));
                    break;

                // [IndexerName] names an indexer. Derived classes do not see that name.
                case IPropertySymbol { IsIndexer: true } when IsTaken(member.MetadataName) && SymbolEqualityComparer.Default.Equals(member.ContainingType, type):
                    Add(member.MetadataName, PlaceOf(member));
                    break;

                case IMethodSymbol { MethodKind: MethodKind.Constructor } method when SymbolEqualityComparer.Default.Equals(member.ContainingType, type) && !method.IsImplicitlyDeclared:
                    if (Signature("this", method) == "this(int)")
                        Add($"{type.Name}(int)", PlaceOf(member));
                    else if (method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax))
                        Add($"primary constructor of {type.Name}", PlaceOf(member));
                    break;
            }
        }

        return diagnostics.Count > before;

        bool IsTaken(string name) => names.Contains(name) || IsGetter(name);

        // A property W1 reserves the name get_W1.
        bool IsGetter(string name) => name.StartsWith("get_", StringComparison.Ordinal) && generated.Contains(name.Substring(4));

        void Add(string name, Location location) => diagnostics.Add(Diagnostic.Create(Descriptors.MemberCollision, location, name, type.Name));

        Location PlaceOf(ISymbol member) => member.Locations.FirstOrDefault(place => place.IsInSource) ?? declaration.Identifier.GetLocation();
    }

    private static bool MayCollide(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        ? !member.IsImplicitlyDeclared
        : Emission.MemberNames.MayHave(member is IPropertySymbol { IsIndexer: true } ? member.MetadataName : member.Name);

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        // The analyzer also sees the generated part, which does not collide with itself.
        foreach (ISymbol member in type.GetMembers().Where(member => (!member.IsImplicitlyDeclared || member is IMethodSymbol { MethodKind: MethodKind.Constructor }) && !IsGenerated(member)))
            yield return member;

        for (INamedTypeSymbol? parent = type.BaseType; parent is { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            foreach (ISymbol member in parent.GetMembers().Where(member => !member.IsImplicitlyDeclared && member.DeclaredAccessibility != Accessibility.Private))
                yield return member;
        }
    }

    private static bool IsGenerated(ISymbol member) =>
        member.Locations.Length > 0 && member.Locations.All(place => place.SourceTree?.FilePath.Contains(typeof(NetworkGenerator).FullName) == true);

    /// <summary>What distinguishes overloads: the number of type parameters, and the types and passing of parameters.</summary>
    private static string Signature(string name, IMethodSymbol method) =>
        $"{name}{(method.Arity == 0 ? "" : $"`{method.Arity}")}({string.Join(", ", method.Parameters.Select(parameter =>
            (parameter.RefKind == RefKind.None ? "" : "ref ") + parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString()))})";
}
