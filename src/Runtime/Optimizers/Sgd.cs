using System.Numerics;
using System.Runtime.InteropServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Stochastic gradient descent, with momentum if wanted: <c>v = momentum v + g</c> (at the first step
/// <c>v = g</c>), then <c>w = w - learningRate v</c>. Source: PyTorch's SGD; Sutskever and others write the
/// learning rate into v instead, which differs only when it changes.
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Describes the rule.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="momentum">How much of the velocity v each step keeps: from 0 to less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public Sgd(double learningRate, double momentum = 0)
        : base(learningRate)
    {
        if (!(momentum >= 0 && momentum < 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), Invariant($"Expected a momentum from 0 to less than 1, but got {momentum}."));

        Momentum = momentum;
    }

    /// <summary>How much of the velocity v each step keeps.</summary>
    public double Momentum { get; }

    /// <inheritdoc/>
    public override OptimizerState<float> CreateSingle(int parameterCount) => new State<float>(this, parameterCount);

    /// <inheritdoc/>
    public override OptimizerState<double> CreateDouble(int parameterCount) => new State<double>(this, parameterCount);

    private sealed class State<T>(Sgd rule, int parameterCount) : OptimizerState<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _learningRate = T.CreateTruncating(rule.LearningRate);
        private readonly T _momentum = T.CreateTruncating(rule.Momentum);
        private readonly T[] _velocity = new T[rule.Momentum == 0 ? 0 : parameterCount];

        public override void Step(Span<T> parameters, ReadOnlySpan<T> gradients)
        {
            CheckLengths(parameterCount, parameters, gradients);
            if (_velocity.Length == 0)
                Descend(parameters, gradients);
            else
                DescendWithMomentum(parameters, gradients);
        }

        /// <summary><c>w -= lr g</c>.</summary>
        private void Descend(Span<T> parameters, ReadOnlySpan<T> gradients)
        {
            Span<Vector<T>> w = MemoryMarshal.Cast<T, Vector<T>>(parameters);
            ReadOnlySpan<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradients);
            for (int i = 0; i < w.Length; i++)
                w[i] -= g[i] * _learningRate;

            for (int i = w.Length * Vector<T>.Count; i < parameters.Length; i++)
                parameters[i] -= gradients[i] * _learningRate;
        }

        /// <summary><c>v = momentum v + g</c>, <c>w -= lr v</c>.</summary>
        private void DescendWithMomentum(Span<T> parameters, ReadOnlySpan<T> gradients)
        {
            // Each lane multiplies and then adds, as the scalar loop does for the rest: the result does not
            // depend on the width of a vector.
            Span<Vector<T>> w = MemoryMarshal.Cast<T, Vector<T>>(parameters);
            Span<Vector<T>> v = MemoryMarshal.Cast<T, Vector<T>>(_velocity.AsSpan());
            ReadOnlySpan<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradients);
            for (int i = 0; i < w.Length; i++)
            {
                v[i] = v[i] * _momentum + g[i];
                w[i] -= v[i] * _learningRate;
            }

            for (int i = w.Length * Vector<T>.Count; i < parameters.Length; i++)
            {
                _velocity[i] = _velocity[i] * _momentum + gradients[i];
                parameters[i] -= _velocity[i] * _learningRate;
            }
        }
    }
}
