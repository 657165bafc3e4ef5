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
/// One attribute of a network, as declared in the source. It is read without assumptions: while code is being typed, an argument may be
/// missing, of the wrong type or not constant. The compiler reports these cases itself.
/// </summary>
internal sealed class DeclaredAttribute(AttributeData? data, Compilation? compilation, ICollection<Diagnostic> diagnostics)
{
    private const string Ending = "Attribute";

    private readonly AttributeSyntax? _syntax = data?.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    private readonly Location? _place;

    private DeclaredAttribute(Location place, ICollection<Diagnostic> diagnostics)
        : this(null, null, diagnostics) => _place = place;

    /// <summary>In place of the attribute of a layer that has none, or whose syntax is not at hand: everything is reported at one location, without cures.</summary>
    public static DeclaredAttribute At(Location place, ICollection<Diagnostic> diagnostics) => new(place, diagnostics);

    /// <summary>Whether the compiler could bind the attribute. If not, its own errors are enough.</summary>
    public bool IsBound =>
        data?.AttributeConstructor is not null
        && data.ConstructorArguments.All(argument => argument.Kind != TypedConstantKind.Error)
        && data.NamedArguments.All(argument => argument.Value.Kind != TypedConstantKind.Error);

    /// <summary>The type declaration that the attribute is on.</summary>
    public SyntaxNode? Declaration => _syntax?.Parent?.Parent;

    public Location Location => _syntax?.GetLocation() ?? Location.None;

    /// <summary>The name of a NetGen attribute without its suffix, such as <c>Dense</c>; null for other attributes.</summary>
    public static string? NameOf(AttributeData attribute) =>
        attribute.AttributeClass is { } type && IsOfNetGen(type) && type.Name.EndsWith(Ending, StringComparison.Ordinal)
            ? type.Name.Substring(0, type.Name.Length - Ending.Length)
            : null;

    /// <summary>Whether a type is in the namespace NetGen.</summary>
    public static bool IsOfNetGen(INamedTypeSymbol type) =>
        type is { Arity: 0, ContainingType: null, ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The alias through which the project refers to the assembly of a type; null if <c>global::</c> also finds it.</summary>
    public string? AliasOf(INamedTypeSymbol type) =>
        compilation?.GetMetadataReference(type.ContainingAssembly)?.Properties.Aliases is { IsDefaultOrEmpty: false } aliases && !aliases.Contains(MetadataReferenceProperties.GlobalAlias)
            ? aliases[0]
            : null;

    /// <summary>A size: an integer, at least 1.</summary>
    public int? Size(int index, string parameter, string what)
    {
        if (Argument(index) is not int size)
            return null;

        if (size >= 1)
            return size;

        Report(Descriptors.SizeTooSmall, parameter, what, size.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>A size of at least 1, passed to the constructor parameter of this name.</summary>
    public int? Size(string parameter, string what) => Size(IndexOf(parameter), parameter, what);

    /// <summary>An integer property, at least <paramref name="least"/>; <paramref name="missing"/> if it is not set.</summary>
    public int? Whole(string property, int least, int missing)
    {
        if (!TryNamed(property, out object? value))
            return missing;

        if (value is not int number || number >= least)
            return value as int?;

        ReportNumber(property, property, $"{least} or more", number.ToString(CultureInfo.InvariantCulture), least.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>An enum passed to the constructor. Reports an undefined value and returns null.</summary>
    public TEnum? Enum<TEnum>(int index, string parameter) where TEnum : struct, Enum =>
        Defined<TEnum>(Argument(index), parameter);

    /// <summary>An enum property; <paramref name="missing"/> if it is not set.</summary>
    public TEnum? Enum<TEnum>(string property, TEnum missing) where TEnum : struct, Enum =>
        TryNamed(property, out object? value) ? Defined<TEnum>(value, property) : missing;

    /// <summary>A type passed to the constructor; null if the argument is not a type.</summary>
    public TypedConstant? Type(int index) =>
        data is not null && index < data.ConstructorArguments.Length && data.ConstructorArguments[index].Kind == TypedConstantKind.Type
            ? data.ConstructorArguments[index]
            : null;

    /// <summary>The position of a constructor parameter; -1 if there is none of that name.</summary>
    public int IndexOf(string parameter)
    {
        for (int i = 0; i < data?.AttributeConstructor?.Parameters.Length; i++)
        {
            if (data.AttributeConstructor.Parameters[i].Name == parameter)
                return i;
        }

        return -1;
    }

    /// <summary>The parameter that names values, <c>other</c> or <c>others</c>; empty if there is none.</summary>
    public string NamesArgument => data?.AttributeConstructor?.Parameters.FirstOrDefault(parameter => parameter.Name is "other" or "others")?.Name ?? "";

    /// <summary>The names of values that are passed to the constructor. From is not among them.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            if (IndexOf(NamesArgument) is not (var index and >= 0) || index >= data!.ConstructorArguments.Length)
                return [];

            TypedConstant argument = data.ConstructorArguments[index];
            IEnumerable<TypedConstant> names = argument.Kind == TypedConstantKind.Array ? argument.Values.IsDefault ? [] : argument.Values : [argument];
            return names.Select(name => ValueOf(name) as string ?? "");
        }
    }

    public bool Flag(string property, bool missing) => TryNamed(property, out object? value) && value is bool flag ? flag : missing;

    public double? Number(string property) => TryNamed(property, out object? value) && value is double number ? number : null;

    /// <summary>A number passed to the constructor.</summary>
    public double? Number(int index) => Argument(index) is double number ? number : null;

    public string? Text(string property) => TryNamed(property, out object? value) ? value as string : null;

    /// <summary>Reports at an argument, or at the whole attribute if the argument is not written.</summary>
    public void Report(DiagnosticDescriptor descriptor, string argument, params object[] messageArguments) =>
        Report(descriptor, argument, cures: [], messageArguments);

    /// <summary>The same, with cures.</summary>
    public void Report(DiagnosticDescriptor descriptor, string argument, Cure[] cures, params object[] messageArguments) =>
        diagnostics.Add(Cure.Report(descriptor, _place ?? LocationOf(argument), cures, messageArguments));

    /// <summary>Reports a number that is out of range, and suggests a valid one.</summary>
    public void ReportNumber(string argument, string what, string range, string actual, string suggestion) =>
        Report(Descriptors.BadNumber, argument, [Cure.By($"Set {argument} to {suggestion}", Set(argument, suggestion))], what, range, actual, suggestion);

    /// <summary>An edit that adds or changes an argument.</summary>
    public Edit Set(string argument, string value) => new(EditKind.SetArgument, Location, argument, value);

    /// <summary>An edit that removes an argument.</summary>
    public Edit Without(string argument) => new(EditKind.RemoveArgument, Location, argument);

    /// <summary>A cure that removes an argument.</summary>
    public Cure Drop(string argument) => Cure.By($"Remove {argument}", Without(argument));

    /// <summary>A cure that removes the attribute.</summary>
    public Cure Remove() => Cure.By($"Remove [{(data is null ? "" : NameOf(data))}]", new Edit(EditKind.RemoveAttribute, Location));

    /// <summary>An edit that moves the attribute before another.</summary>
    public Edit Before(DeclaredAttribute other) => new(EditKind.MoveBefore, Location, Target: other.Location);

    /// <summary>A cure that replaces a string in an argument.</summary>
    public Cure Correct(string argument, string text, string correct)
    {
        Location place = Find(argument)?.DescendantNodes().OfType<LiteralExpressionSyntax>().FirstOrDefault(literal => literal.Token.ValueText == text)?.GetLocation() ?? Location.None;
        return Cure.By($"Change '{text}' to '{correct}'", new Edit(EditKind.Replace, place, text, SymbolDisplay.FormatLiteral(correct, quote: true)));
    }

    /// <summary>The location of an argument, or of the whole attribute if the argument is not written.</summary>
    public Location LocationOf(string argument) => Find(argument)?.GetLocation() ?? Location;

    private AttributeArgumentSyntax? Find(string argument)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = _syntax?.ArgumentList?.Arguments ?? default;
        int position = IndexOf(argument);
        return arguments.FirstOrDefault(syntax => (syntax.NameEquals?.Name ?? syntax.NameColon?.Name)?.Identifier.ValueText == argument)
            ?? arguments.Where((syntax, index) => index == position && syntax.NameEquals is null && syntax.NameColon is null).FirstOrDefault();
    }

    private object? Argument(int index) => data is not null && index >= 0 && index < data.ConstructorArguments.Length ? ValueOf(data.ConstructorArguments[index]) : null;

    /// <summary>The value of an argument; null for an array, which only a user's own attribute of this name can take.</summary>
    private static object? ValueOf(TypedConstant argument) => argument.Kind == TypedConstantKind.Array ? null : argument.Value;

    private bool TryNamed(string property, out object? value)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in data?.NamedArguments ?? [])
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
