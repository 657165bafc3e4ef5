using System.Text;

namespace NetGen;

/// <summary>Reads what <see cref="CheckpointWriter"/> wrote, between two positions of the file; or only checks it.</summary>
internal sealed class CheckpointReader(CheckpointBytes bytes, long begin, long end, bool applies) : CheckpointPass
{
    // A network with many layers has a long description, and the message must show where two of them differ.
    private const int DescriptionLength = 10_000;

    private long _at = begin;

    public override bool Applies => applies;

    public bool IsAtEnd => _at == end;

    protected override bool Checks => !applies;

    public override void Identity(string name, string value)
    {
        string actualName = Text(), actual = Text();
        if (actualName != name)
            throw new InvalidDataException($"Expected a checkpoint with its {name} here, but got its {Excerpt.Of(actualName)}.");
        if (actual != value)
            throw new InvalidDataException($"Expected a checkpoint with {name} {value}, but got {Excerpt.Of(actual, DescriptionLength)}.");
    }

    protected override void Count(string name, int count)
    {
        int actual = ReadCount();
        if (actual != count)
            throw new InvalidDataException($"Expected a checkpoint with {count} numbers of {name}, but got {actual}.");
    }

    protected override void Bytes(Span<byte> values)
    {
        CheckLeft(values.Length);
        bytes.CopyTo(_at, values);
        _at += values.Length;
    }

    protected override void Skip(long size) => _at += size;

    protected override void CheckLeft(long size)
    {
        long left = end - _at;
        if (size < 0 || size > left)
            throw new InvalidDataException($"Expected a checkpoint with {size} more bytes, but got {left}.");
    }

    private int ReadCount()
    {
        int count = 0;
        Number(ref count);
        return count;
    }

    private string Text()
    {
        int count = ReadCount();
        CheckLeft(count);
        var text = new byte[count];
        Bytes(text);
        return Encoding.UTF8.GetString(text);
    }
}
