using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Parsing;

/// <summary>
/// Names the generated files. Each is named after the full name of its class, in the characters that a hint name allows. The compiler ignores
/// case in hint names, so a name that differs from a neighbor's only in case gets a hash of its exact spelling. A name that is too long for a
/// file is cut and gets a hash too.
/// </summary>
internal static class HintNames
{
    /// <summary>The maximum length of a name in bytes. File systems allow 255, and some tools allow 260 for a whole path.</summary>
    private const int Longest = 128;

    // The names in a namespace or type that differ only in case, or not at all. Every network in it looks them up.
    private static readonly ConditionalWeakTable<INamespaceOrTypeSymbol, HashSet<string>> _ambiguous = new();

    public static string Of(INamedTypeSymbol type)
    {
        var parts = new List<string>();
        var spelling = new StringBuilder();
        bool needsHash = false;
        for (ISymbol part = type; part is not INamespaceSymbol { IsGlobalNamespace: true }; part = part.ContainingSymbol)
        {
            parts.Insert(0, part.Name);

            // In incomplete code, a struct may have the same name as a class, so the hash includes the kind.
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

    /// <summary>The number of characters of a name that fit into a number of UTF-8 bytes. The name has no surrogate pairs.</summary>
    private static int LengthWithin(string name, int bytes)
    {
        int length = 0;
        while (length < name.Length && (bytes -= name[length] < 0x80 ? 1 : name[length] < 0x800 ? 2 : 3) >= 0)
            length++;

        return length;
    }

    /// <summary>The 64-bit FNV-1a hash.</summary>
    private static ulong Hash(string text) => text.Aggregate(14695981039346656037ul, (hash, character) => unchecked((hash ^ character) * 1099511628211ul));
}
