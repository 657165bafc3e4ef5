using System.Runtime.InteropServices;
using System.Text;

namespace NetGen;

/// <summary>Reads what <see cref="CheckpointWriter"/> wrote, between two places of the file; or only checks that it could.</summary>
internal sealed class CheckpointReader(CheckpointBytes bytes, long begin, long end, bool applies) : ICheckpointPass
{
    // A network of many layers has a long description, and where two differ is to be seen.
    private const int DescriptionLength = 10_000;

    private long _at = begin;

    public bool Applies => applies;

    public bool IsAtEnd => _at == end;

    public void Identity(string name, string value)
    {
        string actualName = Text(), actual = Text();
        if (actualName != name)
            throw new InvalidDataException($"Expected a checkpoint with its {name} here, but got its {Excerpt.Of(actualName)}.");
        if (actual != value)
            throw new InvalidDataException($"Expected a checkpoint with {name} {value}, but got {Excerpt.Of(actual, DescriptionLength)}.");
    }

    public void Number<TNumber>(ref TNumber value)
        where TNumber : unmanaged => Read(MemoryMarshal.CreateSpan(ref value, 1));

    public void Numbers<TNumber>(string name, Span<TNumber> values, Func<ReadOnlySpan<TNumber>, string?>? fault = null)
        where TNumber : unmanaged
    {
        int count = Count();
        if (count != values.Length)
            throw new InvalidDataException($"Expected a checkpoint with {values.Length} numbers of {name}, but got {count}.");

        if (applies)
        {
            Read(values);
        }
        else if (fault is null)
        {
            _at += SizeOf<TNumber>(count);
        }
        else
        {
            SizeOf<TNumber>(count);
            var read = new TNumber[count];
            Read(read.AsSpan());
            if (fault(read) is { } message)
                throw new InvalidDataException(message);
        }
    }

    private int Count()
    {
        int count = 0;
        Number(ref count);
        return count;
    }

    private string Text()
    {
        int count = Count();
        SizeOf<byte>(count);
        var text = new byte[count];
        Read(text.AsSpan());
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>How many bytes so many numbers take, which are still there.</summary>
    private unsafe long SizeOf<TNumber>(int count)
        where TNumber : unmanaged
    {
        long size = (long)count * sizeof(TNumber), left = end - _at;
        return size >= 0 && size <= left
            ? size
            : throw new InvalidDataException($"Expected a checkpoint with {size} more bytes, but got {left}.");
    }

    private void Read<TNumber>(Span<TNumber> values)
        where TNumber : unmanaged
    {
        SizeOf<TNumber>(values.Length);
        for (ReadOnlySpan<TNumber> left = values; !left.IsEmpty;)
        {
            // Of values, which can be written to.
            ReadOnlySpan<byte> piece = NumberBytes.Take(ref left);
            bytes.CopyTo(_at, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(piece), piece.Length));
            _at += piece.Length;
        }
    }
}
