using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetGen.Benchmarks;

/// <summary>
/// A peer that measures itself in a process of its own, which answers each line of its input with a line of JSON:
/// <c>{"version": "1.13"}</c> when it is ready, then <c>{"values": [0.1]}</c>, or <c>{"error": "why not"}</c>.
/// The requests are <c>prepare WORKLOAD</c>, <c>probe</c> and <c>run TIMES</c>. A process that does not answer is replaced by another
/// for the next workload: OpenBLAS, with which Debian builds PyTorch, was seen to wait for its threads forever.
/// </summary>
internal abstract class ProcessPeer : IPeer
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly ProcessStartInfo _start;
    private Process? _process;

    protected ProcessPeer(string program, params string[] arguments)
    {
        _start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        try
        {
            Version = Start();
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            Problem = exception.Message;
        }
    }

    public abstract string Name { get; }

    public string Version { get; } = "";

    public virtual string? Problem { get; }

    public abstract bool Supports(Workload workload, int threads);

    public IJob Prepare(Workload workload, int threads)
    {
        if (_process is null)
            Start();

        Ask("prepare " + Describe(workload, threads));
        return new RemoteJob(this);
    }

    /// <summary>The end of its input ends the process.</summary>
    public void Dispose()
    {
        if (_process is null)
            return;

        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The workload in one line, as the process reads it.</summary>
    protected abstract string Describe(Workload workload, int threads);

    /// <summary>Numbers as base64.</summary>
    protected static string Encode<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Convert.ToBase64String(MemoryMarshal.AsBytes(values));

    private string Start()
    {
        _process = Process.Start(_start);
        return Read().GetProperty("version").GetString()!;
    }

    private double[] Ask(string request)
    {
        if (_process is null)
            throw new InvalidOperationException("its process was ended.");

        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        return [.. Read().GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
    }

    private JsonElement Read()
    {
        using var patience = new CancellationTokenSource(_patience);
        string line;
        try
        {
            line = _process!.StandardOutput.ReadLineAsync(patience.Token).AsTask().GetAwaiter().GetResult() ?? throw new InvalidOperationException("its process ended.");
        }
        catch (OperationCanceledException)
        {
            _process!.Kill();
            _process.Dispose();
            _process = null;
            throw new InvalidOperationException(FormattableString.Invariant($"it did not answer for {_patience.TotalMinutes} minutes."));
        }

        JsonElement reply = JsonDocument.Parse(line).RootElement;
        return reply.TryGetProperty("error", out JsonElement error) ? throw new InvalidOperationException(error.GetString()) : reply;
    }

    private sealed class RemoteJob(ProcessPeer peer) : IJob
    {
        public float[] Probe() => Array.ConvertAll(peer.Ask("probe"), value => (float)value);

        public double Run(int times) => peer.Ask("run " + times.ToString(CultureInfo.InvariantCulture))[0];

        public void Dispose()
        {
        }
    }
}
