using System.Runtime.InteropServices;
using System.Text;

namespace NetGen;

/// <summary>Reads what <see cref="CheckpointWriter"/> wrote, from the first byte after the header to the checksum; or only checks that it could.</summary>
internal sealed class CheckpointReader(ReadOnlyMemory<byte> contents, bool applies) : ICheckpointPass
{
    private ReadOnlyMemory<byte> _left = contents;

    public bool Applies => applies;

    public bool IsAtEnd => _left.IsEmpty;

    public void Identity(string name, string value)
    {
        string actualName = Text(), actual = Text();
        if (actualName != name)
            throw new InvalidDataException($"Expected a checkpoint with its {name} here, but got its {actualName}.");
        if (actual != value)
            throw new InvalidDataException($"Expected a checkpoint with {name} {value}, but got {actual}.");
    }

    public void Number<TNumber>(ref TNumber value)
        where TNumber : unmanaged => Take(1, MemoryMarshal.CreateSpan(ref value, 1));

    public void Numbers<TNumber>(string name, Span<TNumber> values)
        where TNumber : unmanaged
    {
        int count = Count();
        if (count != values.Length)
            throw new InvalidDataException($"Expected a checkpoint with {values.Length} numbers of {name}, but got {count}.");

        Take(count, applies ? values : default);
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
        var bytes = new byte[Math.Clamp(count, 0, _left.Length)];
        Take(count, bytes.AsSpan());
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Goes past <paramref name="count"/> numbers, and copies them unless <paramref name="destination"/> is empty.</summary>
    private unsafe void Take<TNumber>(int count, Span<TNumber> destination)
        where TNumber : unmanaged
    {
        long size = (long)count * sizeof(TNumber);
        if (size < 0 || size > _left.Length)
            throw new InvalidDataException($"Expected a checkpoint with {size} more bytes, but got {_left.Length}.");

        if (!destination.IsEmpty)
            _left.Span[..(int)size].CopyTo(MemoryMarshal.AsBytes(destination));
        _left = _left[(int)size..];
    }
}
