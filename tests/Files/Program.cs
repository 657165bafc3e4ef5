// One of several processes that use the same weights and the same checkpoint at a time: FileProcessTests starts them. Each
// writes, or reads and checks, until its time is over, and prints how often it did.
using System.Diagnostics;
using NetGen;
using NetGen.Files;

if (args is not [("write" or "read") and string what, string weights, string checkpoint, string secondsText] || !double.TryParse(secondsText, out double seconds))
{
    Console.Error.WriteLine("NetGen.Files write|read WEIGHTS CHECKPOINT SECONDS");
    return 2;
}

var data = Dataset.FromLabels([.. Enumerable.Range(0, 64).Select(i => i % 7f)], [0, 1, 2, 3], inputSize: 16, classes: 4);
var net = new WideNet(seed: 1);
int count = 0;
long began = Stopwatch.GetTimestamp();
while (count < 2 || Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
{
    count++;
    if (what == "write")
    {
        // All numbers of a file are the same, and each file has others.
        net.Parameters.Fill(Random.Shared.NextSingle());
        net.Save(weights);
        Trainer.Fit(net, data, Options(resume: false));
    }
    else
    {
        net.LoadWeights(weights);
        float first = net.Parameters[0];
        if (net.Parameters.ContainsAnyExcept(first))
            throw new InvalidDataException($"Expected {first} everywhere, but got a file of two.");

        // A training that has ended only reads its checkpoint, with the checksum.
        if (Trainer.Fit(net, data, Options(resume: true)).Epochs.Count != 1)
            throw new InvalidDataException("Expected a checkpoint of 1 epoch.");
    }
}

Console.WriteLine(count);
return 0;

TrainingOptions Options(bool resume) => new() { Epochs = 1, CheckpointPath = checkpoint, Resume = resume };
