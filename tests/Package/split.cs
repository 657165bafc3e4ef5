#:property PublishAot=false
// Moves the numbers of an ONNX model into another file, as exporters do with large models: split.cs MODEL LOCATION.
using System.Text;

var numbers = new MemoryStream();
string location = args[1], data = Path.Combine(Path.GetDirectoryName(args[0])!, location);
byte[] model = Rewrite(File.ReadAllBytes(args[0]), 7, graph => Rewrite(graph, 5, Move));
Directory.CreateDirectory(Path.GetDirectoryName(data)!);
File.WriteAllBytes(data, numbers.ToArray());
File.WriteAllBytes(args[0], model);

// The raw numbers of a tensor, field 9, become entries of field 13, and field 14 says so.
byte[] Move(byte[] tensor)
{
    var result = new MemoryStream();
    foreach ((int field, byte[] bytes, byte[] whole) in Fields(tensor))
    {
        if (field != 9)
        {
            result.Write(whole);
            continue;
        }

        Put(result, 13, Entry("location", location));
        Put(result, 13, Entry("offset", $"{numbers.Length}"));
        Put(result, 13, Entry("length", $"{bytes.Length}"));
        result.Write([14 << 3, 1]);
        numbers.Write(bytes);
    }

    return result.ToArray();
}

static byte[] Entry(string key, string value)
{
    var result = new MemoryStream();
    Put(result, 1, Encoding.UTF8.GetBytes(key));
    Put(result, 2, Encoding.UTF8.GetBytes(value));
    return result.ToArray();
}

static byte[] Rewrite(byte[] message, int number, Func<byte[], byte[]> rewrite)
{
    var result = new MemoryStream();
    foreach ((int field, byte[] bytes, byte[] whole) in Fields(message))
    {
        if (field == number)
            Put(result, field, rewrite(bytes));
        else
            result.Write(whole);
    }

    return result.ToArray();
}

// The fields of a message, which are integers and bytes: the number, the bytes, and the field as it is.
static IEnumerable<(int Number, byte[] Bytes, byte[] Whole)> Fields(byte[] message)
{
    for (int at = 0; at < message.Length;)
    {
        int start = at, key = Integer(message, ref at), length = Integer(message, ref at);
        int end = (key & 7) == 2 ? at + length : at;
        yield return (key >> 3, message[at..end], message[start..end]);
        at = end;
    }
}

static int Integer(byte[] message, ref int at)
{
    int value = 0, shift = 0;
    for (; message[at] >= 0x80; shift += 7)
        value |= (message[at++] & 0x7F) << shift;
    return value | message[at++] << shift;
}

static void Put(MemoryStream result, int number, byte[] bytes)
{
    result.WriteByte((byte)(number << 3 | 2));
    int length = bytes.Length;
    for (; length >= 0x80; length >>= 7)
        result.WriteByte((byte)(length | 0x80));
    result.WriteByte((byte)length);
    result.Write(bytes);
}
