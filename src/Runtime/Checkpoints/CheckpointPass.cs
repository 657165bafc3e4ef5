using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// A pass through the contents of a checkpoint: writing, checking or reading. All three make the same calls in the same order, so
/// they cannot differ.
/// </summary>
/// <remarks>
/// The overridden methods take bytes: a generic virtual method would bring the run-time type loader into every
/// NativeAOT program, more than 100 KB of it.
/// </remarks>
internal abstract class CheckpointPass
{
    /// <summary>Whether the state is overwritten with what is read.</summary>
    public abstract bool Applies { get; }

    /// <summary>Whether numbers are read, but the state does not change.</summary>
    protected abstract bool Checks { get; }

    /// <summary>A property that must be the same in the training that reads and the one that wrote.</summary>
    public abstract void Identity(string name, string value);

    /// <summary>A single number: written, or overwritten with what is read.</summary>
    public void Number<TNumber>(ref TNumber value)
        where TNumber : unmanaged => Bytes(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref value, 1)));

    /// <summary>Numbers of a known count: written, or overwritten with what is read if <see cref="Applies"/>.</summary>
    /// <param name="name">The name of the numbers in messages.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="fault">Describes what is wrong with numbers that are checked, or returns null; omitted if all numbers are valid.</param>
    public void Numbers<TNumber>(string name, Span<TNumber> values, Func<ReadOnlySpan<TNumber>, string?>? fault = null)
        where TNumber : unmanaged
    {
        Count(name, values.Length);
        if (!Checks)
        {
            Pieces(values);
            return;
        }

        long size = SizeOf<TNumber>(values.Length);
        CheckLeft(size);
        if (fault is null)
        {
            Skip(size);
            return;
        }

        var read = new TNumber[values.Length];
        Pieces<TNumber>(read);
        if (fault(read) is { } message)
            throw new InvalidDataException(message);
    }

    /// <summary>The size of <paramref name="count"/> numbers in bytes.</summary>
    protected static unsafe long SizeOf<TNumber>(int count)
        where TNumber : unmanaged => (long)count * sizeof(TNumber);

    /// <summary>Writes a count, or reads and compares it.</summary>
    protected abstract void Count(string name, int count);

    /// <summary>Writes bytes, or overwrites them with what is read.</summary>
    protected abstract void Bytes(Span<byte> bytes);

    /// <summary>Throws if fewer than <paramref name="size"/> bytes are left.</summary>
    protected abstract void CheckLeft(long size);

    /// <summary>Skips bytes that are known to exist.</summary>
    protected abstract void Skip(long size);

    /// <summary>Transfers numbers as bytes, in pieces, because a span of bytes is too short for the largest arrays.</summary>
    private void Pieces<TNumber>(Span<TNumber> values)
        where TNumber : unmanaged
    {
        CheckLeft(SizeOf<TNumber>(values.Length));
        for (ReadOnlySpan<TNumber> left = values; !left.IsEmpty;)
        {
            // A part of values, which are writable.
            ReadOnlySpan<byte> piece = NumberBytes.Take(ref left);
            Bytes(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(piece), piece.Length));
        }
    }
}
