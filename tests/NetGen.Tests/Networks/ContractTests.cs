using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>What the interfaces promise of batches, gradients, parameters and copies, in one strategy and precision.</summary>
public abstract class ContractTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected abstract IClassifierNetwork<T> Create(int seed);

    // Tiles take 64 samples at a time in Forward: fewer, as many, and two rounds and a rest.
    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(130)]
    public void Forward_of_a_batch_gives_the_bits_of_its_samples_one_by_one(int n)
    {
        IClassifierNetwork<T> network = Create(1);
        (T[] x, _, _) = Samples(network.Info, n);
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        var batch = new T[n * outputs];
        network.Forward(x, batch);

        T[] one = new T[outputs], trace = new T[network.Info.TraceSize];
        for (int i = 0; i < n; i++)
        {
            network.Forward(x.AsSpan(i * inputs, inputs), one);
            network.Trace(x.AsSpan(i * inputs, inputs), trace);
            Assert.Equal(one, batch.AsSpan(i * outputs, outputs).ToArray());
            Assert.Equal(one, trace[^outputs..]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    public void Losses_and_gradients_of_a_batch_are_the_means_of_its_samples(int n)
    {
        IClassifierNetwork<T> network = Create(1);
        (T[] x, T[] y, _) = Samples(network.Info, n);
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        double loss = 0;
        var gradients = new double[network.Info.ParameterCount];
        for (int i = 0; i < n; i++)
        {
            loss += double.CreateTruncating(network.Backward(x.AsSpan(i * inputs, inputs), y.AsSpan(i * outputs, outputs))) / n;
            for (int p = 0; p < gradients.Length; p++)
                gradients[p] += double.CreateTruncating(network.Gradients[p]) / n;
        }

        T backward = network.Backward(x, y);

        // A sum of 65 terms is rounded 65 times, and Backward may form the loss of a sample in another order.
        double tolerance = 65 * Epsilon;
        Assert.Equal(loss, double.CreateTruncating(backward), tolerance * loss);
        Assert.Equal(loss, double.CreateTruncating(network.ComputeLoss(x, y)), tolerance * loss);
        double largest = gradients.Max(Math.Abs);
        for (int p = 0; p < gradients.Length; p++)
            Assert.Equal(gradients[p], double.CreateTruncating(network.Gradients[p]), tolerance * largest);
    }

    [Fact]
    public void Labels_give_the_bits_of_one_hot_targets()
    {
        IClassifierNetwork<T> network = Create(1);
        (T[] x, T[] y, int[] labels) = Samples(network.Info, 70);

        T loss = network.Backward(x, y);
        T[] gradients = network.Gradients.ToArray();
        network.Gradients.Clear();

        Assert.Equal(loss, network.Backward(x, labels));
        Assert.Equal(gradients, network.Gradients.ToArray());
        Assert.Equal(network.ComputeLoss(x, y), network.ComputeLoss(x, labels));
    }

    // Vectors of samples and a rest, and only a rest.
    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    public void Weights_multiply_the_losses_and_gradients_of_their_samples(int n)
    {
        IClassifierNetwork<T> network = Create(1);
        (T[] x, T[] y, int[] labels) = Samples(network.Info, n);
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        T[] weights = [.. Enumerable.Range(0, n).Select(i => T.CreateTruncating((7 * i + 3) % 5))];
        double loss = 0;
        var gradients = new double[network.Info.ParameterCount];
        for (int i = 0; i < n; i++)
        {
            double weight = double.CreateTruncating(weights[i]);
            loss += weight * double.CreateTruncating(network.Backward(x.AsSpan(i * inputs, inputs), y.AsSpan(i * outputs, outputs))) / n;
            for (int p = 0; p < gradients.Length; p++)
                gradients[p] += weight * double.CreateTruncating(network.Gradients[p]) / n;
        }

        T backward = network.Backward(x, y, weights);

        double tolerance = 65 * Epsilon;
        Assert.Equal(loss, double.CreateTruncating(backward), tolerance * loss);
        Assert.Equal(loss, double.CreateTruncating(network.ComputeLoss(x, y, weights)), tolerance * loss);
        double largest = gradients.Max(Math.Abs);
        for (int p = 0; p < gradients.Length; p++)
            Assert.Equal(gradients[p], double.CreateTruncating(network.Gradients[p]), tolerance * largest);

        T[] ofTargets = network.Gradients.ToArray();
        Assert.Equal(backward, network.Backward(x, labels, weights));
        Assert.Equal(ofTargets, network.Gradients.ToArray());
        Assert.Equal(network.ComputeLoss(x, y, weights), network.ComputeLoss(x, labels, weights));
    }

    [Fact]
    public void Weights_of_one_change_no_bit()
    {
        IClassifierNetwork<T> network = Create(1);
        (T[] x, T[] y, _) = Samples(network.Info, 70);
        var ones = new T[70];
        Array.Fill(ones, T.One);
        T[] gradients = Gradients(network, x, y);

        Assert.Equal(network.Backward(x, y), network.Backward(x, y, ones));
        Assert.Equal(gradients, network.Gradients.ToArray());
        Assert.Equal(network.ComputeLoss(x, y), network.ComputeLoss(x, y, ones));
        Assert.StartsWith("Expected 70 weights for 70 samples, or none, but got 69.", Assert.Throws<ArgumentException>("weights", () => network.Backward(x, y, ones.AsSpan(1))).Message);
    }

    [Fact]
    public void Gradients_are_overwritten_whatever_the_batch_before()
    {
        (T[] x, T[] y, _) = Samples(Create(1).Info, 70);
        int small = 3 * Create(1).Info.InputSize, smallTargets = 3 * Create(1).Info.OutputSize;
        T[] ofSmall = Gradients(Create(1), x.AsSpan(0, small), y.AsSpan(0, smallTargets)), ofLarge = Gradients(Create(1), x, y);
        IClassifierNetwork<T> network = Create(1);
        network.Gradients.Fill(T.NaN);

        Assert.Equal(ofSmall, Gradients(network, x.AsSpan(0, small), y.AsSpan(0, smallTargets)));
        Assert.Equal(ofLarge, Gradients(network, x, y));
        Assert.Equal(ofLarge, Gradients(network, x, y));
        Assert.Equal(ofSmall, Gradients(network, x.AsSpan(0, small), y.AsSpan(0, smallTargets)));
        Assert.NotEqual(ofSmall, ofLarge);
    }

    [Fact]
    public void Only_Backward_touches_gradients_and_nothing_touches_parameters()
    {
        IClassifierNetwork<T> network = Create(1);
        (T[] x, T[] y, int[] labels) = Samples(network.Info, 5);
        T[] parameters = network.Parameters.ToArray();
        network.Gradients.Fill(T.One);

        network.Forward(x, new T[y.Length]);
        network.Trace(x.AsSpan(0, network.Info.InputSize), new T[network.Info.TraceSize]);
        network.ComputeLoss(x, y);
        network.ComputeLoss(x, labels);
        Assert.Equal(-1, network.Gradients.IndexOfAnyExcept(T.One));

        network.Backward(x, y);
        Assert.Equal(parameters, network.Parameters.ToArray());
    }

    [Fact]
    public void Views_by_layer_are_the_flat_buffers_where_Info_says()
    {
        IClassifierNetwork<T> network = Create(1);
        for (int i = 0; i < network.Parameters.Length; i++)
            (network.Parameters[i], network.Gradients[i]) = (T.CreateChecked(i), T.CreateChecked(-i));

        int next = 0;
        foreach (LayerInfo layer in network.Info.Layers)
        {
            (ParameterInfo weights, ParameterInfo biases) = (layer.Parameters[0], layer.Parameters[1]);
            Assert.Equal((next, next + weights.Length), (weights.Offset, biases.Offset));
            next += weights.Length + biases.Length;
            Assert.Equal([layer.OutputSize, layer.InputSize], weights.Shape);
            for (int j = 0; j < layer.OutputSize; j++)
            {
                Assert.Equal(T.CreateChecked(biases.Offset + j), network.Biases(layer.Index)[j]);
                Assert.Equal(T.CreateChecked(-biases.Offset - j), network.BiasGradients(layer.Index)[j]);
                for (int k = 0; k < layer.InputSize; k++)
                {
                    int position = weights.Offset + j * weights.Strides[0] + k * weights.Strides[1];
                    Assert.Equal(T.CreateChecked(position), network.Weights(layer.Index)[j, k]);
                    Assert.Equal(T.CreateChecked(-position), network.WeightGradients(layer.Index)[j, k]);
                }
            }
        }

        Assert.Equal(network.Info.ParameterCount, next);
        Assert.Equal(next, network.Parameters.Length);
        Assert.Equal(next, network.Gradients.Length);
    }

    [Fact]
    public void The_same_seed_draws_the_same_parameters_and_another_draws_others()
    {
        Assert.Equal(Create(5).Parameters.ToArray(), Create(5).Parameters.ToArray());
        Assert.NotEqual(Create(5).Parameters.ToArray(), Create(6).Parameters.ToArray());
    }

    [Fact]
    public void The_copy_in_double_has_the_same_parameters_and_a_life_of_its_own()
    {
        IClassifierNetwork<T> network = Create(1);
        (T[] x, T[] y, _) = Samples(network.Info, 3);
        double[] xInDouble = Array.ConvertAll(x, double.CreateTruncating), yInDouble = Array.ConvertAll(y, double.CreateTruncating);
        network.Backward(x, y);
        T[] parameters = network.Parameters.ToArray(), gradients = network.Gradients.ToArray();
        double[] inDouble = Array.ConvertAll(parameters, double.CreateTruncating);

        ITrainableNetwork<double> copy = network.ToDouble(), copyOfCopy = copy.ToDouble();

        Assert.Equal(inDouble, copy.Parameters.ToArray());
        Assert.Equal(inDouble, copyOfCopy.Parameters.ToArray());
        Assert.Equal(-1, copy.Gradients.IndexOfAnyExcept(0));
        copy.Parameters[0] += 1;
        copy.Backward(xInDouble, yInDouble);
        Assert.Equal(parameters, network.Parameters.ToArray());
        Assert.Equal(gradients, network.Gradients.ToArray());
        Assert.Equal(inDouble, copyOfCopy.Parameters.ToArray());
        Assert.Equal(-1, copyOfCopy.Gradients.IndexOfAnyExcept(0));
        network.Parameters[1] += T.One;
        Assert.Equal(inDouble[1], copy.Parameters[1]);
    }

    private static T[] Gradients(IClassifierNetwork<T> network, ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        network.Backward(x, y);
        return network.Gradients.ToArray();
    }

    private static double Epsilon => typeof(T) == typeof(float) ? Math.Pow(2, -23) : Math.Pow(2, -52);

    private static (T[] X, T[] Y, int[] Labels) Samples(NetworkInfo info, int n)
    {
        var random = new Random(1);
        T[] x = [.. Enumerable.Range(0, n * info.InputSize).Select(_ => T.CreateTruncating(2 * random.NextDouble() - 1))];
        int[] labels = [.. Enumerable.Range(0, n).Select(_ => random.Next(Math.Max(2, info.OutputSize)))];
        var y = new T[n * info.OutputSize];
        for (int i = 0; i < n; i++)
        {
            if (info.OutputSize == 1)
                y[i] = T.CreateTruncating(labels[i]);
            else
                y[i * info.OutputSize + labels[i]] = T.One;
        }

        return (x, y, labels);
    }
}

public sealed class StraightLineContractTests : ContractTests<float>
{
    private protected override IClassifierNetwork<float> Create(int seed) => new SmallNet(seed);
}

public sealed class StraightLineInDoubleContractTests : ContractTests<double>
{
    private protected override IClassifierNetwork<double> Create(int seed) => new SmallNetInDouble(seed);
}

public sealed class TilesContractTests : ContractTests<float>
{
    private protected override IClassifierNetwork<float> Create(int seed) => new DigitsNet(seed);
}

public sealed class TilesInDoubleContractTests : ContractTests<double>
{
    private protected override IClassifierNetwork<double> Create(int seed) => new DigitsNetInDouble(seed);
}
