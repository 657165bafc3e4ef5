namespace NetGen;

/// <summary>How weights are looked up in a file.</summary>
public sealed class LoadOptions
{
    /// <summary>
    /// The name that the file has for each of the network's tensors, which are <c>layers.0.weight</c>,
    /// <c>layers.0.bias</c>, <c>layers.1.weight</c>, ..., with <c>[Standardize]</c> also <c>standardize.mean</c> and
    /// <c>standardize.scale</c>. The same names, unless set.
    /// </summary>
    /// <example>
    /// <code>
    /// // A torch.nn.Sequential counts its activations, so that its layers are 0, 2, 4, ...
    /// new LoadOptions { Names = name => name.Replace("layers.1.", "2.").Replace("layers.0.", "0.") }
    /// </code>
    /// </example>
    public Func<string, string> Names { get; init; } = static name => name;

    /// <summary>
    /// Whether the file must have every tensor of the network and no other, true unless set. Otherwise a tensor
    /// that is missing leaves the parameters as they are, and others are passed by; but what is loaded must fit.
    /// </summary>
    public bool Strict { get; init; } = true;
}
