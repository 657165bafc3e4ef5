namespace NetGen;

/// <summary>
/// One way through the contents of a checkpoint: writing, checking or reading. All three call the same methods in the same
/// order, so that they cannot differ.
/// </summary>
internal interface ICheckpointPass
{
    /// <summary>Whether the state is to become what is read.</summary>
    bool Applies { get; }

    /// <summary>A property that the training that reads must share with the one that wrote.</summary>
    void Identity(string name, string value);

    /// <summary>A single number: written, or overwritten with what is read.</summary>
    void Number<TNumber>(ref TNumber value)
        where TNumber : unmanaged;

    /// <summary>Numbers whose count is known: written, or overwritten with what is read if <see cref="Applies"/>.</summary>
    /// <param name="name">What they are, for messages.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="fault">Says what is wrong with numbers that are checked, or null; not given where all numbers are right.</param>
    void Numbers<TNumber>(string name, Span<TNumber> values, Func<ReadOnlySpan<TNumber>, string?>? fault = null)
        where TNumber : unmanaged;
}
