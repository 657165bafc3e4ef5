using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>Moves a block of samples to lanes and back in squares of eight samples and eight numbers, for hardware with AVX.</summary>
internal static class LaneSquares
{
    private const int Side = 8;

    /// <summary>Two squares fill a cache line, which is used completely before another row may evict it.</summary>
    private const int Line = 2 * Side;

    /// <summary>Moves up to a block of samples to lanes; the size is at least that of a square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToLanes(ref float rows, nint stride, ref float block, int size, int count, bool adds, int width)
    {
        for (int line = 0; line < size; line += Line)
            for (int lane = 0; lane < width; lane += Side)
            {
                ref float sample = ref Unsafe.Add(ref rows, lane < count ? lane * stride : 0);
                for (int j = line; j < Math.Min(line + Line, size); j += Side)
                {
                    // The last square may overhang: it is moved back, and its overlap with the previous square does not change.
                    int first = Math.Min(j, size - Side), done = j - first;
                    ref float to = ref Unsafe.Add(ref block, (nint)first * width + lane);
                    if (count - lane >= Side && !adds)
                        Blocks.Transpose(ref Unsafe.Add(ref sample, first), stride, ref to, width);
                    else
                        PartToLanes(ref sample, first, stride, ref to, width, Math.Clamp(count - lane, 0, Side), done, adds);
                }
            }
    }

    /// <summary>The inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToRows(ref float block, ref float rows, nint stride, int size, int count, bool adds, int width)
    {
        for (int line = 0; line < size; line += Line)
            for (int lane = 0; lane < count; lane += Side)
            {
                for (int j = line; j < Math.Min(line + Line, size); j += Side)
                {
                    int first = Math.Min(j, size - Side), done = j - first;
                    ref float from = ref Unsafe.Add(ref block, (nint)first * width + lane), to = ref Unsafe.Add(ref rows, lane * stride + first);
                    if (count - lane >= Side && !adds)
                        Blocks.Transpose(ref from, width, ref to, stride);
                    else
                        PartToRows(ref from, width, ref to, stride, Math.Min(count - lane, Side), done, adds);
                }
            }
    }

    /// <summary>A square in which some samples may be missing, or which is added without the numbers already done.</summary>
    [SkipLocalsInit]
    private static void PartToLanes(ref float sample, int first, nint stride, ref float to, nint width, int count, int done, bool adds)
    {
        Span<float> samples = stackalloc float[Side * Side], turned = stackalloc float[Side * Side];
        samples[(count * Side)..].Clear();
        for (int i = 0; i < count; i++)
            Vectors.Store(Vectors.Load(ref sample, i * stride + first), ref samples[i * Side], 0);

        Blocks.Transpose(ref samples[0], Side, ref turned[0], Side);
        for (int j = adds ? done : 0; j < Side; j++)
        {
            Vector256<float> values = Vectors.Load(ref turned[j * Side], 0);
            Vectors.Store(adds ? Vectors.Load(ref to, j * width) + values : values, ref to, j * width);
        }
    }

    [SkipLocalsInit]
    private static void PartToRows(ref float from, nint width, ref float to, nint stride, int count, int done, bool adds)
    {
        Span<float> turned = stackalloc float[Side * Side];
        Blocks.Transpose(ref from, width, ref turned[0], Side);
        Vector256<float> isDone = Vector256.LessThan(Vector256<float>.Indices, Vector256.Create((float)done));
        for (int i = 0; i < count; i++)
        {
            Vector256<float> values = Vectors.Load(ref turned[i * Side], 0);
            if (adds)
            {
                Vector256<float> before = Vectors.Load(ref to, i * stride);
                values = Vector256.ConditionalSelect(isDone, before, before + values);
            }

            Vectors.Store(values, ref to, i * stride);
        }
    }
}
