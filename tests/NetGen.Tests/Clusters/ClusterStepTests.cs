using Xunit;

namespace NetGen.Tests.Clusters;

/// <summary>Steps of several batches: what they send, and that they are those of one large batch.</summary>
public sealed class ClusterStepTests
{
    /// <summary>37 samples are 8 batches of 5, which make 3 steps of 3 batches: 5 times an epoch, the gradients stay where they are.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 3)]
    public void Gradients_travel_once_a_step(int processes, int rounds)
    {
        (int Sent, long Bytes)[] one = Train(1), three = Train(3);
        int gradients = StraightInShards.Info.ParameterCount * sizeof(float);
        Assert.Equal(one.Select(rank => rank.Sent), three.Select(rank => rank.Sent));
        Assert.All(one.Zip(three), rank => Assert.Equal(5 * rounds * gradients, rank.First.Bytes - rank.Second.Bytes));

        (int, long)[] Train(int accumulated) => InMemoryCluster.Run(processes, cluster =>
        {
            Trainer.Fit(new StraightInShards(seed: 1), ClusterTraining.Classes(4), new() { Cluster = cluster, Epochs = 1, BatchSize = 5, AccumulateBatches = accumulated });
            return (cluster.Sent, cluster.BytesSent);
        });
    }

    /// <summary>Every batch, the loss and whether a process wants to stop: two numbers.</summary>
    [Fact]
    public void Batches_within_a_step_send_two_numbers()
    {
        long[] bytes = [.. new[] { 1, 2 }.Select(epochs => Assert.Single(InMemoryCluster.Run(2, cluster =>
        {
            Trainer.Fit(new StraightInShards(seed: 1), ClusterTraining.Classes(4), new() { Cluster = cluster, Epochs = epochs, BatchSize = 5, AccumulateBatches = 8 });
            return cluster.BytesSent;
        }).Skip(1)))];
        Assert.Equal((8 * 2 + StraightInShards.Info.ParameterCount) * sizeof(float), bytes[1] - bytes[0]);
    }

    [Fact]
    public void A_step_is_that_of_one_batch_with_all_samples()
    {
        double[] whole = Train(16, 1, data => data), parts = Train(4, 4, data => data);
        Assert.All(whole.Zip(parts), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        whole = Train(16, 1, ClusterTraining.Weighted);
        parts = Train(4, 4, ClusterTraining.Weighted);
        Assert.All(whole.Zip(parts), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

        static double[] Train(int batchSize, int accumulated, Func<Dataset, Dataset> change) => InMemoryCluster.Run(3, cluster =>
        {
            var network = new StraightDoubleInShards(seed: 1);
            Trainer.Fit(network, change(ClusterTraining.Classes(4)), new() { Cluster = cluster, Epochs = 3, BatchSize = batchSize, AccumulateBatches = accumulated, Optimizer = new Sgd(0.1) });
            return network.Parameters.ToArray();
        })[0];
    }
}
