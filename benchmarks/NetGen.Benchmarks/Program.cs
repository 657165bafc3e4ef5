using System.Diagnostics;
using NetGen.Benchmarks;

Options options;
try
{
    options = Options.Parse(args);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine($"{exception.Message}\n\n{Options.Usage}");
    return 2;
}

if (options.OnnxFolder is not null)
{
    ImportedPeer.SaveFiles(options.OnnxFolder);
    return 0;
}

long began = Stopwatch.GetTimestamp();
List<IPeer> peers = [new NetGenPeer(), new ImportedPeer(), new TorchSharpPeer(), new OnnxPeer(), new PyTorchPeer(), new EigenPeer()];
if (options.WideAotProgram is not null)
    peers.Insert(1, new AotPeer(options.WideAotProgram, "v4"));
if (options.AotProgram is not null)
    peers.Insert(1, new AotPeer(options.AotProgram));

var suite = new Suite(options, peers);
var rows = new List<Row>();
foreach (Row row in suite.Run())
{
    rows.Add(row);
    Console.Error.Write(rows.Count % 20 == 0 ? $". {row.Workload.Id}\n" : ".");
}

Console.Error.WriteLine();
string[] machine = [.. Machine.Describe(peers)];
var table = new Table(suite, rows);
Console.WriteLine($"{table}\n{Table.Legend}\n");
foreach (string line in machine.Concat(table.Notes()))
    Console.WriteLine(line);
Console.WriteLine(FormattableString.Invariant($"Measured in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s."));

if (options.MarkdownFile is not null)
    MarkdownReport.Write(options.MarkdownFile, table, machine, rows, options.IsQuick);

peers.ForEach(peer => peer.Dispose());
return rows.All(row => row.Agrees) ? 0 : 1;
