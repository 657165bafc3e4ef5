namespace NetGen.Benchmarks;

/// <summary>
/// The time of a step on n processes, on paper: docs/distributed.md explains it. n is a power of two, and there
/// is one shard for each process.
/// </summary>
/// <param name="Name">The layers.</param>
/// <param name="Parameters">The number of parameters.</param>
/// <param name="Batch">The samples of a batch.</param>
/// <param name="Compute">The seconds of a step of one process, from docs/benchmarks.md: row T4 or T6, one thread.</param>
/// <param name="Add">
/// The seconds to add a byte of gradients to a sum: what a shard adds to a step in <c>steps</c>, in networks whose gradients are in the cache or not.
/// </param>
internal sealed record Model(string Name, int Parameters, int Batch, double Compute, double Add)
{
    public static IReadOnlyList<Model> All { get; } =
    [
        new("784-128-10", 101_770, 64, 113.29e-6, 0.04e-9),
        new("1024-1024-1024-10", 2_109_450, 128, 5.69e-3, 0.12e-9),
    ];

    /// <summary>Networks between machines: bits a second, and seconds that an empty message takes.</summary>
    public static IReadOnlyList<(string Name, double Bits, double Latency)> Links { get; } =
    [
        ("1 Gb/s", 1e9, 50e-6),
        ("10 Gb/s", 10e9, 20e-6),
        ("100 Gb/s", 100e9, 3e-6),
    ];

    public double Bytes => 4.0 * Parameters;

    /// <summary>The numbers of processes.</summary>
    public static IEnumerable<int> Processes => Enumerable.Range(0, 11).Select(i => 1 << i);

    /// <summary>The time of a step of n processes that share one batch.</summary>
    public double Shared(int n, double bits, double latency) => Time(n, Compute * Math.Ceiling((double)Batch / n) / Batch, bits, latency);

    /// <summary>The time of a step of n processes, each of which has a batch, so that n batches count as one.</summary>
    public double Grown(int n, double bits, double latency) => Time(n, Compute, bits, latency);

    /// <summary>The samples of a batch that two processes pass in the time of one; the work is proportional to the samples.</summary>
    public double SmallestBatch(double bits, double latency) => 2 * Time(2, 0, bits, latency) / (Compute / Batch);

    private double Time(int n, double compute, double bits, double latency)
    {
        if (n == 1)
            return Compute;

        double rounds = Math.Log2(n);
        return compute + (1 + rounds) * Add * Bytes + rounds * (latency + 8 * Bytes / bits);
    }

    /// <summary>Prints the speeds as tables in Markdown, and where they cross that of one process.</summary>
    public static void Print()
    {
        foreach (Model model in All)
        {
            Console.WriteLine(FormattableString.Invariant($"\n{model.Name}, batch {model.Batch}: {model.Bytes / 1e6:F2} MB, {model.Compute * 1e3:F2} ms on one process\n"));
            Console.WriteLine($"| processes | {string.Join(" | ", Links.Select(link => $"{link.Name}, one batch | {link.Name}, a batch each"))} |");
            Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
            foreach (int n in Processes)
                Console.WriteLine($"| {n:N0} | {string.Join(" | ", Links.Select(link => $"{Text(model.Compute / model.Shared(n, link.Bits, link.Latency))} | {Text(n * model.Compute / model.Grown(n, link.Bits, link.Latency))}"))} |");
            foreach ((string name, double bits, double latency) in Links)
            {
                int best = Processes.MinBy(n => model.Shared(n, bits, latency));
                int pays = Processes.Skip(1).FirstOrDefault(n => n * model.Compute > model.Grown(n, bits, latency));
                Console.WriteLine(FormattableString.Invariant($"{name}: one batch is fastest on {best}; a batch each pays from {pays} processes on; two share one of {model.SmallestBatch(bits, latency):F0} or more"));
            }
        }
    }

    private static string Text(double speed) => speed.ToString(speed < 10 ? "F2" : "F0", System.Globalization.CultureInfo.InvariantCulture);
}
