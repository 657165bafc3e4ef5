using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>Class labels as target rows. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OneHot
{
    /// <summary>
    /// Writes a row for each label: zeros, and a one in the label's column. For two classes, it may be only the column of class 1,
    /// whose numbers are the labels.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="labels">The classes: n numbers from 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="targets">Receives n x <paramref name="classes"/> numbers; or n, for two classes.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="targets"/> does not fit.</exception>
    /// <exception cref="IndexOutOfRangeException">A label is out of range; <see cref="Guard.Labels"/> reports which.</exception>
    public static void Write<T>(ReadOnlySpan<int> labels, Span<T> targets, int classes)
        where T : unmanaged, INumberBase<T>
    {
        if (classes == 2 && targets.Length == labels.Length)
        {
            for (int i = 0; i < labels.Length; i++)
                targets[i] = (uint)labels[i] < 2 ? T.CreateTruncating(labels[i]) : throw new IndexOutOfRangeException();
            return;
        }

        if (targets.Length != (long)labels.Length * classes)
            throw new ArgumentException($"Expected {labels.Length} x {classes} = {(long)labels.Length * classes} targets, but got {targets.Length}.", nameof(targets));

        targets.Clear();
        for (int i = 0; i < labels.Length; i++)
            targets.Slice(i * classes, classes)[labels[i]] = T.One;
    }
}
