using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Analysis;

/// <summary>What an <see cref="Edit"/> does at its location.</summary>
internal enum EditKind
{
    /// <summary>Adds the argument Name = Value to the attribute, or changes it.</summary>
    SetArgument,

    /// <summary>Removes the argument Name from the attribute.</summary>
    RemoveArgument,

    /// <summary>Removes the attribute.</summary>
    RemoveAttribute,

    /// <summary>Moves the attribute before the one at the target.</summary>
    MoveBefore,

    /// <summary>Adds the attributes in Value, one per line, after the attribute.</summary>
    AddAttributes,

    /// <summary>Makes the type, and all types around it, partial.</summary>
    MakePartial,

    /// <summary>Replaces the literal Name with Value.</summary>
    Replace,
}

/// <summary>One change of the source.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Place">The location: inside the attribute, at the name of the type, or at the literal.</param>
/// <param name="Name">The argument, or the old literal.</param>
/// <param name="Value">The new text. NetGen's own names have no namespace.</param>
/// <param name="Target">The second location of <see cref="EditKind.MoveBefore"/>.</param>
internal sealed record Edit(EditKind Kind, Location Place, string Name = "", string Value = "", Location? Target = null);

/// <summary>
/// A way to resolve a diagnostic. The code that reports a diagnostic knows how to resolve it, so it attaches the cures as properties and
/// additional locations. The code fixes, which also compile this file, only apply them.
/// </summary>
/// <param name="Title">The title in the editor.</param>
/// <param name="Edits">What it changes.</param>
internal sealed record Cure(string Title, ImmutableArray<Edit> Edits)
{
    private const string Key = "NetGen.Cures";

    /// <summary>A cure that consists of the given edits.</summary>
    public static Cure By(string title, params Edit[] edits) => new(title, [.. edits]);

    /// <summary>Creates a diagnostic with its cures. Cures without a location in source are left out.</summary>
    public static Diagnostic Report(DiagnosticDescriptor descriptor, Location location, IEnumerable<Cure> cures, params object[] messageArguments)
    {
        Cure[] possible = [.. cures.Where(cure => cure.Edits.All(edit => edit.Place.IsInSource && edit.Target?.IsInSource != false))];
        if (possible.Length == 0)
            return Diagnostic.Create(descriptor, location, messageArguments);

        // For each cure, one line with its title and one line per edit.
        IEnumerable<string> lines = possible.SelectMany(cure => cure.Edits.Select(edit => $"{edit.Kind}\t{edit.Name}\t{edit.Value.Replace('\n', '\v')}").Prepend(cure.Title));
        IEnumerable<Location> places = possible.SelectMany(cure => cure.Edits).SelectMany(edit => edit.Target is { } target ? [edit.Place, target] : new[] { edit.Place });
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add(Key, string.Join("\n", lines));
        return Diagnostic.Create(descriptor, location, places, properties, messageArguments);
    }

    /// <summary>The cures that a diagnostic carries.</summary>
    public static IReadOnlyList<Cure> Of(Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(Key, out string? text) || text is null)
            return [];

        var cures = new List<Cure>();
        var places = new Queue<Location>(diagnostic.AdditionalLocations);
        foreach (string[] fields in text.Split('\n').Select(line => line.Split('\t')))
        {
            if (fields.Length == 1)
            {
                cures.Add(new Cure(fields[0], []));
                continue;
            }

            var kind = (EditKind)Enum.Parse(typeof(EditKind), fields[0]);
            var edit = new Edit(kind, places.Dequeue(), fields[1], fields[2].Replace('\v', '\n'), kind == EditKind.MoveBefore ? places.Dequeue() : null);
            cures[cures.Count - 1] = cures[cures.Count - 1] with { Edits = cures[cures.Count - 1].Edits.Add(edit) };
        }

        return cures;
    }
}
