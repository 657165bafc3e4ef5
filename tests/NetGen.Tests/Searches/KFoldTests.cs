using Xunit;

namespace NetGen.Tests.Searches;

public class KFoldTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(10, 3)]
    [InlineData(11, 11)]
    [InlineData(60, 7)]
    public void Every_sample_is_in_one_test_and_in_all_other_trainings(int count, int k)
    {
        // A sample is known by its input, and its target goes with it.
        double[] numbers = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        foreach (Dataset data in new[] { new Dataset(numbers, [.. numbers.Select(x => -x)], 1, 1), Dataset.FromLabels(numbers, [.. numbers.Select(x => (int)x % 4)], 1, 4) })
        {
            (Dataset Train, Dataset Test)[] folds = data.KFold(k, seed: 3);
            Assert.Equal(k, folds.Length);
            Assert.Equal(numbers, folds.SelectMany(fold => fold.Test.InputsAsDouble.ToArray()).Order());
            foreach ((Dataset train, Dataset test) in folds)
            {
                Assert.InRange(test.Count, count / k, (count - 1) / k + 1);
                Assert.Equal(numbers, train.InputsAsDouble.ToArray().Concat(test.InputsAsDouble.ToArray()).Order());
                for (int i = 0; i < test.Count; i++)
                    Assert.True(test.HasLabels ? test.Labels[i] == (int)test.Inputs[i] % 4 : test.Targets[i] == -test.Inputs[i]);
            }
        }
    }

    [Fact]
    public void Each_class_is_dealt_out_to_within_one_sample()
    {
        int[] sizes = [3, 50, 17, 1, 29];
        int[] labels = [.. sizes.SelectMany((size, label) => Enumerable.Repeat(label, size))];
        foreach ((Dataset _, Dataset test) in Dataset.FromLabels(new float[100], labels, 1, 5).KFold(4, seed: 1))
        {
            Assert.Equal(25, test.Count);
            for (int label = 0; label < 5; label++)
                Assert.InRange(test.Labels.ToArray().Count(l => l == label), sizes[label] / 4, (sizes[label] - 1) / 4 + 1);
        }
    }

    [Fact]
    public void The_seed_decides()
    {
        Dataset data = new([.. Enumerable.Range(0, 40).Select(i => (double)i)], new double[40], 1, 1);
        Assert.Equal(Order(1), Order(1));
        Assert.NotEqual(Order(1), Order(2));
        Assert.NotEqual(Order(1).Order(), Order(1));

        IEnumerable<double> Order(int seed) => [.. data.KFold(4, seed).SelectMany(fold => fold.Test.InputsAsDouble.ToArray())];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Refuses_a_number_of_parts_out_of_range(int k) => Assert.StartsWith(
        $"Expected k from 2 to 5, but got {k}.",
        Assert.Throws<ArgumentOutOfRangeException>("k", () => new Dataset(new double[5], new double[5], 1, 1).KFold(k, 1)).Message);
}
