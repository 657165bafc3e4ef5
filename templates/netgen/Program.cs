using NetGen;
using NetGen_App;

(Dataset train, Dataset test) = IrisData.Load().Split(0.7, seed: 1);

var net = new IrisNet(seed: 1);
Console.WriteLine(IrisNet.Summary);

// Are the gradients those of the loss? Compares them with numerical ones.
GradientCheckReport gradients = GradientCheck.Run(net, train.Take(10));
Console.WriteLine($"gradients {(gradients.Passed ? "right" : "wrong")}, largest relative error {gradients.MaxRelativeError:0.0E+00}\n");

Console.WriteLine("epoch   training loss   test loss   test accuracy");
Trainer.Fit(net, train, new TrainingOptions
{
    Epochs = 60,
    BatchSize = 16,
    Optimizer = new Adam(learningRate: 0.01),
    OnEpoch = epoch =>
    {
        if (epoch.Epoch % 10 == 0)
        {
            Metrics metrics = Trainer.Evaluate(net, test);
            Console.WriteLine($"{epoch.Epoch,5}   {epoch.Loss,13:F4}   {metrics.Loss,9:F4}   {metrics.Accuracy,13:P1}");
        }

        return TrainingSignal.Continue;
    },
});

net.Save("iris.safetensors");
IrisNet loaded = IrisNet.Load("iris.safetensors");

float[] flower = [5.9f, 3.0f, 5.1f, 1.8f];
Console.WriteLine($"\nA flower of ({string.Join(", ", flower)}) cm is an iris {IrisData.Species[loaded.PredictClass(flower)]}.");

return gradients.Passed && Trainer.Evaluate(loaded, test).Accuracy > 0.9 ? 0 : 1;
