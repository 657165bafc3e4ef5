using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace NetGen.CompilerServices;

/// <summary>
/// The functions of activations and losses, for every lane of a vector. Called by generated code.
/// Each is a fixed sequence of multiply-adds, divisions and bit operations, without branches or tables, so a lane
/// has the same bits on every processor that fuses multiply and add, whatever the width of its vectors.
/// </summary>
/// <remarks>
/// <para>Results are within 3 units in the last place of the exact value (Phi within 4), over the whole range and with or
/// without fused operations. Subnormal results lose digits gradually, as in IEEE 754. NaN gives a NaN, but
/// which one depends on the processor.</para>
/// <para>The exponential: <c>e^z = 2^n e^r</c> with <c>z = n ln2 + r</c>, n an integer and |r| &lt;= ln2 / 2. The sum of z / ln2
/// and a large number rounds to n and holds it in its last bits; a shift to the left moves them to the exponent.
/// The coefficients are printed by tools/vector_functions.py.</para>
/// <para>MinNative and MaxNative have their constant as the left operand: if one operand is NaN, x86 returns the right one
/// and Arm the NaN, so NaN propagates on both.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorFunctions
{
    // WebAssembly does not fuse. MultiplyAddEstimate, an instruction or two elsewhere, is many calls there, with the bits of
    // a * b + c. IsSupported is used directly: a property would cost instructions in the loops of Tiles.

    /// <summary><c>a b + c</c>: rounded once if the hardware fuses the two operations, and twice if not.</summary>
    /// <param name="a">A factor.</param>
    /// <param name="b">A factor.</param>
    /// <param name="c">The addend.</param>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        PackedSimd.IsSupported ? a * b + c : Vector256.MultiplyAddEstimate(a, b, c);

    /// <inheritdoc cref="Fma(Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Fma(Vector256<double> a, Vector256<double> b, Vector256<double> c) =>
        PackedSimd.IsSupported ? a * b + c : Vector256.MultiplyAddEstimate(a, b, c);

    /// <summary>One step of Horner's rule: <c>a b + c</c>, where c is a coefficient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, float c) => Fma(a, b, Vector256.Create(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fma(Vector256<double> a, Vector256<double> b, double c) => Fma(a, b, Vector256.Create(c));
}
