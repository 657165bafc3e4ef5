using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Clusters;

/// <summary>A checkpoint does not know how many processes wrote it.</summary>
public sealed class ClusterCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static MatrixTheoryData<string, int> Cases => new(ClusterTraining.All.Keys, [1, 3, 8]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Four_processes_stop_and_others_end_with_the_bits_of_one_that_went_on(string name, int processes)
    {
        string path = _folder.File("state");
        ClusterTraining training = ClusterTraining.All[name];
        Func<TrainingOptions, TrainingOptions> settings = ClusterTraining.Settings["all settings"];
        Outcome expected = training.Fit(options => settings(options) with { Shards = 8 });

        Outcome[] stopped = training.FitOn(4, options => settings(options) with { CheckpointPath = path, OnEpoch = Runs.StopAfter(2) });
        Assert.All(stopped, rank => Assert.Equal((2, StopReason.Callback), (rank.Epochs.Length, rank.StopReason)));
        Assert.All(
            training.FitOn(processes, options => settings(options) with { CheckpointPath = path, Resume = true }),
            rank => rank.AssertSameAs(expected, $"resumed by {processes}"));
        Assert.Equal(["state"], _folder.Names);
    }

    [Fact]
    public void One_process_without_a_cluster_resumes_too_if_it_has_the_same_shards()
    {
        string path = _folder.File("state");
        ClusterTraining training = ClusterTraining.All["dropout"];
        Outcome expected = training.Fit(options => options with { Shards = 8 });
        training.FitOn(4, options => options with { CheckpointPath = path, OnEpoch = Runs.StopAfter(1) });
        var fault = Assert.Throws<InvalidDataException>(() => training.Fit(options => options with { CheckpointPath = path, Resume = true }));
        Assert.Contains("Shards", fault.Message);
        training.Fit(options => options with { CheckpointPath = path, Resume = true, Shards = 8 }).AssertSameAs(expected, "resumed");
    }

    /// <summary>Each rank has a path of its own here, as each process has on machines without a common disk.</summary>
    [Fact]
    public void Rank_0_alone_writes_and_reads()
    {
        ClusterTraining training = ClusterTraining.All["dropout"];
        Outcome expected = training.Fit(options => options with { Shards = 8 });
        Fit(2, Runs.StopAfter(1));
        Assert.Equal(["rank0"], _folder.Names);

        Outcome[] resumed = Fit(3, null);
        Assert.All(resumed, rank => rank.AssertSameAs(expected, "resumed"));
        Assert.Equal(["rank0"], _folder.Names);

        Outcome[] Fit(int size, Func<EpochRecord, TrainingSignal>? onEpoch) => InMemoryCluster.Run(size, cluster => training.Fit(options =>
            options with { Cluster = cluster, CheckpointPath = _folder.File($"rank{cluster.Rank}"), Resume = true, OnEpoch = onEpoch }));
    }

    [Fact]
    public void A_checkpoint_that_does_not_fit_is_refused_by_all()
    {
        string path = _folder.File("state");
        ClusterTraining training = ClusterTraining.All["dropout"];
        training.FitOn(2, options => options with { CheckpointPath = path, OnEpoch = Runs.StopAfter(1) });
        AssertRefused("Expected a checkpoint with BatchSize 5, but got 32.", 5);
        File.WriteAllText(path, "not a checkpoint");
        AssertRefused("Expected a training checkpoint, but got another or a truncated file.", 32);

        // The first rank that has read it ends the job.
        void AssertRefused(string message, int batchSize)
        {
            Exception?[] faults = InMemoryCluster.Run(3, cluster => { training.Fit(options => options with { Cluster = cluster, CheckpointPath = path, Resume = true, BatchSize = batchSize }); });
            Assert.Contains(faults, fault => fault is InvalidDataException);
            Assert.All(faults, fault => Assert.Contains(message, fault!.Message));
        }
    }

    [Fact]
    public void A_path_that_rank_0_cannot_write_ends_all()
    {
        File.WriteAllText(_folder.File("file"), "");
        string? reason = null;
        Exception?[] faults = InMemoryCluster.Run(3, cluster =>
        {
            try
            {
                ClusterTraining.All["dropout"].Fit(options => options with { Cluster = cluster, CheckpointPath = _folder.File("file/state") });
            }
            finally
            {
                reason = cluster.AbortReason;
            }
        });
        Assert.IsType<IOException>(faults[0], exactMatch: false);
        Assert.All(faults[1..], fault => Assert.IsType<AbortedException>(fault));
        Assert.StartsWith("rank 0: ", reason);
    }
}
