// Trains some networks and prints a hash of the bits of their parameters. Same seed, same data, same options: the same
// hash, under every compiler and on every processor that fuses multiply and add; and another
// one on all others. See README.md in this folder.
using System.Numerics;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NetGen.Bits;

const string usage = """
    NetGen.Bits                    prints the hashes
    NetGen.Bits --epochs           prints them after each epoch, 0 being the initial parameters
    NetGen.Bits --check [HASH]     exits with 1 if the combined hash is not HASH, or else the committed one
    NetGen.Bits --update FILE      writes expected.txt or, without FMA, expected-without-fma.txt

    --threads N before any of these trains with N threads.
    """;

int threads = 1;
if (args is ["--threads", string number, ..] && int.TryParse(number, out threads))
    args = args[2..];
if (threads < 1 || args is not ([] or ["--epochs"] or ["--check"] or ["--check", _] or ["--update", _]))
{
    Console.Error.WriteLine(usage);
    return 2;
}

bool fuses = Fma.IsSupported || AdvSimd.IsSupported;
int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
string compiler = OperatingSystem.IsBrowser() ? "browser" : JitInfo.GetCompiledMethodCount() > 0 ? "JIT" : "NativeAOT";
Console.WriteLine($"{compiler} {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}, "
    + $"vectors of up to {width} bits, Vector<T> of {Vector<byte>.Count * 8}, {(fuses ? "FMA" : "no FMA")}, threads: {threads}");

string all = "";
foreach (Training training in Trainings.All)
{
    (ulong[] hashes, double loss) = training.Run(threads);
    for (int epoch = 0; args is ["--epochs"] && epoch < hashes.Length; epoch++)
        Console.WriteLine($"  {training.Name}, epoch {epoch,2}  {hashes[epoch]:x16}");
    Console.WriteLine($"{training.Name}        {hashes[^1]:x16}  loss {loss:F6}");
    all += $"{hashes[^1]:x16}";
}

string combined = $"{Fnv1a.Of(MemoryMarshal.AsBytes(all.AsSpan())):x16}";
Console.WriteLine($"combined  {combined}");

switch (args)
{
    case ["--update", string file]:
        Expected.Write(file, fuses, combined);
        return 0;

    case ["--check", ..]:
        string expected = args.Length > 1 ? args[1] : Expected.Hash(fuses);
        if (combined == expected)
            return 0;
        Console.Error.WriteLine($"Expected {expected} {(fuses ? "with" : "without")} FMA, but got {combined}.");
        return 1;

    default:
        return 0;
}
