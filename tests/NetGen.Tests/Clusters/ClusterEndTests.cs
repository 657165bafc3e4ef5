using NetGen.Tests.Runtime;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Clusters;

/// <summary>Whatever ends the training on one rank ends it on all.</summary>
public sealed class ClusterEndTests
{
    private static readonly ClusterTraining _training = ClusterTraining.All["dropout"];

    [Fact]
    public void Rank_0_alone_reports_and_calls_the_functions()
    {
        var calls = new int[3][];
        InMemoryCluster.Run<Outcome>(3, cluster =>
        {
            var reports = new Reports();
            int batches = 0, epochs = 0;
            Outcome outcome = _training.Fit(options => options with
            {
                Cluster = cluster,
                BatchSize = 10,
                Progress = reports,
                OnBatch = _ => Count(ref batches),
                OnEpoch = _ => Count(ref epochs),
            });
            calls[cluster.Rank] = [reports.Count, batches, epochs];
            return outcome;
        });

        // Three epochs of four batches.
        Assert.Equal([12, 12, 3], calls[0]);
        Assert.Equal([0, 0, 0], calls[1]);
        Assert.Equal([0, 0, 0], calls[2]);

        static TrainingSignal Count(ref int calls)
        {
            calls++;
            return TrainingSignal.Continue;
        }
    }

    [Fact]
    public void Progress_on_rank_0_alone_is_allowed()
    {
        var reports = new Reports();
        InMemoryCluster.Run(3, cluster => _training.Fit(options => options with { Cluster = cluster, BatchSize = 37, Progress = cluster.Rank == 0 ? reports : null }));
        Assert.Equal(3, reports.Count);
    }

    /// <summary>The functions of the other ranks are not asked, so these would not stop.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void OnEpoch_of_rank_0_stops_all(int epoch)
    {
        Outcome expected = _training.Fit(options => options with { Shards = 8, OnEpoch = Runs.StopAfter(epoch) });
        Outcome[] ranks = InMemoryCluster.Run(3, cluster => _training.Fit(options => options with { Cluster = cluster, OnEpoch = Runs.StopAfter(cluster.Rank == 0 ? epoch : 0) }));
        Assert.All(ranks, rank => rank.AssertSameAs(expected, "stopped by OnEpoch"));
        Assert.Equal((epoch, StopReason.Callback), (expected.Epochs.Length, expected.StopReason));
    }

    [Fact]
    public void OnBatch_of_rank_0_stops_all_within_an_epoch()
    {
        Outcome expected = _training.Fit(options => options with { Shards = 8, BatchSize = 10, OnBatch = StopAfter(6) });
        Outcome[] ranks = InMemoryCluster.Run(3, cluster => _training.Fit(options => options with { Cluster = cluster, BatchSize = 10, OnBatch = StopAfter(cluster.Rank == 0 ? 6 : 100) }));
        Assert.All(ranks, rank => rank.AssertSameAs(expected, "stopped by OnBatch"));
        Assert.Equal((1, StopReason.Callback), (expected.Epochs.Length, expected.StopReason));

        static Func<TrainingProgress, TrainingSignal> StopAfter(int batches) => _ => --batches == 0 ? TrainingSignal.Stop : TrainingSignal.Continue;
    }

    /// <summary>Rank 0 is in its callback after the second epoch when the token of one rank is canceled, so all have done two.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(2, true)]
    public void A_cancellation_on_any_rank_ends_all_after_the_same_step(int canceled, bool isAsync)
    {
        using var source = new CancellationTokenSource();
        var parameters = new float[4][];
        var statistics = new float[4][];
        Exception?[] faults = InMemoryCluster.Run(4, cluster =>
        {
            var network = new NormalizedInShards(seed: 1);
            CancellationToken token = cluster.Rank == canceled ? source.Token : default;
            var options = new TrainingOptions
            {
                Cluster = cluster,
                Epochs = 50,
                CancellationToken = isAsync ? default : token,
                OnEpoch = epoch =>
                {
                    if (epoch.Epoch == 2)
                        source.Cancel();
                    return TrainingSignal.Continue;
                },
            };
            try
            {
                Dataset data = ClusterTraining.Classes(16);
                _ = isAsync ? Trainer.FitAsync(network, data, options, token).GetAwaiter().GetResult() : Trainer.Fit(network, data, options);
            }
            finally
            {
                (parameters[cluster.Rank], statistics[cluster.Rank]) = (network.Parameters.ToArray(), network.Statistics.ToArray());
            }
        });
        Assert.All(faults, fault => Assert.Equal((2, StopReason.Canceled), (Assert.IsType<TrainingCanceledException>(fault).History.Epochs.Count, ((TrainingCanceledException)fault).History.StopReason)));
        Assert.Equal(source.Token, ((TrainingCanceledException)faults[canceled]!).CancellationToken);

        // Between two steps: as after two epochs, with the statistics of the last step.
        var expected = new NormalizedInShards(seed: 1);
        Trainer.Fit(expected, ClusterTraining.Classes(16), new() { Epochs = 2, Shards = 8 });
        Assert.All(parameters, rank => Assert.Equal(expected.Parameters.ToArray(), rank));
        Assert.All(statistics, rank => Assert.Equal(expected.Statistics.ToArray(), rank));
    }

    /// <summary>Within a step of several batches, processes have exchanged no gradients when they hear of it.</summary>
    [Fact]
    public void A_cancellation_within_a_step_leaves_all_as_after_the_last_batch()
    {
        var expected = new NormalizedInShards(seed: 1);
        float[] start = expected.Parameters.ToArray();
        var options = new TrainingOptions { Shards = 8, BatchSize = 10, AccumulateBatches = 3 };
        Trainer.Fit(expected, ClusterTraining.Classes(16), options with { OnBatch = batch => batch.Batch == 2 ? TrainingSignal.Stop : TrainingSignal.Continue });
        Assert.Equal(start, expected.Parameters.ToArray());

        using var source = new CancellationTokenSource();
        var networks = new NormalizedInShards[3];
        Exception?[] faults = InMemoryCluster.Run(3, cluster =>
        {
            networks[cluster.Rank] = new(seed: 1);
            Trainer.Fit(networks[cluster.Rank], ClusterTraining.Classes(16), options with
            {
                Cluster = cluster,
                CancellationToken = cluster.Rank == 1 ? source.Token : default,
                OnBatch = batch =>
                {
                    if (batch.Batch == 2)
                        source.Cancel();
                    return TrainingSignal.Continue;
                },
            });
        });
        Assert.All(faults, fault => Assert.IsType<TrainingCanceledException>(fault));
        Assert.All(networks, network => Assert.Equal(start, network.Parameters.ToArray()));
        Assert.All(networks, network => Assert.Equal(expected.Statistics.ToArray(), network.Statistics.ToArray()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_divergence_ends_all_with_the_same_exception(int accumulated)
    {
        Exception?[] faults = InMemoryCluster.Run(3, cluster =>
        {
            ClusterTraining.All["tiles"].Fit(options => options with { Cluster = cluster, Optimizer = new Sgd(1e30), BatchSize = 5, AccumulateBatches = accumulated });
        });
        TrainingDivergedException[] diverged = [.. faults.Select(fault => Assert.IsType<TrainingDivergedException>(fault))];
        Assert.Single(diverged.Select(fault => fault.Message).Distinct());
        Assert.Single(diverged.Select(fault => (fault.Epoch, fault.Batch)).Distinct());
    }

    [Theory]
    [InlineData("OnEpoch")]
    [InlineData("OnBatch")]
    [InlineData("Progress")]
    public void An_exception_in_a_callback_aborts_the_others(string callback)
    {
        string? reason = null;
        Exception?[] faults = InMemoryCluster.Run(3, cluster =>
        {
            try
            {
                _training.Fit(options => options with
                {
                    Cluster = cluster,
                    OnEpoch = callback == "OnEpoch" ? _ => throw new NotSupportedException("It fails.") : null,
                    OnBatch = callback == "OnBatch" ? _ => throw new NotSupportedException("It fails.") : null,
                    Progress = callback == "Progress" ? new Reports(_ => throw new NotSupportedException("It fails.")) : null,
                });
            }
            finally
            {
                reason = cluster.AbortReason;
            }
        });
        Assert.IsType<NotSupportedException>(faults[0]);
        Assert.All(faults[1..], fault => Assert.IsType<AbortedException>(fault));
        Assert.Equal("rank 0: NotSupportedException: It fails.", reason);
    }
}
