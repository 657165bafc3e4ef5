using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>An installed MPI: its functions by address, and its handles, which are pointers to symbols in Open MPI and numbers elsewhere.</summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>The variable that names the library to load, before all others.</summary>
    public const string Variable = "NETGEN_MPI_LIBRARY";

    /// <summary>The message passing interface asks for thread support in its four levels; one thread at a time calls it here.</summary>
    private const int ThreadSerialized = 2;

    // The handles of MPICH and of those that have its ABI, such as Intel MPI; and those of the standard ABI of MPI 5.
    private const nint MpichWorld = 0x44000000, MpichByte = 0x4c00010d, StandardWorld = 0x101, StandardByte = 0x247;

    private readonly nint _library;
    private readonly nint _world, _byte, _ignoredStatus;
    private readonly delegate* unmanaged<void*, int, nint, int, int, void*, int, nint, int, int, nint, nint, int> _exchange;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, int> _send;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, nint, int> _receive;

    private MpiLibrary(nint library, string name)
    {
        _library = library;
        Version = ReadVersion();

        // Implementations of MPI 5 have two libraries: one with their own handles, and one with those of the standard, which is called so.
        bool isStandard = Path.GetFileName(name).Contains("mpi_abi", StringComparison.Ordinal);
        if (!isStandard && NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _world))
        {
            _byte = NativeLibrary.GetExport(library, "ompi_mpi_byte");
        }
        else
        {
            (_world, _byte, _ignoredStatus) = isStandard ? (StandardWorld, StandardByte, 0) : (MpichWorld, MpichByte, 1);
        }

        _exchange = (delegate* unmanaged<void*, int, nint, int, int, void*, int, nint, int, int, nint, nint, int>)Function("MPI_Sendrecv");
        _send = (delegate* unmanaged<void*, int, nint, int, int, nint, int>)Function("MPI_Send");
        _receive = (delegate* unmanaged<void*, int, nint, int, int, nint, nint, int>)Function("MPI_Recv");
    }

    /// <summary>What the library says of itself: <c>Open MPI v4.1.4, ...</c>.</summary>
    public string Version { get; }

    /// <summary>The first of the libraries that is installed; null if none is.</summary>
    public static MpiLibrary? Find(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
                return new(library, name);
        }

        return null;
    }

    public (int Rank, int Size) Start()
    {
        int provided, rank, size;
        Check(((delegate* unmanaged<void*, void*, int, int*, int>)Function("MPI_Init_thread"))(null, null, ThreadSerialized, &provided), "MPI_Init_thread");
        Check(((delegate* unmanaged<nint, int*, int>)Function("MPI_Comm_rank"))(_world, &rank), "MPI_Comm_rank");
        Check(((delegate* unmanaged<nint, int*, int>)Function("MPI_Comm_size"))(_world, &size), "MPI_Comm_size");
        return (rank, size);
    }

    public void Exchange(ReadOnlySpan<byte> sent, int? to, Span<byte> received, int? from)
    {
        fixed (byte* source = sent, destination = received)
        {
            if (to is { } receiver && from is { } sender)
                Check(_exchange(source, sent.Length, _byte, receiver, 0, destination, received.Length, _byte, sender, 0, _world, _ignoredStatus), "MPI_Sendrecv");
            else if (to is { } one)
                Check(_send(source, sent.Length, _byte, one, 0, _world), "MPI_Send");
            else if (from is { } other)
                Check(_receive(destination, received.Length, _byte, other, 0, _world, _ignoredStatus), "MPI_Recv");
        }
    }

    public void Abort() => ((delegate* unmanaged<nint, int, int>)Function("MPI_Abort"))(_world, 1);

    public void Finish() => ((delegate* unmanaged<int>)Function("MPI_Finalize"))();

    private string ReadVersion()
    {
        // MPI_MAX_LIBRARY_VERSION_STRING is 256 in Open MPI and 8192 in MPICH.
        byte* text = stackalloc byte[8192];
        int length = 0;
        ((delegate* unmanaged<byte*, int*, int>)Function("MPI_Get_library_version"))(text, &length);
        return Marshal.PtrToStringUTF8((nint)text, length).TrimEnd('\0').Split('\n')[0].Trim();
    }

    private nint Function(string name) => NativeLibrary.TryGetExport(_library, name, out nint address)
        ? address
        : throw new MpiException($"Expected a library of MPI 3 or later, but the one that was found has no {name}.");

    /// <summary>By default, MPI ends the program at an error; a library that returns one instead ends up here.</summary>
    private static void Check(int code, string function)
    {
        if (code != 0)
            throw new MpiException($"Expected {function} to succeed, but it returned the error {code}.");
    }
}
