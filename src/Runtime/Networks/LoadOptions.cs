namespace NetGen;

/// <summary>How to look up weights in a file.</summary>
public sealed class LoadOptions
{
    /// <summary>
    /// Maps the name of each of the network's tensors to its name in the file. The network's names are <c>layers.0.weight</c>,
    /// <c>layers.0.bias</c>, <c>layers.1.weight</c>, ..., and with <c>[Standardize]</c> also <c>standardize.mean</c> and
    /// <c>standardize.scale</c>. By default, both names are the same.
    /// </summary>
    /// <example>
    /// <code>
    /// // A torch.nn.Sequential counts activations too, so its layers are 0, 2, 4, ...
    /// new LoadOptions { Names = name => name.Replace("layers.1.", "2.").Replace("layers.0.", "0.") }
    /// </code>
    /// </example>
    public Func<string, string> Names { get; init; } = static name => name;

    /// <summary>
    /// Whether the file must have every tensor of the network and no other; true by default. If false, parameters
    /// without a tensor keep their values, and other tensors are ignored; but what is loaded must fit.
    /// </summary>
    public bool Strict { get; init; } = true;
}
