using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// Bounds the gradients between Backward and a step. <see cref="Trainer"/> does so if
/// <see cref="TrainingOptions.ClipNorm"/> or <see cref="TrainingOptions.ClipValue"/> is set.
/// </summary>
public static class GradientClipping
{
    /// <summary>
    /// Scales all gradients together so that their norm is at most <paramref name="maxNorm"/>:
    /// <c>norm = sqrt(sum g^2)</c>, then <c>g = g min(1, maxNorm / (norm + 1e-6))</c>. The sum is computed in double precision
    /// in the same order on all hardware. Source: PyTorch's clip_grad_norm_. Allocates nothing.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="gradients">The gradients of all parameters; overwritten.</param>
    /// <param name="maxNorm">The bound: finite and greater than 0.</param>
    /// <returns>The norm before scaling. If it is infinite or NaN, some gradients were; the others are then 0 or NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is out of range.</exception>
    public static unsafe double ClipNorm<T>(Span<T> gradients, double maxNorm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Setting.AboveZero(maxNorm);
        fixed (T* g = gradients)
        {
            double norm = Math.Sqrt(SquareSum.Of(g, gradients.Length));
            double scale = maxNorm / (norm + 1e-6);
            if (!(scale >= 1))
                new FormulaBuffers<T>(g, g).Apply(new Scaling<T>(scale), 0, gradients.Length);
            return norm;
        }
    }

    /// <summary>
    /// Clamps every gradient to the range from -<paramref name="maxValue"/> to <paramref name="maxValue"/>;
    /// NaN stays NaN. Source: PyTorch's clip_grad_value_. Allocates nothing.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="gradients">The gradients; overwritten.</param>
    /// <param name="maxValue">The bound: finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is out of range.</exception>
    public static unsafe void ClipValue<T>(Span<T> gradients, double maxValue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Setting.AboveZero(maxValue);
        fixed (T* g = gradients)
            new FormulaBuffers<T>(g, g).Apply(new Clamping<T>(maxValue), 0, gradients.Length);
    }

    private readonly struct Scaling<T>(double factor) : IFormula<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _factor = T.CreateTruncating(factor);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots) => w * _factor;
    }

    private readonly struct Clamping<T>(double bound) : IFormula<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _bound = T.CreateTruncating(bound);

        // The variable is the right operand: that one propagates NaN.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots) =>
            Vector256.MinNative(Vector256.Create(_bound), Vector256.MaxNative(Vector256.Create(-_bound), w));
    }
}
