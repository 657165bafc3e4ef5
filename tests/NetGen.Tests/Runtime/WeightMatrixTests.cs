using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>A view of weights, whether they lie input by input or neuron by neuron.</summary>
public sealed class WeightMatrixTests
{
    private const int Outputs = 3, Inputs = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_element_is_a_number_of_the_buffer(bool isByNeuron)
    {
        float[] buffer = Numbers();
        WeightMatrix<float> W = new(buffer, Outputs, Inputs, isByNeuron);
        Assert.Equal((Outputs, Inputs), (W.Outputs, W.Inputs));
        for (int j = 0; j < Outputs; j++)
            for (int k = 0; k < Inputs; k++)
                Assert.Equal(buffer[Place(j, k, isByNeuron)], W[j, k]);

        W[2, 1] = -1;
        Assert.Equal(-1, buffer[isByNeuron ? 11 : 5]);
        Assert.Single(buffer, -1f);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_are_copied_out_and_in(bool isByNeuron)
    {
        float[] buffer = Numbers(), rows = new float[Outputs * Inputs], other = new float[Outputs * Inputs];
        new WeightMatrix<float>(buffer, Outputs, Inputs, isByNeuron).CopyTo(rows);
        for (int j = 0; j < Outputs; j++)
            for (int k = 0; k < Inputs; k++)
                Assert.Equal(buffer[Place(j, k, isByNeuron)], rows[j * Inputs + k]);

        new WeightMatrix<float>(other, Outputs, Inputs, isByNeuron).CopyFrom(rows);
        Assert.Equal(buffer, other);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(Outputs, 0)]
    [InlineData(0, Inputs)]
    public void Places_outside_are_refused_in_both_orders(int output, int input)
    {
        float[] buffer = Numbers();
        foreach (bool isByNeuron in new[] { false, true })
            Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new WeightMatrix<float>(buffer, Outputs, Inputs, isByNeuron)[output, input]; });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lengths_that_do_not_fit_are_refused(bool isByNeuron)
    {
        float[] buffer = Numbers();
        Assert.StartsWith("Expected 3 x 5 = 15 weights, but got 14.", Assert.Throws<ArgumentException>("values",
            () => { _ = new WeightMatrix<float>(buffer.AsSpan(1), Outputs, Inputs, isByNeuron); }).Message);
        Assert.StartsWith("Expected 3 x 5 = 15 weights, but got 16.", Assert.Throws<ArgumentException>("rows",
            () => new WeightMatrix<float>(buffer, Outputs, Inputs, isByNeuron).CopyTo(new float[16])).Message);
        Assert.StartsWith("Expected 3 x 5 = 15 weights, but got 14.", Assert.Throws<ArgumentException>("rows",
            () => new WeightMatrix<float>(buffer, Outputs, Inputs, isByNeuron).CopyFrom(new float[14])).Message);
    }

    private static int Place(int output, int input, bool isByNeuron) => isByNeuron ? output * Inputs + input : input * Outputs + output;

    private static float[] Numbers() => [.. Enumerable.Range(1, Outputs * Inputs).Select(i => (float)i)];
}
