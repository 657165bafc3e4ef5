using NetGen;
using NetGen.Benchmarks;

// What training on several processes costs and gains: benchmarks/README.md explains the three commands.
switch (args)
{
    case ["steps", .. var settings]:
        using (var cluster = MpiCluster.Start())
            Steps.Measure(cluster, settings);
        return 0;
    case ["exchange"]:
        using (var cluster = MpiCluster.Start())
            return Exchanges.Measure(cluster);
    case ["model", .. var path]:
        Model.Print();
        if (path is [var picture])
            ModelChart.Save(picture);
        return 0;
    default:
        Console.Error.WriteLine("usage: [mpirun -n 2] NetGen.Distributed steps [SHARDS [THREADS]] | exchange | model [PICTURE]");
        return 2;
}
