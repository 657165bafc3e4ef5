using System.Diagnostics;

namespace NetGen.Benchmarks;

/// <summary>A workload that is prepared in this process.</summary>
internal abstract class Job : IJob
{
    /// <summary>How many training steps two peers take before their losses are compared.</summary>
    public const int ProbeSteps = 5;

    public abstract float[] Probe();

    public double Run(int times)
    {
        long began = Stopwatch.GetTimestamp();
        Repeat(times);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public virtual void Dispose()
    {
    }

    /// <summary>The loop that is timed: a loop of its own in each job, so that none pays for a call per step.</summary>
    protected abstract void Repeat(int times);
}
