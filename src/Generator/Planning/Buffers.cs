using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>Finds a place for the buffers of a pass, as low as those that are in use at the same time allow.</summary>
internal sealed class Buffers
{
    private readonly List<(string Name, int Size, int From, int To)> _wanted = [];

    /// <summary>Says when buffers are in use: from the first step that touches one to the last. Those that none touches are to the end.</summary>
    public void Limit(IReadOnlyDictionary<string, (int From, int To)> lives)
    {
        for (int i = 0; i < _wanted.Count; i++)
        {
            if (lives.TryGetValue(_wanted[i].Name, out (int From, int To) life))
                _wanted[i] = _wanted[i] with { From = life.From, To = life.To };
        }
    }

    /// <summary>Asks for a buffer that is written by a step and last read by another.</summary>
    public void Add(string name, int size, int from = 0, int to = int.MaxValue) => _wanted.Add((name, size, from, to));

    /// <summary>Places all, each with the room that whole vectors take, from <paramref name="first"/> on, in the order in which they were asked for.</summary>
    public EquatableArray<BufferPlan> Place(int first = 0)
    {
        var placed = new List<(BufferPlan Plan, int From, int To)>();
        foreach ((string name, int size, int from, int to) in _wanted)
        {
            var buffer = new BufferPlan(name, first, size);
            foreach ((BufferPlan other, _, _) in placed.Where(other => other.From <= to && from <= other.To).OrderBy(other => other.Plan.Offset))
            {
                if (other.Offset < buffer.End && buffer.Offset < other.End)
                    buffer = buffer with { Offset = other.End };
            }

            placed.Add((buffer, from, to));
        }

        return placed.Select(buffer => buffer.Plan).ToEquatableArray();
    }
}
