namespace NetGen.Benchmarks;

/// <summary>A library that runs the workloads.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>What the table calls it.</summary>
    string Name { get; }

    /// <summary>The version that runs here.</summary>
    string Version { get; }

    /// <summary>Why it does not run on this machine, or null if it does.</summary>
    string? Problem { get; }

    /// <summary>Whether it has a way to run the workload with that many threads.</summary>
    bool Supports(Workload workload, int threads);

    /// <summary>Prepares a workload: all that a program does once, before its first step.</summary>
    IJob Prepare(Workload workload, int threads);
}

/// <summary>A workload that a peer has prepared.</summary>
internal interface IJob : IDisposable
{
    /// <summary>
    /// What peers must agree about, to be asked before the first <see cref="Run"/>: the loss at the last of
    /// <see cref="Job.ProbeSteps"/> training steps, or the outputs of the forward pass.
    /// </summary>
    float[] Probe();

    /// <summary>Runs the workload <paramref name="times"/> times and returns the seconds it took.</summary>
    double Run(int times);
}
