using NetGen.Benchmarks;

// With --serve it is a peer of NetGen.Benchmarks, measured in turn with the others; otherwise it measures alone.
using var netGen = new NetGenPeer();
if (args is ["--serve"])
{
    Server.Run(netGen);
    return 0;
}

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

var suite = new Suite(options, [netGen]);
var table = new Table(suite, [.. suite.Run()]);
Console.WriteLine($"{table}\n{Table.Legend}\n");
foreach (string note in table.Notes())
    Console.WriteLine(note);
return 0;
