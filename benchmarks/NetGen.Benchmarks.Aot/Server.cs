using System.Globalization;
using NetGen.Benchmarks;

/// <summary>Answers the requests that are described in <c>ProcessPeer</c>.</summary>
internal static class Server
{
    public static void Run(IPeer peer)
    {
        Console.WriteLine($$"""{"version": "{{peer.Version}}"}""");
        IJob? job = null;
        while (Console.ReadLine() is string line)
        {
            double[] values = [];
            switch (line.Split(' '))
            {
                case ["prepare", string id, string threads]:
                    job = peer.Prepare(Workloads.All.Single(workload => workload.Id == id), Parse(threads));
                    break;
                case ["probe"]:
                    values = Array.ConvertAll(job!.Probe(), value => (double)value);
                    break;
                case ["run", string times]:
                    values = [job!.Run(Parse(times))];
                    break;
            }

            Console.WriteLine($$"""{"values": [{{string.Join(", ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}}]}""");
        }
    }

    private static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
