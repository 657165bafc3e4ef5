using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// One way through the contents of a checkpoint: writing, checking or reading. All three go by the same calls in the same order, so that
/// they cannot differ.
/// </summary>
/// <remarks>
/// What differs takes bytes: a virtual method with type parameters would bring the machinery that loads types at run time into every
/// NativeAOT program, more than 100 KB of it.
/// </remarks>
internal abstract class CheckpointPass
{
    /// <summary>Whether the state is to become what is read.</summary>
    public abstract bool Applies { get; }

    /// <summary>Whether numbers are read, but the state is to stay.</summary>
    protected abstract bool Checks { get; }

    /// <summary>A property that the training that reads must share with the one that wrote.</summary>
    public abstract void Identity(string name, string value);

    /// <summary>A single number: written, or overwritten with what is read.</summary>
    public void Number<TNumber>(ref TNumber value)
        where TNumber : unmanaged => Bytes(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref value, 1)));

    /// <summary>Numbers whose count is known: written, or overwritten with what is read if <see cref="Applies"/>.</summary>
    /// <param name="name">What they are, for messages.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="fault">Says what is wrong with numbers that are checked, or null; not given where all numbers are right.</param>
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

    /// <summary>How many bytes so many numbers take.</summary>
    protected static unsafe long SizeOf<TNumber>(int count)
        where TNumber : unmanaged => (long)count * sizeof(TNumber);

    /// <summary>Writes a count, or reads it and compares.</summary>
    protected abstract void Count(string name, int count);

    /// <summary>Writes bytes, or overwrites them with what is read.</summary>
    protected abstract void Bytes(Span<byte> bytes);

    /// <summary>Throws if there are fewer bytes left than so many.</summary>
    protected abstract void CheckLeft(long size);

    /// <summary>Goes over bytes that are there.</summary>
    protected abstract void Skip(long size);

    /// <summary>Numbers as bytes, of which a span holds fewer than an array of numbers may have.</summary>
    private void Pieces<TNumber>(Span<TNumber> values)
        where TNumber : unmanaged
    {
        CheckLeft(SizeOf<TNumber>(values.Length));
        for (ReadOnlySpan<TNumber> left = values; !left.IsEmpty;)
        {
            // Of values, which can be written to.
            ReadOnlySpan<byte> piece = NumberBytes.Take(ref left);
            Bytes(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(piece), piece.Length));
        }
    }
}
