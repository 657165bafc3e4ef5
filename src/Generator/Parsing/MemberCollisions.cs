using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Analysis;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Parsing;

/// <summary>Finds members of the user's, or of a base class, that the generated part would declare a second time.</summary>
internal static class MemberCollisions
{
    /// <summary>Reports every collision; returns whether there was one.</summary>
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
            // An explicit implementation is called by its interface, as that is written.
            string name = member.Name.Replace("global::", "");
            switch (member)
            {
                // An overload beside a generated method is welcome; only the same parameters collide.
                case IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method when generated.Contains(name) || (names.Contains(name) && generated.Contains(Signature(name, method))) || (method.Parameters.IsEmpty && IsGetter(name)):
                case not (IMethodSymbol or IPropertySymbol { IsIndexer: true }) when IsTaken(name):
                    Add(name, PlaceOf(member));
                    break;

                // [IndexerName] gives an indexer a name, which those who derive from the class do not see.
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

        // A property W1 reserves the method get_W1().
        bool IsGetter(string name) => name.StartsWith("get_", StringComparison.Ordinal) && generated.Contains(name.Substring(4));

        void Add(string name, Location location) => diagnostics.Add(Diagnostic.Create(Descriptors.MemberCollision, location, name, type.Name));

        Location PlaceOf(ISymbol member) => member.Locations.FirstOrDefault(place => place.IsInSource) ?? declaration.Identifier.GetLocation();
    }

    private static bool MayCollide(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        ? !member.IsImplicitlyDeclared
        : Emission.MemberNames.MayHave(member.MetadataName);

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        // The analyzer sees the class with its generated part, which does not collide with itself.
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

    /// <summary>What tells overloads apart: type parameters, and the types of parameters and how they are passed.</summary>
    private static string Signature(string name, IMethodSymbol method) =>
        $"{name}{(method.Arity == 0 ? "" : $"`{method.Arity}")}({string.Join(", ", method.Parameters.Select(parameter =>
            (parameter.RefKind == RefKind.None ? "" : "ref ") + parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString()))})";
}
