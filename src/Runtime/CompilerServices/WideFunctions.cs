using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// <see cref="VectorFunctions"/> for vectors of 512 bits, with the same bits in every lane: on whole vectors if the hardware has them,
/// and otherwise on their halves, with less to split than the compiler would. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WideFunctions
{
    /// <inheritdoc cref="VectorFunctions.Exp(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Exp(z) : Vector512.Create(VectorFunctions.Exp(z.GetLower()), VectorFunctions.Exp(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Exp(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Exp(z) : Vector512.Create(VectorFunctions.Exp(z.GetLower()), VectorFunctions.Exp(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.ExpOfNegative(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpOfNegative(Vector512<float> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.ExpOfNegative(z) : Vector512.Create(VectorFunctions.ExpOfNegative(z.GetLower()), VectorFunctions.ExpOfNegative(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.ExpOfNegative(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ExpOfNegative(Vector512<double> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.ExpOfNegative(z) : Vector512.Create(VectorFunctions.ExpOfNegative(z.GetLower()), VectorFunctions.ExpOfNegative(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.ExpM1(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpM1(Vector512<float> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.ExpM1(z) : Vector512.Create(VectorFunctions.ExpM1(z.GetLower()), VectorFunctions.ExpM1(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.ExpM1(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ExpM1(Vector512<double> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.ExpM1(z) : Vector512.Create(VectorFunctions.ExpM1(z.GetLower()), VectorFunctions.ExpM1(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.ExpM1OfNegative(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpM1OfNegative(Vector512<float> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.ExpM1OfNegative(z) : Vector512.Create(VectorFunctions.ExpM1OfNegative(z.GetLower()), VectorFunctions.ExpM1OfNegative(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.ExpM1OfNegative(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ExpM1OfNegative(Vector512<double> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.ExpM1OfNegative(z) : Vector512.Create(VectorFunctions.ExpM1OfNegative(z.GetLower()), VectorFunctions.ExpM1OfNegative(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Log(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> a) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Log(a) : Vector512.Create(VectorFunctions.Log(a.GetLower()), VectorFunctions.Log(a.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Log(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> a) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Log(a) : Vector512.Create(VectorFunctions.Log(a.GetLower()), VectorFunctions.Log(a.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.LogOfSum(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogOfSum(Vector512<float> a) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.LogOfSum(a) : Vector512.Create(VectorFunctions.LogOfSum(a.GetLower()), VectorFunctions.LogOfSum(a.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.LogOfSum(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogOfSum(Vector512<double> a) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.LogOfSum(a) : Vector512.Create(VectorFunctions.LogOfSum(a.GetLower()), VectorFunctions.LogOfSum(a.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.ClampedLog(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ClampedLog(Vector512<float> a) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.ClampedLog(a) : Vector512.Create(VectorFunctions.ClampedLog(a.GetLower()), VectorFunctions.ClampedLog(a.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.ClampedLog(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ClampedLog(Vector512<double> a) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.ClampedLog(a) : Vector512.Create(VectorFunctions.ClampedLog(a.GetLower()), VectorFunctions.ClampedLog(a.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Tanh(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Tanh(z) : Vector512.Create(VectorFunctions.Tanh(z.GetLower()), VectorFunctions.Tanh(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Tanh(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Tanh(z) : Vector512.Create(VectorFunctions.Tanh(z.GetLower()), VectorFunctions.Tanh(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Sigmoid(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Sigmoid(z) : Vector512.Create(VectorFunctions.Sigmoid(z.GetLower()), VectorFunctions.Sigmoid(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Sigmoid(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Sigmoid(z) : Vector512.Create(VectorFunctions.Sigmoid(z.GetLower()), VectorFunctions.Sigmoid(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Softplus(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Softplus(z) : Vector512.Create(VectorFunctions.Softplus(z.GetLower()), VectorFunctions.Softplus(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Softplus(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Softplus(Vector512<double> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Softplus(z) : Vector512.Create(VectorFunctions.Softplus(z.GetLower()), VectorFunctions.Softplus(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Phi(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Phi(Vector512<float> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Phi(z) : Vector512.Create(VectorFunctions.Phi(z.GetLower()), VectorFunctions.Phi(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Phi(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Phi(Vector512<double> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Phi(z) : Vector512.Create(VectorFunctions.Phi(z.GetLower()), VectorFunctions.Phi(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Density(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Density(Vector512<float> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Density(z) : Vector512.Create(VectorFunctions.Density(z.GetLower()), VectorFunctions.Density(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Density(Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Density(Vector512<double> z) =>
        Vector512.IsHardwareAccelerated ? WholeFunctions.Density(z) : Vector512.Create(VectorFunctions.Density(z.GetLower()), VectorFunctions.Density(z.GetUpper()));

    /// <inheritdoc cref="VectorFunctions.Fma(Vector256{float}, Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => WholeFunctions.Fma(a, b, c);

    /// <inheritdoc cref="VectorFunctions.Fma(Vector256{double}, Vector256{double}, Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => WholeFunctions.Fma(a, b, c);
}
