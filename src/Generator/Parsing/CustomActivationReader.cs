using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Analysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads an activation that is a user's type, and checks that generated code can call it.</summary>
internal static class CustomActivationReader
{
    private const string Argument = "activation", Scalar = "IActivation", Vector = "IVectorActivation";

    /// <summary>The type by name; null if it is not suitable, which is reported here or by the compiler.</summary>
    public static CustomActivationSpec? Read(DeclaredAttribute attribute, TypedConstant argument)
    {
        var given = argument.Value as ITypeSymbol;
        if (given is IErrorTypeSymbol)
            return null;

        string name = given?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";
        if (given is INamedTypeSymbol { IsUnboundGenericType: true })
            return Wrong(Descriptors.OpenActivation, name);

        if (given is not INamedTypeSymbol type || type.TypeKind == TypeKind.Interface || Find(type, Scalar) is not { } scalar)
            return Wrong(Descriptors.NoActivation, name);

        if (IsFileLocal(type))
            return Wrong(Descriptors.HiddenActivation, name, "it is local to its file", "make it internal");

        if (type.IsRefLikeType)
            return Wrong(Descriptors.HiddenActivation, name, "it is a ref struct, which cannot be a type argument", "remove 'ref'");

        if (attribute.AliasOf(type) is { } alias)
            return Wrong(Descriptors.HiddenActivation, name, $"its assembly is only available as the alias '{alias}'", "add 'global' to the aliases of the reference");

        var uses = new Uses();
        uses.Add(type);

        INamedTypeSymbol? vector = Find(type, Vector);
        foreach (ISymbol member in scalar.GetMembers().Concat(vector?.GetMembers() ?? []))
        {
            // The compiler reports a missing member, on the type.
            if (type.FindImplementationForInterfaceMember(member) is not IMethodSymbol method)
                return null;

            if (!method.ExplicitInterfaceImplementations.IsEmpty)
                return Wrong(Descriptors.HiddenActivation, name, $"{method.ContainingType.Name} implements {member.Name} explicitly", "make it a public member of the type");

            uses.AddMarks(method);
        }

        return uses.IsForbidden
            ? Wrong(Descriptors.HiddenActivation, name, "it is obsolete and using it is an error", "use another activation")
            : new CustomActivationSpec(type.Name, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), vector is not null, uses.Warnings.ToEquatableArray());

        CustomActivationSpec? Wrong(DiagnosticDescriptor descriptor, params object[] arguments)
        {
            attribute.Report(descriptor, Argument, arguments);
            return null;
        }
    }

    private static INamedTypeSymbol? Find(INamedTypeSymbol type, string name) =>
        type.AllInterfaces.FirstOrDefault(form => form.Name == name && DeclaredAttribute.IsOfNetGen(form));

    /// <summary>Whether the type, a type around it or one of its type arguments is visible only in its file.</summary>
    private static bool IsFileLocal(INamedTypeSymbol type) =>
        type.IsFileLocal
        || (type.ContainingType is { } outer && IsFileLocal(outer))
        || type.TypeArguments.OfType<INamedTypeSymbol>().Any(IsFileLocal);

    /// <summary>The compiler's diagnostics for uses of a type: it, or a type that it is built from, is obsolete or experimental.</summary>
    private sealed class Uses
    {
        public SortedSet<string> Warnings { get; } = new(StringComparer.Ordinal);

        public bool IsForbidden { get; private set; }

        public void Add(INamedTypeSymbol type)
        {
            AddMarks(type);
            AddMarks(type.ContainingAssembly);
            AddMarks(type.ContainingModule);
            foreach (INamedTypeSymbol argument in type.TypeArguments.OfType<INamedTypeSymbol>())
                Add(argument);

            if (type.ContainingType is { } outer)
                Add(outer);
        }

        public void AddMarks(ISymbol? symbol)
        {
            foreach (AttributeData mark in symbol?.GetAttributes() ?? [])
            {
                object?[] arguments = [.. mark.ConstructorArguments.Where(argument => argument.Kind == TypedConstantKind.Primitive).Select(argument => argument.Value)];
                switch (mark.AttributeClass?.ToDisplayString())
                {
                    case "System.ObsoleteAttribute":
                        Warnings.UnionWith(["CS0612", "CS0618"]);
                        Warnings.UnionWith(mark.NamedArguments.Where(argument => argument.Key == "DiagnosticId").Select(argument => argument.Value.Value).OfType<string>().Where(SyntaxFacts.IsValidIdentifier));
                        IsForbidden |= arguments.Contains(true);
                        break;

                    case "System.Diagnostics.CodeAnalysis.ExperimentalAttribute":
                        Warnings.UnionWith(arguments.OfType<string>().Where(SyntaxFacts.IsValidIdentifier));
                        break;
                }
            }
        }
    }
}
