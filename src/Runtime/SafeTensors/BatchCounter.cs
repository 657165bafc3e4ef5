using System;

namespace NetGen;

/// <summary>
/// What PyTorch keeps beside the running statistics of a normalization over the batch: how many batches it has seen, which changes
/// nothing that NetGen computes. This file is compiled into the generator too.
/// </summary>
internal static class BatchCounter
{
    private const string Ending = ".num_batches_tracked", Beside = ".running_mean";

    /// <summary>Whether a tensor is such a counter, beside statistics that belong to the network.</summary>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="has">Whether the network has a tensor of some name.</param>
    public static bool Is(string name, Func<string, bool> has) =>
        name.EndsWith(Ending, StringComparison.Ordinal) && has(name.Substring(0, name.Length - Ending.Length) + Beside);
}
