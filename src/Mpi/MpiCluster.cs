namespace NetGen;

/// <summary>
/// The processes that <c>mpirun</c> or a batch system has started, over the MPI that is installed: Open MPI 4 or 5, MPICH 4 and those with its
/// ABI, or a library with the standard ABI of MPI 5. A program that was started by itself is a cluster of one, and needs no MPI.
/// </summary>
/// <example>
/// <code>
/// using var cluster = MpiCluster.Start();
/// Trainer.Fit(net, train, options with { Cluster = cluster });
/// if (cluster.Rank == 0)
///     net.Save("digits.safetensors");
/// </code>
/// </example>
public sealed class MpiCluster : Cluster
{
    // What the launchers set for each process, and the libraries that belong to them.
    private static readonly (string[] Variables, string[] Libraries)[] _launchers =
    [
        (["OMPI_COMM_WORLD_SIZE"], ["libmpi.so.40", "libmpi.40.dylib"]),
        (["PMI_SIZE", "PMI_RANK", "MPI_LOCALNRANKS"], ["libmpich.so.12", "libmpi.so.12", "libmpi.12.dylib", "msmpi.dll"]),
        (["PMIX_RANK"], ["libmpi.so.40", "libmpi_abi.so.0", "libmpi.so.12", "libmpich.so.12"]),
    ];

    private static readonly TimeSpan _timeForOutput = TimeSpan.FromMilliseconds(200);

    private readonly MpiLibrary? _library;
    private bool _isFinished;

    private MpiCluster(MpiLibrary? library)
    {
        (_library, Rank, Size) = (library, 0, 1);
        if (library is null)
            return;

        (Rank, Size) = library.Start();

        // An exception that nobody catches ends this process without Dispose. The others would wait for it for ever.
        AppDomain.CurrentDomain.UnhandledException += (_, e) => Abort((e.ExceptionObject as Exception)?.Message ?? "unknown error");
    }

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <summary>What the library says of itself, such as <c>Open MPI v4.1.4</c>; null in a program that was started by itself.</summary>
    public string? Library => _library?.Version;

    /// <summary>Joins the processes with which this one was started. Once in a process.</summary>
    /// <returns>The cluster; dispose it at the end of the program.</returns>
    /// <exception cref="MpiException">A launcher has started the program, but its MPI is not found, or it failed.</exception>
    public static MpiCluster Start()
    {
        string[]? libraries = _launchers.FirstOrDefault(launcher => launcher.Variables.Any(IsSet)).Libraries;
        if (libraries is null)
            return new(null);

        string[] named = Environment.GetEnvironmentVariable(MpiLibrary.Variable) is { Length: > 0 } name ? [name] : libraries;
        return new(MpiLibrary.Find(named) ?? throw new MpiException(
            $"Expected an installed MPI, since a launcher has started this program, but found none of {string.Join(", ", named)}: install it (apt-get install openmpi-bin, or mpich), or name the library in {MpiLibrary.Variable}."));
    }

    /// <inheritdoc/>
    public override void Exchange(ReadOnlySpan<byte> sent, int? to, Span<byte> received, int? from)
    {
        ObjectDisposedException.ThrowIf(_isFinished, this);
        if (_library is null)
            throw new InvalidOperationException("Expected an exchange between two processes, but this cluster has one.");

        _library.Exchange(sent, to, received, from);
    }

    /// <inheritdoc/>
    public override void Abort(string reason)
    {
        Console.Error.WriteLine($"NetGen: rank {Rank} of {Size} ends the job: {reason}");
        if (_library is null)
            return;

        // MPICH drops what it has not passed on yet.
        Thread.Sleep(_timeForOutput);
        _library.Abort();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!_isFinished)
            _library?.Finish();
        _isFinished = true;
    }

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
