using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using NetGen.CompilerServices;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Clusters;

/// <summary>Synchronized batch normalization: a batch in shards is normalized as a whole.</summary>
public sealed class SynchronizedBatchNormTests
{
    private static readonly Dataset _vectors = ClusterTraining.Classes(4), _images = ClusterTraining.Classes(16);

    /// <summary>37 samples: batches of 16 end with one of 5, those of 13 with one of 11, and those of 17 with one of 3.</summary>
    public static TheoryData<int, int> Cases => new() { { 2, 16 }, { 4, 13 }, { 8, 17 }, { 8, 37 }, { 64, 17 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Shards_differ_from_the_whole_batch_by_rounding_alone(int shards, int batchSize)
    {
        var options = new TrainingOptions { BatchSize = batchSize, Shards = shards };
        AssertNear(() => new SynchronizedVectors(seed: 1), _vectors, options);
        AssertNear(() => new SynchronizedVectors(seed: 1), ClusterTraining.Weighted(_vectors), options);
        AssertNear(() => new SynchronizedImages(seed: 2), _images, options);
        AssertNear(() => new SynchronizedImages(seed: 2), _images, options with { Optimizer = new Sgd(0.1, momentum: 0.9), AccumulateBatches = 2, LabelSmoothing = 0.1 });
    }

    /// <summary>What the test above would show without synchronization.</summary>
    [Fact]
    public void Without_it_shards_differ_from_the_whole_batch()
    {
        double[] One(int shards)
        {
            var network = new NormalizedDoubleInShards(seed: 1);
            Trainer.Fit(network, _images, new() { Epochs = 1, BatchSize = 37, Optimizer = new Sgd(0.1), Shards = shards });
            return network.Statistics.ToArray();
        }

        Assert.True(One(1).Zip(One(8), (a, b) => Math.Abs(a - b)).Max() > 1e-4);
    }

    /// <summary>Batches of 5 or 7 leave some of 8 shards empty. Other shards are empty in the last batch of 2, so a shard may be empty at the end of a step.</summary>
    [Theory]
    [InlineData(16, 1)]
    [InlineData(17, 1)]
    [InlineData(5, 1)]
    [InlineData(5, 3)]
    [InlineData(7, 8)]
    public void Every_number_of_processes_and_threads_gives_the_bits_of_one(int batchSize, int accumulated)
    {
        string expected = Train(null, 1);
        foreach (int processes in new[] { 1, 2, 3, 4, 8 })
        {
            foreach (int threads in new[] { 1, 2, 8 })
                Assert.All(InMemoryCluster.Run(processes, cluster => Train(cluster, threads)), actual => Assert.Equal(expected, actual));
        }

        string Train(Cluster? cluster, int threads)
        {
            var network = new SynchronizedVectors(seed: 3);
            Trainer.Fit(network, _vectors, new() { Epochs = 3, BatchSize = batchSize, AccumulateBatches = accumulated, Cluster = cluster, Shards = 8, Threads = threads, Optimizer = new Sgd(0.1) });
            return Bits(network);
        }
    }

    /// <summary>Processes that exchange their moments must have the same bits, though each adds the other's to its own.</summary>
    [Fact]
    public void Moments_are_those_of_all_numbers_and_the_same_from_both_sides()
    {
        // 1 and 3, then 4, 8 and 9: mean 5, and 16 + 4 + 1 + 9 + 16.
        double[] left = [2, 2, 2], right = [3, 7, 14], empty = [0, 0, 0];
        new Moments<double>(left).Add(new(empty), pixels: 1);
        new Moments<double>(empty).Add(new(left), pixels: 1);
        new Moments<double>(empty).Add(new(right), pixels: 1);
        Assert.Equal([2, 2, 2], left);
        Assert.Equal([5, 5, 46], empty);

        var random = new Random(1);
        for (int i = 0; i < 1000; i++)
        {
            float[] a = Draw(), b = Draw(), first = [.. a], second = [.. b];
            new Moments<float>(first).Add(new(b), pixels: 7);
            new Moments<float>(second).Add(new(a), pixels: 7);
            Assert.Equal(first.Select(BitConverter.SingleToInt32Bits), second.Select(BitConverter.SingleToInt32Bits));
        }

        float[] Draw() => [random.Next(1, 9), .. Enumerable.Range(0, 4).Select(_ => random.NextSingle() * MathF.Pow(10, random.Next(-3, 4)))];
    }

    /// <summary>A shard of a batch may have one sample or none, of vectors too.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Data_in_parts_give_the_same_bits_and_the_numbers_of_the_whole_batch(int accumulated)
    {
        var options = new TrainingOptions { Epochs = 3, BatchSize = 5, AccumulateBatches = accumulated, Optimizer = new Sgd(0.1) };
        string? expected = null;
        foreach (int processes in new[] { 1, 2, 3, 5, 8 })
        {
            var networks = InMemoryCluster.Run(processes, cluster =>
            {
                var network = new SynchronizedVectors(seed: 3);
                Trainer.Fit(network, _vectors.Shard(cluster), options with { Cluster = cluster });
                return network;
            });
            expected ??= Bits(networks[0]);
            Assert.All(networks, network => Assert.Equal(expected, Bits(network)));
            var whole = new SynchronizedVectors(seed: 3);
            Trainer.Fit(whole, _vectors, options);
            AssertNear(whole.Parameters, networks[0].Parameters);
            AssertNear(whole.Statistics, networks[0].Statistics);
        }
    }

    /// <summary>Moments and sums are exchanged for every batch, gradients for every step: 37 samples are 8 batches of 5, and 3 steps of 3 batches.</summary>
    [Fact]
    public void Gradients_travel_once_a_step()
    {
        (int Sent, long Bytes)[] one = Train(1), three = Train(3);
        Assert.Equal(one.Select(rank => rank.Sent), three.Select(rank => rank.Sent));
        Assert.All(one.Zip(three), rank => Assert.Equal(5 * 2 * SynchronizedVectors.Info.ParameterCount * sizeof(double), rank.First.Bytes - rank.Second.Bytes));

        (int, long)[] Train(int accumulated) => InMemoryCluster.Run(4, cluster =>
        {
            Trainer.Fit(new SynchronizedVectors(seed: 1), _vectors, new() { Cluster = cluster, Epochs = 1, BatchSize = 5, AccumulateBatches = accumulated });
            return (cluster.Sent, cluster.BytesSent);
        });
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(5, 3)]
    public void A_frozen_layer_exchanges_nothing_and_leaves_the_others_synchronized(int batchSize, int accumulated)
    {
        var options = new TrainingOptions { BatchSize = batchSize, AccumulateBatches = accumulated, Shards = 8 };
        AssertNear(() => Disturbed(new SynchronizedBelowFreeze(seed: 1)), _vectors, options);
        foreach (int processes in new[] { 1, 2, 3, 8 })
        {
            Assert.Equal(
                InMemoryCluster.Run(processes, cluster => Train(new OneSynchronizedBelowFreeze(seed: 1), cluster)),
                InMemoryCluster.Run(processes, cluster => Train(new SynchronizedBelowFreeze(seed: 1), cluster)));
        }

        (string Bits, int Sent) Train(ITrainableNetwork<double> network, InMemoryCluster cluster)
        {
            Trainer.Fit(Disturbed(network), _vectors, options with { Epochs = 3, Cluster = cluster });
            return (Bits(network), cluster.Sent);
        }
    }

    /// <summary>A shard of one sample would be refused if the layer was not frozen.</summary>
    [Fact]
    public void A_network_whose_only_normalization_is_frozen_needs_no_threads()
    {
        Assert.IsNotType<ISynchronizedNetwork<double>>(new SynchronizedAboveFreeze(seed: 1), exactMatch: false);
        Assert.IsType<ISynchronizedNetwork<double>>(new SynchronizedBelowFreeze(seed: 1), exactMatch: false);
        Assert.Equal([false, false, false, true, false], SynchronizedBelowFreeze.Info.Layers.Select(layer => layer.IsSynchronized));
        AssertNear(() => Disturbed(new SynchronizedAboveFreeze(seed: 1)), _vectors, new() { BatchSize = 9, Shards = 8 });
    }

    [Fact]
    public void A_copy_in_double_precision_is_synchronized_too()
    {
        ITrainableNetwork<double> network = ((ITrainableNetwork<float>)new SynchronizedWatched(seed: 1)).ToDouble();
        AssertNear(network.ToDouble, _vectors, new() { BatchSize = 13, Shards = 4 });
    }

    [Fact]
    public void Two_samples_of_vectors_in_a_batch_are_enough()
    {
        AssertNear(() => new SynchronizedVectors(seed: 1), _vectors.Slice(0, 6), new() { BatchSize = 2, Shards = 8 });
        var fault = Assert.Throws<ArgumentException>("options", () => Trainer.Fit(new SynchronizedVectors(seed: 1), _vectors, new() { BatchSize = 36, Shards = 8 }));
        Assert.Contains("Expected batches of two or more samples for layer 2 of SynchronizedVectors", fault.Message);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(40, 2)]
    [InlineData(96, 8)]
    [InlineData(150, 3)]
    public void An_exception_in_a_shard_is_that_of_the_training(int call, int threads)
    {
        Watched.Calls = call;
        Assert.Equal("It breaks.", Assert.Throws<NotSupportedException>(() => InTime(() => Fit(null, threads))).Message);

        Watched.Calls = call;
        Exception?[] faults = InMemoryCluster.Run(3, cluster => Fit(cluster, threads));
        Assert.Single(faults.OfType<NotSupportedException>());
        Assert.Equal(2, faults.OfType<AbortedException>().Count());

        // The next training is not affected.
        Watched.Calls = 0;
        InTime(() => Fit(null, threads));
    }

    [Fact]
    public void A_divergence_ends_all_with_the_same_exception()
    {
        Exception?[] faults = InMemoryCluster.Run(3, cluster => { Fit(cluster, threads: 2, learningRate: 1e30); });
        Assert.Single(faults.Select(fault => Assert.IsType<TrainingDivergedException>(fault).Message).Distinct());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_allocates_nothing_after_the_first(int threads)
    {
        Watched.Calls = 0;
        var network = new SynchronizedWatched(seed: 1);
        using ShardedBatch<float> batch = ShardedBatch<float>.Of(network, _vectors, 16, 8, new() { Shards = 8, Threads = threads });
        int[] rows = [.. Enumerable.Range(0, 16)];
        for (int step = 0; step < 3; step++)
            Step(16);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Watched.Allocated = 0;
        for (int step = 0; step < 20; step++)
            Step(step % 2 == 0 ? 16 : 5);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, Watched.Allocated);

        void Step(int count) => batch.Backward(rows.AsSpan(0, count), 0, new(count, IsFirst: true, IsLast: true), isCanceled: false, out _);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(96)]
    public void Threads_end_with_the_training(int failingCall)
    {
        var threads = new ConcurrentDictionary<Thread, bool>();
        (Watched.Calls, Watched.Threads) = (failingCall, threads);
        Exception? fault = Record.Exception(() => Fit(null, threads: 2));
        Watched.Threads = null;
        Assert.Equal(failingCall > 0, fault is NotSupportedException);
        Assert.Equal(8, threads.Count);
        Assert.All(threads.Keys.Where(thread => thread != Thread.CurrentThread), thread => Assert.True(thread.Join(TimeSpan.FromMinutes(1))));
    }

    private static void Fit(Cluster? cluster, int threads, double learningRate = 0.1) => Trainer.Fit(
        new SynchronizedWatched(seed: 1), _vectors, new() { Epochs = 3, BatchSize = 16, Cluster = cluster, Shards = 8, Threads = threads, Optimizer = new Sgd(learningRate) });

    /// <summary>Fails if the program hangs.</summary>
    private static void InTime(Action program)
    {
        Task task = Task.Run(program, TestContext.Current.CancellationToken);
        Assert.True(((IAsyncResult)task).AsyncWaitHandle.WaitOne(TimeSpan.FromMinutes(1)), "It hangs.");
        task.GetAwaiter().GetResult();
    }

    private static void AssertNear(Func<ITrainableNetwork<double>> create, Dataset data, TrainingOptions options)
    {
        ITrainableNetwork<double> whole = create(), sharded = create();
        options = options with { Epochs = 3, Seed = 7 };
        TrainingHistory expected = Trainer.Fit(whole, data, options with { Shards = 1 }), actual = Trainer.Fit(sharded, data, options);
        AssertNear(whole.Parameters, sharded.Parameters);
        AssertNear(whole.Statistics, sharded.Statistics);
        AssertNear([.. expected.Epochs.Select(epoch => epoch.Loss)], [.. actual.Epochs.Select(epoch => epoch.Loss)]);
        Assert.NotEqual(create().Parameters.ToArray(), whole.Parameters.ToArray());
    }

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-10);
    }

    /// <summary>Running statistics are not those of a new network, so that it matters which are used.</summary>
    private static ITrainableNetwork<double> Disturbed(ITrainableNetwork<double> network)
    {
        ImageSource.Disturb(network);
        return network;
    }

    private static string Bits(ITrainableNetwork<double> network) =>
        Convert.ToHexString(MemoryMarshal.AsBytes(network.Parameters)) + Convert.ToHexString(MemoryMarshal.AsBytes(network.Statistics));
}
