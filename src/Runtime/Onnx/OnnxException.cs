using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>
/// A file is not a valid ONNX model, or not the one that a network was compiled from, or a network cannot be written as one. Nothing was
/// loaded or written.
/// </summary>
public sealed class OnnxException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="file">The name of the file in the message.</param>
    /// <param name="faults">One or more sentences, each with the expected and the actual. The message has the first 20.</param>
    public OnnxException(string file, params string[] faults)
        : base(faults.Length == 1 ? $"{file}: {faults[0]}" : $"{file}: {faults.Length} faults\n{Excerpt.Of(faults, "\n", fault => fault)}") => Faults = faults;

    /// <summary>The faults: one sentence for a file that violates the format, or one for each tensor that does not fit the network.</summary>
    public IReadOnlyList<string> Faults { get; }
}
