using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// An operation on each number of a buffer w, written once, for a vector of them. A formula multiplies and
/// then adds, never both in one rounding: every operation is one of IEEE 754, so results are bit-identical on all hardware.
/// </summary>
internal interface IFormula<T>
    where T : unmanaged
{
    /// <summary>Computes the new w from w, from g, and from the slots at the same indices, which it may change.</summary>
    Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots);
}

/// <summary>Pointers to the vectors of up to three slots; a formula may access only as many as it has.</summary>
internal readonly unsafe struct SlotVectors<T>(T* first, T* second, T* third)
    where T : unmanaged
{
    public ref Vector256<T> First => ref *(Vector256<T>*)first;

    public ref Vector256<T> Second => ref *(Vector256<T>*)second;

    public ref Vector256<T> Third => ref *(Vector256<T>*)third;
}
