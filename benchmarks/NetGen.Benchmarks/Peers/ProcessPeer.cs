using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetGen.Benchmarks;

/// <summary>
/// A peer that measures itself in a process of its own, which answers each line of its input with a line of JSON:
/// <c>{"version": "1.13"}</c> when it is ready, then <c>{"values": [0.1]}</c>, or <c>{"error": "why not"}</c>.
/// The requests are <c>prepare WORKLOAD</c>, <c>probe</c> and <c>run TIMES</c>.
/// </summary>
internal abstract class ProcessPeer : IPeer
{
    private readonly Process? _process;

    protected ProcessPeer(string program, params string[] arguments)
    {
        try
        {
            _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true });
            Version = Read().GetProperty("version").GetString()!;
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

    private double[] Ask(string request)
    {
        _process!.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        return [.. Read().GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
    }

    private JsonElement Read()
    {
        string line = _process!.StandardOutput.ReadLine() ?? throw new InvalidOperationException("its process ended.");
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
