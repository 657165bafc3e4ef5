using System.Numerics;

namespace NetGen;

/// <summary>A value that a rule remembers for every parameter from step to step, with its name in the rule's formula.</summary>
/// <typeparam name="T">The number type of the network.</typeparam>
public sealed class OptimizerSlot<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;

    internal OptimizerSlot(string name, int count) => (Name, _values) = (name, new T[count]);

    /// <summary>The name in the rule's formula: <c>m</c>, <c>v</c>.</summary>
    public string Name { get; }

    /// <summary>A number for each parameter, in the order of <see cref="INetwork{T}.Parameters"/>. Writing to it changes the state.</summary>
    public Span<T> Values => _values;
}
