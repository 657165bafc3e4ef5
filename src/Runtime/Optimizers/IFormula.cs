using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// What happens to every number of a buffer w by itself, written once, for a vector of them. A formula multiplies and
/// then adds, never both in one rounding: every operation is one of IEEE 754, so the bits are the same on all hardware.
/// </summary>
internal interface IFormula<T>
    where T : unmanaged
{
    /// <summary>The new w, from w, from the g of the same places, and from what is remembered of them, which it may change.</summary>
    Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots);
}

/// <summary>The places where up to three vectors lie that a formula remembers; it may not touch more than it has.</summary>
internal readonly unsafe struct SlotVectors<T>(T* first, T* second, T* third)
    where T : unmanaged
{
    public ref Vector256<T> First => ref *(Vector256<T>*)first;

    public ref Vector256<T> Second => ref *(Vector256<T>*)second;

    public ref Vector256<T> Third => ref *(Vector256<T>*)third;
}
