using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads an activation that is a type of the user's, and sees to it that generated code can call it.</summary>
internal static class CustomActivationReader
{
    private const string Argument = "activation", Scalar = "IActivation", Vector = "IVectorActivation";

    /// <summary>The type as a name; null where it will not do, which is then reported (here, or by the compiler).</summary>
    public static CustomActivationSpec? Read(DeclaredAttribute attribute, TypedConstant argument)
    {
        var given = argument.Value as ITypeSymbol;
        if (given is IErrorTypeSymbol)
            return null;

        string name = given?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";
        if (given is INamedTypeSymbol { IsUnboundGenericType: true })
            return Wrong(Diagnostics.OpenActivation, name);

        if (given is not INamedTypeSymbol type || type.TypeKind == TypeKind.Interface || Find(type, Scalar) is not { } scalar)
            return Wrong(Diagnostics.NoActivation, name);

        if (IsFileLocal(type))
            return Wrong(Diagnostics.HiddenActivation, name, "it is local to its file", "make it internal");

        INamedTypeSymbol? vector = Find(type, Vector);
        foreach (ISymbol member in scalar.GetMembers().Concat(vector?.GetMembers() ?? []))
        {
            // A member that is missing is the compiler's to report, on the type.
            if (type.FindImplementationForInterfaceMember(member) is not IMethodSymbol method)
                return null;

            if (!method.ExplicitInterfaceImplementations.IsEmpty)
                return Wrong(Diagnostics.HiddenActivation, name, $"{method.ContainingType.Name} implements {member.Name} explicitly", "make it a public member of the type");
        }

        return new CustomActivationSpec(type.Name, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), vector is not null);

        CustomActivationSpec? Wrong(DiagnosticDescriptor descriptor, params object[] arguments)
        {
            attribute.Report(descriptor, Argument, arguments);
            return null;
        }
    }

    private static INamedTypeSymbol? Find(INamedTypeSymbol type, string name) =>
        type.AllInterfaces.FirstOrDefault(form => form.ToDisplayString() == $"NetGen.{name}");

    /// <summary>Whether the type, one around it or one of its arguments is seen in its own file only.</summary>
    private static bool IsFileLocal(INamedTypeSymbol type) =>
        type.IsFileLocal
        || (type.ContainingType is { } outer && IsFileLocal(outer))
        || type.TypeArguments.OfType<INamedTypeSymbol>().Any(IsFileLocal);
}
