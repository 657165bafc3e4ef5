using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>Finds a place for each buffer of a pass: the lowest that does not overlap a buffer in use at the same time.</summary>
internal sealed class Buffers
{
    private readonly List<(string Name, int Size, int From, int To)> _wanted = [];

    /// <summary>Sets when buffers are in use: from the first step that touches one to the last. A buffer that no step touches is in use to the end.</summary>
    public void Limit(IReadOnlyDictionary<string, (int From, int To)> lives)
    {
        for (int i = 0; i < _wanted.Count; i++)
        {
            if (lives.TryGetValue(_wanted[i].Name, out (int From, int To) life))
                _wanted[i] = _wanted[i] with { From = life.From, To = life.To };
        }
    }

    /// <summary>Requests a buffer that one step writes and another reads last.</summary>
    public void Add(string name, int size, int from = 0, int to = int.MaxValue) => _wanted.Add((name, size, from, to));

    /// <summary>Places all buffers from <paramref name="first"/> on, rounded up to whole vectors, in the order of the requests.</summary>
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
