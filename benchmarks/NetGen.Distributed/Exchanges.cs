using System.Diagnostics;

namespace NetGen.Benchmarks;

/// <summary>The time in which two processes swap messages of 1 KB to 16 MB, and the latency and bandwidth that explain it.</summary>
internal static class Exchanges
{
    /// <summary>Measures, and prints on rank 0.</summary>
    /// <param name="cluster">Two processes.</param>
    /// <returns>The exit code.</returns>
    public static int Measure(MpiCluster cluster)
    {
        if (cluster.Size != 2)
        {
            Console.Error.WriteLine($"Expected 2 processes, but got {cluster.Size}: mpirun -n 2.");
            return 2;
        }

        List<(double Bytes, double Seconds)> points = [];
        for (int bytes = 1024; bytes <= 16 << 20; bytes *= 4)
            points.Add((bytes, Best(cluster, bytes)));
        if (cluster.Rank > 0)
            return 0;

        (double latency, double perByte) = Fit(points);
        Console.WriteLine(cluster.Library);
        foreach ((double bytes, double seconds) in points)
            Console.WriteLine(FormattableString.Invariant($"  {bytes / 1024,6} KB {seconds * 1e6,9:F1} us, fit {(latency + perByte * bytes) * 1e6,9:F1} us"));
        Console.WriteLine(FormattableString.Invariant($"  latency {latency * 1e6:F1} us, bandwidth {1e-9 / perByte:F2} GB/s in each direction"));
        return 0;
    }

    /// <summary>The fastest exchange in a run of ten: others use the machine, and a mean would measure them.</summary>
    private static double Best(MpiCluster cluster, int bytes)
    {
        byte[] sent = new byte[bytes], received = new byte[bytes];
        int partner = 1 - cluster.Rank, runs = (int)Math.Clamp(2e9 / bytes / 10, 20, 2000);
        double best = double.MaxValue;
        for (int run = 0; run < runs; run++)
        {
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < 10; i++)
                cluster.Exchange(sent, partner, received, partner);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds / 10);
        }

        return best;
    }

    /// <summary>The line <c>latency + perByte bytes</c> of least squares of the relative errors: absolute ones would leave the latency to chance.</summary>
    private static (double Latency, double PerByte) Fit(IReadOnlyList<(double Bytes, double Seconds)> points)
    {
        double a = 0, b = 0, c = 0, p = 0, q = 0;
        foreach ((double bytes, double seconds) in points)
        {
            (double one, double x) = (1 / seconds, bytes / seconds);
            (a, b, c, p, q) = (a + one * one, b + one * x, c + x * x, p + one, q + x);
        }

        double determinant = a * c - b * b;
        return ((p * c - q * b) / determinant, (a * q - b * p) / determinant);
    }
}
