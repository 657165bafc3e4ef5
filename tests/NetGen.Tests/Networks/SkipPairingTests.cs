using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Every activation around a skip connection, in every position and both strategies, against differences.</summary>
public sealed class SkipPairingTests
{
    private const int Samples = 13;

    public static TheoryData<int> Pairings => [.. Enumerable.Range(0, SkipPairing.All.Count)];

    [Theory]
    [MemberData(nameof(Pairings))]
    public void Gradients_are_the_differences_of_the_losses(int index)
    {
        SkipPairing pairing = SkipPairing.All[index];
        if (pairing.Precision == Precision.Double)
            Check<double>();
        else
            Assert.InRange(Check<float>().PrecisionError, 0, 1e-5);

        GradientCheckReport Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = pairing.Create<T>();
            GradientCheckReport report = GradientCheck.Run(network, PairingTests.Data(network.Info), 1e-6);
            PairingTests.AssertPasses(report, network);
            return report;
        }
    }

    [Theory]
    [MemberData(nameof(Pairings))]
    public void Input_gradients_are_the_differences_of_the_losses(int index)
    {
        ITrainableNetwork<double> network = SkipPairing.All[index].CreateInDouble();
        Dataset data = PairingTests.Data(network.Info, Samples);
        double[] x = data.InputsAsDouble.ToArray(), y = data.TargetsAsDouble.ToArray(), w = [.. Enumerable.Range(0, Samples).Select(i => 0.25 * (5 * i % Samples))];
        foreach (double[] weights in new[] { [], w })
        {
            var dx = new double[x.Length];
            network.Backward(x, y, weights, dx);
            AssertSlopes(dx, x, () => network.ComputeLoss(x, y, weights), SkipPairing.All[index]);
        }
    }

    [Theory]
    [MemberData(nameof(Pairings))]
    public void Products_with_gradients_of_the_outputs_are_the_differences_of_the_outputs(int index)
    {
        ITrainableNetwork<double> network = SkipPairing.All[index].CreateInDouble();
        double[] x = PairingTests.Data(network.Info, Samples).InputsAsDouble.ToArray(), dx = new double[x.Length], a = new double[Samples * 3];
        double[] v = [.. Enumerable.Range(0, a.Length).Select(i => Math.Sin(i + 1))];
        network.BackwardFrom(x, v, dx);
        double[] gradients = network.Gradients.ToArray();

        AssertSlopes(dx, x, Product, SkipPairing.All[index]);
        AssertSlopes(gradients, network.Parameters, Product, SkipPairing.All[index]);

        // Without the gradient of the inputs, that of the parameters is the same.
        network.BackwardFrom(x, v);
        Assert.Equal(gradients, network.Gradients);

        double Product()
        {
            network.Forward(x, a);
            return a.Zip(v, (output, factor) => output * factor).Sum();
        }
    }

    [Theory]
    [MemberData(nameof(Pairings))]
    public void The_Jacobian_is_the_differences_of_the_outputs(int index)
    {
        ITrainableNetwork<double> network = SkipPairing.All[index].CreateInDouble();
        double[] x = PairingTests.Data(network.Info, 1).InputsAsDouble.ToArray(), a = new double[3], jacobian = new double[a.Length * x.Length];
        network.Jacobian(x, jacobian);
        for (int j = 0; j < a.Length; j++)
        {
            AssertSlopes(jacobian.AsSpan(j * x.Length, x.Length), x, Output, SkipPairing.All[index]);

            double Output()
            {
                network.Forward(x, a);
                return a[j];
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pairings))]
    public void In_single_precision_all_is_that_of_the_twin(int index)
    {
        if (SkipPairing.All[index].Precision == Precision.Double)
            return;

        ITrainableNetwork<float> network = SkipPairing.All[index].Create<float>();
        ITrainableNetwork<double> twin = network.ToDouble();
        Dataset data = PairingTests.Data(network.Info, Samples);
        float[] x = data.Inputs.ToArray(), y = data.Targets.ToArray(), v = [.. Enumerable.Range(0, y.Length).Select(i => MathF.Sin(i + 1))];
        double[] inDouble = [.. x.Select(number => (double)number)], targets = [.. y.Select(number => (double)number)], factors = [.. v.Select(number => (double)number)];
        float[] dx = new float[x.Length], jacobian = new float[3 * network.Info.InputSize];
        double[] expected = new double[x.Length], expectedJacobian = new double[jacobian.Length];

        network.Backward(x, y, default, dx);
        twin.Backward(inDouble, targets, default, expected);
        AssertNear(expected, dx);

        network.BackwardFrom(x, v, dx);
        twin.BackwardFrom(inDouble, factors, expected);
        AssertNear(expected, dx);
        AssertNear(twin.Gradients, network.Gradients);

        network.Jacobian(x.AsSpan(0, network.Info.InputSize), jacobian);
        twin.Jacobian(inDouble.AsSpan(0, network.Info.InputSize), expectedJacobian);
        AssertNear(expectedJacobian, jacobian);

        // Sums of some dozens of numbers, each rounded to 6e-8.
        static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
        {
            double largest = expected.ToArray().Max(Math.Abs);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], actual[i], 1e-5 * largest);
        }
    }

    private static void AssertSlopes(ReadOnlySpan<double> slopes, Span<double> variables, Func<double> function, SkipPairing pairing)
    {
        Assert.True(slopes.ContainsAnyExcept(0), $"{pairing} has no gradient at all.");
        Slopes.AssertAre(slopes, variables, function, pairing);
    }
}
