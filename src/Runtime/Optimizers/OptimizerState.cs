using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// The state of an optimizer for one network: its rule, and what the rule remembers from step to step. That is
/// <see cref="LearningRate"/>, <see cref="StepCount"/> and <see cref="Slots"/>: a new state of the same rule with
/// the same three takes bit-identical steps.
/// </summary>
/// <typeparam name="T">The number type of the network.</typeparam>
public abstract class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _parameterCount;
    private readonly OptimizerSlot<T>[] _slots;
    private double _learningRate;
    private int _threads = 1;

    /// <summary>Creates the state before the first step, with zeros in its slots.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="network">The network.</param>
    /// <param name="slots">The names of the values that the rule remembers for every parameter.</param>
    protected OptimizerState(Optimizer rule, NetworkInfo network, params string[] slots)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(slots);
        _learningRate = rule.LearningRate;
        _parameterCount = network.ParameterCount;
        _slots = Array.ConvertAll(slots, name => new OptimizerSlot<T>(name, _parameterCount));
    }

    /// <summary>The size of the next step; by default, that of the rule. Finite and 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is out of range.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = Setting.ZeroOrMore(value, nameof(LearningRate));
    }

    /// <summary>The number of steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>The values that the rule remembers for every parameter, in the order of its formula; empty if there are none.</summary>
    public IReadOnlyList<OptimizerSlot<T>> Slots => _slots;

    /// <summary>
    /// The number of threads that a step may use, 1 by default. Results are bit-identical for any number. Networks
    /// with fewer than 65,536 parameters use one thread. From 1 to 1,024.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is out of range.</exception>
    public int Threads
    {
        get => _threads;
        set => _threads = Guard.Threads(value);
    }

    /// <summary>Updates the parameters by one step. Allocates nothing.</summary>
    /// <param name="parameters">The parameters; overwritten.</param>
    /// <param name="gradients">The gradient of the loss by each parameter.</param>
    /// <exception cref="ArgumentException">A length is not the number of parameters that the state was made for.</exception>
    public void Step(Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        if (parameters.Length != _parameterCount)
            Throw(parameters.Length, nameof(parameters));
        if (gradients.Length != _parameterCount)
            Throw(gradients.Length, nameof(gradients));

        StepCount++;
        Move(parameters, gradients);
    }

    // Not inlined in Step, which would then set up the message's locals at every call.
    [DoesNotReturn]
    private void Throw(int actual, string name) => throw new ArgumentException($"Expected {_parameterCount} {name}, but got {actual}.", name);

    /// <summary>Restores what a step depends on, other than <see cref="Slots"/>.</summary>
    /// <param name="stepCount">The number of steps taken, 0 or more.</param>
    /// <param name="learningRate">The size of the next step: finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; nothing has changed.</exception>
    public void Restore(long stepCount, double learningRate)
    {
        if (stepCount < 0)
            throw new ArgumentOutOfRangeException(nameof(stepCount), $"Expected {nameof(stepCount)} of 0 or more, but got {stepCount}.");

        LearningRate = Setting.ZeroOrMore(learningRate);
        StepCount = stepCount;
    }

    /// <summary>The numbers of a slot; empty if there is no such slot. The array is much faster than <see cref="Slots"/>.</summary>
    private protected Span<T> SlotValues(int index) => index < _slots.Length ? _slots[index].Values : default;

    /// <summary>Applies the rule. <see cref="Step"/> calls it when <see cref="StepCount"/> is the number of this step.</summary>
    /// <param name="parameters">The parameters; overwritten.</param>
    /// <param name="gradients">The gradient of the loss by each parameter.</param>
    protected abstract void Move(Span<T> parameters, ReadOnlySpan<T> gradients);
}
