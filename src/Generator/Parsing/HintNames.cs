using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Parsing;

/// <summary>
/// Names the generated files. Each has the full name of its class, spelt with what a hint name may hold. The compiler
/// compares hint names without case, so a name that a neighbour shares but for case gains a hash of its exact spelling. So
/// does one that is too long for a file, of which the beginning stays.
/// </summary>
internal static class HintNames
{
    /// <summary>How many bytes a name may have: file systems allow 255, and some tools 260 for a whole path.</summary>
    private const int Longest = 128;

    // The names in a namespace or type that differ in case alone, or not even in that. Looked up by every network in it.
    private static readonly ConditionalWeakTable<INamespaceOrTypeSymbol, HashSet<string>> _ambiguous = new();

    public static string Of(INamedTypeSymbol type)
    {
        var parts = new List<string>();
        var spelling = new StringBuilder();
        bool needsHash = false;
        for (ISymbol part = type; part is not INamespaceSymbol { IsGlobalNamespace: true }; part = part.ContainingSymbol)
        {
            parts.Insert(0, part.Name);

            // In half-written code a struct may have the very name of a class, so the hash is over the kinds as well.
            spelling.Append(part.Name).Append(' ').Append((part as ITypeSymbol)?.TypeKind.ToString()).Append('.');
            needsHash |= part.ContainingSymbol is INamespaceOrTypeSymbol container && _ambiguous.GetValue(container, FindAmbiguous).Contains(part.Name);
        }

        var hint = new StringBuilder();
        foreach (char character in string.Join(".", parts))
            _ = character is '.' or '_' || char.IsLetterOrDigit(character) ? hint.Append(character) : hint.Append($"-{(int)character:x4}");

        string name = hint.ToString();
        int length = LengthWithin(name, Longest);
        return needsHash || length < name.Length ? $"{name.Substring(0, length)}-{Hash(spelling.ToString()):x16}" : name;
    }

    private static HashSet<string> FindAmbiguous(INamespaceOrTypeSymbol container) =>
        new(from member in container.GetMembers()
            where member is INamespaceSymbol or INamedTypeSymbol { Arity: 0 }
            group member by member.Name.ToUpperInvariant() into same
            where same.Count() > 1
            from member in same
            select member.Name);

    /// <summary>How many characters of a name, of which none takes two chars, fit into so many bytes of UTF-8.</summary>
    private static int LengthWithin(string name, int bytes)
    {
        int length = 0;
        while (length < name.Length && (bytes -= name[length] < 0x80 ? 1 : name[length] < 0x800 ? 2 : 3) >= 0)
            length++;

        return length;
    }

    /// <summary>FNV-1a of 64 bits.</summary>
    private static ulong Hash(string text) => text.Aggregate(14695981039346656037ul, (hash, character) => unchecked((hash ^ character) * 1099511628211ul));
}
