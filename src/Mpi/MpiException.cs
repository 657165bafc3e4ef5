namespace NetGen;

/// <summary>MPI is not installed, is too old, or failed. The message says what to do.</summary>
/// <param name="message">What is wrong, and what to do.</param>
public sealed class MpiException(string message) : Exception(message);
