using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed class Options
{
    public const string Usage = """
        --quick            a smoke run of less than a minute: shorter and fewer measurements
        --only T3,T4       these workloads
        --threads 1,2      with these numbers of threads; without it 1 and 2, as far as there are cores
        --aot PROGRAM      measure NetGen.Benchmarks.Aot as well, published to PROGRAM
        --aot-v4 PROGRAM   the same, published for x86-64-v4, which has vectors of 512 bits
        --markdown FILE    write the table to FILE and a chart beside it
        --save-onnx FOLDER write the ONNX files of which networks are compiled, and measure nothing
        """;

    private Options()
    {
    }

    public bool IsQuick { get; private set; }

    public IReadOnlyList<Workload> Workloads { get; private set; } = Benchmarks.Workloads.All;

    public IReadOnlyList<int> Threads { get; private set; } = [.. Enumerable.Range(1, Math.Min(2, Environment.ProcessorCount))];

    public string? AotProgram { get; private set; }

    public string? WideAotProgram { get; private set; }

    public string? MarkdownFile { get; private set; }

    public string? OnnxFolder { get; private set; }

    /// <summary>The shortest measurement that counts, in seconds.</summary>
    public double Window => IsQuick ? 0.01 : 0.1;

    /// <summary>How long each job runs at least before it is measured, in seconds: until the JIT has compiled its methods for good.</summary>
    public double WarmUp => IsQuick ? 0.3 : 0.5;

    /// <summary>
    /// And how often: with its default settings, the JIT compiles a method for good after 30 calls, and another 30 that it watches. A
    /// step of a large network calls some once.
    /// </summary>
    public int WarmUpRuns => 100;

    /// <summary>How long a job may take for <see cref="WarmUpRuns"/>, in seconds.</summary>
    public double LongestWarmUp => IsQuick ? 2 : 5;

    /// <summary>How many measurements the median is of.</summary>
    public int Rounds => IsQuick ? 3 : 7;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It is wrong; the message says why.</exception>
    public static Options Parse(string[] arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i];
            if (name == "--quick")
            {
                options.IsQuick = true;
                continue;
            }

            string value = ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"Expected a known option with a value, but got {name}.");
            switch (name)
            {
                case "--only":
                    options.Workloads = [.. value.Split(',').Select(Find)];
                    break;
                case "--threads":
                    options.Threads = [.. value.Split(',').Select(ParseThreads)];
                    break;
                case "--aot":
                    options.AotProgram = Path.GetFullPath(value);
                    break;
                case "--aot-v4":
                    options.WideAotProgram = Path.GetFullPath(value);
                    break;
                case "--markdown":
                    options.MarkdownFile = value;
                    break;
                case "--save-onnx":
                    options.OnnxFolder = value;
                    break;
                default:
                    throw new ArgumentException($"Expected a known option, but got {name}.");
            }
        }

        return options;
    }

    private static Workload Find(string id) =>
        Benchmarks.Workloads.All.FirstOrDefault(workload => workload.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"Expected one of {string.Join(", ", Benchmarks.Workloads.All.Select(workload => workload.Id))}, but got {id}.");

    private static int ParseThreads(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads > 0
            ? threads
            : throw new ArgumentException($"Expected a number of threads, but got {text}.");
}
