using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using NetGen.CompilerServices;
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

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(5)]
    public void Every_number_of_processes_and_threads_gives_the_bits_of_one(int batchSize)
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
            Trainer.Fit(network, _vectors, new() { Epochs = 3, BatchSize = batchSize, Cluster = cluster, Shards = 8, Threads = threads, Optimizer = new Sgd(0.1) });
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
    [Fact]
    public void Data_in_parts_give_the_same_bits_and_the_numbers_of_the_whole_batch()
    {
        string? expected = null;
        foreach (int processes in new[] { 1, 2, 3, 5, 8 })
        {
            var networks = InMemoryCluster.Run(processes, cluster =>
            {
                var network = new SynchronizedVectors(seed: 3);
                Trainer.Fit(network, _vectors.Shard(cluster), new() { Epochs = 3, BatchSize = 5, Cluster = cluster, Optimizer = new Sgd(0.1) });
                return network;
            });
            expected ??= Bits(networks[0]);
            Assert.All(networks, network => Assert.Equal(expected, Bits(network)));
            var whole = new SynchronizedVectors(seed: 3);
            Trainer.Fit(whole, _vectors, new() { Epochs = 3, BatchSize = 5, Optimizer = new Sgd(0.1) });
            AssertNear(whole.Parameters, networks[0].Parameters);
            AssertNear(whole.Statistics, networks[0].Statistics);
        }
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
            batch.Backward(rows, step, isCanceled: false, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Watched.Allocated = 0;
        for (int step = 0; step < 20; step++)
            batch.Backward(rows.AsSpan(0, step % 2 == 0 ? 16 : 5), step, isCanceled: false, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, Watched.Allocated);
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

    private static string Bits(SynchronizedVectors network) =>
        Convert.ToHexString(MemoryMarshal.AsBytes(network.Parameters)) + Convert.ToHexString(MemoryMarshal.AsBytes(network.Statistics));
}
