namespace NetGen.CompilerServices;

/// <summary>The buffer layout that the generator and the runtime share. This file is compiled into both.</summary>
internal static class BufferLayout
{
    /// <summary>Rows of a batch start at multiples of this many numbers: a vector of 256 bits in single precision, two in double.</summary>
    public const int Group = 8;

    /// <summary>The number of elements of a vector of 512 bits in single precision, by which loops advance.</summary>
    public const int WideGroup = 16;

    /// <summary>The number of elements that must follow a buffer whose rows are read in whole vectors.</summary>
    public const int Padding = 16;

    /// <summary>The largest array of numbers that the runtime allocates (Array.MaxLength).</summary>
    public const int MaxArrayLength = 0x7FFFFFC7;
}
