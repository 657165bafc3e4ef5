using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// A buffer that each thread keeps for one use from call to call, so that only a call that needs more than all before allocates. It starts
/// at a cache line, and its content is undefined.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
/// <typeparam name="TUse">The use: simultaneous uses need separate buffers.</typeparam>
internal static class KeptRoom<T, TUse>
    where T : unmanaged
    where TUse : struct
{
    [ThreadStatic]
    private static T[]? _room;

    /// <summary>Returns the buffer, which is valid until the next call for this use on this thread.</summary>
    public static Span<T> Of(int length)
    {
        long needed = (long)length + Scratch.Slack<T>();
        if (_room is null || _room.Length < needed)
            _room = GC.AllocateUninitializedArray<T>((int)Math.Min(BitOperations.RoundUpToPowerOf2((ulong)needed), (ulong)Array.MaxLength), pinned: true);

        return Scratch.Align<T>(_room, length);
    }
}
