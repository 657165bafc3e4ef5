using System.Text;

namespace NetGen.Tests.Training;

/// <summary>
/// The fields of a checkpoint by name, read from the bytes alone: as docs of the format have it, and independent of the code
/// that reads checkpoints.
/// </summary>
internal sealed class CheckpointFields
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int At, int Size)> _fields = [];
    private int _at = 12;

    /// <summary>Takes a checkpoint of a network in double precision to pieces.</summary>
    /// <param name="file">The file.</param>
    /// <param name="identities">How many names and values stand at its beginning.</param>
    /// <param name="tables">What stands behind the optimizer's numbers, and the size of a number.</param>
    public CheckpointFields(byte[] file, int identities, params (string Name, int Size)[] tables)
    {
        _file = file;
        for (int i = 0; i < identities; i++)
        {
            string name = Encoding.UTF8.GetString(file, _at + 4, BitConverter.ToInt32(file, _at));
            Table($"name of {name}", 1);
            Table($"value of {name}", 1);
        }

        int epochs = BitConverter.ToInt32(file, _at);
        Number("epochs", 4);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            Table($"epoch {epoch}", 8);
            Number($"duration {epoch}", 8);
        }

        Table("parameters", 8);
        Table("statistics", 8);
        Number("steps", 8);
        Number("learning rate", 8);
        foreach ((string name, int size) in tables)
            Table(name, size);
        if (_at != file.Length - 4)
            throw new InvalidDataException($"Expected fields up to {file.Length - 4}, but got them up to {_at}.");
    }

    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>The file with other bytes from an element of a field on (-1 for a table's length), and with a right checksum.</summary>
    public byte[] With(string name, int index, byte[] bytes)
    {
        (int at, int size) = _fields[name];
        byte[] file = [.. _file];
        bytes.CopyTo(file, index < 0 ? at - 4 : at + index * size);
        return Signed(file);
    }

    /// <summary>A copy of a file with its checksum made right.</summary>
    public static byte[] Signed(byte[] file)
    {
        byte[] copy = [.. file];
        BitConverter.GetBytes(Crc32C.Finish(Crc32C.Append(Crc32C.Start, copy.AsSpan(0, copy.Length - 4)))).CopyTo(copy, copy.Length - 4);
        return copy;
    }

    public int PlaceOf(string name) => _fields[name].At;

    public int LengthOf(string name) => BitConverter.ToInt32(_file, _fields[name].At - 4);

    private void Number(string name, int size)
    {
        _fields.Add(name, (_at, size));
        _at += size;
    }

    private void Table(string name, int size)
    {
        int count = BitConverter.ToInt32(_file, _at);
        _fields.Add(name, (_at + 4, size));
        _at += 4 + count * size;
    }
}
