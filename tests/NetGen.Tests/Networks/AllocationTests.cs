using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Running a network allocates nothing, however it is called.</summary>
public sealed class AllocationTests
{
    private const int Batch = 100;

    [Fact]
    public void Straight_line_code_through_the_class()
    {
        (float[] x, float[] y, float[] a, int[] labels) = Buffers<float>(SmallNet.Info, Batch);
        var values = new float[SmallNet.Info.TraceSize];
        AssertAllocatesNothing(seed => new SmallNet(seed), network => network.Forward(x.AsSpan(0, 4), a.AsSpan(0, 3)));
        AssertAllocatesNothing(seed => new SmallNet(seed), network => network.Forward(x, a));
        AssertAllocatesNothing(seed => new SmallNet(seed), network => network.Trace(x.AsSpan(0, 4), values));
        AssertAllocatesNothing(seed => new SmallNet(seed), network => network.ComputeLoss(x, y));
        AssertAllocatesNothing(seed => new SmallNet(seed), network => network.ComputeLoss(x, labels));
        AssertAllocatesNothing(seed => new SmallNet(seed), network => network.Backward(x, y), callsBefore: 1);
        AssertAllocatesNothing(seed => new SmallNet(seed), network => network.Backward(x, labels), callsBefore: 1);
        AssertAllocatesNothing(seed => new SmallNet(seed), network => network.W1[0, 0] += network.B1[0]);
    }

    [Fact]
    public void The_class_of_one_sample()
    {
        float[] x = new float[64];
        double[] inDouble = new double[64];
        AssertAllocatesNothing(seed => new SmallNet(seed), network => network.PredictClass<float>(x.AsSpan(0, 4)));
        AssertAllocatesNothing(seed => new DigitsNet(seed), network => network.PredictClass<float>(x));
        AssertAllocatesNothing(seed => new DigitsNetInDouble(seed), network => network.PredictClass<double>(inDouble));
    }

    /// <summary>One sample allocates nothing on a thread that is new; a batch that rents nothing after its first call there.</summary>
    [Fact]
    public void Forward_on_a_new_thread()
    {
        (float[] x, _, float[] a, _) = Buffers<float>(WideNet.Info, n: 5);
        (float[] digits, _, float[] classes, _) = Buffers<float>(DigitsNet.Info, Batch);
        var wide = new WideNet(1);
        var small = new DigitsNet(1);
        OnNewThread(() => small.Forward(digits.AsSpan(0, 64), classes.AsSpan(0, 10)), callsBefore: 0);
        OnNewThread(() => small.Forward(digits, classes), callsBefore: 0);
        OnNewThread(() => wide.Forward(x, a), callsBefore: 1);

        static void OnNewThread(Action call, int callsBefore)
        {
            call();
            long least = long.MaxValue;
            for (int attempt = 0; attempt < 3; attempt++)
            {
                var thread = new Thread(() =>
                {
                    for (int i = 0; i < callsBefore; i++)
                        call();

                    long before = GC.GetAllocatedBytesForCurrentThread();
                    call();
                    least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
                });
                thread.Start();
                thread.Join();
            }

            Assert.Equal(0, least);
        }
    }

    /// <summary>Large layers copy factors of products into room of their own, which the largest batch has made large enough.</summary>
    [Fact]
    public void A_smaller_batch_through_large_layers()
    {
        (float[] x, _, _, int[] labels) = Buffers<float>(LargeLayersNet.Info, Batch);
        var network = new LargeLayersNet(1);
        network.Backward(x, labels);
        foreach (int n in new[] { 65, 64, 33, 17, 3, 1 })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.Backward(x.AsSpan(0, n * 8), labels.AsSpan(0, n));
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Tiles_through_the_class()
    {
        (double[] x, double[] y, double[] a, int[] labels) = Buffers<double>(DigitsNetInDouble.Info, Batch);
        var values = new double[DigitsNetInDouble.Info.TraceSize];
        AssertAllocatesNothing(seed => new DigitsNetInDouble(seed), network => network.Forward(x.AsSpan(0, 64), a.AsSpan(0, 10)));
        AssertAllocatesNothing(seed => new DigitsNetInDouble(seed), network => network.Forward(x, a));
        AssertAllocatesNothing(seed => new DigitsNetInDouble(seed), network => network.Trace(x.AsSpan(0, 64), values));
        AssertAllocatesNothing(seed => new DigitsNetInDouble(seed), network => network.ComputeLoss(x, y));
        AssertAllocatesNothing(seed => new DigitsNetInDouble(seed), network => network.ComputeLoss(x, labels));
        AssertAllocatesNothing(seed => new DigitsNetInDouble(seed), network => network.Backward(x, y), callsBefore: 1);
        AssertAllocatesNothing(seed => new DigitsNetInDouble(seed), network => network.Backward(x, labels), callsBefore: 1);
        AssertAllocatesNothing(seed => new DigitsNetInDouble(seed), network => network.W1[0, 0] += network.B1[0]);
    }

    [Fact]
    public void Every_kind_through_the_interface()
    {
        CheckInterface(seed => new SmallNet(seed));
        CheckInterface(seed => new SmallNetInDouble(seed));
        CheckInterface(seed => new DigitsNet(seed));
        CheckInterface(seed => new DigitsNetInDouble(seed));
    }

    [Fact]
    public void Skip_connections_through_the_interface()
    {
        CheckInterface(seed => new ResidualSmall(seed));
        CheckInterface(seed => new ResidualSmallInDouble(seed));
        CheckInterface(seed => new ResidualWide(seed));
        CheckInterface(seed => new ResidualWideInDouble(seed));
        CheckInterface(seed => new ResidualDropped(seed));
        CheckTrainable(seed => new ResidualForked(seed));
        CheckTrainable(seed => new ScaledSkip(seed));
        CheckTrainable(seed => new ScaledSkipTiles(seed));
    }

    [Fact]
    public void Images_through_the_interface()
    {
        CheckInterface(seed => new ImagePlain(seed));
        CheckInterface(seed => new LeNet(seed));
        CheckInterface(seed => new ResNet(seed));
        CheckInterface(seed => new ResNetInDouble(seed));
        CheckInterface(seed => new SqueezeExcitation(seed));
        CheckTrainable(seed => new ImageDecoder(seed));
        CheckInterface(seed => new ImageNormalizedVector(seed));
        CheckInterface(seed => new ImagePooledSignal(seed));
        CheckInterface(seed => new BlendedImage(seed));
        CheckInterface(seed => new ImageInputs(seed));
        CheckTrainable(seed => new ImageToImage(seed));
        CheckTrainable(seed => ((ITrainableNetwork<float>)new LeNet(seed)).ToDouble());
    }

    [Fact]
    public void Steps_of_a_training_on_images()
    {
        (float[] x, _, _, int[] labels) = Buffers<float>(ResNet.Info, n: 64);
        OptimizerState<float> optimizer = new Adam().CreateSingle(ResNet.Info);
        AssertAllocatesNothing(
            seed => new ResNet(seed),
            network =>
            {
                network.Backward(x, labels);
                optimizer.Step(network.Parameters, network.Gradients);
            },
            callsBefore: 1);
    }

    [Fact]
    public void The_twins_through_the_interface()
    {
        CheckTrainable(seed => ((ITrainableNetwork<float>)new SmallNet(seed)).ToDouble());
        CheckTrainable(seed => ((ITrainableNetwork<float>)new DigitsNet(seed)).ToDouble());
    }

    [Fact]
    public void Backward_with_a_smaller_batch_after_a_larger_one()
    {
        (float[] x, float[] y, _, _) = Buffers<float>(DigitsNet.Info, Batch);
        AssertAllocatesNothing(
            seed =>
            {
                var network = new DigitsNet(seed);
                network.Backward(x, y);
                return network;
            },
            network => network.Backward(x.AsSpan(0, 3 * 64), y.AsSpan(0, 3 * 10)));
    }

    [Fact]
    public void A_network_so_wide_that_its_buffers_are_rented()
    {
        (float[] x, float[] y, float[] a, _) = Buffers<float>(WideNet.Info, n: 5);
        AssertAllocatesNothing(seed => new WideNet(seed), network => network.Forward(x, a));
        AssertAllocatesNothing(seed => new WideNet(seed), network => network.ComputeLoss(x, y));
        AssertAllocatesNothing(seed => new WideNet(seed), network => network.Backward(x, y), callsBefore: 1);
    }

    private static void CheckInterface<T>(Func<int, IClassifierNetwork<T>> create)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckTrainable(create);
        (T[] x, _, _, int[] labels) = Buffers<T>(create(1).Info, Batch);
        var weights = new T[Batch];
        AssertAllocatesNothing(create, network => network.ComputeLoss(x, labels));
        AssertAllocatesNothing(create, network => network.ComputeLoss(x, labels, weights));
        AssertAllocatesNothing(create, network => network.Backward(x, labels), callsBefore: 1);
        AssertAllocatesNothing(create, network => network.Backward(x, labels, weights), callsBefore: 1);
        var dx = new T[x.Length];
        AssertAllocatesNothing(create, network => network.Backward(x, labels, weights, dx), callsBefore: 1);
    }

    private static void CheckTrainable<T>(Func<int, ITrainableNetwork<T>> create)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = create(1).Info;
        (T[] x, T[] y, T[] a, _) = Buffers<T>(info, Batch);
        var values = new T[info.TraceSize];
        AssertAllocatesNothing(create, network => network.Forward(x.AsSpan(0, info.InputSize), a.AsSpan(0, info.OutputSize)));
        AssertAllocatesNothing(create, network => network.Forward(x, a));
        AssertAllocatesNothing(create, network => network.Trace(x.AsSpan(0, info.InputSize), values));
        AssertAllocatesNothing(create, network => network.ComputeLoss(x, y));
        AssertAllocatesNothing(create, network => network.Backward(x, y), callsBefore: 1);
        T[] dx = new T[x.Length], jacobian = new T[info.OutputSize * info.InputSize];
        AssertAllocatesNothing(create, network => network.Backward(x, y, default, dx), callsBefore: 1);
        AssertAllocatesNothing(create, network => network.BackwardFrom(x, y), callsBefore: 1);
        AssertAllocatesNothing(create, network => network.BackwardFrom(x, y, dx), callsBefore: 1);
        AssertAllocatesNothing(create, network => network.Jacobian(x.AsSpan(0, info.InputSize), jacobian), callsBefore: 1);
        if (info.Layers[0].Kind == "Dense")
            AssertAllocatesNothing(create, network => network.Weights(1)[0, 0] += network.Parameters[0]);
    }

    /// <summary>Asserts that a call on a new network allocates nothing, or none after its first.</summary>
    private static void AssertAllocatesNothing<TNetwork>(Func<int, TNetwork> create, Action<TNetwork> call, int callsBefore = 0)
    {
        // Another network takes what the first call of all takes: types are loaded, and the pool gets its buffers.
        call(create(1));

        // A garbage collection may take the pool's buffers away just before the call, but not three times.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            TNetwork network = create(2);
            for (int i = 0; i < callsBefore; i++)
                call(network);

            long before = GC.GetAllocatedBytesForCurrentThread();
            call(network);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static (T[] X, T[] Y, T[] A, int[] Labels) Buffers<T>(NetworkInfo info, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = new T[n * info.OutputSize];
        for (int i = 0; i < n; i++)
            y[i * info.OutputSize] = T.One;
        return (new T[n * info.InputSize], y, new T[n * info.OutputSize], new int[n]);
    }
}

[Network(8, Loss = Loss.CrossEntropy)]
[Dense(512, Activation.ReLU)]
[Dense(256, Activation.ReLU)]
[Dense(3, Activation.Softmax)]
internal sealed partial class LargeLayersNet;
