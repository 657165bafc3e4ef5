namespace NetGen;

/// <summary>
/// The processes of a cluster were started with different networks, data, settings or versions. All of them throw it before the first step,
/// with the first difference.
/// </summary>
/// <param name="message">The first difference, with both values.</param>
public sealed class ClusterMismatchException(string message) : Exception(message);
