using System.ComponentModel;

namespace NetGen.CompilerServices;

/// <summary>Batches whose samples lie a stride apart. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Batches
{
    /// <summary>Copies samples to where they lie one after the other.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="source">n samples, <paramref name="stride"/> apart.</param>
    /// <param name="stride">The distance between samples, at least <paramref name="width"/>.</param>
    /// <param name="destination">Receives n x width numbers.</param>
    /// <param name="width">The size of one sample.</param>
    public static void Copy<T>(ReadOnlySpan<T> source, int stride, Span<T> destination, int width)
    {
        if (stride == width)
        {
            source[..destination.Length].CopyTo(destination);
            return;
        }

        for (int from = 0; !destination.IsEmpty; from += stride, destination = destination[width..])
            source.Slice(from, width).CopyTo(destination);
    }
}
