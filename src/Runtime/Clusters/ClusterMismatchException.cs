namespace NetGen;

/// <summary>
/// The processes of a cluster were started with different networks, data, settings or versions, or with some that one of them refuses. It is
/// thrown before the first step: on all processes if they differ, and on the others if one refuses.
/// </summary>
/// <param name="message">The first difference, with both values; or the rank that refuses, and why.</param>
public sealed class ClusterMismatchException(string message) : Exception(message);
