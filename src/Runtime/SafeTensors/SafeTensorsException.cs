using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>
/// A file breaks the rules of the safetensors format, or does not hold the weights of the network that is to be
/// loaded from it. Nothing was loaded.
/// </summary>
public sealed class SafeTensorsException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="file">The file, as a message names it.</param>
    /// <param name="faults">What is wrong with it: one or more sentences, each with what is expected and what is there. The message has the first 20.</param>
    public SafeTensorsException(string file, params string[] faults)
        : base(faults.Length == 1 ? $"{file}: {faults[0]}" : $"{file}: {faults.Length} faults\n{Excerpt.Of(faults, "\n", fault => fault)}") => Faults = faults;

    /// <summary>What is wrong: one sentence for a file that breaks the rules, or one for each tensor that does not fit the network.</summary>
    public IReadOnlyList<string> Faults { get; }
}
