using System.Text;
using System.Text.RegularExpressions;
using NetGen.Tests.Networks;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.SafeTensors;

/// <summary>Whatever the bytes, a file is loaded whole or refused with the one exception, within the memory that its length warrants.</summary>
public sealed partial class SafeTensorsMutationTests
{
    /// <summary>As a file of this length needs a few times its length, and its exception some thousand bytes.</summary>
    private const long Memory = 300_000;

    private static readonly string[] _numbers = ["0", "1", "2", "8", "-1", "1.0", "1e3", "08", "1152921504606846976", "9223372036854775807", "9223372036854775808", "4294967296", "null", "[0]", "\"8\""];

    private readonly Fuzzing _fuzzing = new(count: 200_000, seed: 9);
    private readonly Random _random;
    private readonly byte[][] _origins = Origins();

    public SafeTensorsMutationTests() => _random = new(_fuzzing.Seed);

    [Fact]
    public void Any_file_is_loaded_whole_or_refused()
    {
        var network = new SmallNet(seed: 1);
        int valid = 0, loaded = 0;
        for (int i = 0; i < _fuzzing.Count; i++)
        {
            byte[] file = Mutate();
            _fuzzing.Try(file, ".safetensors", () =>
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                SafeTensorsFile? read = Read(file, canSeek: i % 2 == 0);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, Memory);

                // The framework's reader is slow to refuse, so it has a say on all that are read and on some of the others.
                if (read is not null || i % 8 == 0)
                    Assert.True(ReferenceReader.IsValid(file) == read is not null, Convert.ToBase64String(file));

                if (read is null)
                    return;

                valid++;
                loaded += Load(network, read) ? 1 : 0;
            });
            _fuzzing.Report(i + 1);
        }

        // Mutations are of all kinds: some leave a valid file, and some of these the weights of the network.
        Assert.InRange(valid, _fuzzing.Count / 20, _fuzzing.Count / 2);
        Assert.InRange(loaded, _fuzzing.Count / 100, _fuzzing.Count / 5);
    }

    /// <summary>Loads all weights, or none.</summary>
    private static bool Load(SmallNet network, SafeTensorsFile file)
    {
        float[] before = network.Parameters.ToArray();
        try
        {
            network.LoadWeights(file);
            Assert.True(file.Tensors.All(tensor => tensor.Name.StartsWith("layers.", StringComparison.Ordinal)));
            before.CopyTo(network.Parameters);
            return true;
        }
        catch (SafeTensorsException)
        {
            Assert.Equal(before, network.Parameters.ToArray());
            return false;
        }
    }

    private static SafeTensorsFile? Read(byte[] file, bool canSeek)
    {
        try
        {
            return SafeTensorsFile.Read(new SlowStream(file, canSeek));
        }
        catch (SafeTensorsException exception)
        {
            Assert.StartsWith("The stream: Expected ", exception.Message);
            return null;
        }
    }

    private byte[] Mutate()
    {
        byte[] file = [.. _origins[_random.Next(_origins.Length)]];
        do
        {
            int at = _random.Next(file.Length), length = _random.Next(1, 40);
            byte[] other = _origins[_random.Next(_origins.Length)];
            switch (_random.Next(7))
            {
                case 0:
                    file[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    file = file[..at];
                    break;
                case 2: // A piece of another file, or of the same.
                    int from = _random.Next(other.Length);
                    file = [.. file[..at], .. other[from..Math.Min(other.Length, from + length)], .. file[(_random.Next(2) == 0 ? at : Math.Min(file.Length, at + length))..]];
                    break;
                case 3:
                    file = [.. file[..at], .. file[Math.Min(file.Length, at + length)..]];
                    break;
                case 4:
                    BitConverter.GetBytes(_random.NextInt64() >>> _random.Next(64)).AsSpan(0, Math.Min(8, file.Length)).CopyTo(file);
                    break;
                default:
                    file = MutateHeader(file);
                    break;
            }
        }
        while (file.Length > 0 && _random.Next(4) == 0);
        return file;
    }

    /// <summary>Edits the text of the header, and tells its size as it then is.</summary>
    private byte[] MutateHeader(byte[] file)
    {
        long size = file.Length < 8 ? -1 : BitConverter.ToInt64(file);
        if (size < 0 || size > file.Length - 8)
            return file;

        string header = Encoding.UTF8.GetString(file, 8, (int)size);
        MatchCollection numbers = Number().Matches(header), members = Member().Matches(header);
        int at = _random.Next(header.Length + 1);
        switch (_random.Next(4))
        {
            case 0 when numbers.Count > 0:
                Match number = numbers[_random.Next(numbers.Count)];
                header = $"{header[..number.Index]}{_numbers[_random.Next(_numbers.Length)]}{header[(number.Index + number.Length)..]}";
                break;
            case 1 when members.Count > 0:
                Match member = members[_random.Next(members.Count)];
                header = _random.Next(2) == 0 ? header.Remove(member.Index, member.Length) : header.Insert(member.Index, member.Value);
                break;
            case 2:
                header = header.Insert(at, "{}[]\":,\\ \n\tu0é\0"[_random.Next(15)].ToString());
                break;
            default:
                header = at == header.Length ? header + ' ' : header.Remove(at, 1);
                break;
        }

        return SafeTensorsFormatTests.Bytes(header, file.AsSpan(8 + (int)size));
    }

    private static byte[][] Origins()
    {
        SafeTensorsFile[] files =
        [
            new([]),
            new([SafeTensor.Create<double>("é\n", [2, 0], []), new SafeTensor("é", SafeTensorType.F6_E3M2, [4], new byte[3])], new Dictionary<string, string> { ["a"] = "\\", ["b"] = "" }),
            new(new SmallNet(seed: 1).ToTensors(), new Dictionary<string, string> { ["format"] = "pt" }),
        ];
        return [.. files.Select(Bytes), File.ReadAllBytes(SafeTensorsFormatTests.Fixture("types.safetensors")), File.ReadAllBytes(SafeTensorsFormatTests.Fixture("pytorch_bfloat16.safetensors"))];

        static byte[] Bytes(SafeTensorsFile file)
        {
            using var stream = new MemoryStream();
            file.Write(stream);
            return stream.ToArray();
        }
    }

    [GeneratedRegex("""(?<=[\[,:] *)\d+""")]
    private static partial Regex Number();

    [GeneratedRegex("""("[^"]*":({[^}]*}|\[[^\]]*\]|"[^"]*"),?)""")]
    private static partial Regex Member();
}
