using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Analysis;

namespace NetGen.Generator.Parsing;

/// <summary>
/// One attribute of a network as it stands in the source, read with every doubt: in half-typed code an
/// argument may be missing, of the wrong type or no constant, and then the compiler says so itself.
/// </summary>
internal sealed class DeclaredAttribute(AttributeData data, Compilation compilation, ICollection<Diagnostic> diagnostics)
{
    private const string Ending = "Attribute";

    private readonly AttributeSyntax? _syntax = data.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    /// <summary>Whether the compiler could bind the attribute; otherwise its own errors are enough.</summary>
    public bool IsBound =>
        data.AttributeConstructor is not null
        && data.ConstructorArguments.All(argument => argument.Kind != TypedConstantKind.Error)
        && data.NamedArguments.All(argument => argument.Value.Kind != TypedConstantKind.Error);

    /// <summary>The type declaration that the attribute stands on.</summary>
    public SyntaxNode? Declaration => _syntax?.Parent?.Parent;

    public Location Location => _syntax?.GetLocation() ?? Location.None;

    /// <summary>The name of an attribute of NetGen's without its ending, such as <c>Dense</c>; null where it is someone else's.</summary>
    public static string? NameOf(AttributeData attribute) =>
        attribute.AttributeClass is { } type && IsOfNetGen(type) && type.Name.EndsWith(Ending, StringComparison.Ordinal)
            ? type.Name.Substring(0, type.Name.Length - Ending.Length)
            : null;

    /// <summary>Whether a type stands in the namespace NetGen.</summary>
    public static bool IsOfNetGen(INamedTypeSymbol type) =>
        type is { Arity: 0, ContainingType: null, ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The alias by which alone the project knows the assembly of a type; null where <c>global::</c> finds it.</summary>
    public string? AliasOf(INamedTypeSymbol type) =>
        compilation.GetMetadataReference(type.ContainingAssembly)?.Properties.Aliases is { IsDefaultOrEmpty: false } aliases && !aliases.Contains(MetadataReferenceProperties.GlobalAlias)
            ? aliases[0]
            : null;

    /// <summary>A size: an integer of at least 1.</summary>
    public int? Size(int index, string parameter, string what)
    {
        if (Argument(index) is not int size)
            return null;

        if (size >= 1)
            return size;

        Report(Descriptors.SizeTooSmall, parameter, what, size.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>A size of at least 1, given by position to the parameter of this name.</summary>
    public int? Size(string parameter, string what) => Size(IndexOf(parameter), parameter, what);

    /// <summary>An integer given by name, of at least <paramref name="least"/>; <paramref name="missing"/> where it is not given.</summary>
    public int? Whole(string property, int least, int missing)
    {
        if (!TryNamed(property, out object? value))
            return missing;

        if (value is not int number || number >= least)
            return value as int?;

        ReportNumber(property, property, $"{least} or more", number.ToString(CultureInfo.InvariantCulture), least.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>An enum given by position, checked to be one of its values.</summary>
    public TEnum? Enum<TEnum>(int index, string parameter) where TEnum : struct, Enum =>
        Defined<TEnum>(Argument(index), parameter);

    /// <summary>An enum given by name; <paramref name="missing"/> where it is not given.</summary>
    public TEnum? Enum<TEnum>(string property, TEnum missing) where TEnum : struct, Enum =>
        TryNamed(property, out object? value) ? Defined<TEnum>(value, property) : missing;

    /// <summary>A type given by position; null where the argument is something else.</summary>
    public TypedConstant? Type(int index) =>
        index < data.ConstructorArguments.Length && data.ConstructorArguments[index].Kind == TypedConstantKind.Type
            ? data.ConstructorArguments[index]
            : null;

    /// <summary>The position of a parameter of the constructor; -1 where it has none of that name.</summary>
    public int IndexOf(string parameter)
    {
        for (int i = 0; i < data.AttributeConstructor?.Parameters.Length; i++)
        {
            if (data.AttributeConstructor.Parameters[i].Name == parameter)
                return i;
        }

        return -1;
    }

    /// <summary>The parameter that names values: <c>other</c>, <c>others</c>; empty where there is none.</summary>
    public string NamesArgument => data.AttributeConstructor?.Parameters.FirstOrDefault(parameter => parameter.Name is "other" or "others")?.Name ?? "";

    /// <summary>The values that the attribute names by position, beside From.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            if (IndexOf(NamesArgument) is not (var index and >= 0) || index >= data.ConstructorArguments.Length)
                return [];

            TypedConstant argument = data.ConstructorArguments[index];
            IEnumerable<TypedConstant> names = argument.Kind == TypedConstantKind.Array ? argument.Values.IsDefault ? [] : argument.Values : [argument];
            return names.Select(name => ValueOf(name) as string ?? "");
        }
    }

    public bool Flag(string property, bool missing) => TryNamed(property, out object? value) && value is bool flag ? flag : missing;

    public double? Number(string property) => TryNamed(property, out object? value) && value is double number ? number : null;

    /// <summary>A number given by position.</summary>
    public double? Number(int index) => Argument(index) is double number ? number : null;

    public string? Text(string property) => TryNamed(property, out object? value) ? value as string : null;

    /// <summary>Reports at the argument called <paramref name="argument"/>, or at the whole attribute where it is not written out.</summary>
    public void Report(DiagnosticDescriptor descriptor, string argument, params object[] messageArguments) =>
        Report(descriptor, argument, cures: [], messageArguments);

    /// <summary>The same, with what would resolve it.</summary>
    public void Report(DiagnosticDescriptor descriptor, string argument, Cure[] cures, params object[] messageArguments) =>
        diagnostics.Add(Cure.Report(descriptor, LocationOf(argument), cures, messageArguments));

    /// <summary>Reports a number that is out of its range, with one that is not.</summary>
    public void ReportNumber(string argument, string what, string range, string actual, string suggestion) =>
        Report(Descriptors.BadNumber, argument, [Cure.By($"Set {argument} to {suggestion}", Set(argument, suggestion))], what, range, actual, suggestion);

    /// <summary>An edit that gives the attribute an argument, or changes it.</summary>
    public Edit Set(string argument, string value) => new(EditKind.SetArgument, Location, argument, value);

    /// <summary>An edit that takes an argument away.</summary>
    public Edit Without(string argument) => new(EditKind.RemoveArgument, Location, argument);

    /// <summary>A cure that takes an argument away.</summary>
    public Cure Drop(string argument) => Cure.By($"Remove {argument}", Without(argument));

    /// <summary>A cure that removes the attribute.</summary>
    public Cure Remove() => Cure.By($"Remove [{NameOf(data)}]", new Edit(EditKind.RemoveAttribute, Location));

    /// <summary>An edit that moves the attribute in front of another.</summary>
    public Edit Before(DeclaredAttribute other) => new(EditKind.MoveBefore, Location, Target: other.Location);

    /// <summary>A cure that replaces a text in an argument by another.</summary>
    public Cure Correct(string argument, string text, string correct)
    {
        Location place = Find(argument)?.DescendantNodes().OfType<LiteralExpressionSyntax>().FirstOrDefault(literal => literal.Token.ValueText == text)?.GetLocation() ?? Location.None;
        return Cure.By($"Change '{text}' to '{correct}'", new Edit(EditKind.Replace, place, text, SymbolDisplay.FormatLiteral(correct, quote: true)));
    }

    /// <summary>The place of the argument called <paramref name="argument"/>, or of the whole attribute where it is not written out.</summary>
    public Location LocationOf(string argument) => Find(argument)?.GetLocation() ?? Location;

    private AttributeArgumentSyntax? Find(string argument)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = _syntax?.ArgumentList?.Arguments ?? default;
        int position = IndexOf(argument);
        return arguments.FirstOrDefault(syntax => (syntax.NameEquals?.Name ?? syntax.NameColon?.Name)?.Identifier.ValueText == argument)
            ?? arguments.Where((syntax, index) => index == position && syntax.NameEquals is null && syntax.NameColon is null).FirstOrDefault();
    }

    private object? Argument(int index) => index >= 0 && index < data.ConstructorArguments.Length ? ValueOf(data.ConstructorArguments[index]) : null;

    /// <summary>The value of an argument; null for an array, which only an attribute of the user's own takes by this name.</summary>
    private static object? ValueOf(TypedConstant argument) => argument.Kind == TypedConstantKind.Array ? null : argument.Value;

    private bool TryNamed(string property, out object? value)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in data.NamedArguments)
        {
            if (argument.Key == property)
            {
                value = ValueOf(argument.Value);
                return true;
            }
        }

        value = null;
        return false;
    }

    private TEnum? Defined<TEnum>(object? value, string argument) where TEnum : struct, Enum
    {
        if (value is not int number)
            return null;

        if (System.Enum.IsDefined(typeof(TEnum), number))
            return (TEnum)System.Enum.ToObject(typeof(TEnum), number);

        Report(
            Descriptors.UnknownValue,
            argument,
            number.ToString(CultureInfo.InvariantCulture),
            typeof(TEnum).Name,
            string.Join(", ", System.Enum.GetNames(typeof(TEnum)).Where(name => name != nameof(Activation.Custom))));
        return null;
    }
}
