using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Training;

public sealed partial class CheckpointContentsTests
{
    private static readonly long[] _numbers = [0, 1, -1, 2, 43, 344, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 0x7FF8000000000000, 0x7FF0000000000000, -4503599627370496, 1, 0x3FE0000000000000];

    /// <summary>Whatever the bytes: refused with nothing changed, or a state from which a step can be taken.</summary>
    [Fact]
    public void Any_file_is_resumed_or_refused()
    {
        var fuzzing = new Fuzzing(count: 3_000, seed: 4);
        var random = new Random(fuzzing.Seed);
        string[] names = [.. _fields.Names];
        int resumed = 0;
        for (int i = 0; i < fuzzing.Count; i++)
        {
            byte[] file = Mutate(random, names);
            fuzzing.Try(file, ".checkpoint", () =>
            {
                string? message = Resume(file);
                resumed += message is null ? 1 : 0;
                if (message is not null)
                    Assert.Matches("^Expected a (training )?checkpoint", message);
            });
            fuzzing.Report(i + 1);
        }

        // Mutations are of all kinds: some leave a state, as those of a parameter do.
        Assert.InRange(resumed, fuzzing.Count / 50, fuzzing.Count / 2);
    }

    private byte[] Mutate(Random random, string[] names)
    {
        byte[] file = [.. _file];
        do
        {
            int at = random.Next(file.Length), from = random.Next(file.Length), length = random.Next(1, 40);
            switch (random.Next(7))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file = file[..at];
                    break;
                case 2:
                    file = [.. file[..at], .. file[Math.Min(file.Length, at + length)..]];
                    break;
                case 3: // A piece of the file once more, in place of another or between.
                    file = [.. file[..at], .. file[from..Math.Min(file.Length, from + length)], .. file[(random.Next(2) == 0 ? at : Math.Min(file.Length, at + length))..]];
                    break;
                default: // A number, or its first half, in a field or where a table's length stands.
                    string name = names[random.Next(names.Length)];
                    byte[] number = BitConverter.GetBytes(random.Next(3) == 0 ? random.NextInt64() >> random.Next(64) : _numbers[random.Next(_numbers.Length)]);
                    at = _fields.PlaceOf(name) + (random.Next(3) == 0 ? -4 : 4 * random.Next(4));
                    number.AsSpan(0, Math.Clamp(file.Length - at, 0, random.Next(2) == 0 ? 4 : 8)).CopyTo(file.AsSpan(Math.Min(at, file.Length)));
                    break;
            }
        }
        while (file.Length > 0 && random.Next(4) == 0);

        return file.Length >= 4 && random.Next(8) > 0 ? CheckpointFields.Signed(file) : file;
    }
}
