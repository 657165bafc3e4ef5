using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class ScratchTests
{
    /// <summary>The most numbers that stand on the stack.</summary>
    private const int StackLimit = 4096;

    /// <summary>Its outputs are the length of the scratch, how far it begins behind a line of the cache, and the number of samples.</summary>
    private readonly struct Recorder<T> : ICompiledPass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static void Forward(in Pass<T> pass)
        {
            nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(pass.Scratch));
            pass.Outputs[0] = T.CreateChecked(pass.Scratch.Length);
            pass.Outputs[1] = T.CreateChecked(address % 64);
            pass.Outputs[2] = T.CreateChecked(pass.Count);
            pass.Scratch.Fill(T.One);
        }

        public static T Loss(in Pass<T> pass)
        {
            Forward(pass);
            return T.CreateChecked(2.5);
        }

        public static T Backward(in Pass<T> pass)
        {
            Forward(pass);
            return T.CreateChecked(-3.25);
        }
    }

    public static TheoryData<int> Lengths => [1, 8, 17, 500, StackLimit - 1, StackLimit, StackLimit + 1, 100_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_pass_gets_exactly_the_room_that_it_asks_for(int length)
    {
        Check<float>(length);
        Check<double>(length);
    }

    private static void Check<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] seen = new T[3];
        Pass<T> pass = new() { Outputs = seen, Count = 5 };

        Scratch.Forward<Recorder<T>, T>(default, default, seen, count: 5, length);
        AssertSeen(seen, length);

        Assert.Equal(T.CreateChecked(2.5), Scratch.Loss<Recorder<T>, T>(ref pass, length));
        AssertSeen(seen, length);

        Assert.Equal(T.CreateChecked(-3.25), Scratch.Backward<Recorder<T>, T>(ref pass, length));
        AssertSeen(seen, length);
    }

    private static void AssertSeen<T>(T[] seen, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(T.CreateChecked(length), seen[0]);
        Assert.Equal(T.CreateChecked(5), seen[2]);

        // The garbage collector may move what is in the pool.
        if (length <= StackLimit)
            Assert.Equal(T.Zero, seen[1]);
        Array.Clear(seen);
    }
}
