using System;

namespace NetGen;

/// <summary>
/// PyTorch stores, along with the running statistics of a batch normalization, the number of batches seen, which does
/// not affect what NetGen computes. This file is compiled into the generator too.
/// </summary>
internal static class BatchCounter
{
    private const string Ending = ".num_batches_tracked", Beside = ".running_mean";

    /// <summary>Whether a tensor is such a counter, next to statistics of the network.</summary>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="has">Whether the network has a tensor of a given name.</param>
    public static bool Is(string name, Func<string, bool> has) =>
        name.EndsWith(Ending, StringComparison.Ordinal) && has(name.Substring(0, name.Length - Ending.Length) + Beside);
}
